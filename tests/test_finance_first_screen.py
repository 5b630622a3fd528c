"""Finance's first screen: the drop zone, what came in last, and what waits with its amount, each where it is done."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from governance.ui.shell.places import tab_named
from tests.shipped import TODAY, as_read, open_page, shipped_books, words_on


def screen(ledger: str, **link: str) -> AppTest:
    app = open_page("upload", ledger=ledger, **link)
    assert not app.exception
    assert len(app.file_uploader) == 1
    return app


def links(app: AppTest) -> dict[str, str]:
    """Where each line of the page leads, by its words."""
    return {as_read(one.proto.label): str(one.proto.page) for one in app.get("page_link")}


def leads_to(app: AppTest, words: str) -> str:
    return next(page for label, page in links(app).items() if words in label)


def test_what_waits_stands_with_its_amount_and_leads_to_where_it_is_done(shipped: Path) -> None:
    app = screen("demonstration")
    books = shipped_books("demonstration")
    (row,) = books.ask("identity", TODAY).dicts()
    number = len(books.ask("unidentified", TODAY).rows)
    assert leads_to(app, f"CHF {row['unidentified']:,} in {number} receipts of unknown payers") == tab_named(
        "payers").address  # fmt: skip
    agreement = books.ask("agreement", TODAY).dicts()
    needing = sum(row.whole("rows") - row.whole("agreeing") - row.whole("but_for_rounding") for row in agreement)
    assert leads_to(app, f"{needing} assessments are not what the scale predicts") == tab_named(
        "assessment_checks").address  # fmt: skip
    assert leads_to(app, "years are over and not closed") == tab_named("closing").address
    assert leads_to(app, "Enter or correct one receipt") == tab_named("by_hand").address
    assert leads_to(app, "3 entries or receipts of October 2026 do not agree") == tab_named(
        "bank_reconciliation").address  # fmt: skip
    assert "4 tasks are open" in [str(head.value) for head in app.header]
    last = [event for event in books.events if event.kind == "accepted"][-1]
    assert f"Last taken in: Batch {last.batch}:" in words_on(app)


def test_an_empty_ledger_says_in_which_order_it_wants_its_tables(shipped: Path) -> None:
    app = screen("yours")
    (steps,) = (one for one in app.expander if "hand in first" in one.label)
    assert steps.proto.expanded
    order = [str(one.value).split("**")[1] for one in steps.markdown]
    assert order == ["Membership", "Assessed contributions", "Opening balances", "Receipts", "Coverage"]
    assert "Last taken in" not in words_on(app)
    assert not app.header, "nothing waits where nothing is held"


@pytest.mark.parametrize("ledger", ["iom", "mlf"])
def test_where_no_receipts_are_known_no_year_waits_to_be_closed(shipped: Path, ledger: str) -> None:
    app = screen(ledger, as_of="2024-12-31")
    assert not [label for label in links(app) if "not closed" in label]


def test_years_before_the_receipts_are_no_task_and_closing_the_last_closes_all() -> None:
    books = shipped_books("demonstration")
    first = min(row.day("first_day") for row in books.ask("coverage", TODAY).dicts() if row["covers"] == "receipts")
    over = books.last_day().year - first.year
    told = f"{over} years are over and not closed; closing 2025 closes them all"
    assert leads_to(screen("demonstration"), told) == tab_named("closing").address
