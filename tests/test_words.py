"""Every sentence that a user reads is a message with named values, whole, so that it can be translated."""

from __future__ import annotations

import ast
import gettext
import re
import string
from collections.abc import Iterator
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from hypothesis import given
from hypothesis import strategies as st

from governance.wording import exact, in_short, in_words
from governance.words import LOCALE, WITH_ARTICLE, count, in_order, language, listed, reading_in, say
from tests.sources import SCREENS, SPEAKING, calls, nodes, none_offend

NOT_WORDS = {"key", "icon", "format", "page_icon", "on_click", "file_name"}
"""Arguments of Streamlit's calls that are for the program."""


def called(call: ast.Call) -> str:
    """The dotted name of what is called."""
    return ast.unparse(call.func)


def spoken_in(path: Path) -> set[str]:
    """What a file imports from governance.words; itertools has a `count` too."""
    imports = (node for node in nodes(path) if isinstance(node, ast.ImportFrom))
    return {
        alias.name
        for node in imports
        if node.module in ("governance.words", "governance.ui.parts.words")
        for alias in node.names
    }


def is_words(node: ast.AST) -> bool:
    """Whether an argument is a text for people, written out: it has a space or a capital letter. Keys have neither."""
    if isinstance(node, ast.Constant):
        return isinstance(node.value, str) and bool(re.search(r"[^\W\d] +\w|\w +[^\W\d]|^[A-Z]", node.value))
    if isinstance(node, ast.JoinedStr):
        return any(is_words(value) for value in node.values if isinstance(value, ast.Constant))
    return (
        isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add) and (is_words(node.left) or is_words(node.right))
    )


NOT_SHOWN = ("st.container", "st.session_state.get", "st.session_state.pop", "st.html", "st.switch_page")


def unsaid(path: Path) -> Iterator[str]:
    for call in calls(path):
        if not called(call).startswith(("st.", "left.", "right.", "column.", "tab.")) or "query_params" in called(call):
            continue
        shown = [*call.args, *(word.value for word in call.keywords if word.arg not in NOT_WORDS)]
        if called(call) not in NOT_SHOWN:
            yield from (f"line {call.lineno}: {called(call)}: {ast.unparse(node)}" for node in shown if is_words(node))


def test_what_a_screen_shows_is_said() -> None:
    """st.markdown("Hello") cannot be translated; st.markdown(say("Hello")) can."""
    none_offend(SCREENS, unsaid)


def badly_filled(path: Path) -> Iterator[str]:
    spoken = {"say", "mark", "count", "mark_count"} & spoken_in(path)
    for call in calls(path):
        if called(call) not in spoken:
            continue
        messages = call.args[:2] if called(call) in ("count", "mark_count") else call.args[:1]
        given = {word.arg for word in call.keywords} | ({"number"} if called(call) == "count" else set())
        for message in messages:
            if isinstance(message, ast.JoinedStr | ast.BinOp):
                yield f"line {call.lineno}: a message is a constant"
            if not isinstance(message, ast.Constant) or called(call).startswith("mark") or None in given:
                continue
            named = {name for _, name, _, _ in string.Formatter().parse(str(message.value)) if name is not None}
            if not all(name.isidentifier() for name in named):
                yield f"line {call.lineno}: values have names"
            if not named <= given:
                yield f"line {call.lineno}: not given: {named - given}"
            if called(call) != "count" and given - named:
                yield f"line {call.lineno}: never said: {given - named}"


def test_a_message_is_one_whole_text_with_named_values() -> None:
    none_offend(SPEAKING, badly_filled)


def pieces(path: Path) -> Iterator[str]:
    for node in nodes(path):
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
            for side, other in ((node.left, node.right), (node.right, node.left)):
                if isinstance(side, ast.Call) and called(side) == "say" and is_words(other):
                    yield f"line {node.lineno}: {ast.unparse(node)}"


def test_a_sentence_is_not_put_together_from_pieces() -> None:
    """Other languages have another order: `say("... in {place}", place=place)`, not `say("... in ") + place`."""
    none_offend(SPEAKING, pieces)


def test_a_half_filled_sentence_is_a_defect() -> None:
    with pytest.raises(KeyError):
        say("{who} is missing.")
    assert say("") == ""


