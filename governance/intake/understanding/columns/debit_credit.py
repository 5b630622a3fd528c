"""Debits and credits in two columns: one signed amount, in which the one takes away what the other adds.

In a statement of receipts a credit is money that came in; in an account of what Members owe it reduces the debt, and
a debit adds to it. So what adds is the credit in some tables and the debit in the others; where most rows would then
be negative, somebody keeps the books from the other side, and is asked.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import pyarrow as pa
import pyarrow.compute as pc

from governance.intake.reading.grid import letter
from governance.intake.understanding.columns.meaning_words import about
from governance.intake.understanding.sheet_decisions import AWAY, LEAVE_OUT
from governance.intake.understanding.understood import Unclear
from governance.intake.understanding.values.plain import PlainColumn
from governance.problems import Problem
from governance.tables import Kind, Table
from governance.words import say

DEBT_IS_POSITIVE = ("assessments", "recovered_assessments", "opening_balances", "budgets", "expenses", "payment_plans")
"""The tables to whose amounts a debit adds; to those of all others a credit does."""

_AMOUNT = "amount"
_ZERO = r"^[-+]?0*(?:\.0*)?$"


def taking_away(
    table: Table,
    header: Sequence[str],
    filled: Sequence[bool],
    columns: dict[int, str],
    decided: dict[int, str],
    away: dict[int, str],
) -> None:
    """Find the column that takes away from the amount, where one column holds debits and another credits."""
    if _AMOUNT not in table.names or table.column(_AMOUNT).kind is not Kind.MONEY or _AMOUNT in away.values():
        return
    sides = [("credit", "debit"), ("debit", "credit")][table.name in DEBT_IS_POSITIVE]
    adds, takes = ([p for p, cell in enumerate(header) if filled[p] and side in about(cell)] for side in sides)
    if len(adds) != 1 or len(takes) != 1:
        return
    (plus,), (minus,) = adds, takes
    amount = next((place for place, name in columns.items() if name == _AMOUNT), None)
    if amount == minus and minus in decided and decided[minus] != "header":
        plus, minus = minus, plus  # a person said that it adds: then the other takes away
    if amount not in (None, plus, minus) or any(place in decided and place not in columns for place in (plus, minus)):
        return
    columns.pop(minus, None)
    columns[plus] = _AMOUNT
    decided.setdefault(plus, "header")
    away[minus] = _AMOUNT
    decided[minus] = decided.get(minus, "header")


def less(adds: PlainColumn | None, takes: PlainColumn) -> PlainColumn:
    """The signed amount of each row: what adds, or what takes away with a minus. Both of them in one row, and amounts
    of either sign in what takes away, are problems of the column."""
    zero = pc.fill_null(pc.match_substring_regex(takes.text, _ZERO), False)
    given = pc.and_(pc.is_valid(takes.text), pc.invert(zero))
    negative = pc.and_(given, pc.fill_null(pc.starts_with(takes.text, "-"), False))
    signed = bool(pc.any(given).as_py()) and pc.all(pc.equal(negative, given)).as_py()  # written with a minus already
    text = takes.text if signed else _opposite(takes.text, given)
    problems = [*takes.problems, *([] if signed else _of_either_sign(takes, negative))]
    if adds is None:
        return replace(takes, text=text, problems=tuple(problems))
    other = pc.and_(pc.is_valid(adds.text), pc.invert(pc.fill_null(pc.match_substring_regex(adds.text, _ZERO), False)))
    problems += _twice(adds, takes, pc.and_(given, other))
    how = say("“{away}” in column {letter} takes away.", away=takes.place.header, letter=letter(takes.place.place))
    return replace(
        adds,
        text=pc.if_else(given, text, pc.coalesce(adds.text, takes.text)),
        how=(*adds.how, how),
        problems=(*adds.problems, *problems),
        question=adds.question or takes.question,
        beside=_both(adds.beside, takes.beside),
    )


def turned(column: PlainColumn, rows: pa.Array) -> PlainColumn:
    """A column of amounts with the opposite sign in these rows; any other as it is."""
    return replace(column, text=_opposite(column.text, rows)) if column.column.kind is Kind.MONEY else column


def from_the_other_side(adds: PlainColumn, takes: PlainColumn) -> Unclear | None:
    """A question where more rows would take away than add: whose books are these?"""
    add, away = (len(one.text) - one.text.null_count for one in (adds, takes))
    if away <= add:
        return None
    column = takes.column.name
    message = say(
        "“{header}” in column {letter} has more amounts than “{other}”: which of the two adds to the amount?",
        header=takes.place.header, letter=letter(takes.place.place), other=adds.place.header,
    )  # fmt: skip
    readings = (
        say("“{header}” takes away", header=takes.place.header),
        say("“{header}” adds, “{other}” takes away", header=takes.place.header, other=adds.place.header),
        say("leave the column out"),
    )
    hint = say("Say it in the decisions: {away} or {column}.", away=f"{AWAY}{column}", column=column)
    choices = (f"{AWAY}{column}", column, LEAVE_OUT)
    return Unclear("column", message, choices, readings, letter(takes.place.place), takes.place.header, hint)


def _of_either_sign(takes: PlainColumn, negative: pa.Array) -> Iterator[Problem]:
    for row in pc.indices_nonzero(negative).to_pylist():
        yield takes.place.problem("sign-unclear", row, takes.column.name, takes.text[row].as_py())


def _twice(adds: PlainColumn, takes: PlainColumn, rows: pa.Array) -> Iterator[Problem]:
    for row in pc.indices_nonzero(rows).to_pylist():
        text = takes.text[row].as_py()
        yield takes.place.problem("debit-and-credit", row, takes.column.name, text, other=adds.place.header)


def _both(one: Mapping[str, tuple[int, ...]], other: Mapping[str, tuple[int, ...]]) -> dict[str, tuple[int, ...]]:
    return {sign: (*one.get(sign, ()), *other.get(sign, ())) for sign in (*one, *other)}


def _opposite(amounts: pa.Array, rows: pa.Array) -> pa.Array:
    bare = pc.utf8_ltrim(amounts, "+-")
    negative = pc.starts_with(amounts, "-")
    other = pc.if_else(negative, bare, pc.binary_join_element_wise("-", bare, ""))
    return pc.if_else(pc.fill_null(rows, False), other, amounts)
