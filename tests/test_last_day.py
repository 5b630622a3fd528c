"""On which day a ledger opens: an office's today, published figures and a story on the last day that they know."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from governance.books import Books
from governance.ledger import Ledger
from tests.ledgers import hand_in, new_ledger
from tests.shipped import TODAY, open_page, shipped_books, words_on

OWED = """
    membership: state | status | from
    XAA | member | 2020-01-01
    assessments: year | state | amount
    2022 | XAA | 100.00
    2023 | XAA | 100.00
    2024 | XAA | 100.00
"""
COVERED = "coverage: covers | from | to\nreceipts | 2020-01-01 | 2023-06-30"
OPENING = "opening_balances: dated | state | year | amount\n2024-05-24 | XAA | 2023 | 40.00"


def ledger_of(folder: Path, *pages: tuple[str, str]) -> Ledger:
    """A ledger with pages of the accounts, each with its kind of evidence."""
    ledger = new_ledger(folder)
    for text, evidence in pages:
        hand_in(ledger, text, evidence=evidence)
    return ledger


@pytest.mark.parametrize(
    ("pages", "last"),
    [
        ([], None),
        ([(OWED, "reported")], None),
        ([(OWED, "reported"), (COVERED, "reported")], None),
        ([(OWED, "published"), (COVERED, "reported")], None),
        ([(OWED, "published")], date(2024, 12, 31)),
        ([(OWED, "published"), (OPENING, "derived")], date(2024, 5, 24)),
        ([(OWED, "published"), (COVERED, "published")], date(2023, 6, 30)),
        ([(OWED, "published"), ("coverage: covers | from\nreceipts | 2020-01-01", "published")], None),
        ([("un_scale: first_year | last_year | state | rate_pct\n2022 | 2024 | FRA | 4", "published")], None),
        ([(OWED, "demonstration"), (COVERED, "demonstration")], date(2023, 6, 30)),
        ([(OWED, "demonstration"), (COVERED, "demonstration"), (OPENING, "reported")], date(2023, 6, 30)),
    ],
)
def test_what_an_office_keeps_opens_today_and_what_was_published_on_the_last_day_that_it_tells_of(
    tmp_path: Path, pages: list[tuple[str, str]], last: date | None
) -> None:
    books = Books.at(ledger_of(tmp_path, *pages))
    assert books.last_day() == (last or books.today())
    assert books.ask("members").as_of == books.last_day(), "a question without a date is about that day"


def test_after_its_last_day_a_story_is_carried_on_and_a_published_ledger_is_not_known(tmp_path: Path) -> None:
    """No receipt can be missing from a story that has ended; of real States nobody knows what they paid since."""
    for evidence, on, known in (
        ("demonstration", date(2023, 6, 30), "yes"),
        ("demonstration", date(2025, 6, 30), "yes"),
        ("published", date(2023, 6, 30), "yes"),
        ("published", date(2023, 7, 1), "no"),
    ):
        books = Books.at(ledger_of(tmp_path, (OWED, evidence), (COVERED, evidence)))
        (balance,) = books.ask("balances", on).dicts()
        assert balance["known"] == known, (evidence, on)
        (vote,) = books.ask("voting", on).dicts()
        assert (vote["status"] == "not_known") == (known == "no"), "the rule and the books agree"


def test_the_ledgers_that_ship_open_on_their_last_day(shipped: Path) -> None:
    assert shipped_books("demonstration").last_day() == TODAY
    assert shipped_books("iom").last_day() == date(2024, 12, 31)
    assert shipped_books("yours").last_day() == shipped_books("yours").today()
    ends = {row["last_day"] for row in shipped_books("demonstration").ask("coverage").dicts()}
    assert ends == {TODAY}, "the demonstration is complete up to that day and no longer"


def test_on_the_last_day_nothing_is_owed_that_the_story_did_not_tell(shipped: Path) -> None:
    """A year after it was built, the demonstration opens on the same figures."""
    books = shipped_books("demonstration")
    told = books.ask("identity", TODAY).dicts()
    assert books.ask("identity").dicts() == told
    (then,) = books.ask("identity", TODAY + timedelta(days=366)).dicts()
    assert then["arrears"] > told[0]["arrears"], "what would be invented, were it to open on the clock's today"


@pytest.mark.parametrize("ledger", ["iom", "demonstration"])
@pytest.mark.parametrize("page", ["overview", "arrears_and_voting", "staffing_and_offices"])
def test_no_page_of_a_shipped_ledger_is_blank_today(shipped: Path, page: str, ledger: str) -> None:
    app = open_page(page, ledger=ledger, as_of="")
    assert not app.exception
    assert not app.error, words_on(app)
    shown = "31 December 2024" if ledger == "iom" else "22 November 2026"
    assert f"as of {shown}" in words_on(app)
    assert "The last day that this ledger knows" in words_on(app)
    written = next(str(code.value) for code in app.code if "ledger=" in str(code.value))
    assert f"as_of={'2024-12-31' if ledger == 'iom' else TODAY}" in written, "the copied link says the day"


def test_the_day_can_be_changed_and_changed_back(shipped: Path) -> None:
    app = open_page("overview", ledger="iom", as_of="")
    chosen = next(widget for widget in app.date_input if widget.label == "As of")
    assert chosen.value == date(2024, 12, 31)
    chosen.set_value(date(2020, 6, 30)).run()
    assert "as of 30 June 2020" in words_on(app)
    assert "The last day that this ledger knows" not in words_on(app)
    next(widget for widget in app.date_input if widget.label == "As of").set_value(date(2024, 12, 31)).run()
    assert "as of 31 December 2024" in words_on(app)
