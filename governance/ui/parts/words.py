"""Sentences on a page: what is filled in shows as it is written, never as markup.

Streamlit draws nearly every text as Markdown. So pages say their sentences here and not in governance.words: the
sentence itself may hold markup, what is filled into it may not, wherever it comes from: a cell, the name of a file, a
note, a sentence of the intake. Only another sentence said here is filled in with its own markup. Where a text is drawn
without Markdown (the options of a list, a cell of a table, the words in a chart) `bare` is the sentence as it reads.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from governance import words
from governance.tables import TABLES
from governance.wording import figure, unbroken
from governance.words import SEMICOLON, BodyName, again, body_name, listed, mark, mark_count, named

__all__ = [
    "REQUIRED_MEANS",
    "SEMICOLON",
    "BodyName",
    "Sentence",
    "bare",
    "body_name",
    "code",
    "count",
    "joined",
    "listed",
    "mark",
    "mark_count",
    "named",
    "plain",
    "required",
    "say",
    "titles",
]

_UNSEEN = "\u2060"
"""A word joiner: nothing is seen of it, and no line breaks at it.

Streamlit looks for addresses, signs and arrows once more after backslashes have done their work: only a character
between theirs keeps them text.
"""
_BREAKING = re.compile(r"[^\S\u00a0\u202f]+")
_INLINE = re.compile(r"([\\`*_\[\]<>$~&]|:(?=[A-Za-z:]))")
_BLOCK = re.compile(r"^((?:#{1,6}|[-+])(?=\s)|-{2,}|=+$)|^(\d{1,9})(?=[.)](?:\s|$))")
_SEEN_LATER = (
    re.compile(r"https?(?=:\/\/)|www(?=\.)", re.IGNORECASE),  # an address
    re.compile(r"[-.\w+](?=@[-\w]+\.)"),  # an address of post
    re.compile(r":(?=[+-]?[\d/]*[A-Za-z_][\w+/-]*:)|(?<![\d:]):(?=[+-]?\d+:)"),  # :smile: or :100:, but no 12:30:00
    re.compile(r"(?<!\S)(?:<->|<(?=[-=])|-(?=[->])|>(?==)|~(?==))(?=\S)"),  # an arrow, a dash, a comparison
)


_SHORT = 100  # characters of a name, a day, an amount


class Sentence(str):
    """A text in Markdown that is ours; `bare` is the same as it reads."""

    bare: str

    def __new__(cls, markdown: str, bare: str) -> Sentence:
        made = super().__new__(cls, markdown)
        made.bare = bare
        return made

    def __getnewargs__(self) -> tuple[str, str]:  # type: ignore[override]  # what a copy is made of
        return str(self), self.bare


def say(message: str, /, **values: object) -> str:
    """The sentence in the reader's language, in Markdown, with its named values filled in as texts."""
    bares = {name: _bare(value) for name, value in values.items()}
    shown = {name: _shown(value) for name, value in values.items()}
    return Sentence(unbroken(words.say(message, **shown)), unbroken(words.say(message, **bares)))


def count(one: str, many: str, number: int, /, **values: object) -> str:
    """The singular or plural sentence for `number`, which the sentence may name as {number}: 14,750 as in a table."""
    values = {"number": figure(number), **values}
    bares = {name: _bare(value) for name, value in values.items()}
    shown = {name: _shown(value) for name, value in values.items()}
    told = words.count(one, many, number, **shown), words.count(one, many, number, **bares)
    return Sentence(*map(unbroken, told))


def joined(between: str, parts: Iterable[str]) -> str:
    """Sentences and texts one after the other, with our own `between`."""
    kept, between = list(parts), words.sentence(between, {})
    return Sentence(between.join(map(plain, kept)), between.join(map(bare, kept)))


def plain(text: str) -> str:
    """A text from outside so that Markdown shows its characters: no link, picture, formula or colour comes of it.

    White space is one space each, and no line breaks within a figure or a day. A sentence said here stays as it is.
    """
    if isinstance(text, Sentence):
        return text
    told = str(text)
    return _often(told) if len(told) <= _SHORT else _escaped(told)


def _escaped(text: str) -> Sentence:
    shown = one_line = unbroken(_BREAKING.sub(" ", text.strip()))
    for pattern in _SEEN_LATER:
        shown = pattern.sub(rf"\g<0>{_UNSEEN}", shown)
    shown = _INLINE.sub(r"\\\1", shown)
    return Sentence(_BLOCK.sub(lambda found: _as_text(found[0]), shown), one_line)


_often = lru_cache(maxsize=4096)(_escaped)
"""Names, days and amounts come again on every page: a page fills in hundreds of them."""


REQUIRED_MEANS = mark("What is marked as required must be filled in; what is not marked may stay blank.")
"""Said once above inputs of which some are marked."""


def required(title: str) -> str:
    """The label of an input without which an act is refused: in words, which a screen reader says with the input; a
    sign would need its key."""
    return say("{label} (required)", label=title)


def code(name: str) -> str:
    """A name that the program itself gives, in letters of one width."""
    return Sentence(f"`{name}`", name)


def titles(*tables: str) -> dict[str, str]:
    """What the tables are called on a screen, each by its name: to be filled into a sentence."""
    return {name: say(TABLES[name].title) for name in tables}


def bare(text: str) -> str:
    """A text as it reads, for where no Markdown is drawn."""
    return text.bare if isinstance(text, Sentence) else again(text)


def _as_text(start: str) -> str:
    """The sign that would begin a heading, a list or a line, as text; a number by the point after it."""
    return f"{start}{_UNSEEN}" if start.isdigit() else f"\\{start}"


class _BodyInMarkdown(BodyName):
    """A body's name that takes its article in a sentence on a page, and shows as it is written."""

    __slots__ = ()

    def __str__(self) -> str:
        return plain(super().__str__())

    def with_article(self, form: str) -> str:
        return plain(BodyName(self.speak, *self.given).with_article(form))


def _shown(value: object) -> object:
    if isinstance(value, BodyName):
        return _BodyInMarkdown(value.speak, *value.given)
    return plain(value) if isinstance(value, str) else value


def _bare(value: object) -> object:
    return bare(value) if isinstance(value, str) else value
