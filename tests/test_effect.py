"""What a change would do is said before it is done, and what is done is what was said."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from governance.access import LOCAL
from governance.books import Answer, Books, Change
from governance.intake.checking.beside import CheckedSheet, Stage
from governance.intake.service.comparing import RowEffect, compare
from governance.intake.service.effect import OF_EVERY_STATE, OF_ONE_STATE, Effect
from governance.intake.understanding.sheet import Sheet
from governance.ledger import Batch, Ledger
from governance.problems import Refused
from governance.tables import TABLES
from tests.ledgers import batches_of, hand_in, new_ledger, sheets

DAY = date(2024, 6, 30)
PAGE = """
    membership: state | status | from
    XAA | member | 2000-01-01
    XAN | member | 2000-01-01
    assessments: year | state | amount
    2022 | XAA | 100.00
    2023 | XAA | 100.00
    2024 | XAA | 100.00
    2024 | XAN | 50.00
    receipts: received | state | amount | reference
    2024-02-01 | XAN | 50.00 | BK1
    2024-02-02 | | 10.00 |
    coverage: covers | from
    receipts | 2000-01-01
"""
CORRECTED = """
    receipts: received | state | amount | reference
    2024-02-01 | XAN | 40.00 | BK1
    2024-03-01 | XAA | 150.00 | BK2
    2024-02-02 | | 10.00 |
