"""The field's terms: each means one thing, is said in every language, and stands behind the words that hold it."""

from __future__ import annotations

import pytest

from governance import words
from governance.glossary import entries, named_in
from tests.languages import STRANGE, in_letters, reading_in
from tests.shipped import open_page


def terms_in(text: str) -> list[str]:
    """The terms that stand in a text, by their English names."""
    return [entry.term for entry in named_in(text)]


def test_each_term_stands_once_with_a_sentence_that_explains_it_in_other_words() -> None:
    terms = [entry.term for entry in entries()]
    assert len({term.casefold() for term in terms}) == len(terms)
    assert all(entry.definition.endswith(".") for entry in entries())
    assert not [entry for entry in entries() if entry.definition.casefold().startswith(entry.term.casefold())]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Arrears of CHF 3 reach the threshold", ["arrears", "threshold"]),
        ("The threshold for arrears, and arrears again", ["threshold", "arrears"]),  # in their order, each once
        ("Two payment plans", ["payment plan"]),
        ("Assessed contributions by year", ["assessed contribution"]),
        ("The scale of assessments", ["scale of assessment"]),  # and not "assessment", which stands within it
        ("What was reassessed, and thresholders of doors", []),
        ("", []),
    ],
)
def test_a_term_is_found_in_a_text_whatever_its_number(text: str, found: list[str]) -> None:
    assert terms_in(text) == found


def test_a_term_is_found_in_the_language_of_the_reader() -> None:
    code = STRANGE[0]
    with reading_in(code):
        assert terms_in(in_letters(code, "the arrears of all")) == ["arrears"]
        assert terms_in("the arrears of all") == []


@pytest.mark.usefixtures("shipped")
def test_behind_a_chart_s_title_and_a_figure_stand_the_terms_that_they_hold() -> None:
    app = open_page("arrears_and_voting", ledger="demonstration", state="XDU")
    meaning = next(entry.definition for entry in entries() if entry.term == "arrears")
    helped = [*(head.proto.help for head in app.header), *(metric.help for metric in app.metric)]
    assert any(meaning in told for told in helped)


@pytest.mark.usefixtures("shipped")
def test_one_page_lists_all_terms_in_the_order_of_the_reader_s_language() -> None:
    with reading_in(words.ENGLISH):
        (listed,) = (one.proto.body for one in open_page("terms").get("html") if "<dl>" in one.proto.body)
    places = [listed.index(f"<b>{entry.term}</b>") for entry in sorted(entries(), key=lambda one: one.term.casefold())]
    assert places == sorted(places)
