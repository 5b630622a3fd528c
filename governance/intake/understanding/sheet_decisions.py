"""What a person decided about a sheet where the sheet alone did not say: kept as JSON, and used again next month."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from governance.intake.reading.folding import fold
from governance.intake.understanding.values.currencies import is_code
from governance.problems import Problem, Refused
from governance.tables import TABLES
from governance.words import say

POINT, COMMA = "point", "comma"
DAY_FIRST, MONTH_FIRST, SERIAL = "day first", "month first", "serial numbers"
NUMBERS = (POINT, COMMA)
DATES = (DAY_FIRST, MONTH_FIRST, SERIAL)
AS_WRITTEN = "1"
MULTIPLIERS = (AS_WRITTEN, "0.01", "100", "1000", "100000", "1000000", "10000000", "1000000000")
LEAVE_OUT = ""
"""The choice of leaving a column, or a whole sheet, out."""
TAKE, TURN, NOT_TAKEN = "take", "turn", "leave out"
ROWS = (TAKE, TURN, NOT_TAKEN)
"""What becomes of the rows with a value: they count as they stand, with the opposite sign, or not at all."""
SEEN = (TAKE, NOT_TAKEN)
"""What becomes of rows that are hidden or struck through."""
AS_ABOVE, BLANK = "as above", "blank"
ABOVE = (AS_ABOVE, BLANK)
OTHERS = "*"
"""All values of a column that are not named one by one."""
AWAY = "-"
"""Before the name of a column of amounts: a column of the sheet that takes away from it, as debits from credits."""


@dataclass(frozen=True)
class Decisions:
    """What was decided; whatever is not in it is found out from the sheet, or asked.

    `table` is a table's name, or "" to leave the sheet out; `header_row` counts from 1. The next four go by
    column: by its letter in this sheet (C), or by its header (`named(header)`), which holds wherever the column
    stands next month. `columns` gives the table's column (after a minus, one that takes away from it: "-amount") or
    None to leave it out, `numbers` the sign before decimals (point or comma), `dates` their order (day first or month
    first) or that they are serial numbers, `values` what becomes of the rows by what the column says in them (see
    `value_key`, and OTHERS): take, turn or leave out.
    `above` says whether a column's blank cells are as the one above them, or blank.
    `everywhere` gives, by the table's column, what all rows have that stands in no column of the sheet; it is not
    used again next month. The next two go by the words in which the sheet speaks of its amounts: `multipliers` says by
    what "thousands" are multiplied (1 leaves them as they are written), `currencies` which currency "$" is.
    `unseen` says of rows that are "hidden" (or filtered out) and of those that are "struck" through whether they are
    taken or left out; it is not used again next month, when they are other rows.
    """

    table: str | None = None
    header_row: int | None = None
    columns: Mapping[str, str | None] = field(default_factory=dict)
    numbers: Mapping[str, str] = field(default_factory=dict)
    dates: Mapping[str, str] = field(default_factory=dict)
    everywhere: Mapping[str, str] = field(default_factory=dict)
    multipliers: Mapping[str, str] = field(default_factory=dict)
    currencies: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    above: Mapping[str, str] = field(default_factory=dict)
    unseen: Mapping[str, str] = field(default_factory=dict)

    def as_json(self) -> str:
        """The decisions as JSON, the same text for the same decisions."""
        return json.dumps(
            {
                "table": self.table,
                "header_row": self.header_row,
                "columns": dict(self.columns),
                "numbers": dict(self.numbers),
                "dates": dict(self.dates),
                "everywhere": dict(self.everywhere),
                "multipliers": dict(self.multipliers),
                "currencies": dict(self.currencies),
                "above": dict(self.above),
                "values": {place: dict(choices) for place, choices in self.values.items()},
                "unseen": dict(self.unseen),
            },
            sort_keys=True,
            ensure_ascii=False,
        )

    @classmethod
    def from_json(cls, text: str) -> Decisions:
        """The decisions that `as_json` wrote, or that a person wrote by hand. Refused where they cannot be meant."""
        try:
            found = json.loads(text)
        except ValueError as error:
            raise Refused(impossible(say("The decisions are not JSON."))) from error
        if not isinstance(found, dict) or set(found) - set(cls.__dataclass_fields__):
            names = ", ".join(cls.__dataclass_fields__)
            raise Refused(impossible(say("Decisions hold these and no other: {names}.", names=names)))
        made = cls(**{name: value for name, value in found.items() if value is not None})
        made.refuse_impossible()
        return made

    def refuse_impossible(self) -> None:
        """Raise Refused where a decision can be true of no sheet: an unknown table, column, number or date form."""
        problems = [impossible(sentence) for sentence in self._impossible_sentences()]
        if problems:
            raise Refused(*problems)

    def _impossible_sentences(self) -> Iterable[str]:
        if self.table and self.table not in TABLES:
            yield say("There is no table {table}.", table=self.table)
        if self.header_row is not None and (not isinstance(self.header_row, int) or self.header_row < 1):
            yield say("The row of the header is a number from 1, not {row}.", row=self.header_row)
        if not isinstance(self.everywhere, Mapping) or not all(isinstance(v, str) for v in self.everywhere.values()):
            yield say("What all rows have goes by the table's column, as text.")
        if not isinstance(self.currencies, Mapping) or not all(
            isinstance(code, str) and is_code(code) for code in self.currencies.values()
        ):
            yield say("A currency is written with the three letters of ISO 4217, such as CHF.")
        yield from self._impossible_values()
        parts: tuple[tuple[object, tuple[str, ...] | None], ...] = (
            (self.columns, None), (self.numbers, NUMBERS), (self.dates, DATES), (self.multipliers, MULTIPLIERS),
            (self.above, ABOVE),
            (self.unseen, SEEN),
        )  # fmt: skip
        for part, allowed in parts:
            if not isinstance(part, Mapping):
                yield say("Decisions about columns go by the column's letter or header.")
                continue
            for place, choice in part.items():
                if allowed and choice not in allowed:
                    yield say(
                        "{choice} is none of the choices for {place}: {allowed}.",
                        choice=choice, place=place, allowed=", ".join(allowed),
                    )  # fmt: skip
                elif allowed is None and choice is not None and not isinstance(choice, str):
                    yield say("{choice} is not the name of a column.", choice=choice)

    def _impossible_values(self) -> Iterable[str]:
        if not isinstance(self.values, Mapping) or not all(isinstance(one, Mapping) for one in self.values.values()):
            yield say("Decisions about rows go by the column's letter or header, and in it by what the cells say.")
            return
        for place, choices in self.values.items():
            for value, choice in choices.items():
                if choice not in ROWS:
                    yield say(
                        "{choice} is none of the choices for {place}: {allowed}.",
                        choice=choice, place=f"{place} {value}", allowed=", ".join(ROWS),
                    )  # fmt: skip


Answers = Mapping[tuple[str, str | None], Decisions]
"""What was decided, by file and sheet (None for a csv file)."""


def named(header: str) -> str:
    """How a decision names a column by its header, wherever it stands."""
    return f"={fold(header)}"


def value_key(cell: str | None) -> str:
    """How a decision names what a cell says: without its case and spaces at its ends; "" for a blank cell."""
    return " ".join((cell or "").split()).casefold()


def header_key(headers: Iterable[str]) -> str:
    """What is remembered by: the SHA-256 of the set of a sheet's headers, whatever their order, case and accents."""
    found = sorted({folded for header in headers if (folded := fold(header))})
    return hashlib.sha256("\n".join(found).encode()).hexdigest()


def impossible(sentence: str) -> Problem:
    """A decision that cannot be meant, as a problem."""
    return Problem(
        "decision-impossible",
        sentence,
        suggestion=say("Decide again, or leave the decision out and see what the sheet itself says."),
    )
