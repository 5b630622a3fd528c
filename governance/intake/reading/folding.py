"""Words of offices without what differs between spellings of the same: case, accents, punctuation."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_NUMBER = re.compile(r"\bn(?:\.\s?)?[°º]\.?|№", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+")
_NUMBER_SIGNS = str.maketrans({"°": "o", "º": "o", "’": " ", "‘": " "})


@lru_cache(maxsize=4096)
def fold(header: str) -> str:
    """The header without case, accents, punctuation, underscores and line breaks: "Montant_reçu:" is "montant recu"."""
    if header.isascii():  # as most are: the rest takes ten times as long
        return " ".join(_WORD.findall(header.casefold()))
    letters = unicodedata.normalize("NFKD", _NUMBER.sub("no ", header).translate(_NUMBER_SIGNS))
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter)).casefold()
    return " ".join(_WORD.findall(plain))
