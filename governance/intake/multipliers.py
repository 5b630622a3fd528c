"""Headers and titles that say that figures are in thousands or millions: what is kept here is in whole units.

The words are data (governance/registers/multipliers.csv). A single letter (kCHF, CHF m, k€) counts only beside a
currency. Nothing is multiplied here: how exact 52,240 thousands are, only the office that wrote them knows.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from governance.intake.currencies import code_in, is_code
from governance.intake.headers import fold
from governance.intake.plain import PlainColumn
from governance.problems import Problem
from governance.tables import Kind
from governance.words import say

REGISTER = Path(__file__).parent.parent / "registers" / "multipliers.csv"

_COUNTED = (Kind.MONEY, Kind.RATE, Kind.NUMBER, Kind.COUNT)
_JOINED = re.compile(
    r"(?<![^\W_])[kKmMT]\s?([A-Z]{3}|[$€£¥])(?![^\W_])|(?<![^\W_])([A-Z]{3}|[$€£¥])\s?[kKmM](?![^\W_])"
)
_IN = re.compile(r"\b(?:in|en) (?:1 )?$")


def multiplied(columns: Iterable[PlainColumn], titles: str) -> Iterator[Problem]:
    """A problem for each column of numbers whose header, or the sheet's title, says that it is in thousands."""
    title = multiplier_in_title(titles)
    for one in columns:
        header = one.place.header
        word = multiplier_in(header) if one.column.kind in _COUNTED else None
        if word is None and not (title and one.column.kind is Kind.MONEY):
            continue
        message = (
            say("“{header}” says that its figures are multiplied: {word}.", header=header, word=word)
            if word
            else say("The title of the sheet says that its figures are multiplied: {word}.", word=title)
        )
        hint = say("Write all figures in whole units (52240000, not 52240 thousands), and take the word away.")
        yield one.place.problem("figures-multiplied", message, -1, one.column.name, header, hint)


def multiplier_in(header: str) -> str | None:
    """The word in a header that multiplies the figures below it, as it is written there; None where there is none."""
    if "‰" in header:
        return "‰"
    for found in _JOINED.finditer(header):
        beside = found[1] or found[2]
        if not beside.isalpha() or is_code(beside):
            return found[0]
    return next((word for word in fold(header).split() if word in _words()), None)


def multiplier_in_title(title: str) -> str | None:
    """The word in a title that multiplies the sheet's figures: after "in" or "en", or beside a currency."""
    folded = fold(title)
    for found in re.finditer(r"\S+", folded):
        if found[0] in _words() and (_IN.search(folded[: found.start()]) or _is_beside_code(title, found[0])):
            return found[0]
    return None


def _is_beside_code(title: str, word: str) -> bool:
    """Whether the word stands next to a currency's code: "CHF million", "millions CHF", "thousands of CHF"."""
    code = code_in(title)
    if code is None:
        return False
    coin = code.casefold()
    return re.search(rf"\b{word} (?:of |de |d )?{coin}\b|\b{coin} {word}\b", fold(title)) is not None


@cache
def _words() -> frozenset[str]:
    with REGISTER.open(encoding="utf-8", newline="") as file:
        return frozenset(fold(word) for row in csv.DictReader(file) for word in row["words"].split("|"))
