"""A receipt of an unknown payer is assigned to a State by a further batch; nothing disappears and nothing doubles."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from governance.access import LOCAL
from governance.books import Books
from governance.intake.service.assignment import FILE, Share, assignment
from governance.intake.service.preview import Submission, accept, preview
from governance.intake.service.service import Service
from governance.intake.service.year_closing import close, ties
from governance.ledger import Ledger
from governance.problems import Refused
from tests.ledgers import balance, batches_of, hand_in, new_ledger, sheets, told
from tests.shipped import open_page, words_on

DAY = date(2024, 6, 30)
PAGE = """
    membership: state | status | from
    XAA | member | 2000-01-01
    XAN | member | 2000-01-01
    assessments: year | state | amount
    2023 | XAA | 10.00
    2024 | XAA | 100.00
    2024 | XAN | 100.00
    receipts: received | state | amount | reference | paid_amount | paid_currency | rate | charges
    2024-02-01 | | 40.00 | BK1 | | | |
    2024-02-02 | | 25.00 | | 31.20 | USD | 0.83333333 | 1.00
    2024-02-02 | | 25.00 | | 31.20 | USD | 0.83333333 | 1.00
    2023-03-01 | | 7.00 | OLD | | | |
    2024-02-03 | XAA | 5.00 | BK2 | | | |
    coverage: covers | from
    receipts | 2000-01-01
"""


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return new_ledger(tmp_path, PAGE)


def names(ledger: Ledger) -> list[str]:
    return [str(row["receipt"]) for row in Books.at(ledger).ask("unidentified", DAY).dicts()]


def assign(ledger: Ledger, name: str, state: str) -> None:
    service = Service(ledger, LOCAL, "Ana")
    found = preview(
        service, Submission.of([assignment(Books.at(ledger), {name: [Share(state)]}, LOCAL)], table="receipts")
    )
    assert found.problems == ()
    accept(service, found, acknowledged=True)


def totals(ledger: Ledger) -> tuple[Decimal, Decimal]:
    row = Books.at(ledger).ask("identity", DAY).dicts()[0]
    return row.amount("received"), row.amount("unidentified")


def test_one_with_a_reference_gains_its_state(ledger: Ledger) -> None:
    assign(ledger, "BK1", "XAA")
    assert totals(ledger) == (45, 57)
    assert "BK1" not in names(ledger)


def test_of_two_alike_without_a_reference_each_is_assigned_for_itself(ledger: Ledger) -> None:
    first, second = [name for name in names(ledger) if name not in ("BK1", "OLD")]
    assign(ledger, first, "XAA")
    assert totals(ledger) == (30, 72)
    assert names(ledger) == ["OLD", "BK1", second] or set(names(ledger)) == {"OLD", "BK1", second}
    assign(ledger, second, "XAN")
    assert totals(ledger) == (55, 47)
    books = Books.at(ledger)
    assert (balance(books, DAY)["received"], balance(books, DAY, "XAN")["received"]) == (Decimal(30), Decimal(25))


def held(ledger: Ledger, reference: str) -> dict[str, object]:
    (row,) = [row for row in Books.at(ledger).arrow_in_force("receipts").to_pylist() if row["reference"] == reference]
    return {name: value for name, value in row.items() if name not in ("batch", "sheet_row", "note", "reference")}


def test_nothing_that_is_told_of_a_receipt_without_a_reference_is_lost_when_it_is_assigned(tmp_path: Path) -> None:
    """Neither what was paid, nor the day on which it came in, nor the year that the payer named, nor the document."""
    told = """
        receipts: received | amount | value_date | paid_amount | paid_currency | rate | charges | for_year | document
        2024-02-02 | 25.00 | 2024-01-30 | 31.20 | USD | 0.83333333 | 1.00 | 2023 | Note 7
    """
    ledger = new_ledger(tmp_path, PAGE)
    hand_in(ledger, told)
    (row,) = [row for row in Books.at(ledger).ask("unidentified", DAY).dicts() if row["for_year"] == 2023]
    assert (row["paid_amount"], row["paid_currency"], row["charges"]) == (Decimal("31.20"), "USD", Decimal("1.00"))
    (before,) = [row for row in Books.at(ledger).arrow_in_force("receipts").to_pylist() if row["for_year"] == 2023]
    name = row.text("receipt")
    assign(ledger, name, "XAA")
    given, back = held(ledger, f"assigned {name}"), held(ledger, f"reversed {name}")
    assert given == {column: before[column] for column in given} | {"state": "XAA"}
    amounts = ("amount", "paid_amount", "charges")
    assert back == given | {"state": None} | {column: -before[column] for column in amounts}


def test_each_part_of_a_divided_receipt_is_for_the_year_that_the_payer_named_where_it_names_none(
    ledger: Ledger,
) -> None:
    hand_in(ledger, "receipts: received | amount | reference | for_year\n2024-02-05 | 12.00 | NAMED | 2023")
    divide(ledger, "NAMED", Share("XAA", Decimal("7.00")), Share("XAN", Decimal("5.00"), 2024))
    assert [held(ledger, f"assigned NAMED · {part}")["for_year"] for part in (1, 2)] == [2023, 2024]


def test_what_was_assigned_cannot_be_assigned_again(ledger: Ledger) -> None:
    first = next(name for name in names(ledger) if name not in ("BK1", "OLD"))
    assign(ledger, first, "XAA")
    with pytest.raises(Refused, match="no receipt of an unknown payer called") as refused:
        assignment(Books.at(ledger), {first: [Share("XAN")], "nothing": [Share("XAA")]}, LOCAL)
    assert [problem.rule for problem in refused.value.problems] == ["no-such-receipt"] * 2


def test_one_of_a_closed_year_is_assigned_in_the_open_year_and_the_closed_year_stays(ledger: Ledger) -> None:
    books = Books.at(ledger)
    entered = {(tie.item, tie.currency): tie.ours for tie in ties(books, 2023, {})}
    close(ledger, books, 2023, entered, who="Ana")
    closed = Books.at(ledger).ask("identity", date(2023, 12, 31)).rows
    assign(ledger, "OLD", "XAA")
    assert Books.at(ledger).ask("identity", date(2023, 12, 31)).rows == closed
    assert balance(Books.at(ledger), DAY)["received"] == Decimal("12.00")
    assert "OLD" not in names(ledger)


def test_a_cumulative_file_that_repeats_the_unidentified_ones_does_not_bring_them_back(ledger: Ledger) -> None:
    first = next(name for name in names(ledger) if name not in ("BK1", "OLD"))
    assign(ledger, first, "XAA")
    before = totals(ledger)
    rows = PAGE.split("receipts: ")[1].split("coverage")[0].rstrip()
    hand_in(ledger, f"receipts: {rows}\n    2024-03-09 | XAA | 1.00 | NEW | | | |")
    assert totals(ledger) == (before[0] + 1, before[1])
    assert first not in names(ledger)


def test_revoking_an_assignment_undoes_it_also_after_a_cumulative_file(ledger: Ledger) -> None:
    """The bank's file knows no State: it takes none away, and it is not what the assignment said."""
    before = totals(ledger)
    assign(ledger, "BK1", "XAA")
    (assigned,) = [event.batch for event in Books.at(ledger).batches if event.file_name == FILE]
    rows = PAGE.split("receipts: ")[1].split("coverage")[0].rstrip()
    hand_in(ledger, f"receipts: {rows}\n    2024-03-09 | XAA | 1.00 | NEW | | | |")
    row = next(row for row in Books.at(ledger).arrow_in_force("receipts").to_pylist() if row["reference"] == "BK1")
    assert (row["state"], row["note"]) == ("XAA", "Assigned; before of an unknown payer")
    assert totals(ledger) == (before[0] + 41, before[1] - 40)
    ledger.revoke(int(assigned or 0), who="Ana", why="another State's")
    assert totals(ledger) == (before[0] + 1, before[1])
    assert "BK1" in names(ledger)