def test_one_and_many_have_their_own_sentence() -> None:
    sentence = ("{number} row of {table}.", "{number} rows of {table}.")
    assert [count(*sentence, number, table="scale") for number in (0, 1, 2)] == [
        "0 rows of scale.", "1 row of scale.", "2 rows of scale."]  # fmt: skip


def test_a_sentence_is_said_in_the_readers_language(monkeypatch: pytest.MonkeyPatch) -> None:
    class French(gettext.NullTranslations):
        def gettext(self, message: str) -> str:
            return {"In {year}": "En {year}"}.get(message, message)

    monkeypatch.setattr(
        "governance.words._catalogue", lambda code: French() if code == "fr" else gettext.NullTranslations()
    )
    token = language.set("fr")
    try:
        assert say("In {year}", year=2024) == "En 2024"
    finally:
        language.reset(token)
    assert say("In {year}", year=2024) == "In 2024"


def test_a_day_is_written_as_its_language_has_it() -> None:
    first, second = date(2027, 1, 1), date(2027, 1, 2)
    told = {}
    for code in ("en", "fr", "es"):
        with reading_in(code):
            told[code] = [str(in_words(first)), str(in_words(second)), str(in_short(first))]
    assert told == {
        "en": ["1 January 2027", "2 January 2027", "1 Jan 2027"],
        "fr": ["1er janvier 2027", "2 janvier 2027", "1er janv. 2027"],
        "es": ["1 de enero de 2027", "2 de enero de 2027", "1 ene 2027"],
    }


def test_names_stand_where_a_reader_looks_for_them() -> None:
    names = ["Zambie", "États-Unis", "Égypte", "Espagne", "éthiopie"]
    assert sorted(names, key=in_order) == ["Égypte", "Espagne", "États-Unis", "éthiopie", "Zambie"]
    with reading_in("es"):
        assert sorted(["Nubia", "Ñandú", "Oz", "Níger"], key=in_order) == ["Níger", "Nubia", "Ñandú", "Oz"]


def test_the_spanish_and_gives_way_to_the_sound_of_its_own() -> None:
    with reading_in("es"):
        told = [str(listed(["Malta", last])) for last in ("Italia", "Hungría", "Irlanda", "Islandia", "Túnez")]
    assert told == ["Malta e Italia", "Malta y Hungría", "Malta e Irlanda", "Malta e Islandia", "Malta y Túnez"]


_WHOLE_BY_PROOF = {"total", "missed"}  # the proof that rows are in whole units
_COUNTED = {"limit", "rows", "columns"}


def test_no_sentence_gives_an_amount_a_form_that_drops_its_decimals() -> None:
    """Amounts come to a sentence in words already, or by two decimals; what is only grouped is a count."""
    with (LOCALE / "governance.pot").open("rb") as file:
        messages = [text for one in read_po(file) for text in ([one.id] if isinstance(one.id, str) else one.id) if text]
    forms = {
        (name, form)
        for text in messages
        if "{" in text
        for _, name, form, _ in string.Formatter().parse(text)
        if name and form and form not in WITH_ARTICLE
    }
    assert forms, "sentences that write figures by a form"
    wrong = {
        (name, form)
        for name, form in forms
        if not (
            form in (",.2f", "+f") or (form == "," and name in _COUNTED) or (form == ",.0f" and name in _WHOLE_BY_PROOF)
        )
    }
    assert not wrong


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=4))
def test_an_amount_has_its_two_decimals_and_more_only_where_it_is_wrong(value: Decimal) -> None:
    cents = value.quantize(Decimal("0.01"), ROUND_HALF_UP)
    written = {exact(value), exact(value.normalize())}
    assert len(written) == 1, "however many zeros it came with"
    (text,) = written
    assert Decimal(text.replace(",", "")) == value
    decimals = text.partition(".")[2]
    assert len(decimals) == 2 if cents == value else len(decimals) > 2
    assert all(len(group) == 3 for group in text.lstrip("-").partition(".")[0].split(",")[1:])


@pytest.mark.parametrize(
    ("code", "told"), [("en", "12,345 rows"), ("fr", "12\u202f345 lignes"), ("es", "12.345 filas")]
)
def test_what_is_counted_is_grouped_as_its_language_groups(code: str, told: str) -> None:
    with reading_in(code):
        assert count("{number} row", "{number} rows", 12345) == told
        assert count("{number} row", "{number} rows", 12345, number="many") == f"many {told.rpartition(' ')[2]}"
