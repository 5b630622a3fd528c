"""Separated texts (.csv): which encoding, which separator, and every record as a spreadsheet program would count it."""

from __future__ import annotations

import codecs
import csv
import io
import itertools
import re
from collections import Counter
from collections.abc import Iterator

from governance.formulas import as_written
from governance.intake.reading import unread
from governance.intake.reading.extent import over_extent
from governance.intake.reading.grid import Grid, Rows
from governance.settings import LIMITS
from governance.words import mark, say

_SAMPLE = 64 * 1024
_SEPARATORS = {",": mark("commas"), ";": mark("semicolons"), "\t": mark("tabs")}
_UTF_8 = "UTF-8"
_STATED = re.compile(rb'"?sep=([,;\t])"?\r?\n', re.IGNORECASE)  # Excel's own first line
_NO_TEXT = re.compile(r"[\x00-\x08\x0e-\x1b]")
_AT_ONCE = 1_000  # records that are turned into columns at a time


def read_csv(name: str, content: bytes) -> list[Grid]:
    """The one sheet of a .csv file. Raises Refused where it is no text, or its quotation marks do not end."""
    encoding, utf8 = _utf8(name, content)
    separator, utf8 = _separator(utf8)
    columns, count = _columns(name, utf8, separator)
    how = say("{encoding}, {separator}", encoding=encoding, separator=say(_SEPARATORS[separator]))
    plain = encoding == _UTF_8 and separator == ","
    return [Grid(name, None, Rows(columns, count), how=how, plain=plain, separator=separator)]


def _utf8(name: str, content: bytes) -> tuple[str, bytes]:
    """The encoding's name, and the content in UTF-8 without a mark at its beginning."""
    if content.startswith(codecs.BOM_UTF8):
        content = content[len(codecs.BOM_UTF8) :]
    elif content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "UTF-16", _decoded(name, content, "utf-16")
    elif b"\0" in content:
        # Text in UTF-16 without a mark: of two bytes, the one that Latin letters leave empty.
        first, second = (content[start:_SAMPLE:2].count(0) for start in (0, 1))
        return "UTF-16", _decoded(name, content, "utf-16-be" if first > second else "utf-16-le")
    try:
        content.decode()
    except UnicodeDecodeError:
        return "Windows-1252", _decoded(name, content, "cp1252")
    return _UTF_8, content


def _decoded(name: str, content: bytes, encoding: str) -> bytes:
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        raise unread.not_as_named(name, "csv") from error
    if "\0" in text or _NO_TEXT.search(text[:_SAMPLE]):
        raise unread.not_as_named(name, "csv")
    return text.encode()


def _separator(utf8: bytes) -> tuple[str, bytes]:
    """The separator that divides the first records most evenly, and the content without Excel's line about it."""
    if stated := _STATED.match(utf8):
        return stated[1].decode(), utf8[stated.end() :]
    sample = utf8[:_SAMPLE].decode("utf-8", "ignore")
    return max(_SEPARATORS, key=lambda separator: _evenness(sample, separator)), utf8


def _evenness(sample: str, separator: str) -> tuple[int, int]:
    """How many of the first records have the commonest width above one, and that width."""
    try:
        widths = Counter(map(len, itertools.islice(csv.reader(io.StringIO(sample), delimiter=separator), 200)))
    except csv.Error:
        return 0, 0
    several = {width: count for width, count in widths.items() if width > 1}
    return max(((count, width) for width, count in several.items()), default=(0, 0))


def _columns(name: str, utf8: bytes, separator: str) -> tuple[list[list[str | None]], int]:
    """The columns as wide as the widest record, and the number of records; strict about quotation marks."""
    columns: list[list[str | None]] = []
    count = 0
    is_clean = _is_clean(utf8, separator)
    for records in _records(name, utf8, separator):
        wide = max(map(len, records))
        if limit := over_extent(count + len(records), max(wide, len(columns))):
            raise unread.over_limit(name, *limit)
        columns += [[None] * count for _ in range(wide - len(columns))]
        count += len(records)
        even = zip(*records, strict=True) if wide == min(map(len, records)) else itertools.zip_longest(*records)
        for column, cells in zip(columns, even, strict=False):
            column += _clean(name, cells, is_clean)
        for column in columns[wide:]:
            column += [None] * len(records)
    return columns, count if columns else 0


def _records(name: str, utf8: bytes, separator: str) -> Iterator[list[list[str]]]:
    """The records, some at a time."""
    text = io.TextIOWrapper(io.BytesIO(utf8), encoding="utf-8", newline="")
    records = csv.reader(text, delimiter=separator, strict=True)
    try:
        while some := list(itertools.islice(records, _AT_ONCE)):
            yield some
    except csv.Error as error:
        raise unread.not_as_named(name, "csv") from error


def _is_clean(utf8: bytes, separator: str) -> bool:
    """Whether no cell can begin or end with a blank, or begin with an apostrophe: quicker than to look at each."""
    ends = [end for end in (separator.encode(), b"\n", b"\r") if end in utf8]
    blanks = [blank for blank in (b" ", b"\t") if blank in utf8 and blank != separator.encode()]
    begins = [*blanks, *([b"'"] if b"'" in utf8 else [])]
    return (
        not utf8.startswith((b" ", b"\t", b"'"))
        and not utf8.endswith((b" ", b"\t"))
        and not any(mark in utf8 for mark in (b'"', b"\x0b", b"\x0c"))
        and (utf8.isascii() or not any(mark in utf8 for mark in (b"\xc2\xa0", b"\xe2\x80", b"\xe3\x80")))
        and not any(end + begin in utf8 for end in ends for begin in begins)
        and not any(blank + end in utf8 for end in ends for blank in blanks)
    )


def _clean(name: str, cells: tuple[str | None, ...], is_clean: bool) -> list[str | None]:
    """Cells without blanks around them, blank ones as None, and texts that were made harmless as they were."""
    if max(map(len, filter(None, cells)), default=0) > LIMITS.characters:
        raise unread.over_limit(name, "characters", LIMITS.characters)
    if is_clean:
        return [cell or None for cell in cells]
    return [(as_written(cell.strip()).strip() or None) if cell else None for cell in cells]
