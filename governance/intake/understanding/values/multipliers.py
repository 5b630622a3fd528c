"""Words and number formats that say that figures are in thousands, millions or cents: what is kept is in whole units.

The words are data (governance/registers/multipliers.csv). A single letter (kCHF, CHF m, k€) counts only beside a
currency. Whether 52,240 under "(Thousands of Swiss francs)" is 52,240,000 is asked of a person, once for the words of
a sheet; the answer is remembered for the same words under the same headers.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

import pyarrow as pa
import pyarrow.compute as pc

from governance.intake.reading.folding import fold
from governance.intake.reading.formats import multiplier_shown
from governance.intake.understanding.sheet_decisions import AS_WRITTEN
from governance.intake.understanding.speaking import Said
from governance.intake.understanding.understood import Unclear
from governance.intake.understanding.values.currencies import named_in
from governance.intake.understanding.values.plain import PlainColumn
from governance.problems import Problem
from governance.settings import REGISTERS
from governance.tables import Kind
from governance.words import say

REGISTER = REGISTERS / "multipliers.csv"

_COUNTED = (Kind.RATE, Kind.NUMBER, Kind.COUNT)
_JOINED = re.compile(r"(?<![^\W_])([kKmMT])\s?¤(?![^\W_])|¤\s?([kKmM])(?![^\W_])")
_BY_LETTER = {"k": 1000, "t": 1000, "m": 1_000_000}
_POWER = re.compile(r"(?<![\d.,])10(?:\^([369])|([³⁶⁹]))(?!\d)")
_GROUPED = re.compile(r"(?<!\d)(?:1[ .,'’\u00a0\u202f])?000(?:[ .,'’\u00a0\u202f]000)?(?!\d)")
_BRACKETED = re.compile(r"[(\[]([^()\[\]]*)[)\]]")
_PER_MILLE = Decimal("0.001")  # said of rates, never of amounts
_READ = r"^[+-]?[0-9]+(?:\.[0-9]+)?$"  # an amount once it is read: then 1.234 is what it is, and no 1,234
_AFTER = re.compile(r"\b(?:in|en|x) (?:1 )?$")
_BESIDE = "zz"  # stands for a currency in a folded text
_SMALL = frozenset(
    fold(
        "in en of de d des the all are stated expressed shown figures amounts amount values montants montant chiffres "
        "sommes exprimés tous les importes importe cifras montos expresados todos los currency units x 1 zz"
    ).split()
)
"""Words beside which a multiplier may stand alone in a title or in brackets: "(All amounts in thousands)"."""
_DOUBTFUL = frozenset(("md", "mds", "mil", "mill", "mn", "bn", "000", "000s", "1000", "1000s", "000000"))


@dataclass(frozen=True)
class Multiplied:
    """The columns of amounts as they are meant, by their place; and what is asked and told of them."""

    columns: Mapping[int, PlainColumn]
    questions: tuple[Unclear, ...] = ()
    problems: tuple[Problem, ...] = ()


def multiplied(columns: Mapping[int, PlainColumn], said: Sequence[Said], decided: Mapping[str, str]) -> Multiplied:
    """Multiply the amounts that are said to be in thousands, where that was `decided`; ask where it was not.

    `said` is what the sheet says of its amounts; a column's own header or number format counts before what is said
    of all. Other numbers (rates, counts) that are said to be multiplied are a problem.
    """
    made: dict[int, PlainColumn] = {}
    questions: dict[str, Unclear] = {}
    everywhere = [(one, factors) for one in said if one.place is None and (factors := _factors(one))]
    for place, column in columns.items():
        if column.column.kind is not Kind.MONEY:
            made[place] = column
            continue
        own = [(one, factors) for one in said if one.place == place and (factors := _factors(one))]
        by_format = _by_format(column)
        heard = own or ([] if by_format else everywhere)
        key = " ".join(
            map(str, sorted({factor for _, factors in heard for factor in factors} or map(Decimal, by_format)))
        )
        if key and key not in decided:
            questions.setdefault(key, _whether(column, key, heard[0][0] if heard else None, by_format))
        made[place] = _times(column, decided[key], by_format if not heard else {}) if key in decided else column
    problems = tuple(_figures_multiplied(one) for one in columns.values() if one.column.kind in _COUNTED)
    return Multiplied(made, tuple(questions.values()), tuple(problem for problem in problems if problem))


def multipliers_in(text: str, *, name: bool = False) -> dict[str, Decimal]:
    """The words of a title or a note that multiply the figures of its sheet, as written, each with its factor.

    They count after "in" or "en", beside a currency, and where nothing else stands in a text or in brackets: "one
    million inhabitants" says nothing of figures. In the `name` of a file or a sheet the plain words always count.
    """
    found = {word: Decimal(_BY_LETTER[letter.lower()]) for word, letter in _letters(text)}
    folded = _folded(text)
    for match in re.finditer(r"\S+", folded):
        word = match[0]
        if word not in _words() or re.search(r"\d $", folded[: match.start()]):  # CHF 2 million is an amount
            continue
        if _is_beside(word, folded) or _AFTER.search(folded[: match.start()]) or (name and word not in _DOUBTFUL):
            found[word] = _words()[word]
    for part in (text, *_BRACKETED.findall(text)):
        words = _folded(part).split()
        if all(word in _words() or word in _SMALL for word in words):
            found |= {word: _words()[word] for word in words if word in _words()}
    return {word: factor for word, factor in found.items() if factor != _PER_MILLE}


def multiplier_in(header: str) -> tuple[str, Decimal] | None:
    """The word in a header that multiplies the figures below it, and its factor."""
    if "‰" in header:
        return "‰", _PER_MILLE
    for word, letter in _letters(header):
        return word, Decimal(_BY_LETTER[letter.lower()])
    return next(((word, _words()[word]) for word in _folded(header).split() if word in _words()), None)


def _is_beside(word: str, folded: str) -> bool:
    """Whether the word stands next to a currency: "CHF million", "thousands of Swiss francs"."""
    joined = rf"\b{word} (?:of |de |d |des |en |in )?{_BESIDE}\b|\b{_BESIDE} (?:in |en )?{word}\b"
    return re.search(joined, folded) is not None


def _factors(said: Said) -> list[Decimal]:
    if said.place is None:
        return list(multipliers_in(said.text, name=said.is_name).values())
    found = multiplier_in(said.text)
    return [found[1]] if found and found[1] != _PER_MILLE else []


def _letters(text: str) -> list[tuple[str, str]]:
    """The letters beside a currency that multiply: kCHF, CHF m; each as it is written, and the letter."""
    masked, places = _masked(text)
    found = []
    for match in _JOINED.finditer(masked):
        currency = places[masked[: match.end()].count("¤") - 1]
        found.append((match[0].replace("¤", currency), match[1] or match[2]))
    return found


def _masked(text: str) -> tuple[str, list[str]]:
    """The text with a sign in the place of each currency, and the currencies."""
    parts, done = [], 0
    named = named_in(text)
    for one in named:
        parts += [text[done : one.start].replace("¤", " "), "¤"]
        done = one.end
    return "".join([*parts, text[done:].replace("¤", " ")]), [one.words for one in named]


def _folded(text: str) -> str:
    """The text folded, with a word of its own for each currency, and 1 000 and 10³ in one piece."""
    text = _POWER.sub(lambda found: f" 1{'0' * int(found[1] or unicodedata.digit(found[2]))} ", text)
    masked, _ = _masked(_GROUPED.sub(lambda found: f" {re.sub('[^0-9]', '', found[0])} ", text))
    return fold(masked.replace("¤", f" {_BESIDE} "))


def _by_format(column: PlainColumn) -> dict[int, tuple[int, ...]]:
    """The rows of a column (from 0) whose number format writes thousands behind the number, by factor."""
    found: dict[int, list[int]] = {}
    for row, shown in column.place.grid.shown.get(column.place.place, {}).items():
        if row >= column.place.first and (factor := multiplier_shown(shown)) > 1:
            found.setdefault(int(factor), []).append(row - column.place.first)
    return {factor: tuple(rows) for factor, rows in found.items()}


def _whether(column: PlainColumn, key: str, said: Said | None, by_format: Mapping[int, tuple[int, ...]]) -> Unclear:
    factors = key.split()
    told = (
        said.sentence
        if said
        else say("The cells of column {column} are shown with zeros or a word behind them that are not in the number.",
                 column=column.place.named)
    )  # fmt: skip
    rows = next(iter(by_format.values())) if by_format and not said else range(len(column.text))
    example = next((text for row in rows if (text := column.text[row].as_py()) and re.match(_READ, text)), "1")
    choices = (*factors, AS_WRITTEN)
    wholes = (_grouped(_product(example, choice)) for choice in choices)
    readings = tuple(say("{written} is {whole}", written=example, whole=whole) for whole in wholes)
    scaled = any(multiplier_shown(one) < 1 for one in column.place.grid.shown.get(column.place.place, {}).values())
    if scaled:  # the cells show 400 for the 400,000 that is in the file: it is whole already
        choices, readings = choices[::-1], readings[::-1]
    message = say("{told} Does {written} stand for {whole}?", told=told, written=example,
                  whole=_grouped(_product(example, factors[0])))  # fmt: skip
    hint = say("Write all amounts in whole units and take the word away, or answer with --multiply {factor} or 1.",
               factor=factors[0])  # fmt: skip
    return Unclear("multiplier", message, choices, readings, suggestion=hint, words=key)


def _times(column: PlainColumn, choice: str, rows: Mapping[int, tuple[int, ...]]) -> PlainColumn:
    """The column multiplied as was decided: all of it, or each of the `rows` that number formats write so."""
    if choice == AS_WRITTEN:
        return replace(column, how=(*column.how, say("Not multiplied, as was decided.")))
    by_row = {row: str(factor) for factor, places in rows.items() for row in places}
    numbers = pc.fill_null(pc.match_substring_regex(column.text, _READ), False).to_pylist()
    text = [
        _product(cell, by_row.get(row, choice)) if plain and (not by_row or row in by_row) else cell
        for row, (cell, plain) in enumerate(zip(column.text.to_pylist(), numbers, strict=True))
    ]
    how = say("Multiplied by {factor}, as was decided.", factor=_grouped(choice))
    return replace(column, text=pa.array(text, pa.string()), how=(*column.how, how))


def _product(number: str, factor: str) -> str:
    exact = Decimal(number) * Decimal(factor)
    return f"{exact.quantize(Decimal(1)) if exact == exact.to_integral_value() else exact.normalize():f}"


def _grouped(number: str) -> str:
    return f"{Decimal(number):,}"


def _figures_multiplied(column: PlainColumn) -> Problem | None:
    header = column.place.header
    found = multiplier_in(header)
    if found is None:
        return None
    return column.place.problem("figures-multiplied", -1, column.column.name, header, word=found[0])


@cache
def _words() -> Mapping[str, Decimal]:
    """Every folded word that multiplies, with its factor."""
    with REGISTER.open(encoding="utf-8", newline="") as file:
        rows = [(Decimal(row["factor"]), row["words"].split("|")) for row in csv.DictReader(file)]
    return {fold(word): factor for factor, words in rows for word in words}


def told_of_formats(column: PlainColumn) -> Iterator[str]:
    """In words, that a number format shows fewer digits than the file holds."""
    if any(multiplier_shown(one) < 1 for one in column.place.grid.shown.get(column.place.place, {}).values()):
        yield say("The cells show thousands or millions; the whole numbers that the file holds are read.")
