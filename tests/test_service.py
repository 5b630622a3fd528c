"""The service: who may change a ledger, on what they saw, and never in a year that is closed."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from governance.access import LOCAL, Reader
from governance.books import Books, Change
from governance.intake.service.beginning import first_steps
from governance.intake.service.service import Service
from governance.intake.service.year_closing import close
from governance.ledger import Ledger
from governance.problems import Refused
from tests.ledgers import batches_of, hand_in, new_ledger, sheets

PAGE = """
    assessments: year | state | amount
    2022 | XAA | 100.00
    2023 | XAA | 100.00
    receipts: received | state | amount | reference
    2022-03-01 | XAA | 80.00 | BK1
    coverage: covers | from
    receipts | 2000-01-01
"""
JANUARY = "receipts: received | state | amount | reference\n2023-01-05 | XAA | 20.00 | BK2"
ENTERED = {
    ("general_ledger_assessed", "CHF"): Decimal(100),
    ("general_ledger_received", "CHF"): Decimal(80),
    ("general_ledger_outstanding", "CHF"): Decimal(20),
    ("general_ledger_credit", "CHF"): Decimal(0),
    ("bank_received", "CHF"): Decimal(80),
}


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    """Batches 1 to 3, the year 2022 closed, then batch 4 with a receipt of 2023."""
    made = new_ledger(tmp_path, PAGE)
    close(made, Books.at(made), 2022, ENTERED, who="Ana")
    hand_in(made, JANUARY)
    return made


@pytest.fixture
def service(ledger: Ledger) -> Service:
    return Service(ledger, LOCAL, "Ana")


def rules(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [problem.rule for problem in refused.value.problems]


def test_only_finance_staff_change_a_ledger(ledger: Ledger) -> None:
    with pytest.raises(Refused, match="Only finance staff change a ledger") as refused:
        Service(ledger, Reader("delegate", frozenset({"delegation"})), "Ben")
    assert rules(refused) == ["may-not-change"]


def test_whoever_changes_a_ledger_is_named(ledger: Ledger) -> None:
    with pytest.raises(Refused, match="Say who you are") as refused:
        Service(ledger, LOCAL, " ").revoke(4, why="wrong bank")
    assert rules(refused) == ["who-missing"]


@pytest.mark.parametrize("who", ["shipped", " Shipped "])
def test_nobody_takes_the_name_of_what_comes_with_the_software(ledger: Ledger, who: str) -> None:
    """An upgrade revokes what stands under that name and is superseded."""
    with pytest.raises(Refused, match="under which the software brings in what comes with it") as refused:
        Service(ledger, LOCAL, who).revoke(4, why="wrong bank")
    assert rules(refused) == ["who-reserved"]


def test_a_batch_with_figures_of_a_closed_year_is_neither_revoked_nor_looked_at(service: Service) -> None:
    for act in (lambda: service.revoke(2, why="wrong bank"), lambda: service.preview(Change(revoking=[2]))):
        with pytest.raises(Refused, match="Rows of Receipts in closed years would change: 2022") as refused:
            act()
        assert rules(refused) == ["closed-year-would-move"]
    service.revoke(4, why="wrong bank")
    assert service.ledger.history()[-1].kind == "revoked", "the open year moves freely"
    service.reaccept(4)


def test_a_batch_that_adds_to_a_closed_year_or_replaces_a_row_of_it_is_refused(service: Service) -> None:
    for row in ("2022-12-31 | XAA | 1.00 | BK9", "2023-12-31 | XAA | 80.00 | BK1"):
        batch = batches_of(sheets(f"receipts: received | state | amount | reference\n{row}"))[0]
        with pytest.raises(Refused) as refused:
            service.preview(Change(adding=[batch]))
        assert rules(refused) == ["closed-year-would-move"]


def test_a_cumulative_file_with_a_better_note_on_a_row_of_a_closed_year_moves_no_figure(service: Service) -> None:
    text = "receipts: received | state | amount | reference | note\n2022-03-01 | XAA | 80.00 | BK1 | by telex"
    batch = batches_of(sheets(text))[0]
    (rows,) = service.preview(Change(adding=[batch])).rows
    assert (rows.changed, rows.cells[0].column) == (1, "note")


def test_what_was_looked_at_on_an_older_version_is_not_done(service: Service) -> None:
    seen = service.preview(Change(revoking=[4]))
    hand_in(service.ledger, JANUARY.replace("BK2", "BK3"))
    with pytest.raises(Refused, match="Look at the effect again") as refused:
        service.revoke(4, why="wrong bank", after=seen.version)
    assert rules(refused) == ["ledger-moved-on"]
    again = service.preview(Change(revoking=[4]))
    assert again.version == seen.version + 1
    service.revoke(4, why="wrong bank", after=again.version)


@pytest.mark.parametrize(
    "sheet",
    [
        "assessments: year | state | amount | due\n2024 | XAA | 100.00 | 2022-12-01",
        "coverage: covers | from | to\nreceipts | 2000-01-01 | 2022-06-30",
    ],
)
def test_a_closed_year_does_not_move_by_a_row_of_another_year_either(service: Service, sheet: str) -> None:
    """An assessment of the next year that was due in the closed one; receipts that were complete and are no more."""
    batch = batches_of(sheets(sheet))[0]
    with pytest.raises(Refused, match="The accounts at the end of 2022, which is closed, would change") as refused:
        service.preview(Change(adding=[batch]))
    assert rules(refused) == ["closed-year-would-move"]


def test_the_declaration_that_receipts_are_complete_cannot_be_revoked_under_a_closed_year(service: Service) -> None:
    with pytest.raises(Refused, match="The accounts at the end of 2022"):
        service.revoke(3, why="to see")


def test_an_empty_ledger_says_which_tables_to_hand_in_first_until_it_has_them(tmp_path: Path) -> None:
    ledger = new_ledger(tmp_path)
    steps = first_steps(Books.at(ledger))
    assert [step.table for step in steps] == [
        "membership", "assessments", "opening_balances", "receipts", "coverage"]  # fmt: skip
    assert not any(step.held for step in steps)
    assert steps[0].sentence.startswith("Membership: who is a Member or an observer, and since when")
    hand_in(ledger, PAGE)
    assert [step.table for step in first_steps(Books.at(ledger)) if not step.held] == ["membership", "opening_balances"]
    hand_in(ledger, "membership: state | status | from\nXAA | member | 2000-01-01")
    assert first_steps(Books.at(ledger)) == (), "opening balances are for histories that begin late"
