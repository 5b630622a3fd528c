"""Number formats of spreadsheets, as far as they change what a number says: per cent, and currencies."""

from __future__ import annotations

import re

import pycountry

PERCENT = "%"

_BUILT_IN = {9: "0%", 10: "0.00%"}
_QUOTED = re.compile(r'"[^"]*"|\\.')
_BRACKETED = re.compile(r"\[\$([^\]-]*)(?:-[^\]]*)?\]")
_CODE = re.compile(r"(?<![A-Z])[A-Z]{3}(?![A-Z])")
_SIGNS = "€£¥₣₤₩₹₽₺฿₫₦₱$"


def shown(code: str) -> str:
    """What the format shows beside the number: "%", a currency's code or sign, or "" where nothing matters.

    >>> shown("0.00%"), shown('#,##0.00 "CHF"'), shown("[$USD] #,##0"), shown("[$€-407] 0"), shown("#,##0.00")
    ('%', 'CHF', 'USD', '€', '')
    """
    positive = code.split(";")[0]
    bare = _QUOTED.sub("", _BRACKETED.sub("", positive))
    if "%" in bare:
        return PERCENT
    beside = " ".join([*_BRACKETED.findall(positive), *(found.strip('"\\') for found in _QUOTED.findall(positive))])
    for found in _CODE.findall(beside):
        if pycountry.currencies.get(alpha_3=found):
            return str(found)
    return next((sign for sign in beside + bare if sign in _SIGNS), "")


def code_of(number: int, own: dict[int, str]) -> str:
    """The format of that number: the workbook's own, or one that every workbook has."""
    return own.get(number, _BUILT_IN.get(number, ""))
