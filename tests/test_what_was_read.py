"""Nothing is dropped unsaid: several tables on one sheet, what stands around them, and what was read of each file."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from governance.access import LOCAL
from governance.intake.service import comparing
from governance.intake.service import preview as service_preview
from governance.intake.service.preview import Submission, preview
from governance.intake.service.service import Service
from governance.intake.understanding.sheet_decisions import AWAY, LEAVE_OUT, Decisions
from governance.intake.understanding.understand_file import understand_file
from governance.intake.understanding.understood import Understanding
from governance.intake.understanding.what_was_read import not_read, what_was_read
from governance.terms import TERMS
from governance.ui.finance.how_read import column_words
from tests.awkward import Rows, csv_of, ods_of, xls_of, xlsx_of
from tests.ledgers import new_ledger, sheets
from tests.shell import Shell, rows_of

MADE = {".xlsx": xlsx_of, ".xls": xls_of, ".ods": ods_of}
ENDINGS = (".csv", *MADE)

STACKED: Rows = [
    ["January", "", "", ""],
    ["State", "Date received", "Amount", ""],
    ["France", "2024-01-05", "400000.00", ""],
    ["", "", "", ""],
    ["February", "", "", ""],
    ["Date received", "State", "Amount", "Reference"],
    ["2024-02-07", "Japan", "300000.00", "R2"],
    ["2024-02-08", "Kenya", "100000.00", "R3"],
]
SIDE: Rows = [
    ["State", "Year", "Assessed", "", "State", "Year", "Assessed"],
    ["France", "2024", "400000.00", "", "Brazil", "2024", "100000.00"],
    ["Japan", "2024", "300000.00", "", "", "", ""],
]


def read(rows: Rows, ending: str = ".csv", **decided: object) -> list[Understanding]:
    name = f"march{ending}"
    content = csv_of(rows) if ending == ".csv" else MADE[ending]({"March": rows})
    sheet = None if ending == ".csv" else "March"
    decisions = {(name, sheet): Decisions(**decided)} if decided else None  # type: ignore[arg-type]
    return understand_file(name, content, currency="CHF", decisions=decisions)


def told(found: Sequence[Understanding]) -> list[str]:
    return [what_was_read(one, "CHF") for one in found]


@pytest.mark.parametrize("ending", ENDINGS)
def test_tables_one_above_the_other_are_all_read(ending: str) -> None:
    first, second = read(STACKED, ending)
    named = "march.csv, “{}”" if ending == ".csv" else f"march{ending}, “March, {{}}”"
    assert told([first, second]) == [
        f"{named.format('A1:C3')} is read as Receipts: 1 row, CHF 400,000.00.",
        f"{named.format('A5:D8')} is read as Receipts: 2 rows, CHF 400,000.00.",
    ]
    assert first.sheet is not None
    assert second.sheet is not None
    assert [row for row, _ in first.sheet.rows] == [3]
    assert [row for row, _ in second.sheet.rows] == [7, 8], "a row is called what it is called in its sheet"
    assert not_read(second) == ["Above the table, not read as rows: “February”."]


@pytest.mark.parametrize("ending", ENDINGS)
def test_tables_side_by_side_are_all_read(ending: str) -> None:
    assert [text.partition(" is read as ")[2] for text in told(read(SIDE, ending))] == [
        "Assessed contributions: 2 rows, CHF 700,000.00.",
        "Assessed contributions: 1 row, CHF 100,000.00.",
    ]


def test_tables_side_by_side_without_a_column_between_are_told_by_their_headers() -> None:
    found = read([[*row[:3], *row[4:]] for row in SIDE])
    assert [one.grid.name for one in found] == ["A1:C3", "D1:F2"]


def test_a_column_left_blank_for_looks_makes_no_second_table() -> None:
    (found,) = read([["State", "Year", "", "Assessed", "Remarks"], ["France", "2024", "", "5.00", "late"],
                     ["Japan", "2024", "", "6.00", ""]])  # fmt: skip
    assert found.sheet is not None
    assert found.sheet.header == ("state", "year", "amount", "note")


def test_a_header_that_comes_again_is_the_same_table() -> None:
    rows = [
        ["State", "Year", "Assessed"],
        ["France", "2024", "5.00"],
        ["State", "Year", "Assessed"],
        ["Japan", "2024", "6.00"],
    ]
    (found,) = read(rows)
    assert told([found]) == ["march.csv is read as Assessed contributions: 2 rows, CHF 11.00."]
    assert not_read(found) == ["Row 3 is not read: The header again."]


def test_somebody_who_names_the_header_has_the_sheet_read_as_one() -> None:
    (found,) = read(STACKED, header_row=6)
    assert found.header_row == 6
    assert "rows-above" in [problem.rule for problem in found.problems]


def test_rows_with_figures_above_the_header_are_a_warning() -> None:
    rows = [["Statement of 31 January 2024", "", ""], ["Opening balance", "1000.00", ""], ["Period", "2024", ""],
            ["Date received", "State", "Amount"], ["2024-01-05", "France", "5.00"]]  # fmt: skip
    (found,) = read(rows)
    (warning,) = found.problems
    assert (warning.rule, warning.row, warning.warning) == ("rows-above", 2, True)
    assert warning.message.startswith("Row 2 stands above the row that names the columns and holds figures")
    assert not_read(found) == [
        "Above the table, not read as rows: “Statement of 31 January 2024”; “Opening balance | 1000.00”; “Period | 2024”."
    ]


def test_columns_totals_and_remarks_that_are_not_read_are_named() -> None:
    rows = [["State", "Year", "Assessed", "Colour"], ["France", "2024", "5.00", "red"], ["Total", "", "5.00", ""],
            ["", "", "", ""], ["Source: the Council.", "", "", ""]]  # fmt: skip
    (found,) = read(rows)
    assert not_read(found) == [
        "Column not read: D, “Colour”.",
        "Row 3 is not read: A total: “Total”.",
        "Row 5 is not read: A remark under the table: “Source: the Council.”.",
    ]


def test_rows_that_are_left_out_are_counted_and_summed() -> None:
    rows = [["Date", "Payer", "Credit", "Status"], ["2024-02-05", "France", "4.00", "booked"],
            ["2024-02-05", "Japan", "3.00", "void"], ["2024-02-06", "Japan", "2.00", ""]]  # fmt: skip
    (found,) = read(rows, values={"D": {"booked": "take", "*": "leave out"}})
    assert told([found]) == ["march.csv is read as Receipts: 1 row, CHF 4.00."]
    assert sorted(not_read(found)) == [
        "Left out with nothing under “Status”: 1 row, CHF 2.00.",
        "Left out with “void” under “Status”: 1 row, CHF 3.00.",
    ]
    (asked,) = read(rows)
    assert told([asked]) == ["Nothing of march.csv is read before 1 question is answered."]


def test_amounts_are_summed_by_currency() -> None:
    rows = [["Date", "Payer", "Amount", "Currency", "Reference"], ["2024-02-05", "France", "4.00", "CHF", "R1"],
            ["2024-02-05", "Japan", "3.00", "usd", "R2"], ["2024-02-06", "Japan", "2.50", "USD", "R3"]]  # fmt: skip
    (found,) = read(rows)
    assert told([found]) == ["march.csv is read as Receipts: 3 rows, CHF 4.00, USD 5.50."]


def test_the_shell_says_what_it_read_of_several_files(shell: Shell) -> None:
    for month, day in (("january", date(2024, 1, 5)), ("february", date(2024, 2, 5))):
        sheet: Rows = [["State", "Date received", "Amount"], ["France", day.isoformat(), "5.00"]]
        Path(f"{month}.xlsx").write_bytes(xlsx_of({"Sheet1": sheet}))
    shell("init")
    done = shell("import", "january.xlsx", "february.xlsx", "--acknowledge", "--format", "csv")
    assert len(rows_of(done)) == 2
    assert "january.xlsx, “Sheet1” is read as Receipts: 1 row, CHF 5.00." in done.stderr
    assert "february.xlsx, “Sheet1” is read as Receipts: 1 row, CHF 5.00." in done.stderr


def test_a_recorded_amount_is_never_overwritten_unseen(shell: Shell) -> None:
    rows: Rows = [["Year", "State", "Assessed"], ["2024", "France", "400000.00"], ["2024", "Japan", "300000.00"]]
    Path("march.csv").write_bytes(csv_of(rows))
    shell("init")
    assert shell("import", "march.csv", "--acknowledge").exit_code == 0
    Path("march.csv").write_bytes(csv_of([rows[0], ["2024", "France", "9000.00"], rows[2]]))
    told = "2024, FRA, CHF: recorded is 400,000.00, and it would be changed to 9,000.00."
    assert told in shell("import", "march.csv", "--dry-run").output
    refused = shell("import", "march.csv")
    assert refused.exit_code == 1
    assert told in refused.stdout
    problems = json.loads(shell("import", "march.csv", "--format", "json").stdout)
    assert ("figure-changed", told) in [(problem["rule"], problem["message"]) for problem in problems]
    done = shell("import", "march.csv", "--acknowledge")
    assert (done.exit_code, told in done.stderr) == (0, True)


def test_of_more_recorded_rows_than_are_shown_it_is_told_how_many_would_be_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for room in (comparing, service_preview):
        monkeypatch.setattr(room, "MOST_SHOWN", 1)
    page = "assessments: year | state | amount\n2024 | FRA | {0}\n2024 | JPN | {0}\n2024 | CHE | {0}"
    ledger = new_ledger(tmp_path, page.format("5.00"))
    found = preview(Service(ledger, LOCAL, "Ana"), Submission.of(sheets(page.format("6.00"))))
    assert [problem.message for problem in found.warnings if problem.rule == "figure-changed"] == [
        "2024, FRA, CHF: recorded is 5.00, and it would be changed to 6.00.",
        "2 more recorded rows of Assessed contributions would be changed.",
    ]


def test_a_column_is_chosen_by_its_label_and_a_list_of_options_shows_no_markup() -> None:
    label = TERMS["paid_amount"].label
    assert label != "paid_amount"
    assert [column_words(name) for name in ("paid_amount", f"{AWAY}paid_amount", LEAVE_OUT)] == [
        label, f"{label}, taken away", "left out"]  # fmt: skip
    assert column_words(f"{AWAY}no_label") == "no_label, taken away", "a name without a label is not escaped"
