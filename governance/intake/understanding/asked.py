"""Open questions about a sheet: as problems, for those who are not there to answer; and with an answer, as decided."""

from __future__ import annotations

from dataclasses import replace

from governance.intake.understanding.sheet_decisions import LEAVE_OUT, Decisions, named
from governance.intake.understanding.understood import Unclear, Understanding
from governance.problems import Problem


def asked(understanding: Understanding) -> list[Problem]:
    """A problem for each question that the sheet leaves open; its suggestion says how to answer in the file."""
    return [_problem(understanding, question) for question in understanding.questions]


def _problem(understanding: Understanding, question: Unclear) -> Problem:
    return Problem(
        f"unclear-{question.kind}",
        question.message,
        file=understanding.grid.file,
        sheet=understanding.grid.name,
        row=understanding.header_row if question.letter else None,
        column=question.header or question.column,
        value=question.header,
        suggestion=question.suggestion,
        letter=question.letter if understanding.grid.name is not None else None,
    )


def answered(decided: Decisions, question: Unclear, choice: str) -> Decisions:
    """What is decided about a sheet once a person has answered the question; `choice` as in its choices."""
    place = named(question.header) if question.header else str(question.letter)
    match question.kind:
        case "table":
            return replace(decided, table=choice)
        case "header":
            return replace(decided, header_row=int(choice))
        case "column" | "hidden-column":
            return replace(decided, columns={**decided.columns, place: choice if choice != LEAVE_OUT else None})
        case "hidden" | "struck":
            return replace(decided, unseen={**decided.unseen, question.kind: choice})
        case "years":
            letters = str(question.words).split()
            return replace(decided, columns={**decided.columns, **dict.fromkeys(letters, choice or None)})
        case "above":
            return replace(decided, above={**decided.above, place: choice})
        case "numbers":
            return replace(decided, numbers={**decided.numbers, place: choice})
        case "dates":
            return replace(decided, dates={**decided.dates, place: choice})
        case "multiplier":
            return replace(decided, multipliers={**decided.multipliers, str(question.words): choice})
        case "currency":
            return replace(decided, currencies={**decided.currencies, str(question.words): choice.strip().upper()})
    return replace(decided, everywhere={**decided.everywhere, str(question.column): choice})
