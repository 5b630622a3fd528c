"""Sentences for users: one way to say them, so that all can be translated and read by several people.

Every sentence that a user reads passes through `say` or `count` with its English text as the message and named
parameters, never concatenation: translators see whole sentences. A figure is a value too, and its form stands in the
sentence ("{amount:,.2f}"): it is written with the signs of the language.

What they give is `Spoken`: a text in the language in force that remembers its message and values. So a verdict, a
problem or an answer may be kept and read by others: where it is shown (on a screen, in the shell, on paper) it is said
in the language of whoever reads. What is kept is made in English (`in_english`). Catalogues live in governance/locale
and are read with the standard gettext module; English needs none.
"""

from __future__ import annotations

import gettext
import re
import string
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar
from decimal import Decimal
from functools import cache, lru_cache
from pathlib import Path
from sys import getsizeof
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from babel import Locale

LOCALE = Path(__file__).parent / "locale"
ENGLISH = "en"

language: ContextVar[str] = ContextVar("language", default=ENGLISH)
"""The language of whoever is reading now (a BCP 47 code). The door sets it; nothing else does."""

T = TypeVar("T")
_DOMAIN = "governance"
_SPANISH_I = re.compile(r"h?[ií](?![aeo])", re.IGNORECASE)
"""Before the sound of an i the Spanish "y" is an "e": Francia e India."""
_FORM = re.compile(r"\+?,?(\.\d)?f?")


class Spoken(str):
    """A text in the language that was in force when it was made; it is printed in the one that is in force then.

    `speak` makes the text of `given`; sentences said among them are said again with it. As a key, in a comparison or
    joined with other texts it is what it was when it was made.
    """

    __slots__ = ("given", "language", "speak")
    speak: Callable[..., str]
    given: tuple[Any, ...]
    language: str

    def __new__(cls, speak: Callable[..., str], *given: Any) -> Spoken:
        made = super().__new__(cls, speak(*given))
        made.speak = speak
        made.given = given
        made.language = language.get()
        return made

    def __str__(self) -> str:
        return str.__str__(self) if self.language == language.get() else self.speak(*self.given)

    def __format__(self, form: str) -> str:
        return format(str(self), form)

    def __sizeof__(self) -> int:
        return super().__sizeof__() + _size(self.given)

    def __reduce__(self) -> tuple[object, ...]:
        return type(self), (self.speak, *self.given)

    def __deepcopy__(self, _: object) -> Spoken:
        return self


@cache
def languages() -> frozenset[str]:
    """The languages that can be read in: English, and those that have a catalogue."""
    return frozenset({ENGLISH, *(path.parts[-3] for path in LOCALE.glob(f"*/LC_MESSAGES/{_DOMAIN}.mo"))})


def one_of_ours(*asked: str | None) -> str:
    """The first language asked for that is there, of whichever country ("fr-CH" is "fr"); else English."""
    known = (form for code in asked if code for form in (code, code.split("-")[0]))
    return next((code for code in known if code in languages()), ENGLISH)


@lru_cache
def _catalogue(code: str) -> gettext.NullTranslations:
    return gettext.translation(_DOMAIN, LOCALE, languages=[code], fallback=True)


def mark(message: str) -> str:
    """Mark a sentence for translation where it is defined (a constant); `say` it where it is shown."""
    return message


def mark_count(one: str, many: str) -> tuple[str, str]:
    """Mark the singular and the plural sentence for translation where they are defined; `count` them where shown."""
    return one, many


def say(message: str, /, **values: object) -> str:
    """The sentence in the reader's language with its named values filled in.

    Raises KeyError if the sentence names a value that was not given: a half-filled sentence is a defect.
    """
    named = names_of(message)
    if len(named) != len(values):
        values = {name: values[name] for name in named}
    return Spoken(sentence, message, values)


def named(name: str) -> Spoken:
    """A name that a rulebook or a row gives to something (a body, an article), as whoever reads calls it: in another
    language where a catalogue has it, else as it is written. It is kept in English, so that it compares as written."""
    with in_english():
        return Spoken(sentence, name.replace("{", "{{").replace("}", "}}"), {})


class BodyName(Spoken):
    """What a rulebook or a row calls a body. Its name alone does not fit into a French or a Spanish sentence, where an
    article goes with it: a translation writes {body:the}, {body:of} or {body:to} where English writes "of the {body}".
    """

    __slots__ = ()

    @property
    def written(self) -> str:
        """The name as the rulebook or the row has it, whoever reads."""
        return str(self.given[0]).format()

    def with_article(self, form: str) -> str:
        """The name as that form has it in the language in force: du Conseil, de l’Assemblée générale. A name that the
        catalogue does not know is set beside words that fit any."""
        code, asked = language.get(), WITH_ARTICLE[form].format(self.written)
        told = _catalogue(code).gettext(asked)
        return sentence(_UNKNOWN[form], {"body": self}) if told == asked and code != ENGLISH else told


WITH_ARTICLE = {"the": "the {}", "of": "of the {}", "to": "to the {}"}
"""The messages by which a catalogue knows a body, beside its name."""
_UNKNOWN = {
    "the": mark("the competent body ({body})"),
    "of": mark("of the competent body ({body})"),
    "to": mark("to the competent body ({body})"),
}


def body_name(name: str) -> BodyName:
    """The name of a body: kept in English, as `named` keeps one, and told with its article where a language has it."""
    with in_english():
        return BodyName(sentence, name.replace("{", "{{").replace("}", "}}"), {})


