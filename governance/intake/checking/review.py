"""The whole judgement of a handing-in: every cell, every row, every sheet, and all of it beside the ledger in force."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from governance.books import Books
from governance.intake.checking.beside import CheckedSheet, Stage, against
from governance.intake.checking.check import check
from governance.intake.understanding.sheet import Sheet
from governance.problems import Problem
from governance.tables import Table
from governance.tables.declare import BODY_OF_VOTES, OF_THE_RULEBOOK


@dataclass(frozen=True)
class Review:
    """What was found in a handing-in: all problems, errors and warnings, by sheet and row; and the rows that stand."""

    problems: tuple[Problem, ...]
    stage: Stage

    @property
    def checked(self) -> tuple[CheckedSheet, ...]:
        """The sheets that could be read, with their rows that stand."""
        return self.stage.sheets


def review(
    sheets: Sequence[tuple[Sheet, Table]],
    books: Books,
    closed: Mapping[int, date] | None = None,
    published: Collection[str] = (),
) -> Review:
    """Check sheets, each as rows of its table, by themselves and beside `books`, all in one go.

    Rows whose cells have problems are left out of the checks beside the ledger; the others are checked all the same,
    so that everything is said at once. `closed` has the closed financial years with the day of their closing,
    `published` names the files with figures as a document publishes them.
    """
    book = books.rulebook
    of_rulebook = {OF_THE_RULEBOOK: book.currency, BODY_OF_VOTES: book.body_of_votes(date.max).written}
    by_sheet = [(sheet, table, check(sheet, table, of_rulebook)) for sheet, table in sheets]
    standing = [
        (
            CheckedSheet(sheet, table, checked.standing, checked.rows is not None, sheet.file in published),
            checked.problems,
        )
        for sheet, table, checked in by_sheet
        if checked.standing is not None
    ]
    problems = [p for _, _, checked in by_sheet if checked.standing is None for p in checked.problems]
    stage = Stage(books, [item for item, _ in standing], closed or {})
    for number, (_, own) in enumerate(standing, start=1):
        problems += _news(stage, number, own)
    problems += against(stage)
    places = {(sheet.file, sheet.name): number for number, (sheet, _) in enumerate(sheets)}
    problems.sort(key=lambda p: (places.get((p.file or "", p.sheet), -1), p.row or 0, p.column or ""))
    return Review(tuple(problems), stage)


def _news(stage: Stage, number: int, problems: Sequence[Problem]) -> Iterator[Problem]:
    """Without the warnings about rows that are in force as they are: they were acknowledged when they came in."""
    unusual = any(problem.warning for problem in problems)
    known = stage.unchanged(number) if unusual else frozenset()
    return (problem for problem in problems if not problem.warning or problem.row not in known)
