"""Open questions about a sheet as problems, for those who are not there to answer."""

from __future__ import annotations

from governance.intake.understood import Unclear, Understanding
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
