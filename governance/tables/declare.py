"""What a table declaration is made of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from governance.access import Shown
from governance.words import mark


class Kind(Enum):
    """What a cell holds."""

    STATE = "state"  # an ISO 3166-1 alpha-3 code, once recognised
    PARTY = "party"  # a State's code, or an organization's name as written
    TEXT = "text"
    CHOICE = "choice"
    TABLE = "table"  # the name of a table declared here
    CURRENCY = "currency"
    MONEY = "money"
    RATE = "rate"  # percentages, exchange rates, index values
    NUMBER = "number"  # figures as documents print them
    COUNT = "count"
    YEAR = "year"
    DATE = "date"
    PERIOD = "period"  # a day, a month or a year in ISO form: 2014-07-01, 2014-07, 2014

    @property
    def sql(self) -> str:
        """The type in which it is stored."""
        return _STORED.get(self, "VARCHAR")


_STORED = {
    Kind.MONEY: "DECIMAL(18,2)",
    Kind.RATE: "DECIMAL(18,8)",
    Kind.NUMBER: "DECIMAL(18,4)",
    Kind.COUNT: "INTEGER",
    Kind.YEAR: "INTEGER",
    Kind.DATE: "DATE",
}

OF_THE_RULEBOOK = "the rulebook's currency"
"""The default of a currency column that may be absent: the currency in which the rulebook assesses."""
BODY_OF_VOTES = "the rulebook's body of votes"
"""The default of a body that acted on a vote: the one that decides on votes by the rulebook."""


NO_FIGURES = ("document", "note")
"""The columns that every table ends with: they cite and explain, and a change of them moves no figure."""


@dataclass(frozen=True)
class Column:
    """One column: its name in the field's words, what a cell holds, and what that means.

    `unit` says what a number counts; `default` is the value of a blank cell or an absent column. For a party,
    `kind_in` names the column that says whether it is an organization; `areas` whether areas that are no States may
    stand beside them.
    """

    name: str
    kind: Kind
    meaning: str
    required: bool = False
    unit: str = ""
    choices: tuple[str, ...] = ()
    default: str | None = None
    example: str = ""
    kind_in: str = ""
    since: int = 1
    areas: bool = False


@dataclass(frozen=True)
class Check:
    """A rule that every row must keep: an SQL condition over the row, and the sentence for a row that breaks it.

    A row for which the condition is unknown (a blank cell) keeps the rule. `column` is the cell to point at, `fix` says
    how to put it right. With `warning` set a row that breaks it is unusual but allowed.
    """

    name: str
    column: str
    condition: str
    sentence: str
    fix: str = ""
    warning: bool = False


@dataclass(frozen=True)
class Table:
    """One table: what a row is, its columns, which columns name a row, and what every row must keep.

    `key` holds the columns that name a row: a later batch's row with the same key takes its place, and a sheet
    must not hold one key twice. Where `key` is empty, or all of it is blank in a row and `identical_rows` is set,
    the whole row is its own name and the second of two identical rows in a sheet is another row.
    `first_schema` is the version of the declarations in which the table first stood. `happened` is an SQL expression
    over a row, the day on which its fact came about: none can lie ahead. `counts_in` is one for the financial year
    whose accounts it enters; empty for tables that the closing of a year does not touch. `kept` names the column that a
    later row of the same key leaves as it was where it is blank there: blank says that it is not known, never that it
    is nothing. `delegations` is what readers get of its rows who see their own States only; None: only finance reads
    it. `held` says that its amounts are what something holds at a day: those of several days add up to nothing.
    """

    name: str
    title: str
    grain: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    checks: tuple[Check, ...] = ()
    identical_rows: bool = False
    first_schema: int = 1
    happened: str = ""
    counts_in: str = ""
    kept: str = ""
    delegations: Shown | None = None
    held: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """The columns' names in order."""
        return tuple(column.name for column in self.columns)

    def column(self, name: str) -> Column:
        """The column of that name; KeyError if there is none."""
        return next(column for column in self.columns if column.name == name)

    def read_by(self, expression: str) -> tuple[str, ...]:
        """The columns that an SQL expression over the row reads, in the table's order."""
        words = re.findall(r"[a-z_]+\b(?!\()", re.sub(r"'[^']*'", "", expression))
        return tuple(name for name in self.names if name in words)

    def named_in(self, expression: str) -> str:
        """The first column that an SQL expression over the row names: the cell to point at."""
        return self.read_by(expression)[0]

    @property
    def told_apart_by(self) -> str:
        """The column by which rows that are otherwise alike are told apart: the key's, else the last of its figures."""
        return (*self.key, *(name for name in reversed(self.names) if name not in NO_FIGURES))[0]

    def since(self, schema: int) -> tuple[Column, ...]:
        """The columns that the table had under an older schema version."""
        return tuple(column for column in self.columns if column.since <= schema)