def test_a_later_file_that_knows_the_payer_is_believed_and_a_blank_is_not(ledger: Ledger) -> None:
    assign(ledger, "BK1", "XAA")
    for state in ("XAN", ""):  # which its check would ask about
        row = f"2024-02-01 | {state} | 40.00 | BK1"
        ledger.append(batches_of(sheets(f"receipts: received | state | amount | reference\n{row}")), who="test")
    row = next(row for row in Books.at(ledger).arrow_in_force("receipts").to_pylist() if row["reference"] == "BK1")
    assert (row["state"], row["note"]) == ("XAN", None), "the note of the assignment went with it"


def test_the_same_unidentified_receipt_again_is_no_news(ledger: Ledger) -> None:
    assign(ledger, "BK1", "XAA")
    assert told(ledger, "receipts: received | state | amount | reference\n2024-02-01 | | 40.00 | BK1") == []


def test_money_of_unknown_payers_leads_to_where_they_are_identified(ledger: Ledger) -> None:
    told_of = [row for row in Books.at(ledger).ask("attention", DAY).dicts() if "not identified" in str(row["words"])]
    assert [(row["page"], row["section"]) for row in told_of] == [("payers", None)], "there they are assigned"


def test_a_receipt_that_was_sent_back_waits_for_nobody(ledger: Ledger) -> None:
    """Each return is that of one receipt, never of a later one; before its day the receipt still waits."""
    before = names(ledger)
    hand_in(
        ledger,
        """
        receipts: received | state | amount | reference
        2024-03-01 | | -40.00 | BACK
        2024-03-02 | | 40.00 | AGAIN
        2024-03-03 | | -3.00 | OTHERS
        """,
    )
    assert set(names(ledger)) == {*before, "AGAIN", "OTHERS"} - {"BK1"}
    on_the_day_before = Books.at(ledger).ask("unidentified", date(2024, 2, 29)).column("receipt")
    assert "BK1" in on_the_day_before


