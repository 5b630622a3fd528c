"""Number formats of spreadsheets, as far as they change what a number says: per cent, currencies, thousands."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

from governance.intake.reading.folding import fold

PERCENT = "%"

_LONGEST = 255  # characters of a format that Excel keeps: a longer one would only keep the search busy

_BUILT_IN = {9: "0%", 10: "0.00%", **dict.fromkeys((5, 6, 7, 8, 42, 44), '"$"#,##0.00')}
_QUOTED = re.compile(r'"([^"]*)"|\\(.)')
_BRACKETED = re.compile(r"\[\$([^\]-]*)(?:-[^\]]*)?\]")
_SCALED = re.compile(r"[0#?](,+)(?![,0#?])")
_ZEROS = re.compile(r"(?:[ ,.'’\u00a0\u202f]?000)+")
_WORDS = {"k": 1000, "th": 1000, "thousand": 1000, "thousands": 1000, "mille": 1000, "miles": 1000, "tsd": 1000,
          "m": 10**6, "mn": 10**6, "mio": 10**6, "million": 10**6, "millions": 10**6, "millones": 10**6,
          "bn": 10**9, "billion": 10**9, "mrd": 10**9}  # fmt: skip
_CODE = re.compile(r"(?<![A-Z])[A-Z]{3}(?![A-Z])")
_SIGNS = "€£¥₣₤₩₹₽₺฿₫₦₱₪$"
_TIMES, _DIVIDED = "×", "÷"


def shown(code: str) -> str:
    """What the format shows beside the number: "%", a currency, by what it multiplies or divides; "" for nothing.

    >>> shown("0.00%"), shown('#,##0.00 "CHF"'), shown("[$USD] #,##0"), shown("[$€-407] 0"), shown("#,##0.00")
    ('%', 'CHF', 'USD', '€', '')
    >>> shown('#,##0",000"'), shown("#,##0,"), shown('#,##0,"k"'), shown('0.0,, "million USD"')
    ('×1000', '÷1000', '', 'USD')
    """
    positive = code[:_LONGEST].split(";")[0]
    bare = _QUOTED.sub("", _BRACKETED.sub("", positive))
    if "%" in bare:
        return PERCENT
    quoted = ["".join(found) for found in _QUOTED.findall(positive)]
    beside = " ".join([*_BRACKETED.findall(positive), *quoted, *(sign for sign in bare if sign in _SIGNS)])
    divided = sum(1000 ** len(found) - 1 for found in _SCALED.findall(bare)) + 1
    times = _written_behind("".join(quoted))
    return " ".join(filter(None, (_currency_in(beside), _of_factor(Decimal(times) / divided))))


@cache
def currency_shown(what: str) -> str:
    """The currency (or another word) in what a format shows, as it is written there: "CHF" of "CHF ×1000"."""
    return " ".join(part for part in what.split() if part[0] not in (PERCENT, _TIMES, _DIVIDED))


@cache
def multiplier_shown(what: str) -> Decimal:
    """How many times the number in the file is what the format shows: 1000 where 400 is shown as 400,000."""
    for part in what.split():
        if part[0] in (_TIMES, _DIVIDED):
            factor = Decimal(part[1:])
            return factor if part[0] == _TIMES else 1 / factor
    return Decimal(1)


def format_of(what: str) -> str:
    """A number format that shows the same of a number."""
    if what == PERCENT:
        return "0.00######%"
    factor, currency = multiplier_shown(what), currency_shown(what).replace('"', "")
    beside = f' "{currency}"' if currency else ""
    if factor > 1:
        return f'#,##0"{",000" * ((len(str(int(factor))) - 1) // 3)}"{beside}'
    return f"#,##0{',' * ((len(str(int(1 / factor))) - 1) // 3)}{beside}" if factor < 1 else f"#,##0.00{beside}"


def code_of(number: int, own: dict[int, str]) -> str:
    """The format of that number: the workbook's own, or one that every workbook has."""
    return own.get(number, _BUILT_IN.get(number, ""))


def _currency_in(beside: str) -> str:
    """The code or the sign in a format's own text; else its words, which may be a currency's name."""
    for found in _CODE.findall(beside):
        import pycountry  # takes longer to load than most files to read, and few formats name a code

        if pycountry.currencies.get(alpha_3=found):
            return str(found)
    if sign := next((sign for sign in beside if sign in _SIGNS), ""):
        return next((word for word in beside.split() if sign in word), sign)
    return " ".join(word for word in re.findall(r"[^\W\d_]{3,}", beside) if fold(word) not in _WORDS)


def _written_behind(text: str) -> int:
    """By how much the literal text of a format multiplies: 1000 for ",000", "k" and " thousand"."""
    if _ZEROS.fullmatch(text.strip()):
        return int(1000 ** text.count("000"))
    return next((_WORDS[word] for word in fold(text).split() if word in _WORDS), 1)


def _of_factor(factor: Decimal) -> str:
    if factor == 1:
        return ""
    return f"{_TIMES}{int(factor)}" if factor > 1 else f"{_DIVIDED}{int(1 / factor)}"
