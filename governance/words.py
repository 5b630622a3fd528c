"""Sentences for users: one way to say them, so that all can be translated.

Every sentence that a user reads passes through `say` or `count` with its English text as the message and
named parameters, never concatenation: translators see whole sentences. Catalogues live in governance/locale
and are read with the standard gettext module; English needs none.
"""

from __future__ import annotations

import gettext
from collections.abc import Sequence
from contextvars import ContextVar
from functools import lru_cache
from pathlib import Path

LOCALE = Path(__file__).parent / "locale"

language: ContextVar[str] = ContextVar("language", default="en")
"""The language of whoever is reading now (a BCP 47 code). The door sets it; nothing else does."""


@lru_cache
def _catalogue(code: str) -> gettext.NullTranslations:
    return gettext.translation("governance", LOCALE, languages=[code], fallback=True)


def mark(message: str) -> str:
    """Mark a sentence for translation where it is defined (a constant); `say` it where it is shown."""
    return message


def say(message: str, /, **values: object) -> str:
    """The sentence in the reader's language with its named values filled in.

    Raises KeyError if the sentence names a value that was not given: a half-filled sentence is a defect.
    """
    text = _catalogue(language.get()).gettext(message) if message else ""
    return text.format(**values)


def listed(items: Sequence[object]) -> str:
    """2021; 2021 and 2022; 2020, 2021 and 2022."""
    if len(items) < 2:
        return "".join(map(str, items))
    return say("{items} and {last}", items=", ".join(map(str, items[:-1])), last=items[-1])


def count(one: str, many: str, number: int, /, **values: object) -> str:
    """The singular or plural sentence for `number`, which the sentence may name as {number}."""
    text = _catalogue(language.get()).ngettext(one, many, number)
    return text.format(number=number, **values)
