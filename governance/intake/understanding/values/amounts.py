"""Numbers as offices write them, read by columns: 1,234.50, 1 234,50, 1'234.50, (1,234.50), CHF 1 234.50, 1234.50-.

What is decided for a column is which sign stands before the decimals, the point or the comma. Each number says which
of the two it allows. Where a column's numbers allow both and mean another amount by each (1,234 all the way down),
a person is asked; where they contradict each other, the fewer are problems.

A lone dash in a column of money is 0: that is how Excel's accounting format writes zero, and a blank cell stays
blank in it. Nowhere else is a dash a number.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from governance.intake.reading.formats import PERCENT, currency_shown
from governance.intake.understanding.sheet_decisions import COMMA, POINT
from governance.intake.understanding.values.currencies import codes_of, is_code, signs
from governance.intake.understanding.values.texts import NUMBER, TEXT, Texts
from governance.tables import Column, Kind

PLAIN = r"^[+-]?(?:[0-9]+|[0-9]+\.[0-9]{1,2}|[0-9]+\.[0-9]{4,}|0+\.[0-9]+|[0-9]{4,}\.[0-9]+)$"
"""Numbers with a point that can mean nothing else: 1234, 1234.5, 0.987, but not 1.234."""

_SAME = str.maketrans(
    {"\xa0": " ", "\u202f": " ", "\u2009": " ", "\u2007": " ", "’": "'", "‘": "'", "´": "'", "`": "'", "−": "-",
     "–": "-", "—": "-", "‐": "-", "‑": "-", "﹣": "-", "－": "-", "\u200e": None, "\u200f": None, "\ufeff": None}
)  # fmt: skip
_NUMBER = re.compile(
    r"([^0-9.,+\-']*(?:(?<=[A-Za-z])\.)?)([+-]?)\s*([^0-9.,+\-']*)([0-9][0-9 .,']*|[.,][0-9]+)(-*)\s*([^0-9]*)"
)
_DASHES = re.compile(r"-+")


@dataclass(frozen=True)
class Written:
    """One written number: what it is by each reading (None where it cannot be), and what stands beside it."""

    point: str | None
    comma: str | None
    beside: str = ""

    @property
    def unclear(self) -> bool:
        """Whether it is one number by the point and another by the comma."""
        return self.point is not None and self.comma is not None and self.point != self.comma


@dataclass(frozen=True)
class Amounts:
    """A column of numbers, read. `decimals` is the sign before decimals, None where no number needed one.

    `unclear` holds an example where a person must decide, `contradicting` the places of cells that the decision does
    not fit; `beside` the places of cells by the currency written there; `nil` whether a dash was read as 0, `as_text`
    how many numbers of a workbook were texts, `percent` whether a sign of per cent was read.
    """

    text: pa.Array
    decimals: str | None = None
    unclear: str | None = None
    contradicting: tuple[int, ...] = ()
    beside: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    nil: bool = False
    as_text: int = 0
    percent: bool = False


def read_amounts(
    column: Column, cells: Texts, *, shown: Mapping[int, str], decided: str | None = None, plain: bool = False
) -> Amounts:
    """The column's numbers in plain digits; what cannot be read stays as it was written.

    `shown` says how the format shows numbers; `decided` is point or comma where a person said so; in a `plain` file
    (our own form) 1.234 in a column of rates is what it is there, with three decimals.
    """
    text, percent = _by_format(column, cells, shown)
    beside = _beside_by_format(shown)
    written = cells.where(TEXT)
    odd = None if written is None else pc.and_(written, pc.invert(pc.match_substring_regex(text, PLAIN)))
    if odd is None or not pc.any(odd).as_py():
        points = written is not None and pc.any(pc.and_(written, pc.match_substring(text, "."))).as_py()
        return Amounts(text, POINT if points else None, beside=beside, percent=percent, as_text=_texts_among(cells))
    return _read_odd(column, cells, text, odd, beside, percent, decided, plain)


def _read_odd(
    column: Column,
    cells: Texts,
    text: pa.Array,
    odd: pa.Array,
    beside: dict[str, tuple[int, ...]],
    percent: bool,
    decided: str | None,
    plain: bool,
) -> Amounts:
    found = pc.filter(text, odd).dictionary_encode()
    times = Counter(found.indices.to_pylist())
    distinct = {word: one for word in found.dictionary.to_pylist() if (one := written_number(word, column)) is not None}
    clear = pc.and_(pc.invert(odd), pc.match_substring(text, "."))
    votes = {POINT: pc.sum(pc.and_(clear, cells.where(TEXT))).as_py() or 0, COMMA: 0}
    for place, word in enumerate(found.dictionary.to_pylist()):
        if (one := distinct.get(word)) is not None and (one.point is None or one.comma is None):
            votes[POINT if one.comma is None else COMMA] += times[place]
    unclear = next((word for word, one in distinct.items() if one.unclear), None)
    decimals = decided or (max(votes, key=lambda sign: votes[sign]) if any(votes.values()) else None)
    if decimals is None and unclear is not None:
        if column.kind is Kind.YEAR:
            return _converted(cells, text, odd, distinct, None, beside, percent)
        commas = any("," in word for word, one in distinct.items() if one.unclear)
        if commas or not plain or column.kind is Kind.MONEY:
            return Amounts(text, unclear=unclear)
        decimals = POINT
    return _converted(cells, text, odd, distinct, decimals, beside, percent)


def _converted(
    cells: Texts,
    text: pa.Array,
    odd: pa.Array,
    distinct: Mapping[str, Written],
    decimals: str | None,
    beside: dict[str, tuple[int, ...]],
    percent: bool,
) -> Amounts:
    words = pc.filter(text, odd).to_pylist()
    places = [place for place, is_odd in enumerate(odd.to_pylist()) if is_odd]
    read: list[str] = []
    contradicting: list[int] = []
    currencies: dict[str, list[int]] = {}
    for place, word in zip(places, words, strict=True):
        one = distinct.get(word)
        value = None if one is None else _by(one, decimals)
        if one is not None and value is None:
            contradicting.append(place)
        if one is not None and one.beside not in ("", PERCENT):
            currencies.setdefault(one.beside, []).append(place)
        read.append(word if value is None else value)
    if decimals == COMMA:  # what is plain by the point is another number by the comma, or none
        clear = pc.and_(pc.and_(cells.where(TEXT), pc.invert(odd)), pc.match_substring(text, "."))
        contradicting += [place for place, other in enumerate(clear.to_pylist()) if other]
    for sign, where in currencies.items():
        beside[sign] = (*beside.get(sign, ()), *where)
    return Amounts(
        pc.replace_with_mask(text, odd, pa.array(read, pa.string())),
        decimals,
        contradicting=tuple(sorted(contradicting)),
        beside=beside,
        nil=any(_DASHES.fullmatch(_same(word)) for word in distinct),
        as_text=_texts_among(cells),
        percent=percent or any(one.beside == PERCENT for one in distinct.values()),
    )


def _by(one: Written, decimals: str | None) -> str | None:
    if decimals is None:  # whole numbers: the reading without decimals
        return next((value for value in (one.point, one.comma) if value and "." not in value), one.point)
    return one.point if decimals == POINT else one.comma


def written_number(text: str, column: Column) -> Written | None:
    """What a written number is by each reading; None where it is no number of this column's kind."""
    same = _same(text)
    inner, negative = (same[1:-1].strip(), True) if same.startswith("(") and same.endswith(")") else (same, False)
    found = _NUMBER.fullmatch(inner)
    if not found:
        return _dash(inner, column)
    before, sign, between, digits, after, behind = (part.strip() for part in found.groups())
    beside = [part for part in (before, between, behind) if part]
    if len(beside) > 1 or not all(_may_stand(part, column) for part in beside):
        return None
    swiss = bool(after) and digits[-1:] in (".", ",")  # 100.- is a hundred francs and no cents
    if (after and not swiss and (sign or len(after) > 1)) or (negative and (sign or after)):
        return None
    minus = negative or sign == "-" or (after == "-" and not swiss)
    point, comma = _read_both(digits + "0" if swiss else digits)
    if point is None and comma is None:
        return None
    first = "-" if minus else ""
    return Written(point and first + point, comma and first + comma, beside[0] if beside else "")


