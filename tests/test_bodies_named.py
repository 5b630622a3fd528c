"""The body that decides on votes is the one of the ledger's rulebook, on every screen, paper and answer."""

from __future__ import annotations

import dataclasses
import pickle
import re
from datetime import date
from html import unescape
from pathlib import Path

import pytest

from governance.books import Books
from governance.ledger import Ledger
from governance.papers.answer_files import answer_csv
from governance.papers.letter import draft
from governance.papers.pdf import to_pdf
from governance.papers.statement import statement
from governance.papers.status_report import status_report
from governance.problems import Refused
from governance.questions import CATALOGUE
from governance.rulebooks import FOLDER, keys, rulebook
from governance.rulebooks.book import GOVERNING_BODY
from governance.rules.vote.suspension_by_decision import SuspensionByDecision
from governance.rules.vote.verdict import STATUS_WORDS, status_in_words
from governance.settings import LEDGERS
from governance.ui.parts import words as on_screens
from governance.words import ENGLISH, again, body_name, in_every_language, languages, reading_in, say
from tests.ledgers import hand_in
from tests.shipped import PAGES, TODAY, open_page
from tests.test_status_report import words as words_of
from tests.unsaid import on_page

ACCOUNTS = """
    membership: state | status | from
    XAA | member | 2019-01-01
    XAN | member | 2019-01-01
    XBE | member | 2019-01-01
    XDO | member | 2019-01-01

    coverage: covers | from
    receipts | 2019-01-01
    every_account | 2019-01-01

    assessments: year | state | amount
    2021 | XAA | 100
    2022 | XAA | 100
    2023 | XAA | 100
    2024 | XAA | 100
    2025 | XAA | 100
    2024 | XAN | 100
    2025 | XAN | 100
    2023 | XDO | 100
    2024 | XDO | 100
    2025 | XDO | 100
    2026 | XAA | 100
    2026 | XBE | 100

    council_actions: dated | state | action | until | document
    2025-05-20 | XAA | informed | | A/1
    2026-05-20 | XAN | informed | | A/2
    2026-05-21 | XDO | maintained | | A/3

    sessions: body | session | opens | closes
    {body} | 78 | 2025-05-19 | 2025-05-27
    {body} | 79 | 2026-05-18 | 2026-05-23
    {body} | 80 | 2027-05-17 | 2027-05-22
"""
"""The actions do not say which body acted: it is the rulebook's."""
OTHERS = ("Council", "Director General", "IOM", "OIM")


def foreign(key: str) -> re.Pattern[str]:
    """The bodies that other rulebooks name, in every language, but for those that this one names somewhere."""
    own = (FOLDER / f"{key}.toml").read_text(encoding="utf-8")
    names = {str(regime.rule.body) for other in keys() for regime in rulebook(other).votes}
    spoken = {form for name in {*names, *OTHERS} if name not in own for form in in_every_language(name)}
    return re.compile(rf"\b(?:{'|'.join(sorted(map(re.escape, spoken)))})\b")


