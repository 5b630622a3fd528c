"""The process in which a file is read: what a file can do to its reader stays in it, and the server keeps answering."""

from __future__ import annotations

import re
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from datetime import date, datetime, timedelta
from datetime import time as time_of_day
from decimal import Decimal

import psutil
import pytest

from governance.intake.reading import process
from governance.intake.reading.grid import ErrorCell, Grid, Rows
from governance.intake.reading.process import read
from governance.intake.reading.unread import MIB
from governance.intake.reading.wire import packed, unpacker
from governance.problems import Problem, Refused
from governance.settings import LIMITS, ROOT
from tests.awkward import Shown, csv_of, ods_of, parts_of, with_part, xls_of, xlsx_of, zip_of

BOOK = xlsx_of({"March": [["state", "amount"], ["XAA", 1.5]]})
SHEET = "xl/worksheets/sheet1.xml"
Limited = Callable[..., None]


@pytest.fixture
def limited(monkeypatch: pytest.MonkeyPatch) -> Limited:
    """Sets limits for one test."""

    def set_limits(**limits: int) -> None:
        for name, value in limits.items():
            monkeypatch.setitem(vars(LIMITS), name, value)

    return set_limits


def refused(name: str, content: bytes) -> Problem:
    with pytest.raises(Refused) as found:
        read(name, content)
    (problem,) = found.value.problems
    assert problem.file == name
    assert problem.suggestion
    return problem


# --- files that keep their reader busy, or take its memory: each small, each a kind that is known ------------------


def of_cells(cells: bytes) -> bytes:
    return with_part(BOOK, SHEET, lambda xml: re.sub(rb"<sheetData>.*</sheetData>", b"<sheetData>" + cells + b"</sheetData>", xml))  # fmt: skip


def of_rows(rows: str, sheets: int = 1) -> bytes:
    return ods_of({str(number): [[1]] for number in range(sheets)}, rows)


def repeated(text: str, rows: int, columns: int) -> str:
    return (
        f'<table:table-row table:number-rows-repeated="{rows}"><table:table-cell office:value-type="string" '
        f'table:number-columns-repeated="{columns}"><text:p>{text}</text:p></table:table-cell></table:table-row>'
    )


