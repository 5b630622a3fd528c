"""A compressed workbook (.xlsx, .ods) unpacked by a reader that trusts nothing in it.

Only the parts that are asked for are unpacked, each counted while it grows: what a part declares is checked before,
and what it really holds is checked against that. Nothing is written, and no name in the file is used as a path.
"""

from __future__ import annotations

import codecs
import io
import re
import zipfile
import zlib
from collections.abc import Callable

from governance.intake.reading import unread
from governance.intake.reading.unread import MIB
from governance.settings import LIMITS

_CHUNK = 1024 * 1024
_HEADER = b"PK\x01\x02"  # of each entry in the directory at the end
ENTITY = re.compile(rb"<!(?:DOCTYPE|ENTITY)")
DECLARED_ENCODING = re.compile(rb"<\?xml[^<>]*?\sencoding\s*=\s*[\"']([^\"'<>]*)[\"']")
LONG_SPACE = re.compile(rb"""xmlns(?<=\bxmlns)[^<>="']{0,200}=\s*["'][^"']{1000}""")
"""A namespace of a thousand characters: every name within it would be as long for whoever reads it. The word comes
first, and then whether it is a whole one: so it is found twenty times as fast."""
_KNOWN = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


def unpack(name: str, content: bytes, kind: str, wanted: Callable[[str], bool]) -> dict[str, bytes]:
    """The parts of the file that are `wanted`, by name; the names of all others with nothing in them.

    Raises Refused for a file that is damaged, encrypted, over a limit, of false sizes, or whose XML defines entities or
    is in another encoding than UTF-8.
    """
    if content.count(_HEADER) > LIMITS.entries:
        raise unread.over_limit(name, "entries", LIMITS.entries)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _unpacked(name, archive, kind, wanted)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError, IndexError) as error:
        raise unread.refused("file-damaged", name, kind=kind) from error


def _unpacked(name: str, archive: zipfile.ZipFile, kind: str, wanted: Callable[[str], bool]) -> dict[str, bytes]:
    entries = archive.infolist()
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise unread.refused("file-password", name)
    if sum(entry.file_size for entry in entries) > LIMITS.unpacked_mib * MIB:
        raise unread.over_limit(name, "unpacked_mib", LIMITS.unpacked_mib)
    parts: dict[str, bytes] = {}
    for entry in entries:
        if not wanted(entry.filename):
            parts[entry.filename] = b""
            continue
        if entry.compress_type not in _KNOWN:
            raise unread.refused("file-damaged", name, kind=kind)
        parts[entry.filename] = _part(name, archive, entry, kind)
    return parts


def _part(name: str, archive: zipfile.ZipFile, entry: zipfile.ZipInfo, kind: str) -> bytes:
    declared = entry.file_size
    if declared > max(LIMITS.part_mib * MIB, LIMITS.unpacked_times * entry.compress_size):
        raise unread.over_limit(name, "unpacked_times", LIMITS.unpacked_times)
    entry.file_size = LIMITS.unpacked_mib * MIB + 1  # else the library stops at what is declared, true or not
    found = io.BytesIO()
    with archive.open(entry) as packed:
        while chunk := packed.read(_CHUNK):
            found.write(chunk)
            if found.tell() > declared:
                raise unread.refused("file-false-size", name, part=entry.filename)
    content = found.getvalue()
    if len(content) != declared:
        raise unread.refused("file-false-size", name, part=entry.filename)
    if not _is_utf8(content):
        raise unread.refused("file-encoding", name, part=entry.filename)
    if LONG_SPACE.search(content):
        raise unread.refused("file-damaged", name, kind=kind)
    if ENTITY.search(content):
        raise unread.refused("file-entities", name, part=entry.filename)
    return content


def _is_utf8(content: bytes) -> bool:
    """Whether XML begins and declares itself as UTF-8 (or ASCII): only then do the bytes say what its reader reads."""
    start = content.removeprefix(codecs.BOM_UTF8).lstrip()
    declared = DECLARED_ENCODING.match(start)
    known = declared is None or declared[1].lower() in (b"utf-8", b"utf8", b"us-ascii", b"ascii")
    return known and start[:1] in (b"<", b"") and b"\0" not in content


def packed_again(parts: dict[str, bytes]) -> bytes:
    """A plain archive of exactly these parts: what reads it sees what was checked here, and nothing else."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as archive:
        for part, content in parts.items():
            archive.writestr(part, content)
    return made.getvalue()
