"""From the bytes of a file to its sheets, every cell as the file's own format types it. Nothing is interpreted here."""

from __future__ import annotations

import importlib
import re
from collections.abc import Callable
from pathlib import PurePath

from governance.intake.reading import unread
from governance.intake.reading.grid import Grid
from governance.intake.reading.unread import MIB
from governance.settings import LIMITS
from governance.words import mark, say

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MACROS = (".xlsm", ".xltm", ".xlam")
_KINDS = {
    ".xls": mark("an older Excel workbook (.xls)"),
    ".xlsx": mark("an Excel workbook (.xlsx)"),
    ".xlsb": mark("a binary Excel workbook (.xlsb)"),
    ".ods": mark("an OpenDocument workbook (.ods)"),
    ".numbers": mark("a workbook of Apple's Numbers"),
    ".docx": mark("a Word document"),
    ".zip": mark("a compressed archive"),
}
_TELLING = 4096  # bytes by which a file says what it is
_MESSAGE = re.compile(rb"<(?:[\w.-]+:)?Document\b[^<>]*iso:20022:tech:xsd:")
_STATEMENT = re.compile(rb"camt\.05[234]")
_MT940 = re.compile(rb"\A(?:\{1:F01|:20:)(?s:.)*?^:(?:25|28C?|60[FM]|61):", re.MULTILINE)
_OF_THE_BANK = mark("Give the file’s name the ending .xml or .sta, as the bank does, and hand it in again.")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def sheets_of(name: str, content: bytes) -> list[Grid]:
    """The sheets of a file, blank and hidden ones too. `name` is only ever shown, and its ending looked at.

    Raises Refused for a file that is not what its ending says, is damaged or protected, holds macros, links to other
    files or entities, or is over a limit of the settings.
    """
    ending = PurePath(name).suffix.lower()
    if ending in _MACROS:
        raise unread.refused("file-macros", name)
    bank = _bank_reader(ending, content)
    if bank is None and ending not in unread.ENDINGS:
        raise unread.unknown_ending(name, ending, *_what_it_is(ending, content))
    if len(content) > LIMITS.file_mib * MIB:
        raise unread.over_limit(name, "file_mib", LIMITS.file_mib)
    if bank:
        return bank(name, content)
    _refuse_misnamed(name, ending, content)
    return _reader(ending)(name, content)


def _reader(ending: str) -> Callable[[str, bytes], list[Grid]]:
    """What reads files of that ending, loaded when one comes: the libraries take longer to load than most files."""
    module = importlib.import_module(f"governance.intake.reading.{ending[1:]}")
    return getattr(module, f"read_{ending[1:]}")  # type: ignore[no-any-return]


def _bank_reader(ending: str, content: bytes) -> Callable[[str, bytes], list[Grid]] | None:
    """What reads a bank's statement, where the file is one under an ending that banks give it."""
    start = content[:_TELLING].lstrip(b"\xef\xbb\xbf \r\n\t")
    if ending not in unread.OF_BANKS:
        return None
    if ending == ".xml" or _MESSAGE.search(start):
        from governance.intake.reading.bank.camt import read_camt

        return read_camt
    if _MT940.search(start):
        from governance.intake.reading.bank.swift import read_swift

        return read_swift
    return None


def _refuse_misnamed(name: str, ending: str, content: bytes) -> None:
    if content.startswith(OLE) and _ENCRYPTED in content:
        raise unread.refused("file-password", name)
    found = kind_of(content)
    if found == ending:
        return
    what, remedy = _what_it_is(found, content)
    if ending == ".csv" and what in ("", _tabs()):
        return
    raise unread.not_as_named(name, ending[1:], what, remedy)


def kind_of(content: bytes) -> str:
    """The ending that a file of these bytes should have, as far as its first and telling bytes say; "" for others."""
    if content.startswith(OLE):
        return ".xls"
    if not content.startswith(b"PK\x03\x04"):
        return ""
    if b"xl/workbook.bin" in content:
        return ".xlsb"
    if b"word/document.xml" in content:
        return ".docx"
    if b"[Content_Types].xml" in content or b"xl/workbook.xml" in content:
        return ".xlsx"
    return ".ods" if b"content.xml" in content else ".zip"


def _what_it_is(ending: str, content: bytes) -> tuple[str, str]:
    """What a file is that is not read, in words, and what to do with it; both "" where that is not known."""
    start = content[:_TELLING].lstrip(b"\xef\xbb\xbf \r\n\t")
    low = start.lower()
    if found := _STATEMENT.search(low):
        return say("a bank's statement ({format})", format=found[0].decode()), say(_OF_THE_BANK)
    if _MT940.search(start):
        return say("a bank's statement (MT940)"), say(_OF_THE_BANK)
    if low.startswith(b"%pdf"):
        return say("a PDF document"), ""
    if low.startswith((b"<!doctype html", b"<html", b"<table")):
        return say("a web page"), ""
    if ending not in _KINDS and _is_tabbed(start):
        return _tabs(), say("Give the file's name the ending .csv, and hand it in again.")
    return say(_KINDS[ending]) if ending in _KINDS else "", ""


def _tabs() -> str:
    return say("text with tabs between its cells")


def _is_tabbed(start: bytes) -> bool:
    """Whether the first whole lines have a tab each, and nothing that is no text."""
    lines = [line for line in start.splitlines()[:20] if line.strip()]
    return bool(lines) and b"\0" not in start and all(b"\t" in line for line in lines[: max(1, len(lines) - 1)])
