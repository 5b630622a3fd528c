"""What a ledger check is made of: which rows it looks at, and how it says what it found."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from governance.books import Row
from governance.intake.checking.beside.stage import Stage, tables_read
from governance.intake.checking.messages import MESSAGES
from governance.names import name_of
from governance.problems import Message, Messages, Problem
from governance.wording import figure

Found = tuple[int, Problem]
"""The number of the sheet in the handing-in, from 1, and what is wrong in it."""

HEAD_FIELDS = ("tables", "column", "says", "fix", "warning", "whole", "needs", "documented")


@dataclass(frozen=True)
class LedgerCheck:
    """A check of what is handed in beside all that is in force.

    `tables` are the tables whose rows it looks at, `reads` all that it takes into account. `whole`: it says nothing of
    a sheet from which rows were left out. `needs`: where the ledger knows nothing of these tables, that is said
    once, and the check is not made. `documented`: of figures as a document publishes them it only warns, since what a
    document says is recorded as it says it, and no clerk can correct it.
    """

    rule: str
    tables: tuple[str, ...]
    find: Callable[[Stage, str], Iterable[Found]]
    warning: bool = False
    documented: bool = False
    whole: bool = False
    needs: tuple[str, ...] = ()
    reads: frozenset[str] = frozenset()
    sql: str = ""


def sql_check(name: str, text: str) -> LedgerCheck:
    """A check from its SQL file, which answers the rows that break it; comment lines at its top declare it.

    Every row names its `batch` and `sheet_row` (those of `handed_in`); other columns are values for the sentences.
    Raises ValueError for a head that is not complete: a defect of the file, not of a user.
    """
    head = [line.removeprefix("--").strip() for line in text.splitlines() if line.startswith("--")]
    fields = dict(line.split(": ", 1) for line in head[1:] if line.split(": ", 1)[0] in HEAD_FIELDS)
    if not {"tables", "column", "says", "fix"} <= fields.keys():
        raise ValueError(f"{name}.sql: the head lacks tables, column, says or fix")
    rule, warning = name.replace("_", "-"), "warning" in fields
    messages = Messages({rule: Message(fields["says"], fields["fix"], warning)})

    def find(stage: Stage, table: str) -> Iterable[Found]:
        for row in stage.find(text, table, only_new=warning):
            yield found(row, rule, fields["column"], messages)

    return LedgerCheck(
        rule,
        _names(fields["tables"]),
        find,
        warning=warning,
        documented="documented" in fields,
        whole="whole" in fields,
        needs=_names(fields.get("needs", "")),
        reads=tables_read(text),
        sql=text,
    )


def found(row: Row, key: str, column: str, messages: Messages = MESSAGES) -> Found:
    """What is said of a row that breaks a rule, in sentences that name its values: by its key."""
    values = {name: _shown(name, value) for name, value in row.items()}
    told = messages.problem(key, values, row=row.whole_or_none("sheet_row"), column=column)
    return row.whole("batch"), told


def _names(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in text.split(",") if name.strip())


_COUNTS = ("number", "members")
"""Values that count things; other whole numbers are years, batches and rows, which have no thousands."""


def _shown(name: str, value: object) -> str:
    """A value in a sentence: a State by its printed name, money with its thousands apart."""
    if isinstance(value, Decimal):
        return figure(value) if value.as_tuple().exponent == -2 else figure(value.normalize(), ",f")
    if isinstance(value, int) and name in _COUNTS:
        return figure(value)
    if isinstance(value, date):
        return value.isoformat()
    if name in ("state", "held_state") and isinstance(value, str):
        return name_of(value)
    return "" if value is None else str(value)
