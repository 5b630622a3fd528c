"""Problems with one cause, said once: the same unknown State in forty rows is one thing to mend, not forty."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from governance.problems import Problem
from governance.words import count, say

NAMED_CELLS = 3
"""How many of a group's cells its sentence names."""


@dataclass(frozen=True)
class Group:
    """Problems of one rule in one column of one sheet that are mended alike, in the order of the sheet."""

    problems: tuple[Problem, ...]

    @property
    def first(self) -> Problem:
        """The first of them, which stands for all: its place, its sentence, how it is mended."""
        return self.problems[0]

    @property
    def number(self) -> int:
        """How many there are."""
        return len(self.problems)

    @property
    def warning(self) -> bool:
        """Whether they are unusual rather than wrong."""
        return self.first.warning

    @property
    def cells(self) -> tuple[str, ...]:
        """The first few cells; rows, where a problem is of a whole row or the file has no cells."""
        places = (
            problem.cell or (say("row {row}", row=problem.row) if problem.row else None) for problem in self.problems
        )
        return tuple(place for place in places if place)[:NAMED_CELLS]

    @property
    def message(self) -> str:
        """What is wrong, in one sentence for all of them."""
        others = self.number - 1
        if not others:
            return self.first.message
        if len({problem.message for problem in self.problems}) == 1:
            return count(
                "{first} The same in {number} other row.",
                "{first} The same in {number} other rows.",
                others,
                first=self.first.message,
            )
        return count(
            "{first} The like in {number} other row.",
            "{first} The like in {number} other rows.",
            others,
            first=self.first.message,
        )


def grouped(problems: Iterable[Problem]) -> list[Group]:
    """The problems by cause, errors before warnings, else in the order of the first of each group.

    One cause is one rule in one column of one sheet with one way to mend it: two unknown States with different
    suggestions are two causes, a column of dates that are all written in a way that is not read is one.
    """
    groups: dict[tuple[object, ...], list[Problem]] = {}
    for problem in problems:
        key = (problem.warning, problem.file, problem.sheet, problem.rule, problem.column, problem.suggestion)
        groups.setdefault(key, []).append(problem)
    return sorted((Group(tuple(alike)) for alike in groups.values()), key=lambda group: group.warning)
