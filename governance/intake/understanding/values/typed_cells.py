"""How a text cell becomes a typed one.

Every expression is SQL over one text column, so that all bad cells of a sheet are found in one pass; nothing is
rounded or guessed: a number with too many decimals or a date that does not exist has no typed value.
"""

from __future__ import annotations

from governance.tables import TABLES, Column, Kind

DECIMALS = {Kind.MONEY: 2, Kind.RATE: 8, Kind.NUMBER: 4}
"""How many decimals are kept of a number, by its kind."""
_YEAR = "(19|20|21)[0-9]{2}"
_PERIOD = r"[12][0-9]{3}(-(0[1-9]|1[0-2]))?|[12][0-9]{3}-[01][0-9]-[0-3][0-9]"


def words(column: Column) -> tuple[str, ...]:
    """The words that a cell of the column may hold, where they are counted."""
    return (*TABLES, *column.choices) if column.kind is Kind.TABLE else column.choices


def typed(column: Column) -> str:
    """The SQL for the typed value of a column of the relation `handed_in`, which is text; NULL where it cannot be.

    States, parties and currencies are recognised outside SQL, and stand beside as codes.
    """
    cell = f'handed_in."{column.name}"'
    kind = column.kind
    if kind in DECIMALS:
        places = DECIMALS[kind]
        exact = rf"[+-]?[0-9]+(\.[0-9]{{1,{places}}}0*)?"
        return f"case when regexp_full_match({cell}, '{exact}') then try_cast({cell} as {kind.sql}) end"
    if kind is Kind.COUNT:
        return f"case when regexp_full_match({cell}, '-?[0-9]+(\\.0+)?') then try_cast({cell} as integer) end"
    if kind is Kind.YEAR:
        return f"case when regexp_full_match({cell}, '{_YEAR}') then {cell}::integer end"
    if kind is Kind.DATE:
        return f"case when regexp_full_match({cell}, '{_YEAR}-[0-9]{{2}}-[0-9]{{2}}') then try_cast({cell} as date) end"
    if kind is Kind.PERIOD:
        whole = f"length({cell}) < 10 or try_cast({cell} as date) is not null"
        return f"case when regexp_full_match({cell}, '{_PERIOD}') and ({whole}) then {cell} end"
    if kind in (Kind.CHOICE, Kind.TABLE):
        choices = ", ".join(f"'{choice}'" for choice in words(column))
        return f"case when lower({cell}) in ({choices}) then lower({cell}) end"
    return cell
