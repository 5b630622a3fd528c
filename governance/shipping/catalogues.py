"""The catalogues of other languages: written as .po by translators, read as .mo by gettext, compiled by Babel."""

from __future__ import annotations

from pathlib import Path
from tempfile import NamedTemporaryFile

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from governance.words import LOCALE


def compile_catalogues(locale: Path = LOCALE) -> list[Path]:
    """Compile each catalogue that was changed since; gives those that were. A reader never meets half of one.

    A sentence that a translator marks as doubtful ("fuzzy") or leaves empty is read in English. Raises OSError where
    the folder may not be written.
    """
    compiled = []
    for written in sorted(locale.glob("*/LC_MESSAGES/*.po")):
        read = written.with_suffix(".mo")
        if not read.exists() or read.stat().st_mtime < written.stat().st_mtime:
            _compile(written, read)
            compiled.append(read)
    return compiled


def _compile(written: Path, read: Path) -> None:
    with written.open("rb") as source:
        catalogue = read_po(source, locale=written.parts[-3])
    with NamedTemporaryFile(dir=read.parent, suffix=".unfinished", delete=False) as unfinished:
        write_mo(unfinished, catalogue)
    Path(unfinished.name).chmod(written.stat().st_mode)  # such files are their maker's alone, a server reads it too
    Path(unfinished.name).replace(read)