@pytest.fixture
def books(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Books:
    """A ledger under another organization's rulebook, which is the home's own one."""
    monkeypatch.setenv("GOVERNANCE_HOME", str(tmp_path))
    body = rulebook(request.param).body_of_votes(TODAY).written
    ledger = Ledger.create(str(tmp_path / "yours.duckdb"), rulebook=request.param, title="Test", who="test")
    hand_in(ledger, ACCOUNTS.format(body=body))
    return Books.at(ledger)


def seen(page: str, language: str) -> str:
    """Whatever is read on a page, in words."""
    link = {"state": "XAA"} if page in ("statement", "letters") else {}
    app = open_page(page, ledger="yours", language=language, **link)
    assert not app.exception
    html = (unescape(re.sub("<[^>]*>", " ", str(element.proto.body))) for element in app.get("html"))
    ledgers = {str(say(entry.title)) for entry in LEDGERS}  # among which one chooses
    return "\n".join(text for text in (*on_page(app), *html) if text not in ledgers)


@pytest.mark.parametrize(("books", "language"), [("who", "en"), ("un", "fr"), ("fao", "es")], indirect=["books"])
def test_no_screen_paper_or_export_names_another_organizations_body(books: Books, language: str) -> None:
    others, body, pages = foreign(books.rulebook.key), books.rulebook.body_of_votes(TODAY), [name for _, name in PAGES]
    with reading_in(language):
        read = {name: seen(name, language) for name in pages}
        for name in CATALOGUE:
            try:
                read[f"{name}.csv"] = answer_csv(books.ask(name, TODAY)).decode()
            except Refused:
                continue
        for paper in (status_report(books, TODAY), statement(books, "XAA", TODAY), statement(books, "XDO", TODAY)):
            assert to_pdf(paper)
            read[paper.title] = words_of(paper) + str(paper.sections)
        read["letter"] = draft(books, "reminder", "XAA", TODAY)
        own = str(body)
    assert len(read) > len(pages) + 40
    assert not {name: found[0] for name, text in read.items() if (found := others.search(text))}
    told = {name for name, text in read.items() if own in text}
    assert {"arrears_and_voting", "statement", "rules", "voting.csv", "events.csv"} <= told


@pytest.mark.parametrize("books", ["un"], indirect=True)
def test_an_action_that_names_no_body_is_of_the_one_that_decides_by_the_rulebook(books: Books) -> None:
    kept = next(row for row in books.ask("voting", TODAY).dicts() if row["state"] == "XDO")
    assert (kept["status"], kept["may_vote"]) == ("maintained", "yes")
    assert "the General Assembly decided on 21 May 2026 to maintain the vote" in kept["because"]
    assert books.ask("session_votes", TODAY, state="XDO").dicts()[0]["session"] == "80", "and of its sessions"


def test_where_the_rules_name_no_body_the_words_for_any_stand() -> None:
    fund = rulebook("mlf").body_of_votes(TODAY)
    assert (fund.written, status_in_words("informed", fund)) == (
        GOVERNING_BODY,
        "governing body informed, vote at risk",
    )
    with reading_in("fr"):
        assert status_in_words("maintained", fund) == "vote par décision de l’organe directeur"


def test_a_text_before_and_after_is_each_of_its_own_body() -> None:
    iom = rulebook("iom")
    before, now = iom.votes
    assert isinstance(before.rule, SuspensionByDecision)
    other = dataclasses.replace(before, rule=dataclasses.replace(before.rule, body=body_name("Conference")))
    changed = dataclasses.replace(iom, votes=(other, now))
    days = (date(1980, 1, 1), date(2000, 1, 1), date(2020, 1, 1))
    assert [changed.body_of_votes(day) for day in days] == ["Council", "Conference", "Council"]


@pytest.mark.parametrize(
    ("language", "name", "told"),
    [
        ("en", "Council", "vote by decision of the Council"),
        ("fr", "Council", "vote par décision du Conseil"),
        ("es", "Council", "voto por decisión del Consejo"),
        ("fr", "General Assembly", "vote par décision de l’Assemblée générale"),
        ("es", "General Conference", "voto por decisión de la Conferencia General"),
        ("fr", "Board {2}", "vote par décision de l’organe compétent (Board {2})"),
        ("es", "Board", "voto por decisión del órgano competente (Board)"),
    ],
)
def test_a_body_has_the_article_of_the_language_and_a_name_that_it_does_not_know_stands_apart(
    language: str, name: str, told: str
) -> None:
    body = body_name(name)
    kept = say(STATUS_WORDS["maintained"], body=body)
    with reading_in(language):
        assert str(kept) == say(STATUS_WORDS["maintained"], body=body) == told
        assert str(again(pickle.loads(pickle.dumps(kept)))) == told
        assert (body.written, body) == (name, name), "it compares as it is written, whoever reads"


def test_a_body_on_a_page_shows_as_it_is_written() -> None:
    with reading_in("fr"):
        read = on_screens.say(
            "It votes by a decision of the {body} that ends on {day}.", body=body_name("*A*"), day="x"
        )
    assert read == r"Il vote en vertu d’une décision de l’organe compétent (\*A\*) qui prend fin le x."
    assert on_screens.bare(read) == "Il vote en vertu d’une décision de l’organe compétent (*A*) qui prend fin le x."


def test_every_body_of_a_rulebook_has_its_articles_in_each_language() -> None:
    for name in {regime.rule.body.written for key in keys() for regime in rulebook(key).votes} | {GOVERNING_BODY}:
        for language in languages() - {ENGLISH}:
            with reading_in(language):
                told = [body_name(name).with_article(form) for form in ("the", "of", "to")]
            assert len(set(told)) == 3
            assert not any(name in text for text in told), (language, told)
