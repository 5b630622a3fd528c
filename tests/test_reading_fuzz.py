"""Files changed at random: every one is read or refused in words, none crashes, hangs or leaves anything behind."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.intake.reading.grid import Grid
from governance.intake.reading.process import read
from governance.intake.understanding.understand import understand
from governance.problems import Refused
from governance.tables import TABLES
from tests.awkward import Failed, Formula, Rows, Shown, csv_of, ods_of, parts_of, xls_of, xlsx_of, zip_of
from tests.ledgers import batches_of, new_ledger

ROWS: Rows = [
    ["Contributions received"], [], ["Date received", "State", "Amount (CHF)", "Reference", "Rate"],
    [date(2024, 1, 31), "XAA", 1234.5, "BK1", Shown(0.25, "0.0%")], ["31/12/2024", "XAN", "1 234,50", "BK2", 45657],
    [None, "Total", 2469, Failed("#REF!"), Formula("=A1")],
]  # fmt: skip
FILES = {
    "march.csv": csv_of([["" if cell is None else cell for cell in row] for row in ROWS], ";", "cp1252"),
    "march.xlsx": xlsx_of({"March": ROWS, "April": ROWS}),
    "march.xls": xls_of({"March": [[c for c in row if not isinstance(c, Failed | Formula)] for row in ROWS]}),
    "march.ods": ods_of({"March": ROWS, "April": ROWS}),
}
TIMES = 75  # changes of each file


def changed(content: bytes, random: Random) -> bytes:
    """The file with some bytes changed, dropped, doubled or moved."""
    found = bytearray(content)
    for _ in range(random.choice((1, 1, 2, 5, 40))):
        if not found:
            break
        place, length = random.randrange(len(found)), random.choice((1, 1, 4, 60, 700))
        piece = found[place : place + length]
        match random.randrange(6):
            case 0:
                found[place] = random.randrange(256)
            case 1:
                del found[place : place + length]
            case 2:
                found[place:place] = piece * random.choice((1, 9))
            case 3:
                found[place : place + length] = random.randbytes(len(piece))
            case 4:
                found = found[:place]
            case 5:
                found[place : place + length] = random.choice((b"\0", b"\xff", b'"', b"<", b"9", b"e", b"-")) * len(
                    piece
                )
    return bytes(found)


def changes(name: str) -> Iterator[bytes]:
    """Changed files: as a whole, and for compressed ones also within a part, packed again as if nothing were wrong."""
    random = Random(zlib.crc32(name.encode()))
    for number in range(TIMES):
        if number % 2 and name.endswith(("xlsx", "ods")):
            parts = parts_of(FILES[name])
            part = random.choice(sorted(parts))
            yield zip_of(parts | {part: changed(parts[part], random)})
        else:
            yield changed(FILES[name], random)


@pytest.mark.parametrize("name", FILES)
def test_a_file_changed_at_random_is_read_or_refused_in_words(name: str, tmp_path: Path) -> None:
    ledger = new_ledger(tmp_path)
    before, said = sorted(tmp_path.iterdir()), []
    for content in changes(name):
        try:
            batches_of([(name, content)])
        except Refused as refused:
            said += [problem.message for problem in refused.problems]
    assert said, "most changes are told"
    assert all(said)
    assert (sorted(tmp_path.iterdir()), len(ledger.history())) == (before, 1), "nothing is written"


def test_the_files_are_good_before_they_are_changed() -> None:
    """Else the fuzz would only ever meet the first refusal."""
    for name, content in FILES.items():
        grid = read(name, content)[0]
        assert grid.name in (None, "March")
        (found,) = understand(grid, currency="CHF")
        assert (found.table, found.header_row) == ("receipts", 3)


cells = st.one_of(
    st.none(), st.text(max_size=12), st.integers(-(10**18), 10**18), st.floats(allow_nan=True), st.dates(), st.datetimes(),
    st.times(), st.timedeltas(), st.booleans(), st.sampled_from(["Total", "1,234", "03/04/2024", "CHF 5", "XAA", "(5)"]),
    st.sampled_from(sorted({name for table in TABLES.values() for name in table.names})),
)  # fmt: skip


@given(
    rows=st.lists(st.lists(cells, max_size=6).map(tuple), max_size=12),
    table=st.sampled_from([None, *TABLES]),
    sheet=st.sampled_from([None, "March"]),
)
def test_any_sheet_is_understood_asked_about_or_skipped(
    rows: list[tuple[object, ...]], table: str | None, sheet: str | None
) -> None:
    """Whatever cells a sheet has, every row below its header is a row, is ignored with why, or is blank."""
    grid = Grid("march", sheet, tuple(rows))
    (found,) = understand(grid, table, currency="CHF")
    if found.sheet is None or found.header_row is None:
        assert found.questions or found.skipped
        return
    taken = {row for row, _ in found.sheet.rows}
    ignored = {ignored.row for ignored in found.ignored}
    assert not taken & ignored
    for number, row in enumerate(rows, start=1):
        blank = all(cell is None or not str(cell).strip() for cell in row)
        assert number <= found.header_row or blank or number in taken | ignored, row
    assert all(cell is None or cell for _, cells in found.sheet.rows for cell in cells), "a blank cell is None"