def divide(ledger: Ledger, name: str, *parts: Share) -> None:
    service = Service(ledger, LOCAL, "Ana")
    file = assignment(Books.at(ledger), {name: parts}, LOCAL)
    found = preview(service, Submission.of([file], table="receipts"))
    assert found.problems == ()
    accept(service, found, acknowledged=True)


def parts_of(ledger: Ledger, name: str) -> list[tuple[Any, ...]]:
    rows = Books.at(ledger).all_rows_in_force("receipts", ("reference", "state", "amount", "for_year"))
    return sorted(row for row in rows if name in str(row[0]))


def test_a_receipt_is_divided_among_states_and_years_and_what_is_left_stays_of_an_unknown_payer(ledger: Ledger) -> None:
    before = totals(ledger)
    divide(
        ledger,
        "BK1",
        Share("XAA", Decimal("10.00"), 2023),
        Share("XAN", Decimal("25.00")),
        Share(None, Decimal("5.00")),
    )
    assert parts_of(ledger, "BK1") == [
        ("BK1", None, Decimal("40.00"), None),
        ("assigned BK1 · 1", "XAA", Decimal("10.00"), 2023),
        ("assigned BK1 · 2", "XAN", Decimal("25.00"), None),
        ("assigned BK1 · 3", None, Decimal("5.00"), None),
        ("reversed BK1", None, Decimal("-40.00"), None),
    ]
    assert "BK1" not in names(ledger)
    assert "assigned BK1 · 3" in names(ledger), "what is left can be assigned like any other"
    received, unidentified = totals(ledger)
    assert (received, unidentified) == (before[0] + Decimal("35.00"), before[1] - Decimal("35.00"))
    hand_in(ledger, "receipts: received | amount | reference\n2024-02-01 | 40.00 | BK1")
    assert totals(ledger) == (received, unidentified), "a statement that brings the whole again changes nothing"


@pytest.mark.parametrize(
    ("parts", "rule", "sentence"),
    [
        ((Share("XAA", Decimal("30.00")), Share("XAN", Decimal("9.99"))), "shares-apart",
         "The parts of the receipt BK1 come to CHF 39.99, but it is of CHF 40.00. The difference is CHF -0.01."),
        ((Share("XAA", Decimal("50.00")), Share("XAN", Decimal("-10.00"))), "share-against",
         "A part of the receipt BK1 is nothing, or money in the other direction."),
        ((Share(None, Decimal("40.00")),), "shares-of-nobody",
         "No State is named for the receipt BK1: it would stay of an unknown payer, and nothing be assigned."),
        ((Share(None, Decimal("30.00"), 2023), Share(None, Decimal("10.00"))), "shares-of-nobody",
         "No State is named for the receipt BK1: it would stay of an unknown payer, and nothing be assigned."),
        ((Share("XAA", Decimal("40.00")), Share("XAN")), "share-against",
         "A part of the receipt BK1 is nothing, or money in the other direction."),
    ],
    ids=lambda part: part if isinstance(part, str) and " " not in part else "",
)  # fmt: skip
def test_parts_that_are_not_the_whole_are_refused_with_the_difference(
    ledger: Ledger, parts: tuple[Share, ...], rule: str, sentence: str
) -> None:
    with pytest.raises(Refused) as refused:
        assignment(Books.at(ledger), {"BK1": parts}, LOCAL)
    (problem,) = refused.value.problems
    assert (problem.rule, problem.message) == (rule, sentence)
    assert problem.suggestion


def test_one_state_for_a_year_keeps_the_receipt_s_own_reference(ledger: Ledger) -> None:
    divide(ledger, "BK1", Share("XAA", None, 2023))
    assert parts_of(ledger, "BK1") == [("BK1", "XAA", Decimal("40.00"), 2023)]


def test_the_page_takes_the_amounts_of_parts_as_offices_write_them_and_guesses_none(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = Path(str(ledger.target)).parent
    (home / "ledger.duckdb").rename(home / "iom.duckdb")
    monkeypatch.setenv("GOVERNANCE_HOME", str(home))
    app = open_page("payers", ledger="iom", as_of="2024-06-30")
    app.selectbox(key="divide").set_value("BK1").run()
    app.text_input(key="part_BK1_0_amount").set_value("15,50").run()
    assert "Left to divide: CHF 24.50" in words_on(app)
    app.text_input(key="part_BK1_1_amount").set_value("1,234").run()
    assert "Write an amount as 1250.50 and a year as 2026." in words_on(app)
    app.text_input(key="part_BK1_1_amount").set_value("24.50").run()
    assert "Left to divide: CHF 0" in words_on(app)
