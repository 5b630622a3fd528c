"""Separated texts (.csv): which encoding, which separator, and every record as a spreadsheet program would count it."""

from __future__ import annotations

import codecs
import csv
import io
import itertools
import re
from collections import Counter
from collections.abc import Sequence

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv as arrow_csv

from governance.formulas import as_written
from governance.intake import refusals
from governance.intake.grid import Grid, Rows
from governance.intake.reading.xlsx import over_extent
from governance.settings import LIMITS
from governance.words import mark, say

_SAMPLE = 64 * 1024
_SEPARATORS = {",": mark("commas"), ";": mark("semicolons"), "\t": mark("tabs")}
_UTF_8 = "UTF-8"
_STATED = re.compile(rb'"?sep=([,;\t])"?\r?\n', re.IGNORECASE)  # Excel's own first line
_NO_TEXT = re.compile(r"[\x00-\x08\x0e-\x1b]")
_ODD = 10_000  # records of another width than the others, from which the file is not read by columns


def read_csv(name: str, content: bytes) -> list[Grid]:
    """The one sheet of a .csv file. Raises Refused where it is no text, or its quotation marks do not end."""
    encoding, utf8 = _utf8(name, content)
    separator, utf8 = _separator(utf8)
    columns = _columns(name, utf8, separator)
    count = len(columns[0]) if columns else 0
    if limit := over_extent(count, len(columns)):
        raise refusals.over_limit(name, *limit)
    is_clean = _is_clean(utf8, separator)
    how = say("{encoding}, {separator}", encoding=encoding, separator=say(_SEPARATORS[separator]))
    plain = encoding == _UTF_8 and separator == ","
    return [Grid(name, None, Rows([_clean(name, column, is_clean) for column in columns], count), how=how, plain=plain)]


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
        raise refusals.not_as_named(name, "csv") from error
    if "\0" in text or _NO_TEXT.search(text[:_SAMPLE]):
        raise refusals.not_as_named(name, "csv")
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


def _columns(name: str, utf8: bytes, separator: str) -> list[pa.ChunkedArray]:
    sample = csv.reader(io.StringIO(utf8[:_SAMPLE].decode("utf-8", "ignore")), delimiter=separator)
    try:
        widths = Counter(filter(None, map(len, itertools.islice(sample, 200))))
    except csv.Error as error:
        raise refusals.not_as_named(name, "csv") from error
    width = max(widths, key=lambda found: (widths[found], found), default=0)
    if width > LIMITS.columns:
        raise refusals.over_limit(name, "columns", LIMITS.columns)
    found = _at_once(name, utf8, separator, width) if width and _well_quoted(utf8, separator) else None
    return _by_records(name, utf8, separator) if found is None else found


def _well_quoted(utf8: bytes, separator: str) -> bool:
    """Whether every cell that begins with a quotation mark also ends with one: else only the strict reader will do."""
    if b'"' not in utf8:
        return True
    sep = re.escape(separator.encode())
    rest = re.sub(rb"(?:(?<=[\r\n" + sep + rb'])|\A)"(?:[^"]|"")*"(?=[\r\n' + sep + rb"]|\Z)", b"", utf8)
    return b'"' not in rest


def _at_once(name: str, utf8: bytes, separator: str, width: int) -> list[pa.ChunkedArray] | None:
    """The columns of a file whose records are mostly as wide as each other; None where they are not."""
    names = [str(place) for place in range(width)]
    for threads in (True, False):  # records of another width are numbered only by one thread
        odd: list[arrow_csv.InvalidRow] = []
        try:
            table = arrow_csv.read_csv(
                pa.BufferReader(utf8),
                read_options=arrow_csv.ReadOptions(column_names=names, use_threads=threads),
                parse_options=arrow_csv.ParseOptions(
                    delimiter=separator,
                    newlines_in_values=b'"' in utf8,
                    ignore_empty_lines=False,
                    invalid_row_handler=lambda row, odd=odd: odd.append(row) or "skip",
                ),
                convert_options=arrow_csv.ConvertOptions(
                    column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=True, null_values=[""]
                ),
            )
        except pa.ArrowInvalid:
            return None
        if not odd:
            return list(table.columns)
        if len(odd) > _ODD:
            return None
    return _with_odd(name, table, odd, separator)


def _with_odd(name: str, table: pa.Table, odd: Sequence[arrow_csv.InvalidRow], separator: str) -> list[pa.ChunkedArray]:
    """The table with the records of another width back in their places; held to the limits before it is widened."""
    records = [next(csv.reader([row.text], delimiter=separator), []) for row in odd]
    width = max(table.num_columns, *map(len, records))
    if limit := over_extent(table.num_rows + len(odd), width):
        raise refusals.over_limit(name, *limit)
    late = itertools.islice(itertools.zip_longest(*records, [None] * width), width)
    order = pa.array(_order(table.num_rows, [row.number - 1 for row in odd]))
    columns = []
    for place, cells in enumerate(late):
        known = table.column(place) if place < table.num_columns else pa.nulls(table.num_rows, pa.string())
        last = pa.array([cell or None for cell in cells[:-1]], pa.string())
        parts = known.chunks if isinstance(known, pa.ChunkedArray) else [known]
        columns.append(pa.chunked_array([pa.concat_arrays([*parts, last]).take(order)]))
    return columns


def _order(count: int, places: Sequence[int]) -> list[int]:
    """Where among `count` rows and then the odd ones each record is found, given the places of the odd ones."""
    order: list[int] = []
    done = 0
    for number, place in enumerate(places):
        order += [*range(done, place - number), count + number]
        done = place - number
    return [*order, *range(done, count)]


def _by_records(name: str, utf8: bytes, separator: str) -> list[pa.ChunkedArray]:
    """The columns of any file, record by record: slower, and strict about quotation marks."""
    try:
        records = list(csv.reader(io.StringIO(utf8.decode(), newline=""), delimiter=separator, strict=True))
    except csv.Error as error:
        raise refusals.not_as_named(name, "csv") from error
    if limit := over_extent(len(records), max(map(len, records), default=0)):
        raise refusals.over_limit(name, *limit)
    return [
        pa.chunked_array([pa.array([cell or None for cell in column], pa.string())])
        for column in itertools.zip_longest(*records)
    ]


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


def _clean(name: str, column: pa.ChunkedArray, is_clean: bool) -> pa.ChunkedArray:
    """Cells without blanks around them, blank ones as null, and texts that were made harmless as they were."""
    long = (pc.max(pc.binary_length(column)).as_py() or 0) > LIMITS.characters
    if long and pc.max(pc.utf8_length(column)).as_py() > LIMITS.characters:
        raise refusals.over_limit(name, "characters", LIMITS.characters)
    if is_clean:
        return column
    trimmed = pc.utf8_trim_whitespace(column)
    if pc.any(pc.starts_with(trimmed, "'")).as_py():
        trimmed = pa.chunked_array([pa.array([cell and as_written(cell).strip() for cell in trimmed.to_pylist()])])
    blank = pc.equal(pc.utf8_length(trimmed), 0)
    return pc.if_else(blank, pa.scalar(None, pa.string()), trimmed) if pc.any(blank).as_py() else trimmed
