"""Answers for one State, year or currency that are picked from the whole answer say what the same question says alone."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from governance.books import Answer, Books
from governance.books.kept_answers import KeptAnswers
from governance.questions import CATALOGUE, Question
from governance.settings import LEDGERS
from tests.shipped import shipped_books

DAY = date(2026, 10, 31)
PICKING = [question for question in CATALOGUE.values() if question.picks]
NOT_THERE: dict[str, Any] = {"state": "TUV", "currency": "XAF", "year": 1901, "status": "observer"}


@pytest.fixture(scope="module", params=[entry.key for entry in LEDGERS])
def ledger(shipped: Path, request: pytest.FixtureRequest) -> Books:
    return shipped_books(request.param)


def alone(books: Books, question: Question, **values: Any) -> Answer:
    """What the question answers where nothing is kept."""
    books._answers = KeptAnswers(books._answers.most)
    return books.ask(question.name, DAY, **values)


def some(whole: Answer, name: str) -> Iterator[Any]:
    """The first value of a column, one in its middle, the last, and one that is not there."""
    held: list[Any] = sorted(set(whole.column(name)), key=str)
    yield from dict.fromkeys((held[0], held[len(held) // 2], held[-1])) if held else ()
    yield NOT_THERE[name]


@pytest.mark.parametrize("question", PICKING, ids=[question.name for question in PICKING])
def test_what_is_picked_from_the_whole_is_what_is_answered_alone(ledger: Books, question: Question) -> None:
    for name in question.picks:
        for value in some(alone(ledger, question), name):
            asked = alone(ledger, question, **{name: value})
            ledger._answers = KeptAnswers(ledger._answers.most)
            ledger.ask(question.name, DAY)
            assert ledger.ask(question.name, DAY, **{name: value}) == asked, f"{name} {value}"


def test_a_whole_answer_that_is_kept_is_not_worked_out_again(ledger: Books, monkeypatch: pytest.MonkeyPatch) -> None:
    ledger.ask("balances", DAY)
    monkeypatch.setattr(ledger, "_answer", None)
    assert ledger.ask("balances", DAY, currency="XAF").rows == ()


def test_who_asks_what_is_being_worked_out_waits_for_it(ledger: Books, monkeypatch: pytest.MonkeyPatch) -> None:
    """A meeting opens a page on a date that nobody has asked about: it is worked out once, not once for each."""
    working_out, go_on, times = threading.Event(), threading.Event(), []
    answer = ledger._answer

    def slowly(*given: Any) -> Answer:
        times.append(given)
        working_out.set()
        assert go_on.wait(30)
        return answer(*given)

    ledger._answers = KeptAnswers(ledger._answers.most)
    monkeypatch.setattr(ledger, "_answer", slowly)
    with ThreadPoolExecutor(4) as visitors:
        told = [visitors.submit(ledger.ask, "balances", DAY) for _ in range(4)]
        assert working_out.wait(30)
        go_on.set()
    assert len(times) == 1
    assert len({id(one.result()) for one in told}) == 1


def test_what_cannot_be_answered_is_refused_to_all_who_wait_and_asked_anew_by_the_next(
    ledger: Books, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: Any) -> Answer:
        raise ConnectionError

    ledger._answers = KeptAnswers(ledger._answers.most)
    with monkeypatch.context() as once:
        once.setattr(ledger, "_answer", fails)
        with pytest.raises(ConnectionError):
            ledger.ask("balances", DAY)
    assert ledger.ask("balances", DAY).columns
