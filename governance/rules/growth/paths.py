"""One value for each year of a scenario, written short enough for a link: `zng,2027:3.5,2028-2030:zrg`.

A part without years holds for all years; `2027:` for that year, `2028-2030:` for those. What is named for a year comes
before what holds for all. A part is a word or a number. Everything impossible is refused in words: a year outside
the scenario, one named twice, a number that is none, a year without a value.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from decimal import Decimal, InvalidOperation

from governance.words import say

Value = str | Decimal
_PART = re.compile(r"(?:(?P<first>\d{4})(?:-(?P<last>\d{4}))?:)?(?P<value>.+)", re.DOTALL)
_LARGEST = Decimal(1_000_000)
_DECIMALS = 6


class NoSuchPath(ValueError):
    """A path that cannot be read or does not fit the years; the sentence says why."""


def path(text: str, years: range, words: Collection[str]) -> dict[int, Value]:
    """The value of each of `years`: one of `words`, or a Decimal. Raises NoSuchPath."""
    named: dict[int, Value] = {}
    for_all: Value | None = None
    for part in (part.strip() for part in text.split(",") if part.strip()):
        match = _PART.fullmatch(part)
        assert match is not None  # the last group takes any text
        value = _value(match["value"].strip(), words)
        if match["first"] is None:
            if for_all is not None:
                raise NoSuchPath(say("“{part}” is a second value for all years: name its year.", part=part))
            for_all = value
            continue
        for year in _years(match, years):
            if year in named:
                raise NoSuchPath(say("{year} is named twice.", year=year))
            named[year] = value
    missing = [year for year in years if year not in named]
    if for_all is None and missing:
        raise NoSuchPath(say("{year} has no value: add one for all years.", year=missing[0]))
    return {year: named.get(year, for_all) for year in years}  # type: ignore[misc]


def written(values: Mapping[int, Value]) -> str:
    """The shortest text with these values: the most frequent for all years, runs of the others by their years."""
    texts = {year: _text(value) for year, value in sorted(values.items())}
    if not texts:
        return ""
    kinds = list(texts.values())
    most = max(dict.fromkeys(kinds), key=kinds.count)
    runs: list[tuple[int, int, str]] = []
    for year, text in texts.items():
        if text == most:
            continue
        if runs and runs[-1][1] == year - 1 and runs[-1][2] == text:
            runs[-1] = (runs[-1][0], year, text)
        else:
            runs.append((year, year, text))
    return ",".join([most, *(f"{a}:{text}" if a == b else f"{a}-{b}:{text}" for a, b, text in runs)])


def _text(value: Value) -> str:
    return value if isinstance(value, str) else f"{value.normalize():f}"


def _value(text: str, words: Collection[str]) -> Value:
    if text in words:
        return text
    try:
        number = Decimal(text)
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite() or abs(number) > _LARGEST:
        raise NoSuchPath(
            say("“{text}” is neither a number nor one of: {words}.", text=text, words=", ".join(words) or say("none"))
        )
    if int(number.as_tuple().exponent) < -_DECIMALS:
        raise NoSuchPath(say("“{text}” has more than {number} decimals.", text=text, number=_DECIMALS))
    return number


def _years(match: re.Match[str], years: range) -> range:
    first, last = int(match["first"]), int(match["last"] or match["first"])
    if last < first:
        raise NoSuchPath(say("The years {first} to {last} end before they begin.", first=first, last=last))
    for year in (first, last):
        if year not in years:
            raise NoSuchPath(
                say(
                    "{year} is no year of the scenario, which starts after its base and runs from {first} to {last}.",
                    year=year,
                    first=years[0],
                    last=years[-1],
                )
            )
    return range(first, last + 1)
