"""Whether the books of two ledgers answer every question alike: what is asked of a copy before it is taken for one."""

from __future__ import annotations

from collections.abc import Iterator

from governance.access import LOCAL
from governance.books.books import Books
from governance.problems import Refused
from governance.questions import CATALOGUE, Question


def answered_otherwise(ours: Books, theirs: Books) -> Iterator[tuple[str, bool]]:
    """Each question in turn, and whether it is answered otherwise: on the last day that the ledger knows; of what is
    asked about one State, also about the first of those that the ledger names."""
    states = sorted({str(state) for (state,) in ours.all_rows_in_force("membership", ["state"])})
    for question in CATALOGUE.values():
        asked: list[dict[str, str]] = [{}]
        asked += [{"state": states[0]}] if "state" in question.parameters and states else []
        yield question.name, any(_said(ours, question, given) != _said(theirs, question, given) for given in asked)


def _said(books: Books, question: Question, given: dict[str, str]) -> object:
    try:
        answer = books.ask(question.name, None, LOCAL, **given)
    except Refused as refused:
        return str(refused)
    return answer.columns, answer.rows, answer.as_of, answer.evidence, answer.head
