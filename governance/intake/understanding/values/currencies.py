"""Currencies as people write them: codes, names and signs, which several currencies may share.

Names are Babel's in English, French, Spanish and German, and those of governance/registers/currencies.csv, where
"*dollar" stands for every currency that is called a dollar.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

import pycountry
from babel import Locale
from babel.numbers import get_currency_name

from governance.intake.reading.folding import fold
from governance.settings import REGISTERS

REGISTER = REGISTERS / "currencies.csv"

_SIGNS = "$€£¥₩₹₺₫₱฿₪₽"
_CODE = re.compile(r"(?<![^\W\d_])([kKmMT]?)([A-Z]{3})[kKm]?(?![^\W\d_])")
_ANY_WORD = re.compile(r"[^\W_]+")
_SIGN = re.compile(
    rf"(?<![^\W\d_])(?:[A-Z][A-Za-z]{{0,2}}\s?[{_SIGNS}]|[{_SIGNS}]\s?[A-Z]{{2}}(?![^\W\d_])|[sS]?Fr\.|SFr(?![^\W\d_]))"
    rf"|[{_SIGNS}]"
)
_IN = re.compile(r"\b(?:in|en|em)\s*$", re.IGNORECASE)
_LOCALES = ("en", "en_CA", "en_AU", "en_NZ", "fr", "fr_CH", "fr_CA", "de_CH", "es", "es_MX", "es_AR", "es_CL", "es_CO")
_MORE = {
    **{sign: {"CHF"} for sign in ("Fr.", "Fr", "SFr.", "SFr", "sFr.")},
    **{sign: {"CAD"} for sign in ("Can$", "CAN$")},
}
_ALSO_WORDS = frozenset(
    ("ALL", "ARS", "BAM", "BOB", "BTN", "CHE", "COP", "CUP", "GEL", "ILS", "LAK", "MAD", "MKD", "MOP", "MUR", "PEN",
     "RON", "SAR", "SLE", "SOS", "TOP", "TRY", "VES")
)  # fmt: skip
"""Codes that are words or codes of countries too: currencies only after "in", in brackets, or alone."""
_COMMONEST = ("CHF", "USD", "EUR", "GBP", "CAD", "AUD", "JPY", "XAF", "XOF")
_LONGEST_NAME = 7  # words


@dataclass(frozen=True)
class Named:
    """A currency named in a text: as it is written there, from where to where, and the codes that it may stand for."""

    words: str
    start: int
    end: int
    codes: frozenset[str]


@lru_cache(maxsize=4096)
def named_in(text: str, *, any_case: bool = False) -> tuple[Named, ...]:
    """The currencies that a text names, by code, name or sign. `any_case`: codes in small letters too (file names)."""
    found = [*_codes_in(text, any_case), *_names_in(text), *_signs_in(text)]
    found.sort(key=lambda one: (one.start, -one.end))
    kept: list[Named] = []
    for one in found:
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
        elif one.codes < kept[-1].codes:  # "US$" and "US dollars" say more than the sign or the word alone
            kept[-1] = one
    return tuple(kept)


def code_in(text: str) -> str | None:
    """The ISO code of the currency that a text names, where it can be only one; None for none or several."""
    found = [one.codes for one in named_in(text)]
    narrow = frozenset.intersection(*found) if found else frozenset()
    return next(iter(narrow)) if len(narrow) == 1 else None


def without_currency(text: str) -> str:
    """The text without the currencies that it names, and without the "in" before one."""
    parts, done = [], 0
    for one in named_in(text):
        parts.append(_IN.sub("", text[done : one.start].rstrip("([ ")))
        done = one.end
    return " ".join([*parts, text[done:]])


def likely_first(codes: frozenset[str]) -> tuple[str, ...]:
    """Codes with the commonest among international organizations before the others."""
    return tuple(sorted(codes, key=lambda code: (*(code != one for one in _COMMONEST), code)))


@cache
def is_code(word: str) -> bool:
    """Whether the word is an ISO 4217 code."""
    return pycountry.currencies.get(alpha_3=word) is not None


def may_be(written: str, currency: str) -> bool:
    """Whether what is written beside an amount (a code, a sign or a name) can stand for the currency."""
    return written == currency or currency in codes_of(written)


@lru_cache(maxsize=4096)
def codes_of(written: str) -> frozenset[str]:
    """The currencies for which a code, a sign or a name beside an amount may stand."""
    if is_code(written):
        return frozenset((written,))
    return signs().get(written) or _names().get(fold(written), frozenset())


@cache
def signs() -> dict[str, frozenset[str]]:
    """The signs that amounts are written with, and the currencies that each may stand for."""
    found: dict[str, set[str]] = {sign: set(codes) for sign, codes in _MORE.items()}
    for name in _LOCALES:
        for code, sign in Locale.parse(name).currency_symbols.items():
            if sign != code and len(code) == 3:
                found.setdefault(str(sign).replace("\xa0", " "), set()).add(code)
    found["US$"] = {"USD"}
    return {sign: frozenset(codes) for sign, codes in found.items()}


def _codes_in(text: str, any_case: bool) -> Iterator[Named]:
    for word in _CODE.finditer(text.upper() if any_case else text):
        start, end = word.span(2)
        if is_code(word[2]) and (word[2] not in _ALSO_WORDS or (word[0] == word[2] and _is_meant(text, start, end))):
            yield Named(text[start:end], start, end, frozenset((word[2],)))


def _is_meant(text: str, start: int, end: int) -> bool:
    """Whether a word that may be another stands where a currency does: after "in", in brackets, or alone."""
    before, after = text[:start].rstrip(), text[end:].strip()
    in_brackets = before[-1:] in ("(", "[") and after[:1] in (")", "]")
    return bool(_IN.search(text[:start])) or not (before or after) or in_brackets


def _names_in(text: str) -> Iterator[Named]:
    words = list(_ANY_WORD.finditer(text))
    folded = [fold(word[0]) for word in words]
    if sum(word.isalpha() for word in folded) < 2 and not _one_word_names().intersection(folded):
        return  # the common case, for which nothing need be read
    place = 0
    while place < len(words):
        for length in range(min(_LONGEST_NAME, len(words) - place), 0, -1):
            codes = _names().get(" ".join(folded[place : place + length]))
            if codes:
                start, end = words[place].start(), words[place + length - 1].end()
                yield Named(text[start:end], start, end, codes)
                break
        else:
            length = 1
        place += length


def _signs_in(text: str) -> Iterator[Named]:
    for sign in _SIGN.finditer(text):
        written = sign[0].replace("\xa0", " ")
        if codes := signs().get(written) or signs().get(written.replace(" ", "")):
            yield Named(sign[0], sign.start(), sign.end(), codes)
            continue
        place = next(place for place, one in enumerate(sign[0]) if one in _SIGNS)  # T€ is a thousand of them
        if codes := signs().get(sign[0][place]):
            yield Named(sign[0][place], sign.start() + place, sign.start() + place + 1, codes)


@cache
def _names() -> dict[str, frozenset[str]]:
    """Currencies by folded name. Babel's of one word, but for years, are left out: "Gold" is said of other things."""
    english = {str(code): fold(name).split() for code, name in Locale("en").currencies.items() if is_code(code)}
    found: dict[str, set[str]] = {}
    for spoken in map(Locale, ("en", "fr", "es", "de")):
        for code in map(str, spoken.currencies):
            for number in (None, 1, 2):
                name = fold(get_currency_name(code, number, spoken))
                if sum(word.isalpha() for word in name.split()) > 1:
                    found.setdefault(name, set()).add(code)
    for given, words in _register():
        kind = given.removeprefix("*")
        codes = {code for code, name in english.items() if kind in name} if kind != given else kind.split()
        for word in words:
            found.setdefault(word, set()).update(codes)
    return {name: frozenset(codes) for name, codes in found.items()}


@cache
def _one_word_names() -> frozenset[str]:
    """The names of one word, which are the register's: where no two words stand, none of Babel's is needed."""
    return frozenset(word for _, words in _register() for word in words if " " not in word)


@cache
def _register() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The register: codes, or the kind of currency, and the folded words for it."""
    with REGISTER.open(encoding="utf-8", newline="") as file:
        return tuple((row["codes"], tuple(map(fold, row["words"].split("|")))) for row in csv.DictReader(file))