def document() -> Column:
    """The column that cites where a row comes from."""
    return Column(
        "document",
        Kind.TEXT,
        mark("The document that states the fact: its symbol or source key, and paragraph"),
        example="C/114/6, paragraph 12",
    )


def table(
    name: str,
    title: str,
    grain: str,
    *columns: Column,
    key: tuple[str, ...] = (),
    checks: tuple[Check, ...] = (),
    identical_rows: bool = False,
    first_schema: int = 1,
    happened: str = "",
    counts_in: str = "",
    kept: str = "",
    delegations: Shown | None,
    held: bool = False,
) -> Table:
    """A table with the two columns that every table ends with: document and note."""
    note = Column("note", Kind.TEXT, mark("Anything that a reader of the row should know"))
    columns = (*columns, document(), note)
    return Table(
        name, title, grain, columns, key, checks, identical_rows, first_schema, happened, counts_in, kept, delegations,
        held,
    )  # fmt: skip


STATE = Column(
    "state", Kind.STATE, mark("The State, by any usual name or ISO 3166-1 alpha-3 code"), required=True, example="XAA"
)
YEAR = Column(
    "year", Kind.YEAR, mark("The financial year (the calendar year)"), required=True, unit=mark("year"), example="2024"
)
CURRENCY = Column(
    "currency",
    Kind.CURRENCY,
    mark("The currency, as an ISO 4217 code; blank: the currency in which the Organization assesses"),
    default=OF_THE_RULEBOOK,
    example="CHF",
)
STATED_CURRENCY = Column(
    "currency", Kind.CURRENCY, mark("The currency, as an ISO 4217 code"), required=True, example="USD"
)


def amount(meaning: str, name: str = "amount", required: bool = True, example: str = "") -> Column:
    """A money column; its unit is the row's currency."""
    shown = example or ("12500.00" if required else "")
    return Column(name, Kind.MONEY, meaning, required=required, unit=mark("currency"), example=shown)


def day(name: str, meaning: str, required: bool = False) -> Column:
    """A date column."""
    return Column(name, Kind.DATE, meaning, required=required, example="2024-01-31")


def not_negative(column: str) -> Check:
    """The check that an amount or count is zero or more."""
    return Check(
        f"{column}_not_negative",
        column,
        f'"{column}" >= 0',
        mark("The {column} must not be negative."),
        mark("Take the minus sign away, or correct the figure."),
    )


def in_order(first: str, last: str) -> Check:
    """The check that a period does not end before it begins."""
    return Check(
        f"{first}_before_{last}",
        last,
        f'"{last}" >= "{first}"',
        mark("The period ends before it begins."),
        mark("Exchange the two, or correct one of them."),
    )


def not_zero(column: str) -> Check:
    """The check that an amount is one."""
    return Check(
        f"{column}_not_zero",
        column,
        f'"{column}" <> 0',
        mark("The {column} is zero: nothing happened."),
        mark("Enter the amount, or leave the row out."),
    )


def positive(column: str) -> Check:
    """The check that a rate or value is above zero."""
    return Check(
        f"{column}_positive",
        column,
        f'"{column}" > 0',
        mark("The {column} must be above zero."),
        mark("Correct the figure, or leave the row out."),
    )