def _read_both(digits: str) -> tuple[str | None, str | None]:
    """The digits by the point and by the comma."""
    whole, sign, rest = _last_sign(digits)
    if not sign:
        plain = _whole(digits, " '")
        return plain, plain
    other = "," if sign == "." else "."
    decimal = _whole(whole, f" '{other}") if rest.isdigit() else None
    as_decimal = None if decimal is None else f"{decimal}.{rest}"
    as_thousands = _whole(digits, sign) if digits[0] != "0" else None
    return (as_decimal, as_thousands) if sign == "." else (as_thousands, as_decimal)


def _last_sign(digits: str) -> tuple[str, str, str]:
    """What stands before the last point or comma, that sign, and what stands after it."""
    place = max(digits.rfind("."), digits.rfind(","))
    return (digits[:place], digits[place], digits[place + 1 :]) if place >= 0 else (digits, "", "")


def _whole(digits: str, separators: str) -> str | None:
    """A whole number whose thousands one of the separators divides, or none does."""
    if not digits:
        return "0"
    if digits.isdigit():
        return digits
    for separator in separators:
        first, *groups = digits.split(separator)
        if groups and 1 <= len(first) <= 3 and first.isdigit() and all(len(g) == 3 and g.isdigit() for g in groups):
            return first + "".join(groups)
    return None


def _dash(text: str, column: Column) -> Written | None:
    bare = " ".join(part for part in re.split(r"\s+", text) if not is_code(part) and part not in signs())
    return Written("0", "0") if column.kind is Kind.MONEY and _DASHES.fullmatch(bare) else None


def _may_stand(beside: str, column: Column) -> bool:
    """Whether a currency stands beside an amount, or the sign of per cent beside a percentage."""
    if column.kind is Kind.MONEY:
        return is_code(beside) or beside in signs()
    return beside == PERCENT and column.unit == "per cent"


def _same(text: str) -> str:
    return text.translate(_SAME).strip()


def _by_format(column: Column, cells: Texts, shown: Mapping[int, str]) -> tuple[pa.Array, bool]:
    """The texts with numbers that the format shows in per cent as what is shown: 0.25 as 25."""
    places = [place for place, what in shown.items() if what == PERCENT] if column.unit == "per cent" else []
    if not places or cells.form is None:
        return cells.text, False
    text: list[Any] = cells.text.to_pylist()
    form = cells.form.to_pylist()
    for place in places:
        if place < len(text) and form[place] == NUMBER and text[place] is not None:
            exact = Decimal(text[place]) * 100
            text[place] = f"{exact.normalize():f}"
    return pa.array(text, pa.string()), True


def _beside_by_format(shown: Mapping[int, str]) -> dict[str, tuple[int, ...]]:
    found: dict[str, list[int]] = {}
    for place, what in shown.items():
        if codes_of(currency := currency_shown(what)):
            found.setdefault(currency, []).append(place)
    return {what: tuple(places) for what, places in found.items()}


def _texts_among(cells: Texts) -> int:
    """How many cells were texts in a column of which the format typed others."""
    written = cells.where(TEXT) if cells.form is not None else None
    return 0 if written is None else int(pc.sum(written).as_py())
