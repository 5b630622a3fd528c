"""What amounts add up to while they are still texts: each currency by itself, exactly."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import pyarrow as pa
import pyarrow.compute as pc

from governance.wording import AMOUNT, exact
from governance.words import count, joined, say

_NUMBER = r"^-?[0-9]{1,22}(?:\.[0-9]{1,12})?$"
_EXACT = pa.decimal128(38, 12)


def sums(
    amounts: pa.Array, rows: pa.Array, currencies: pa.Array | None = None, default: str = ""
) -> dict[str, Decimal]:
    """The sum of the amounts of the rows that are wanted, by currency; `default` is that of rows that name none.

    Cells that are no plain number count nothing: they are problems of their own.
    """
    wanted = pc.and_(rows, pc.fill_null(pc.match_substring_regex(amounts, _NUMBER), False))
    numbers = pc.filter(amounts, wanted).cast(_EXACT)
    if currencies is None:
        codes = pa.repeat(pa.scalar(default, pa.string()), len(numbers))
    else:
        codes = pc.fill_null(pc.utf8_upper(pc.filter(currencies, wanted)), default)
    found = pa.table({"code": codes, "amount": numbers}).group_by("code").aggregate([("amount", "sum")])
    return dict(sorted(zip(found["code"].to_pylist(), map(_short, found["amount_sum"].to_pylist()), strict=True)))


def rows_and_sums(rows: int, amounts: Mapping[str, Decimal]) -> str:
    """So many rows and what they add up to: "3 rows, CHF 750,000.00"."""
    told = [
        say(AMOUNT, currency=code, figure=exact(amount)) if code else exact(amount) for code, amount in amounts.items()
    ]
    return joined(", ", [count("{number} row", "{number} rows", rows), *told])


def _short(amount: Decimal) -> Decimal:
    """The amount with two decimals, or as many more as it has."""
    cents = amount.quantize(Decimal("0.01"))
    return cents if cents == amount else amount.normalize()