"""


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return new_ledger(tmp_path, PAGE)


def batches(text: str) -> list[Batch]:
    return list(batches_of(sheets(text)))


def of(ledger: Ledger, change: Change) -> Effect:
    now = Books.at(ledger)
    return Effect(now, Books.supposing(ledger, change, now.version), DAY, LOCAL)


def test_rows_are_new_changed_with_old_and_new_or_unchanged(ledger: Ledger) -> None:
    (rows,) = of(ledger, Change(adding=batches(CORRECTED))).rows
    assert (rows.table, rows.new, rows.changed, rows.gone, rows.unchanged) == ("receipts", 1, 1, 0, 1)
    (cell,) = rows.cells
    assert (cell.key, cell.column, cell.old, cell.new) == (("BK1",), "amount", Decimal("50.00"), Decimal("40.00"))
    assert [row[1] for row in rows.added] == ["XAA"]


def test_totals_before_and_after_are_those_of_the_books(ledger: Ledger) -> None:
    found = {total.name: (total.before, total.after) for total in of(ledger, Change(adding=batches(CORRECTED))).totals}
    assert {name: found[name] for name in ("received", "arrears", "outstanding", "unidentified")} == {
        "received": (50, 190), "arrears": (200, 50), "outstanding": (300, 160), "unidentified": (10, 10)
    }  # fmt: skip


def test_a_state_whose_standing_changes_is_named_with_the_reason(ledger: Ledger) -> None:
    found = {row.state: (row.before, row.after) for row in of(ledger, Change(adding=batches(CORRECTED))).standings}
    assert found == {"XAA": ("reaches_threshold", "in_arrears"), "XAN": ("in_good_standing", "owes_current_year")}
    assert all(row.because for row in of(ledger, Change(adding=batches(CORRECTED))).standings)


def test_revoking_is_looked_at_in_the_same_way_and_brings_back_what_stood_before(ledger: Ledger) -> None:
    (event,) = hand_in(ledger, CORRECTED)
    (rows,) = of(ledger, Change(revoking=[int(event.batch or 0)])).rows
    assert (rows.new, rows.changed, rows.gone, rows.unchanged) == (0, 1, 1, 1)
    assert rows.removed[0][1] == "XAA"
    ledger.revoke(int(event.batch or 0), why="test", who="test")
    (rows,) = of(ledger, Change(reaccepting=[int(event.batch or 0)])).rows
    assert (rows.new, rows.changed, rows.gone) == (1, 1, 0)


def test_a_new_member_has_no_standing_before(ledger: Ledger) -> None:
    joins = "membership: state | status | from\nXAR | member | 2024-01-01"
    (standing,) = of(ledger, Change(adding=batches(joins))).standings
    assert (standing.state, standing.before) == ("XAR", None)
    assert standing.after is not None


def test_what_is_not_known_stays_not_known_and_is_never_zero(tmp_path: Path) -> None:
    ledger = new_ledger(tmp_path, PAGE.split("coverage:")[0])
    found = {total.name: (total.before, total.after) for total in of(ledger, Change(adding=batches(CORRECTED))).totals}
    assert found["outstanding"] == (None, None)
    assert found["assessed"] == (350, 350)


def test_of_receipts_without_a_coverage_it_is_told_what_is_held_and_how_to_declare_them(tmp_path: Path) -> None:
    uncovered = new_ledger(tmp_path, PAGE.partition("    receipts:")[0])
    found = of(uncovered, Change(adding=batches(CORRECTED + "    2024-07-01 | XAA | 5.00 | LATER")))
    assert found.not_told == (
        "Receipts that came in by 30 June 2024, as far as they are held here: CHF 200.00; before: none.",
        "What Members still owe on that day is not told: nothing declares that these are all receipts that came in. "
        "Once they are, hand in a row of the table “Coverage”: “receipts” under “covers”, and under “from” the first "
        "day from which all of them are held.",
    )


@pytest.mark.parametrize(
    ("first_assessed", "remedy"),
    [
        (2022, "coverage: covers | from\nreceipts | 2022-01-01\nopening_balances | 2022-01-01"),
        (2022, "opening_balances: dated | state | year | amount\n"
               "2023-12-31 | XAA | 2023 | 100.00\n2023-12-31 | XAN | 2023 | 0.00"),
        (2024, "coverage: covers | from\nopening_balances | 2024-01-01"),
    ],
)  # fmt: skip
def test_where_a_coverage_is_not_enough_each_way_that_is_told_makes_it_known(
    tmp_path: Path, first_assessed: int, remedy: str
) -> None:
    page = PAGE.partition("    receipts:")[0]
    held = "\n".join(line for line in page.splitlines() if not line.lstrip().startswith(("2022", "2023")))
    begun = new_ledger(tmp_path, page if first_assessed == 2022 else held)
    hand_in(begun, "coverage: covers | from\nreceipts | 2024-01-01")
    found = of(begun, Change(adding=batches(CORRECTED))).not_told
    assert found[1:] == (
        "What Members still owe on that day is not told: of some of them it is not known what they owed when the "
        "receipts that are declared complete begin. Hand in their opening balances, or declare receipts complete from "
        "their first assessment on. Where they were assessed nothing before and owed nothing, hand in a row of the "
        "table “Coverage”: “opening_balances” under “covers”, and under “from” the day on which the receipts begin.",
    )
    hand_in(begun, remedy)
    assert of(begun, Change(adding=batches(CORRECTED))).not_told == ()


def test_with_a_coverage_nothing_of_the_kind_is_said(ledger: Ledger) -> None:
    assert of(ledger, Change(adding=batches(CORRECTED))).not_told == ()


def test_a_batch_that_is_not_there_is_refused(ledger: Ledger) -> None:
    with pytest.raises(Refused, match="There is no batch 99"):
        of(ledger, Change(revoking=[99]))


def test_nothing_is_written_by_looking(ledger: Ledger) -> None:
    before = (ledger.stamp(), ledger.history())
    of(ledger, Change(adding=batches(CORRECTED), revoking=[1]))
    assert (ledger.stamp(), ledger.history()) == before


AMOUNTS = st.integers(min_value=-5, max_value=30).filter(bool)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(st.tuples(st.sampled_from(["XAA", "XAN", ""]), AMOUNTS, st.sampled_from(["BK1", "BK2", ""])),
                     min_size=1, max_size=6, unique_by=lambda row: row[2] or object()))  # fmt: skip
def test_the_books_after_the_act_are_the_books_that_were_supposed(
    tmp_path: Path, rows: list[tuple[str, int, str]]
) -> None:
    ledger = new_ledger(tmp_path, PAGE)
    text = "receipts: received | state | amount | reference\n" + "\n".join(
        f"2024-05-01 | {state} | {amount} | {reference}" for state, amount, reference in rows
    )
    change = Change(adding=batches(text))
    supposed = Books.supposing(ledger, change)
    said = of(ledger, change)
    ledger.append(change.adding, who="test", after=said.version)
    done = Books.at(ledger)
    for question in ("balances", "identity", "outstanding", "voting"):
        assert done.ask(question, DAY).rows == supposed.ask(question, DAY).rows
    assert [total.after for total in said.totals] == [
        done.ask("identity", DAY).dicts()[0][total.name] for total in said.totals
    ]


def test_only_states_are_judged_that_a_change_can_touch_and_each_table_that_bears_on_a_vote_is_known(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Receipts of one State: its verdict alone. A time of complete receipts, or the first opening balance: everybody's."""
    asked: list[object] = []
    ask = Books.ask

    def noting(books: Books, question: str, as_of: date | None = None, *rest: Any, **parameters: Any) -> Answer:
        if question == "voting":
            asked.append(parameters.get("state"))
        return ask(books, question, as_of, *rest, **parameters)

    monkeypatch.setattr(Books, "ask", noting)
    receipts = batches("receipts: received | state | amount | reference\n2024-03-01 | XAA | 150.00 | BK2")
    found = of(ledger, Change(adding=receipts))
    assert (found.rows[0].new, asked) == (1, []), "nobody is judged where only rows are looked at"
    assert found.standings is not None
    assert asked == ["XAA", "XAA"], "before and after"
    asked.clear()
    opening = batches("opening_balances: dated | state | year | amount\n2001-12-31 | XAN | 2001 | 9.00")
    assert of(ledger, Change(adding=opening)).standings is not None
    assert asked == [None, None]
    resting = Books.at(ledger).ask("voting", DAY).tables - {"offices", "headline_figures"}
    assert resting == {*OF_ONE_STATE, *OF_EVERY_STATE}


