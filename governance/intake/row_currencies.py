"""The currency of each row, from its own column, a header or the cells, and every amount held against it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from governance.intake.currencies import is_code, may_be, signs
from governance.intake.plain import PlainColumn
from governance.problems import Problem
from governance.tables import Kind, Table
from governance.words import say


@dataclass(frozen=True)
class Currencies:
    """Columns of currencies for the plain sheet, by name, where headers or cells say more than the sheet's own."""

    columns: Mapping[str, pa.Array]
    problems: tuple[Problem, ...]


def row_currencies(
    table: Table, columns: Mapping[str, PlainColumn], stated: Mapping[str, str], default: str | None
) -> Currencies:
    """The currency columns that the plain sheet needs, and the amounts that say another currency than their row.

    `columns` are the table's columns that were read, `stated` the currencies that headers state, `default` the
    rulebook's currency. A currency in the header is that of rows that name none; where no header and no column
    names one, what is written beside an amount is its row's.
    """
    made: dict[str, pa.Array] = {}
    problems: list[Problem] = []
    for name in dict.fromkeys(filter(None, (governing(table, column) for column in columns))):
        amounts = [column for one, column in columns.items() if governing(table, one) == name]
        found = _of_rows(name, columns, amounts, stated)
        if found is not None:
            made[name] = found
        fallback = default if table.column(name).default else None
        own = found if found is not None else columns[name].text if name in columns else None
        for column in amounts:
            problems += _differing(column, own, fallback)
            if name in columns and column.column.name in stated:
                problems += _against_header(columns[name], column, stated[column.column.name])
        problems += _two_headers(amounts, stated)
    return Currencies(made, tuple(problems))


def governing(table: Table, column: str) -> str | None:
    """The column that says in which currency an amount is; None where the column is no amount, or none says it."""
    if column not in table.names or table.column(column).kind is not Kind.MONEY:
        return None
    own = f"{column.removesuffix('amount')}currency"
    return own if own in table.names else "currency" if "currency" in table.names else None


def _of_rows(
    name: str, columns: Mapping[str, PlainColumn], amounts: list[PlainColumn], stated: Mapping[str, str]
) -> pa.Array | None:
    """The currency column as far as headers or cells give one; None where the sheet's own stands as it is."""
    own = columns[name].text if name in columns else None
    headers = {stated[column.column.name] for column in amounts if column.column.name in stated}
    if len(headers) == 1:
        filled = pc.is_valid(amounts[0].text)
        for column in amounts[1:]:
            filled = pc.or_(filled, pc.is_valid(column.text))
        given = pc.if_else(filled, headers.pop(), pa.scalar(None, pa.string()))
        return given if own is None else pc.coalesce(own, given)
    if own is not None or headers:
        return None
    written: dict[int, str] = {}
    for column in amounts:
        for sign, rows in column.beside.items():
            code = sign if is_code(sign) else _only(signs().get(sign, frozenset()))
            written |= dict.fromkeys(rows, code) if code else {}
    return pa.array([written.get(row) for row in range(len(amounts[0].text))], pa.string()) if written else None


def _only(codes: frozenset[str]) -> str | None:
    return next(iter(codes)) if len(codes) == 1 else None


def _differing(column: PlainColumn, own: pa.Array | None, default: str | None) -> Iterator[Problem]:
    for sign, rows in column.beside.items():
        for row in rows:
            currency = (own[row].as_py() if own is not None else None) or default
            if currency and column.text[row].is_valid and not may_be(sign, currency.strip().upper()):
                yield column.place.problem(
                    "currency-differs",
                    say("The amount is written in {sign}, but its row is in {currency}.", sign=sign, currency=currency),
                    row,
                    column.column.name,
                    sign,
                    say("Correct the amount or the row's currency."),
                )


def _against_header(currency: PlainColumn, column: PlainColumn, stated: str) -> Iterator[Problem]:
    other = pc.and_(pc.is_valid(column.text), pc.not_equal(pc.utf8_upper(currency.text), stated))
    for row in pc.indices_nonzero(pc.fill_null(other, False)).to_pylist():
        value = currency.text[row].as_py()
        yield currency.place.problem(
            "currency-differs",
            say(
                "The row is in {currency}, but the header “{header}” says that the amount is in {stated}.",
                currency=value,
                header=column.place.header,
                stated=stated,
            ),
            row,
            currency.column.name,
            value,
            say("Correct the header or the row's currency."),
        )


def _two_headers(amounts: list[PlainColumn], stated: Mapping[str, str]) -> Iterator[Problem]:
    found = {stated[column.column.name]: column for column in amounts if column.column.name in stated}
    if len(found) > 1:
        last = list(found.values())[-1]
        yield last.place.problem(
            "headers-differ",
            say("The headers state several currencies for one row: {currencies}.", currencies=", ".join(found)),
            -1,
            last.column.name,
            last.place.header,
            say("Hand in one sheet for each currency, or correct the headers."),
        )
