"""Headers in the words of offices: what is left of one when all is removed in which spellings of the same differ."""

from __future__ import annotations

import re
import unicodedata


def fold(header: str) -> str:
    """The header without case, accents, punctuation, underscores and line breaks: "Montant_reçu:" is "montant recu"."""
    letters = unicodedata.normalize("NFKD", header)
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter)).casefold()
    return " ".join(re.findall(r"[^\W_]+", plain))
