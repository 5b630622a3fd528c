"""What is wrong with something handed in, said so that it can be put right.

A refusal never stops at the first problem: it carries all of them, each with where it is, what was found and
how to fix it. Everything that the software refuses for a user's sake is a `Refused`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from governance.words import again, mark, say


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


def in_cell(
    rule: str, message: str, row: Mapping[str, Any], column: str, suggestion: str, *, warning: bool = False
) -> Problem:
    """What is wrong in one cell of a row that was handed in: by column name, with its `sheet_row`."""
    value = None if row.get(column) is None else str(row.get(column))
    return Problem(
        rule, message, row=row.get("sheet_row"), column=column, value=value, suggestion=suggestion, warning=warning
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
