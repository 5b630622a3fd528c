"""Two languages that nobody speaks: whatever is said shows it, and whatever is not said stays in Latin letters."""

from __future__ import annotations

import gettext
import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from governance import words

STRANGE = ("el", "bg")
"""They write days and figures as Greek and Bulgarian do, which has no Latin letter in it."""

KEPT = re.compile(r"(\{[^}]*\}|<[^>]*>|\]\([^)]*\)|:[a-z-]+\[|:material/\w+:|`[^`]*`|&\w+;)")
"""What a translator leaves as it is: values, tags, addresses of links, colours, icons, what the program is told."""
_FIRST = {"el": 0x1D400, "bg": 0x1D5D4}  # where Unicode has the Latin letters once more, bold with and without serifs


class _Strange(gettext.NullTranslations):
    """English in other letters."""

    def __init__(self, code: str) -> None:
        super().__init__()
        small = _FIRST[code] + 26
        self.letters = {65 + at: _FIRST[code] + at for at in range(26)} | {97 + at: small + at for at in range(26)}

    def gettext(self, message: str) -> str:
        parts = KEPT.split(message)
        return "".join(part if at % 2 else part.translate(self.letters) for at, part in enumerate(parts))

    def ngettext(self, one: str, many: str, number: int) -> str:
        return self.gettext(one if number == 1 else many)


_CATALOGUES = {code: _Strange(code) for code in STRANGE}


def in_letters(code: str, message: str) -> str:
    """A message as whoever reads that language has it."""
    return _CATALOGUES[code].gettext(message)


@contextmanager
def reading_in(code: str) -> Iterator[None]:
    """As long as whoever reads does so in English or in one of the strange languages."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(words, "_catalogue", lambda code: _CATALOGUES.get(code, gettext.NullTranslations()))
        patch.setattr(words, "languages", lambda: frozenset({words.ENGLISH, *STRANGE}))
        token = words.language.set(code)
        try:
            yield
        finally:
            words.language.reset(token)
