"""The whole judgement of a handing-in: every cell, every row, every sheet, and all of it beside the ledger in force."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from governance.books import Books
from governance.intake.against import Handed, against
from governance.intake.checking import check
from governance.intake.sheet import Sheet
from governance.problems import Problem
from governance.tables import Table


@dataclass(frozen=True)
class Review:
    """What was found in a handing-in: all problems, errors and warnings, by sheet and row; and the rows that stand."""

    problems: tuple[Problem, ...]
    handed: tuple[Handed, ...]

    @property
    def errors(self) -> tuple[Problem, ...]:
        """What must be mended before anything can be taken in."""
        return tuple(problem for problem in self.problems if not problem.warning)

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """What is unusual but allowed, once somebody has acknowledged it."""
        return tuple(problem for problem in self.problems if problem.warning)


def review(sheets: Sequence[tuple[Sheet, Table]], books: Books, closed: Mapping[int, date] | None = None) -> Review:
    """Check sheets, each as rows of its table, by themselves and beside `books`, all in one go.

    Rows whose cells have problems are left out of the checks beside the ledger; the others are checked all the same,
    so that everything is said at once. `closed` has the closed financial years with the day of their closing.
    """
    problems: list[Problem] = []
    handed: list[Handed] = []
    for sheet, table in sheets:
        checked = check(sheet, table, books.rulebook.currency)
        problems += checked.problems
        if checked.standing is not None:
            handed.append(Handed(sheet, table, checked.standing, complete=checked.rows is not None))
    problems += against(books, handed, closed)
    places = {(sheet.file, sheet.name): number for number, (sheet, _) in enumerate(sheets)}
    problems.sort(key=lambda p: (places.get((p.file or "", p.sheet), -1), p.row or 0, p.column or ""))
    return Review(tuple(problems), tuple(handed))