def in_every_language(message: str) -> frozenset[str]:
    """The sentence as any reader may have had it: what was written for one is known again by all."""
    return _in_languages(message, languages())


@cache
def _in_languages(message: str, codes: frozenset[str]) -> frozenset[str]:
    return frozenset({message, *(_catalogue(code).gettext(message) for code in codes)})


_AND = mark("{items} and {last}")


def listed(items: Sequence[object]) -> str:
    """2021; 2021 and 2022; 2020, 2021 and 2022."""
    return Spoken(_listed, *items)


def count(one: str, many: str, number: int, /, **values: object) -> str:
    """The singular or plural sentence for `number`, which the sentence may name as {number}."""
    return Spoken(plural, one, many, number, values)


SEMICOLON = mark("; ")
"""Between things in a row, with the space that a language has before it."""


def joined(between: str, parts: Iterable[object]) -> str:
    """Sentences and names one after the other, between them a sign that languages write alike, or a SEMICOLON."""
    return Spoken(_joined, between, *parts)


def paragraph(*sentences: str) -> str:
    """Sentences one after the other; one that says nothing is left out."""
    told = [sentence for sentence in sentences if sentence]
    return told[0] if len(told) == 1 else joined(" ", told)


def in_order(text: object) -> tuple[str, str]:
    """Where a name stands in an alphabetical list: É among E, ñ after n in Spanish; a capital is no other letter.

    The locale's own collation would want ICU, which is not there for all who install this; names need no more.
    """
    whole = str(text).casefold()
    letters = whole.replace("ñ", "n\uffff") if language.get() == "es" else whole
    bare = "".join(sign for sign in unicodedata.normalize("NFKD", letters) if not unicodedata.combining(sign))
    return bare, whole


def again(value: T) -> T:
    """A text in the language in force now, where it is one that was said; anything else as it is."""
    if isinstance(value, Spoken) and value.language != language.get():
        return type(value)(value.speak, *value.given)
    return value


@contextmanager
def reading_in(code: str) -> Iterator[None]:
    """While whoever reads does so in this language."""
    token = language.set(code)
    try:
        yield
    finally:
        language.reset(token)


def in_english() -> AbstractContextManager[None]:
    """While something is made that is kept and read by many: it holds no one's language."""
    return reading_in(ENGLISH)


class _Formatter(string.Formatter):
    """Fills in values, figures with the signs and names of bodies with the articles of the language in force."""

    def format_field(self, value: Any, form: str) -> str:
        if form in WITH_ARTICLE:
            return (value if isinstance(value, BodyName) else body_name(str(value))).with_article(form)
        text = format(value, form)
        return text.translate(signs(language.get())) if form or isinstance(value, Decimal | float) else text


_filled = _Formatter().vformat


@cache
def signs(code: str) -> dict[int, str]:
    """What a language writes between groups and before decimals in the place of Python's own signs."""
    if code == ENGLISH:
        return {}  # as Python writes them
    symbols = locale_of(code).number_symbols["latn"]
    return {ord(","): symbols["group"], ord("."): symbols["decimal"]}


@cache
def locale_of(code: str) -> Locale:
    """How a language writes dates and figures; English as outside the United States."""
    from babel import Locale  # here and not above: whatever reads a file in English needs none

    return Locale.parse("en_GB" if code == ENGLISH else code.replace("-", "_"))


@cache
def names_of(message: str) -> frozenset[str]:
    """The values that a sentence names; ValueError for one in another form than a figure's."""
    fields = [(name, form) for _, name, form, _ in string.Formatter().parse(message) if name is not None]
    if wrong := [name for name, form in fields if not (name.isidentifier() and _FORM.fullmatch(form or ""))]:
        raise ValueError(f"{message!r} holds {wrong} in no form for a sentence")
    return frozenset(name for name, _ in fields)


def sentence(message: str, values: Mapping[str, object]) -> str:
    """The text of a sentence in the language in force, for what remembers it by other means."""
    code = language.get()
    if code == ENGLISH or not message:
        return message.format_map(values)
    return _filled(_catalogue(code).gettext(message), (), values)


def plural(one: str, many: str, number: int, values: Mapping[str, object]) -> str:
    """The text of a counted sentence in the language in force."""
    values, code = {**values, "number": _grouped(values.get("number", number))}, language.get()
    if code == ENGLISH:
        return (one if number == 1 else many).format_map(values)
    return _filled(_catalogue(code).ngettext(one, many, number), (), values)


def _grouped(number: object) -> object:
    """A number of things, as the language writes one of four digits or more; what is a text already as it is."""
    return f"{number:,}".translate(signs(language.get())) if isinstance(number, int) else number


def _joined(between: str, *parts: object) -> str:
    return sentence(between, {}).join(map(str, parts))


def _listed(*items: object) -> str:
    if len(items) < 2:
        return "".join(map(str, items))
    told = sentence(_AND, {"items": ", ".join(map(str, items[:-1])), "last": items[-1]})
    if language.get() == "es" and _SPANISH_I.match(str(items[-1])):
        return f"{told.removesuffix(f' y {items[-1]}')} e {items[-1]}"
    return told


def _size(given: object) -> int:
    """What a said text keeps of its values in memory; a message is the program's own."""
    if isinstance(given, tuple):
        return getsizeof(given) + sum(map(_size, given[1:]))
    return getsizeof(given) + (sum(map(getsizeof, given.values())) if isinstance(given, dict) else 0)
