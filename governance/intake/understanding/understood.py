"""What was made of a sheet: what was understood, what is asked, what was left out and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from governance.intake.reading.grid import Grid
from governance.intake.understanding.bank_statements import BankStatement
from governance.intake.understanding.sheet import Sheet
from governance.intake.understanding.sheet_decisions import Decisions
from governance.problems import Problem

Remembered = Mapping[tuple[str, str], Decisions]
"""What was decided before, by table and `header_key`."""


@dataclass(frozen=True)
class Unclear:
    """A question that only a person can answer.

    `kind` is table, header, column, years, numbers, dates, everywhere, multiplier, currency, values, hidden, struck or
    hidden-column. `choices` are what `Decisions` takes, in the order of how likely each is ("" leaves the column or the
    sheet out; to everywhere and currency, any other answer may be given); of values each is to be decided, and `likely`
    says for each what becomes of its rows by the word alone, or "". `readings` says for each what would be read.
    `letter` and `header` name the sheet's column where it is about one, `column` the table's that the sheet lacks,
    `words` what the sheet says that can be meant in several ways; `suggestion` says how to answer in the file.
    """

    kind: str
    message: str
    choices: tuple[str, ...]
    readings: tuple[str, ...] = ()
    letter: str | None = None
    header: str | None = None
    suggestion: str = ""
    column: str | None = None
    words: str | None = None
    likely: tuple[str, ...] = ()


@dataclass(frozen=True)
class Proposal:
    """A table that the sheet may be: how many of its headers are that table's columns, and what it lacks."""

    table: str
    known: int
    of: int
    missing: tuple[str, ...] = ()


@dataclass(frozen=True)
class ColumnReading:
    """One column of the sheet and what was made of it. `column` is None where it is left out or not yet clear.

    What all rows have that stands in no column of the sheet has neither letter nor header.

    `numbers` and `dates` are as in Decisions, where the column needed one; `how` says in words what was done;
    `currency` is the one that its header states; `raw` and `read` show one cell before and after; `decided` is
    header, near, remembered or person.
    """

    letter: str
    header: str
    column: str | None
    decided: str = "header"
    numbers: str | None = None
    dates: str | None = None
    currency: str | None = None
    how: tuple[str, ...] = ()
    raw: str = ""
    read: str = ""


@dataclass(frozen=True)
class IgnoredRow:
    """A row that was not read, and why, in words; `total` where it is a total row."""

    row: int
    why: str
    total: bool = False


@dataclass(frozen=True)
class Aside:
    """Rows that are left out for what a column says in them (`value`; None: `header` says why in words), counted and
    summed in `told`."""

    header: str
    value: str | None
    told: str


@dataclass(frozen=True)
class Understanding:
    """What was made of one sheet.

    `skipped` says why the sheet is no table at all (empty, hidden, ours, left out); then nothing else is filled.
    `sheet` is there when no question is open. `problems` are about the sheet as it came (totals that do not tie,
    failed formulas, contradicting dates); those of the plain sheet's cells are for the checks. `decisions` is what
    to remember under (table, header_key). `aside` are rows left out by what a column says in them, `answered` the
    questions about values that have been answered, and may be otherwise; `above` quotes what stands above the header.
    `statements` are there where the file is a bank's: what comes of them depends on what the ledger holds.
    `remarks` are further sentences on what was read and what was not.
    `of` is the year whose column was read, where a sheet with a column for each year was read as one sheet for each.
    """

    grid: Grid
    table: str | None = None
    proposals: tuple[Proposal, ...] = ()
    header_row: int | None = None
    columns: tuple[ColumnReading, ...] = ()
    left_out: tuple[str, ...] = ()
    ignored: tuple[IgnoredRow, ...] = ()
    questions: tuple[Unclear, ...] = ()
    problems: tuple[Problem, ...] = ()
    sheet: Sheet | None = None
    skipped: str | None = None
    decisions: Decisions = field(default_factory=Decisions)
    header_key: str = ""
    of: str = ""
    aside: tuple[Aside, ...] = ()
    answered: tuple[Unclear, ...] = ()
    above: tuple[IgnoredRow, ...] = ()
    statements: tuple[BankStatement, ...] = ()
    remarks: tuple[str, ...] = ()
