"""How a text cell becomes a typed one, and what is said of a cell that cannot.

Every expression is SQL over one text column, so that all bad cells of a sheet are found in one pass; nothing is
rounded or guessed: a number with too many decimals or a date that does not exist has no typed value.
"""

from __future__ import annotations

import re

from governance.tables import TABLES, Column, Kind
from governance.words import mark

_DECIMALS = {Kind.MONEY: 2, Kind.RATE: 8, Kind.NUMBER: 4}
_DAY = "(19|20|21)[0-9]{2}-[0-9]{2}-[0-9]{2}"
_PERIOD = r"[12][0-9]{3}(-(0[1-9]|1[0-2]))?|[12][0-9]{3}-[01][0-9]-[0-3][0-9]"

REASONS = {
    Kind.MONEY: (
        "not-an-amount",
        mark("“{value}” is not an amount."),
        mark("Write digits with a point before at most two decimals, such as 1234.50."),
    ),
    Kind.RATE: (
        "not-a-number",
        mark("“{value}” is not a number."),
        mark("Write digits with a point before the decimals, such as 0.2534."),
    ),
    Kind.COUNT: ("not-a-count", mark("“{value}” is not a whole number."), mark("Write digits only, such as 12.")),
    Kind.YEAR: ("not-a-year", mark("“{value}” is not a year."), mark("Write four digits, such as 2024.")),
    Kind.DATE: (
        "not-a-date",
        mark("“{value}” is not a date."),
        mark("Write year, month and day, such as 2024-01-31."),
    ),
    Kind.PERIOD: (
        "not-a-period",
        mark("“{value}” is not a day, a month or a year."),
        mark("Write 2014-07-01, 2014-07 or 2014."),
    ),
    Kind.CHOICE: ("not-a-choice", mark("“{value}” is not one of the words for this column."), ""),
    Kind.TABLE: ("not-a-table", mark("“{value}” is not the name of a table."), ""),
    Kind.CURRENCY: (
        "not-a-currency",
        mark("“{value}” is not a currency."),
        mark("Write the three letters of ISO 4217, such as CHF."),
    ),
    Kind.STATE: ("state-unknown", mark("“{value}” is not a State that is known here."), ""),
}
REASONS[Kind.NUMBER] = REASONS[Kind.RATE]
REASONS[Kind.PARTY] = REASONS[Kind.STATE]


_NO_SUCH_DAY = mark("“{value}” is not a date that exists.")
_SHORT_YEAR = mark("“{value}” has a year of two digits, which may be of either century.")
_FAR = mark("The year of “{value}” is too far ahead: dates up to the year 2199 are kept.")
_LONG_AGO = mark("The year of “{value}” is too long ago: dates from the year 1900 on are kept.")
_ROUND = mark(
    "Write at most two decimals, such as 1234.50. In a spreadsheet, ROUND(…, 2) rounds a computed amount; see that the "
    "rounded ones still add up."
)
_MORE_DECIMALS = re.compile(r"[+-]?[0-9]+\.[0-9]{3,}")
_LIKE_A_DATE = re.compile(r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.](\d{4}|\d{2})")


def reason(column: Column, value: str) -> tuple[str, str, str]:
    """The rule that a cell breaks, its message and its hint, both with {value}."""
    rule, message, hint = REASONS[column.kind]
    if column.kind is Kind.DATE and (found := _LIKE_A_DATE.fullmatch(value)):
        message = _SHORT_YEAR if len(found[1] or "") == 2 else _far_off(value) or _NO_SUCH_DAY
    if column.kind is Kind.MONEY and _MORE_DECIMALS.fullmatch(value):
        hint = _ROUND
    return rule, message, hint


def _far_off(value: str) -> str | None:
    """What is said of a day in a year that is not kept; None of any other."""
    year = next((int(number) for number in re.findall(r"\d+", value) if len(number) == 4), 0)
    return _FAR if year > 2199 else _LONG_AGO if 0 < year < 1900 else None


def words(column: Column) -> tuple[str, ...]:
    """The words that a cell of the column may hold, where they are counted."""
    return (*TABLES, *column.choices) if column.kind is Kind.TABLE else column.choices


def typed(column: Column) -> str:
    """The SQL for the typed value of a column of the relation `handed_in`, which is text; NULL where it cannot be.

    States, parties and currencies are recognised outside SQL and joined: their text is a key into `known`.
    """
    cell = f'handed_in."{column.name}"'
    kind = column.kind
    if kind in _DECIMALS:
        places = _DECIMALS[kind]
        exact = rf"[+-]?[0-9]+(\.[0-9]{{1,{places}}}0*)?"
        return f"case when regexp_full_match({cell}, '{exact}') then try_cast({cell} as {kind.sql}) end"
    if kind is Kind.COUNT:
        return f"case when regexp_full_match({cell}, '-?[0-9]+(\\.0+)?') then try_cast({cell} as integer) end"
    if kind is Kind.YEAR:
        return f"case when regexp_full_match({cell}, '(19|20|21)[0-9]{{2}}') then {cell}::integer end"
    if kind is Kind.DATE:
        written = "(19|20|21)[0-9]{2}-[0-9]{2}-[0-9]{2}"
        return f"case when regexp_full_match({cell}, '{written}') then try_cast({cell} as date) end"
    if kind is Kind.PERIOD:
        whole = f"length({cell}) < 10 or try_cast({cell} as date) is not null"
        return f"case when regexp_full_match({cell}, '{_PERIOD}') and ({whole}) then {cell} end"
    if kind in (Kind.CHOICE, Kind.TABLE):
        choices = ", ".join(f"'{choice}'" for choice in words(column))
        return f"case when lower({cell}) in ({choices}) then lower({cell}) end"
    return cell
