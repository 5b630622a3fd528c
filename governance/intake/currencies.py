"""Currencies as people write them beside an amount: codes, and signs, which several currencies share."""

from __future__ import annotations

import re
from functools import cache

import pycountry
from babel import Locale

_WORD = re.compile(r"(?<![^\W\d_])[A-Z]{3}(?![^\W\d_])")
_IN = re.compile(r"\b(?:in|en|em)\s*$", re.IGNORECASE)
_LOCALES = ("en", "en_CA", "en_AU", "en_NZ", "fr", "fr_CH", "fr_CA", "de_CH", "es", "es_MX", "es_AR", "es_CL", "es_CO")
_MORE = {"Fr.": {"CHF"}, "Fr": {"CHF"}, "SFr.": {"CHF"}, "SFr": {"CHF"}, "sFr.": {"CHF"}}


def code_in(text: str) -> str | None:
    """The ISO code in a text, where there is exactly one; None for none or several."""
    found = {word for word in _WORD.findall(text) if is_code(word)}
    return found.pop() if len(found) == 1 else None


def without_currency(text: str) -> str:
    """The text without the codes of currencies, and without the "in" before one."""
    parts, done = [], 0
    for word in _WORD.finditer(text):
        if is_code(word[0]):
            parts.append(_IN.sub("", text[done : word.start()].rstrip("([ ")))
            done = word.end()
    return " ".join([*parts, text[done:]])


@cache
def is_code(word: str) -> bool:
    """Whether the word is an ISO 4217 code."""
    return pycountry.currencies.get(alpha_3=word) is not None


def may_be(written: str, currency: str) -> bool:
    """Whether what is written beside an amount (a code or a sign) can stand for the currency."""
    return written == currency or currency in signs().get(written, frozenset())


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
