"""From the bytes of a file to its sheets, every cell as the file's own format types it. Nothing is interpreted here."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePath

from governance.intake import refusals
from governance.intake.grid import Grid
from governance.intake.reading.csv import read_csv
from governance.intake.reading.ods import read_ods
from governance.intake.reading.xls import read_xls
from governance.intake.reading.xlsx import OLE, read_xlsx
from governance.intake.refusals import MIB
from governance.settings import LIMITS
from governance.words import say

_READERS: dict[str, Callable[[str, bytes], list[Grid]]] = {
    ".csv": read_csv,
    ".xls": read_xls,
    ".xlsx": read_xlsx,
    ".ods": read_ods,
}
_MACROS = (".xlsm", ".xltm", ".xlsb", ".xlam")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def read(name: str, content: bytes) -> list[Grid]:
    """The sheets of a file, blank and hidden ones too. `name` is only ever shown, and its ending looked at.

    Raises Refused for a file that is not what its ending says, is damaged or protected, holds macros, links to other
    files or entities, or is over a limit of the settings.
    """
    ending = PurePath(name).suffix.lower()
    if ending in _MACROS:
        raise refusals.macros(name)
    if ending not in _READERS:
        raise refusals.unknown_ending(name, ending)
    if len(content) > LIMITS.file_mib * MIB:
        raise refusals.over_limit(name, "file_mib", LIMITS.file_mib)
    _refuse_misnamed(name, ending, content)
    return _READERS[ending](name, content)


def _refuse_misnamed(name: str, ending: str, content: bytes) -> None:
    if content.startswith(OLE) and _ENCRYPTED in content:
        raise refusals.password(name)
    found = kind_of(content)
    if found == ending or (not found and ending == ".csv"):
        return
    raise refusals.not_as_named(name, ending[1:], _said(found, content))


def kind_of(content: bytes) -> str:
    """The ending that a file of these bytes should have, as far as its first and telling bytes say; "" for others."""
    if content.startswith(OLE):
        return ".xls"
    if not content.startswith(b"PK\x03\x04"):
        return ""
    if b"[Content_Types].xml" in content or b"xl/workbook.xml" in content:
        return ".xlsx"
    return ".ods" if b"content.xml" in content else ".zip"


def _said(kind: str, content: bytes) -> str:
    """What the file is, in words; "" where that is not known."""
    if kind:
        return {
            ".xls": say("an older Excel workbook (.xls)"),
            ".xlsx": say("an Excel workbook (.xlsx)"),
            ".ods": say("an OpenDocument workbook (.ods)"),
            ".zip": say("a compressed archive"),
        }[kind]
    start = content[:1000].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if start.startswith(b"%pdf"):
        return say("a PDF document")
    if start.startswith((b"<!doctype html", b"<html", b"<table")):
        return say("a web page")
    return ""
