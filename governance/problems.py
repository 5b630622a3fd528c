"""What is wrong with something handed in, said so that it can be put right.

A refusal never stops at the first problem: it carries all of them, each with where it is, what was found and
how to fix it. Everything that the software refuses for a user's sake is a `Refused`.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass

from governance.words import say


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong. `rule` is a stable key; `row` is the sheet's own row number, from 1."""

    rule: str
    message: str
    file: str | None = None
    sheet: str | None = None
    row: int | None = None
    column: str | None = None
    value: str | None = None
    suggestion: str | None = None

    def as_dict(self) -> dict[str, object]:
        """The problem as a flat record, for JSON and tables."""
        return asdict(self)

    def __str__(self) -> str:
        row = say("row {row}", row=self.row) if self.row else None
        place = ", ".join(part for part in (self.file, self.sheet, row, self.column) if part)
        text = f"{place}: {self.message}" if place else self.message
        return f"{text} {self.suggestion}" if self.suggestion else text


class Refused(Exception):
    """Nothing was done, and here is why: one or more problems, none of them left out."""

    def __init__(self, *problems: Problem) -> None:
        self.problems = problems
        super().__init__("\n".join(str(problem) for problem in problems))
