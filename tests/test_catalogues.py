"""Catalogues of other languages: compiled where they changed, read on the screens and in the shell."""

from __future__ import annotations

import gettext
import os
import re
import unicodedata
from collections import Counter
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po
from click.testing import CliRunner

from governance import words
from governance.cli import main
from governance.shipping.catalogues import compile_catalogues
from tests import languages
from tools.messages import TEMPLATE

WRITTEN = """
msgid ""
msgstr "Content-Type: text/plain; charset=utf-8"

msgid "Nothing was changed."
msgstr "Rien n’a été modifié."

#, fuzzy
msgid "Refused"
msgstr "Réfusés"

msgid "Open"
msgstr ""
"""


@pytest.fixture
def locale(tmp_path: Path) -> Path:
    """A folder of catalogues with a French one that nobody has compiled yet."""
    written = tmp_path / "fr" / "LC_MESSAGES" / "governance.po"
    written.parent.mkdir(parents=True)
    written.write_text(WRITTEN, encoding="utf-8")
    return tmp_path


def test_a_catalogue_is_compiled_once_and_again_when_it_changed(locale: Path) -> None:
    (read,) = compile_catalogues(locale)
    assert gettext.translation("governance", locale, ["fr"]).gettext("Nothing was changed.") == "Rien n’a été modifié."
    assert compile_catalogues(locale) == []
    written = read.with_suffix(".po")
    written.write_text(WRITTEN.replace("modifié", "changé"), encoding="utf-8")
    os.utime(written, (read.stat().st_mtime + 1,) * 2)
    assert compile_catalogues(locale) == [read]
    with read.open("rb") as file:
        assert "changé" in gettext.GNUTranslations(file).gettext("Nothing was changed.")
    assert sorted(path.name for path in read.parent.iterdir()) == ["governance.mo", "governance.po"]


def test_what_a_translator_doubts_or_leaves_is_read_in_english(locale: Path) -> None:
    compile_catalogues(locale)
    french = gettext.translation("governance", locale, ["fr"])
    assert french.gettext("Refused") == "Refused"
    assert french.gettext("Open") == "Open"


CATALOGUES = sorted(words.LOCALE.glob("*/LC_MESSAGES/*.po"))


@pytest.fixture(params=CATALOGUES, ids=[path.parts[-3] for path in CATALOGUES])
def catalogue(request: pytest.FixtureRequest) -> Catalog:
    """What the translators of one language have written."""
    with request.param.open("rb") as file:
        return read_po(file, locale=request.param.parts[-3], abort_invalid=True)


def said(message: Message) -> list[str]:
    """A message's translation, in each of the forms that it has."""
    return [message.string] if isinstance(message.string, str) else list(message.string or ())


def test_there_are_the_languages_of_the_united_nations_that_iom_works_in() -> None:
    assert [path.parts[-3] for path in CATALOGUES] == ["es", "fr"]


def test_every_message_is_translated_and_none_that_is_gone(catalogue: Catalog) -> None:
    with TEMPLATE.open("rb") as file:
        wanted = {message.id for message in read_po(file) if message.id}
    there = {message.id for message in catalogue if message.id and all(said(message))}
    assert not [message for message in wanted if message not in there], "translate them in the .po"
    assert not [message for message in there if message not in wanted], "no longer said: take them out of the .po"
    assert not [message.id for message in catalogue if message.id and message.fuzzy]


def test_plurals_and_values_fit(catalogue: Catalog) -> None:
    """A counted message has the forms of its language, and names the values of the English one, in forms for figures
    and, of a body, with the article of the language; what is bold, a link, an icon or for the program stays so."""
    off = []
    for message in catalogue:
        if not message.id:
            continue
        assert message.pluralizable == (not isinstance(message.string, str)), message.id
        if message.pluralizable:
            assert len(said(message)) == catalogue.num_plurals, message.id
        english = [kept(text) for text in ([message.id] if isinstance(message.id, str) else message.id)]
        off += [(message.id, text) for text in said(message) if text and kept(text) not in english]
    assert not off


_SHORTENED = re.compile(r"\b(?:de|que|le|la|ce) \{(?:month|state|states)\}", re.IGNORECASE)


def test_a_french_word_that_a_vowel_shortens_stands_before_no_name() -> None:
    """“d’avril” and “d’Haïti”, but “de mars”: a sentence that holds for all of them puts the name elsewhere."""
    assert _SHORTENED.search("versement reçu de {month}")
    with next(path for path in CATALOGUES if "fr" in path.parts).open("rb") as file:
        assert not [text for message in read_po(file) for text in said(message) if _SHORTENED.search(text)]


_LOOSE = {"fr": re.compile(r"(?<=[^\s>]) [:;!?%»]|« "), "es": re.compile(r"(?<=[\d}*]) %")}
"""A space at which a line would break off a sign that belongs to what stands before it."""


