"""What is wrong with something handed in, said so that it can be put right.

A refusal never stops at the first problem: it carries all of them, each with where it is, what was found and
how to fix it. Everything that the software refuses for a user's sake is a `Refused`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, NamedTuple

from governance.words import again, count, mark, say


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong, or, where `warning` is set, unusual but allowed once it has been acknowledged.

    Its sentences are read in the language of whoever it is shown to.
    `rule` is a stable key; `row` is the sheet's own row number, from 1, and `letter` the sheet's own letter for the
    column, where the file is a workbook. `column` is our name for the column, `header` what stands above it there.
    """

    rule: str
    message: str
    file: str | None = None
    sheet: str | None = None
    row: int | None = None
    column: str | None = None
    value: str | None = None
    suggestion: str | None = None
    letter: str | None = None
    warning: bool = False
    header: str | None = None

    @property
    def cell(self) -> str | None:
        """The cell as a spreadsheet program names it, such as C14; None where it is not one cell of a workbook."""
        return f"{self.letter}{self.row}" if self.letter and self.row else None

    @property
    def heading(self) -> str | None:
        """The column as whoever handed it in knows it: by its own header, else by our name."""
        return self.header or self.column

    def as_dict(self) -> dict[str, object]:
        """The problem as a flat record, for JSON and tables."""
        return {field.name: again(getattr(self, field.name)) for field in fields(self)}

    def __str__(self) -> str:
        row = say("row {row}", row=self.row) if self.row and not self.cell else None
        place = ", ".join(part for part in (self.file, self.sheet, self.cell, row, self.heading) if part)
        text = f"{place}: {self.message}" if place else f"{self.message}"
        return f"{text} {self.suggestion}" if self.suggestion else text


class Message(NamedTuple):
    """What is said of one way to be wrong, and what helps: marked sentences that name values; of what is counted, the
    sentence for one and the sentence for many."""

    says: str | tuple[str, str]
    fix: str = ""
    warning: bool = False


class Messages(dict[str, Message]):
    """A table of what a room says, by the rule and, after a space, by what distinguishes the sentences of one rule."""

    def problem(self, key: str, values: Mapping[str, Any] | None = None, /, **place: Any) -> Problem:
        """What is wrong, by its key and the values that its sentences name; `place` are fields of Problem, of which
        `suggestion` and `warning` go before the table's."""
        (says, fix, warning), told = self[key], values or {}
        said = say(says, **told) if isinstance(says, str) else count(*says, told["number"], **told)
        return Problem(
            key.split()[0], said, **{"suggestion": say(fix, **told) if fix else None, "warning": warning, **place}
        )


class Refused(Exception):
    """Nothing was done, and here is why: one or more problems, none of them left out."""

    def __init__(self, *problems: Problem) -> None:
        self.problems = problems
        super().__init__("\n".join(str(problem) for problem in problems))


_OF_THE_SYSTEM = (
    (
        "disk-full",
        ("no space left", "quota exceeded", "file too large", "disk full", "not enough space"),
        mark("The disk is full: {place} could not be written."),
        mark("Make room on the disk, then do it again."),
    ),
    (
        "not-writable",
        ("read-only file system", "permission denied", "operation not permitted"),
        mark("{place} may not be read or written by this program."),
        mark("Let the user under whom it runs read and write that folder, or choose another one (GOVERNANCE_HOME)."),
    ),
    (
        "memory-short",
        ("out of memory", "cannot allocate memory"),
        mark("There is too little memory for this."),
        mark("Close other programs or give this one more memory, then do it again."),
    ),
)


def of_the_system(error: BaseException, place: str = "") -> Problem | None:
    """What is said of an error of the machine's: a full disk, what may not be written, too little memory.

    None for every other error. Libraries wrap the system's own words in theirs, so it is told by the words.
    """
    text = "out of memory" if isinstance(error, MemoryError) else str(error).lower()
    where = place or str(getattr(error, "filename", None) or say("a file"))
    for rule, words, message, remedy in _OF_THE_SYSTEM:
        if any(word in text for word in words):
            return Problem(rule, say(message, place=where), suggestion=say(remedy))
    return None