@pytest.mark.parametrize(
    "handed_in",
    [
        "receipts: received | state | amount | reference\n2024-03-01 | XAA | 150.00 | N1",
        "receipts: received | state | amount | reference\n2024-02-01 | XAN | 5.00 | BK1",
        "assessments: year | state | amount\n2022 | XAN | 40.00\n2023 | XAN | 40.00",
        "adjustments: dated | state | amount | reason\n2024-01-05 | XAA | 120.00 | waiver",
        "opening_balances: dated | state | year | amount\n2023-06-30 | XAN | 2021 | 90.00",
        "council_actions: dated | state | body | action\n2023-06-01 | XAA | Council | informed",
        "membership: state | status | from\nXAR | member | 2024-05-01",
        "coverage: covers | from\nreceipts | 2023-05-01",
    ],
    ids=lambda text: text.split(":")[0],
)
def test_the_standings_that_change_are_those_that_judging_everybody_finds(ledger: Ledger, handed_in: str) -> None:
    before = Books.at(ledger)
    after = Books.supposing(ledger, Change(adding=batches(handed_in)), before.version)
    found = Effect(before, after, DAY, LOCAL).standings
    was, will = ({row["state"]: row["status"] for row in books.ask("voting", DAY).dicts()} for books in (before, after))
    expected = {(state, was.get(state), will.get(state)) for state in was | will if was.get(state) != will.get(state)}
    assert {(each.state, each.before, each.after) for each in found} == expected


_RECEIPTS = st.lists(
    st.tuples(st.sampled_from(("XAA", "XAN", "")), st.integers(1, 2), st.sampled_from(("", "R1", "R2"))),
    min_size=1,
    max_size=6,
    unique_by=lambda row: row[2] or object(),
)


@settings(max_examples=20)
@given(_RECEIPTS, _RECEIPTS)
def test_looking_only_at_the_rows_that_differ_finds_what_looking_at_all_of_them_does(
    tmp_path: Path, first: list[tuple[str, int, str]], second: list[tuple[str, int, str]]
) -> None:
    """With rows of one name that change, rows alike that nothing names, and payers that an earlier file named."""
    ledger = new_ledger(tmp_path, PAGE)
    ledger.append(_received(first), who="test")
    accepted = ledger.history()[-1].batch
    for change in (Change(adding=_received(second)), Change(revoking=[accepted or 0])):
        now = Books.at(ledger)
        then = Books.supposing(ledger, change, now.version)
        (found,) = (rows for rows in Effect(now, then, DAY, LOCAL).rows if rows.table == "receipts")
        whole = compare("receipts", now.arrow_in_force("receipts"), then.arrow_in_force("receipts"))
        assert _unordered(found) == _unordered(whole)
        if change.adding:
            rows = change.adding[0].rows
            sheet = Sheet("receipts.csv", None, (), ())
            stage = Stage(now, [CheckedSheet(sheet, TABLES["receipts"], rows)], {})
            beside = compare("receipts", *stage.replaced("receipts"))
            assert sorted(map(str, beside.cells)) == sorted(map(str, found.cells)), "what the intake finds, too"
            after = stage.find("select * exclude (batch, sheet_row) from receipts", "receipts")
            expected = then.arrow_in_force("receipts").drop_columns(["batch", "sheet_row"]).to_pylist()
            assert sorted(map(str, after)) == sorted(map(str, expected)), "and what would be in force after"


def _received(rows: list[tuple[str, int, str]]) -> list[Batch]:
    lines = "\n".join(f"2024-02-01 | {state} | {amount} | {reference}" for state, amount, reference in rows)
    return batches(f"receipts: received | state | amount | reference\n{lines}")


def _unordered(found: RowEffect) -> tuple[object, ...]:
    counts = found.new, found.changed, found.gone, found.unchanged
    return counts, *(sorted(map(str, rows)) for rows in (found.cells, found.added, found.removed))
