"""A day that has not come is a projection: it supposes that nothing more is paid, and says so everywhere."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from governance.books import Books
from governance.cli import main
from governance.names import printed
from governance.papers.statement import statement
from governance.papers.status_report import status_report
from tests.ledgers import books_of, new_ledger
from tests.shipped import TODAY, open_page, shipped_books, words_on
from tests.test_voting_questions import PAGE, XIB

NOW, LATER = date(2024, 11, 20), date(2025, 3, 1)


@pytest.fixture(autouse=True)
def now(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is 20 November 2024."""
    monkeypatch.setattr(Books, "today", lambda _: NOW)


def test_a_day_after_today_is_foreseen_from_today(tmp_path: Path) -> None:
    """And only what rests on receipts supposes anything."""
    books = books_of(tmp_path, PAGE)
    assert (books.foreseen_from(NOW), books.foreseen_from(LATER)) == (None, NOW)
    assert books.ask("balances", LATER).foreseen_from == NOW
    assert books.ask("balances", NOW).foreseen_from is None
    assert books.ask("members", LATER).foreseen_from is None


def test_a_day_that_was_foreseen_and_has_come_is_asked_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An answer that is kept must not go on supposing."""
    books = books_of(tmp_path, PAGE)
    assert books.ask("balances", LATER).foreseen_from == NOW
    monkeypatch.setattr(Books, "today", lambda _: LATER)
    assert books.ask("balances", LATER).foreseen_from is None


def test_a_story_is_foreseen_from_its_end_however_long_ago_it_was_told(shipped: Path) -> None:
    books = shipped_books("demonstration")
    later = date(TODAY.year + 1, 12, 1)
    assert (books.foreseen_from(TODAY), books.foreseen_from(later)) == (None, TODAY)


def test_published_figures_are_about_days_that_have_come(shipped: Path) -> None:
    """They end before today: the days between are not known, and nothing is supposed of them."""
    books = shipped_books("iom")
    assert books.last_day() <= date(2024, 12, 31)
    assert books.foreseen_from(NOW) is None


@pytest.mark.parametrize("ledger", ["iom", "mlf"])
def test_nothing_is_foreseen_of_a_day_for_which_receipts_are_not_complete(shipped: Path, ledger: str) -> None:
    """What is owed on it is not known, so nothing is supposed of what is paid until then."""
    books = shipped_books(ledger)
    later = date(NOW.year + 3, 12, 31)
    assert books.foreseen_from(later) is None
    assert {row["known"] for row in books.ask("balances", later).dicts()} == {"no"}
    assert books.ask("assessed", later).foreseen_from is None


def test_every_row_of_the_shell_and_every_page_of_a_paper_is_marked_as_a_projection(tmp_path: Path) -> None:
    ledger = new_ledger(tmp_path, PAGE)
    command = ["--ledger", ledger.target, "ask", "balances", "--as-of", LATER.isoformat(), "--format", "json"]
    rows = json.loads(CliRunner().invoke(main, command).output)
    marked = "reported figures; a projection: if nothing more is paid after 2024-11-20"
    assert {row["data"] for row in rows} == {marked}
    books = Books.at(ledger)
    papers = (statement(books, "XAA", LATER), status_report(books, LATER))
    assert [(paper.mark, dict(paper.lines)["Figures"]) for paper in papers] == [(marked, marked)] * 2, "on every page"
    assert statement(books, "XAA", NOW).mark == "reported figures"


def test_members_that_reach_the_threshold_within_sixty_days_need_attention(tmp_path: Path) -> None:
    """With the day and the amount, rounded up; not those that reach it later."""
    books = books_of(tmp_path, PAGE)
    told = [str(row["words"]) for row in books.ask("attention", date(2022, 11, 20)).dicts()]
    reaches = (
        "If nothing more is paid, Aland reaches the threshold on 1 January 2023: CHF 1 by 31 December 2022 keeps it"
    )
    assert [words for words in told if words.startswith(reaches.replace("Aland", printed("XAA")))]
    before = books.ask("attention", date(2022, 10, 15)).column("words")
    assert not [words for words in before if "reaches the threshold" in str(words)]


def test_members_that_lose_the_vote_within_sixty_days_need_attention(tmp_path: Path) -> None:
    """With the last day and the amount that keeps it."""
    told = books_of(tmp_path, XIB).ask("attention", date(2027, 11, 1)).column("words")
    words = "loses its vote on 24 November 2027: CHF 268,018 by 23 November 2027 keeps it."
    assert [each for each in told if str(each).endswith(words)]


@pytest.mark.parametrize("page", ["statement", "arrears_and_voting", "overview", "governing_bodies"])
def test_no_page_says_of_a_day_to_come_that_somebody_is_in_arrears(shipped: Path, page: str) -> None:
    link = {"ledger": "demonstration", "as_of": f"{TODAY.year + 1}-12-01", "state": "XIB"}
    app = open_page(page, **link)
    words = words_on(app)
    assert not app.exception
    assert "f nothing more is paid" in words
    assert "in arrears" not in words
    if page != "governing_bodies":
        assert app.title[0].value.endswith(", if nothing more is paid")