def test_no_line_begins_with_a_sign_and_none_is_unseen(catalogue: Catalog) -> None:
    loose = _LOOSE[str(catalogue.locale)]
    assert loose.search("65 % : « oui »" if str(catalogue.locale) == "fr" else "65 %")
    texts = [text for message in catalogue if message.id for text in said(message)]
    assert not [text for text in texts if loose.search(text)]
    assert not [text for text in texts if any(unicodedata.category(sign) == "Cc" and sign != "\n" for sign in text)]


_KEPT = re.compile(r"\{[^}]*\}|<[^>]*>|\]\([^)]*\)|:[a-z-]+\[|:material/\w+:|`[^`]*`|\*\*")


def kept(text: str) -> Counter[str]:
    """What a translator takes over as it is, and how often."""
    return Counter(_KEPT.findall(_ARTICLE.sub("{body}", text)))


_ARTICLE = re.compile(r"\{body:(?:the|of|to)\}")


def test_a_translation_that_loses_a_value_would_be_seen() -> None:
    assert kept("**{amount}** by {day}") != kept("**{amount}** le {jour}")
    assert kept("[Open]({link})") != kept("[Ouvrir]")


def shell(*line: str, **environment: str) -> str:
    """What the shell answers where the environment asks for these languages; outside, English is read as before."""
    unset = {"LC_ALL": None, "LC_MESSAGES": None, "LANG": None, "LANGUAGE": None}
    with languages.reading_in(words.ENGLISH):
        result = CliRunner().invoke(main, line, env={**unset, **environment})
        assert words.language.get() == words.ENGLISH
    return result.output


HELP = "Make a ledger: empty, with the published facts, or with the demonstration."
GREEK = languages.in_letters("el", HELP)
BULGARIAN = languages.in_letters("bg", HELP)


def test_the_shell_reads_in_the_language_asked_for_else_in_the_systems() -> None:
    def told(*line: str, **environment: str) -> str:
        return " ".join(shell(*line, "init", "--help", **environment).split())

    assert GREEK in told("--language", "el")
    assert GREEK in told(LANG="el_GR.UTF-8")
    assert BULGARIAN in told(LANG="el_GR.UTF-8", LC_ALL="bg_BG.UTF-8"), "this one goes before the other"
    assert BULGARIAN in told(LANG="el_GR.UTF-8", LANGUAGE="tlh:bg"), "the first that is there"
    assert HELP in told("--language", "en", LANG="el_GR.UTF-8")
    assert all(HELP in told(LANG=plain, LANGUAGE="bg") for plain in ("C", "C.UTF-8", "POSIX", ""))
    assert HELP in told(LANG="tlh"), "English where there is no other"


def test_a_language_that_is_not_there_is_refused_with_those_that_are() -> None:
    assert "tlh is not there; bg, el and en are." in " ".join(shell("--language", "tlh", "tables").split())


_NUMBER = re.compile(r"\{(\w+)(?::[^}]*)?\}\*{0,2} (?:observer |new |other )?([A-Za-z]+s)\b")
_NEVER_ONE = {
    "limit", "most", "wait", "digits",  # bounds of ours, all of them larger
    "share",  # of a seat's Members: a rule has one seat in three
}  # fmt: skip
_SEVERAL = (
    "all {number} rows", "A term on {body} lasts {years} years", "Terms of the last {years} years", "Give at most {number} characters.", "Name at most {number} States.",
    "has {number} characters", "more than {number} decimals", "The last {years} years", "ten of them", "ten largest", "What follows if {number} States join",
    "{agreeing} of {rows} rows", "all {number} assessments changed alike", "or more by a two-thirds majority",
    "Of {members} Members, {with_vote}", "**{areas} service areas**",
    "The link names {number} values", "A worksheet holds {rows:,} rows", "States are assessed the same", "up to {total}",
)  # fmt: skip
"""Messages that are said of many only: of more than ten, or of what our own bounds allow."""


def uncounted(template: Catalog) -> list[str]:
    """Messages with a number before a noun in the plural that have no singular: some day they say "1 Members".

    What is a noun is taken from the counted messages: what follows a number in their plural.
    """
    counted = (message.id for message in template if isinstance(message.id, tuple))
    nouns = {noun for one, many in counted for _, noun in _NUMBER.findall(many) if noun not in one}
    single = (message.id for message in template if isinstance(message.id, str))
    return [
        text
        for text in single
        if not any(words in text for words in _SEVERAL)
        and any(name not in _NEVER_ONE and noun in nouns for name, noun in _NUMBER.findall(text))
    ]


def test_a_number_before_a_noun_is_counted() -> None:
    with TEMPLATE.open("rb") as file:
        template = read_po(file)
    assert not uncounted(template)
    template.add("Here are {number} Members")
    assert uncounted(template) == ["Here are {number} Members"]