FORMULA = b'<row r="1"><c r="A1"><f>B1</f>%s<x/></c></row>'
HARMFUL: dict[str, tuple[str, Callable[[], bytes], str | None]] = {
    "a number format that opens a bracket 100,000 times": (
        "book.xlsx",
        lambda: with_part(
            xlsx_of({"March": [[Shown(1, '"x"0')]]}), "xl/styles.xml",
            lambda xml: re.sub(rb'formatCode="[^"]*"', b'formatCode="' + b"[$" * 100_000 + b'"', xml),
        ),
        None,
    ),
    "a million spaces after a formula": ("book.xlsx", lambda: of_cells(FORMULA % (b" " * 1_000_000)), "file-damaged"),
    "a million line breaks after a formula": ("book.xlsx", lambda: of_cells(FORMULA % (b"\n" * 1_000_000)), "file-damaged"),
    "an attribute 100,000 times": (
        "book.xlsx", lambda: of_cells(b'<row r="1"><c r="A1"' + b' s="1"' * 100_000 + b"><v>1</v></c></row>"), None
    ),
    "100,000 attributes": (
        "book.ods",
        lambda: of_rows(
            "<table:table-row><table:table-cell " + " ".join(f'a{number}="1"' for number in range(100_000)) + "/></table:table-row>"
        ),
        None,
    ),
    "a namespace of 100,000 letters, for 20,000 names": (
        "book.xlsx",
        lambda: with_part(
            BOOK, "xl/styles.xml",
            b'<a:s xmlns:a="' + b"u" * 100_000 + b'">' + b"".join(b'<a:b a:c%d=""/>' % n for n in range(20_000)) + b"</a:s>",
        ),
        "file-damaged",
    ),
    "spaces that are counted, 100,000 times 32,767": (
        "book.ods",
        lambda: of_rows(
            '<table:table-row><table:table-cell office:value-type="string"><text:p>'
            + '<text:s text:c="32767"/>' * 100_000 + "</text:p></table:table-cell></table:table-row>"
        ),
        "over-limit characters",
    ),
    "a text of 30,000 letters in a million repeated cells": (
        "book.ods", lambda: of_rows(repeated("x" * 30_000, 10_000, 100)), "over-limit unpacked_mib"
    ),
    "a short text in a million repeated cells on each of 20 sheets": (
        "book.ods", lambda: of_rows(repeated("x", 10_000, 100), 20), "over-limit cells"
    ),
    "two sheets with one cell far away": (
        "book.xlsx", lambda: xlsx_of({name: [*[[]] * 30_000, [*[None] * 255, 1]] for name in "ab"}), "over-limit cells"
    ),
    "two old sheets with one cell far away": (
        "book.xls", lambda: xls_of({name: [*[[]] * 30_000, [*[None] * 255, 1]] for name in "ab"}), "over-limit cells"
    ),
    "a quotation mark that is not closed": (
        "march.csv", lambda: b'state,amount\n"XAA,1\n' + b"XAN,2\n" * 500_000, "file-not-as-named"
    ),
    "three million line breaks": ("march.csv", lambda: b"\n" * 3_000_000, "over-limit rows"),
    "200,000 elements, each in the one before": (
        "book.xlsx", lambda: with_part(BOOK, "xl/styles.xml", b"<a>" * 200_000 + b"</a>" * 200_000), "file-damaged"
    ),
    "200,000 elements in a sheet, each in the one before": (
        "book.ods", lambda: of_rows("<a>" * 200_000 + "</a>" * 200_000), None
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", HARMFUL)
def test_a_file_made_to_do_harm_is_read_or_refused_within_seconds(kind: str, limited: Limited) -> None:
    """Each kind took minutes or gigabytes; what is left of it, the process's own limits hold."""
    limited(seconds=10, memory_mib=1_000)
    name, made, rule = HARMFUL[kind]
    if rule is None:
        assert read(name, made())
        return
    problem = refused(name, made())
    limit = f" {problem.value}" if problem.rule == "over-limit" else ""
    assert problem.rule + limit == rule


# --- the process is ended where it takes too much ------------------------------------------------------------------

ENDS = {
    "takes processor time": ("while True: pass", {"seconds": 1}, "over-limit", "seconds"),
    "sleeps": ("import time; time.sleep(99)", {"seconds": 1}, "over-limit", "seconds"),
    "takes memory": (
        "import time; held = b'x' * 200_000_000; time.sleep(99)", {"memory_mib": 100}, "over-limit", "memory_mib"
    ),
    "says one thing without end": (
        "import sys\nsys.stdout.buffer.write(b'\\xdb\\xff\\xff\\xff\\xff')\nwhile True: sys.stdout.buffer.write(b'a' * 65536)",
        {"output_mib": 2}, "over-limit", "output_mib",
    ),
    "says what means nothing": ("while True: print('x' * 65536)", {}, "file-unreadable", None),
    "gives up": ("import os; os.abort()", {}, "over-limit", "memory_mib"),
    "breaks down": ("1 / 0", {}, "file-unreadable", None),
    "ends too early": ("", {}, "file-unreadable", None),
}  # fmt: skip


@pytest.mark.parametrize("kind", ENDS)
def test_a_process_that_takes_too_much_is_ended_and_said_so(
    kind: str, limited: Limited, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Watched from outside, as where the system cannot limit it; nothing of it is left running."""
    program, limits, rule, value = ENDS[kind]
    before = children()
    limited(**limits)
    monkeypatch.setattr(process, "WORDS", (sys.executable, "-c", program))
    problem = refused("march.csv", b"a,b\n1,2\n")
    assert (problem.rule, problem.value) == (rule, value)
    if value:
        assert f"{getattr(LIMITS, value):,}" in problem.message
    assert children() <= before


def children() -> set[int]:
    """The processes that this one has started and not waited for: of other tests, a browser's driver may be one."""
    return {child.pid for child in psutil.Process().children()}


def test_a_machine_that_can_start_no_process_is_said_to_be_busy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "WORDS", ("/no/such/program",))
    problem = refused("march.csv", b"a,b\n1,2\n")
    assert (problem.rule, problem.message) == ("reading-not-started", "The machine is too busy to read the file now.")


def test_the_process_limits_its_own_memory(limited: Limited) -> None:
    if not process.SYSTEM_LIMITS_MEMORY:
        pytest.skip("this system cannot")
    limited(memory_mib=100)
    assert refused("march.csv", b"aa,bb,cc,dd,ee,ff,gg,hh\n" * 200_000).value == "memory_mib"


def test_the_process_limits_its_own_processor_time(limited: Limited, monkeypatch: pytest.MonkeyPatch) -> None:
    limited(seconds=1)
    limit = "from governance.intake.reading import __main__ as it; it.LIMITS.__dict__['seconds'] = 1; it._limit(memory=True)"
    monkeypatch.setattr(process, "WORDS", (sys.executable, "-c", f"{limit}\nwhile True: pass"))
    with process._Reading("march.csv", b"") as reading:
        assert reading._process.wait(timeout=60) == -24  # SIGXCPU: ended by the system
        assert reading.why_it_ended().problems[0].value == "seconds"


def test_the_server_keeps_answering_while_a_file_is_read(limited: Limited, monkeypatch: pytest.MonkeyPatch) -> None:
    limited(seconds=1)
    monkeypatch.setattr(process, "WORDS", (sys.executable, "-c", "while True: pass"))
    reading = threading.Thread(target=refused, args=("march.csv", b"a,b\n"))
    reading.start()
    answers = 0
    while reading.is_alive():
        time.sleep(0.01)
        answers += 1
    assert answers > 20


def test_every_cell_comes_over_as_what_it_was() -> None:
    kinds = [
        time_of_day(9, 30),
        timedelta(hours=30),
        Decimal("1.10"),
        ErrorCell("#REF!"),
        datetime(2026, 3, 2, 9),
        True,
        7,
        0.5,
    ]
    days = ["received", None, date(1, 1, 1), *kinds, date(9999, 12, 31), None]
    texts = ["state", *(["XAA"] * (len(days) - 1))]
    messages = unpacker(MIB)
    for message in packed([Grid("x.xlsx", "Sheet", Rows([days, texts], len(days)))]):
        messages.feed(message)
    (found,) = process.grids_of("x.xlsx", iter(messages))
    assert [list(column) for column in found.rows.columns] == [days, texts]  # type: ignore[attr-defined]
    assert [type(cell) for cell in found.column(0)] == [type(cell) for cell in days]


def test_the_process_loads_only_what_reading_needs() -> None:
    words = "import sys, governance.intake.reading.__main__\n" + "".join(
        f"import governance.intake.reading.{kind}\n" for kind in ("csv", "ods", "xls", "xlsx")
    )
    told = subprocess.run(
        [sys.executable, "-E", "-s", "-c", words + "print(*sys.modules)"],
        cwd=ROOT, env={}, capture_output=True, text=True, check=True,
    ).stdout.split()  # fmt: skip
    loaded = {module.split(".")[0] for module in told}
    assert "python_calamine" in loaded
    assert not loaded & {"duckdb", "pandas", "pyarrow", "numpy", "streamlit", "babel", "pycountry", "email", "http"}


# --- the limits fit each other -------------------------------------------------------------------------------------


def widest_csv() -> bytes:
    """As many cells and as many bytes as are permitted."""
    columns = 11
    rows = LIMITS.cells // columns
    cell = b"7" * (LIMITS.file_mib * 1024 * 1024 // (rows * columns) - 1)
    return csv_of([[cell.decode()] * columns]).rstrip().join([b"", b"\n"]) * rows


def widest_xlsx(shared: bool) -> bytes:
    """As many cells as a workbook unpacked may hold: numbers, or texts that all differ."""
    most = LIMITS.unpacked_mib * 1024 * 1024 * 9 // 10
    rows: list[bytes] = []
    texts: list[bytes] = []
    size = 0
    while size < most:
        row = len(rows) + 1
        cells = [b'<c r="%c%d"><v>%d.5</v></c>' % (65 + column, row, row) for column in range(10)]
        if shared:
            cells = [
                b'<c r="%c%d" t="s"><v>%d</v></c>' % (65 + place, row, 10 * row - 10 + place) for place in range(10)
            ]
            texts += [b"<si><t>%012d</t></si>" % (10 * row + place) for place in range(10)]
        rows.append(b'<row r="%d">%s</row>' % (row, b"".join(cells)))
        size += len(rows[-1]) + (sum(map(len, texts[-10:])))
    book = of_cells(b"".join(rows))
    return with_part(book, "xl/sharedStrings.xml", b"<sst>" + b"".join(texts) + b"</sst>") if shared else book


def widest_ods() -> bytes:
    cell = '<table:table-cell office:value-type="float" office:value="{0}.5"><text:p>{0}.5</text:p></table:table-cell>'
    row = "<table:table-row>" + cell * 10 + "</table:table-row>"
    times = LIMITS.unpacked_mib * 1024 * 1024 * 9 // 10 // len(row.format(10_000))
    return zip_of(parts_of(of_rows("".join(row.format(number) for number in range(times)))))


LARGEST: dict[str, Callable[[], bytes]] = {
    "march.csv": widest_csv,
    "numbers.xlsx": lambda: widest_xlsx(shared=False),
    "texts.xlsx": lambda: widest_xlsx(shared=True),
    "march.ods": widest_ods,
}


@pytest.mark.parametrize("name", LARGEST)
def test_the_largest_file_that_is_permitted_is_read_within_the_limits_of_the_process(
    name: str, limited: Limited
) -> None:
    """At a tenth of every limit, memory too: what a process holds before it reads makes a tenth the harder case."""
    tenth = ("file_mib", "unpacked_mib", "rows", "cells", "memory_mib", "output_mib")
    limited(**{limit: getattr(LIMITS, limit) // 10 for limit in tenth})
    (grid, *_) = read(name, LARGEST[name]())
    assert len(grid.rows) * grid.width > LIMITS.cells // 6


def test_as_many_cells_as_are_permitted_are_read() -> None:
    """The limits as they are; blank cells but for the last, which take as much room as others once they are laid out."""
    rows = LIMITS.cells // LIMITS.columns
    last = b'<row r="%d"><c r="IV%d"><v>7</v></c></row>' % (rows, rows)
    (grid,) = read("book.xlsx", of_cells(b'<row r="1"><c r="A1"><v>1</v></c></row>' + last))
    assert (len(grid.rows), grid.width, grid.rows[-1][-1]) == (rows, 256, 7)
