"""Every view has a link; a link that is wrong is refused in words, never shown as another State or date."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

import pytest

from governance.names import printed
from governance.ui.shell.link import not_a_value
from tests.shipped import PAGES, TODAY, links_in, open_page, shipped_books, unlinked, words_on

pytestmark = pytest.mark.usefixtures("shipped")

WRONG = [
    ({"ledger": "../../etc/passwd"}, "ledger"),
    ({"ledger": "nosuch"}, "ledger"),
    ({"ledger": "demonstration", "as_of": "2024-02-30"}, "2024-02-30"),
    ({"ledger": "demonstration", "as_of": "yesterday"}, "yesterday"),
    ({"ledger": "demonstration", "as_of": "1850-01-01"}, "1850-01-01"),
    ({"ledger": "demonstration", "version": "9999"}, "9999"),
    ({"ledger": "demonstration", "version": "-1"}, "-1"),
    ({"ledger": "demonstration", "version": "two"}, "two"),
    ({"ledger": "demonstration", "version": "²"}, "²"),
    ({"ledger": "demonstration", "version": "9" * 3999}, "999"),
    ({"ledger": "demonstration", "version": "9" * 5000}, "5000 characters"),
    ({"ledger": "demonstration", "nobody_asks_for": "9" * 5000}, "5000 characters"),
    ({"ledger": "demonstration", **{f"x{number}": "1" for number in range(99)}}, "names 101 values"),
    ({"ledger": "demonstration", "state": "XQX"}, "XQX"),
    ({"ledger": "demonstration", "state": "FRA"}, "FRA"),
    ({"ledger": "iom", "state": "Atlantis"}, "Atlantis"),
]


@pytest.mark.parametrize(("link", "told"), WRONG)
def test_a_wrong_link_is_refused_in_words(link: dict[str, str], told: str) -> None:
    app = open_page(**link)
    assert not app.exception
    assert told in "\n".join(str(error.value) for error in app.error)
    assert not app.title, "no page may stand in the place of what the link asked for"
    assert not app.metric


def test_of_a_state_that_is_not_there_the_page_offers_a_choice_in_the_same_ledger() -> None:
    app = open_page("statement", ledger="demonstration", as_of=TODAY.isoformat(), state="XDR")
    (again,) = (button for button in app.button if button.label == "Choose a State")
    again.click().run()
    assert not app.error
    assert [box.key for box in app.selectbox if box.key == "pick_state"]
    assert app.query_params["ledger"] in ("demonstration", ["demonstration"])
    assert "state" not in app.query_params


def test_the_refusal_says_what_the_link_asked_for_and_what_there_is() -> None:
    problem = not_a_value("year", "1850", "Year")
    assert problem.rule == "link-value"
    assert "“1850” as “Year”" in problem.message


def test_a_wrong_year_is_refused_on_its_page() -> None:
    app = open_page("assessed_budget", ledger="iom", year="1850")
    assert "1850" in "\n".join(str(error.value) for error in app.error)
    assert not app.header


def test_a_refused_link_has_a_way_out() -> None:
    app = open_page(ledger="demonstration", as_of="never")
    app.button[0].click().run()
    assert not app.error
    assert app.title[0].value == "Today"


def test_a_link_names_ledger_date_version_and_state() -> None:
    app = open_page("arrears_and_voting", ledger="demonstration", as_of="2019-07-01", version="20", state="XDU")
    assert not app.error, words_on(app)
    text = words_on(app)
    assert "1 July 2019" in text
    assert "version 20" in text
    assert "Drumavessa" in text
    written = next(str(code.value) for code in app.code if "ledger=" in str(code.value))
    for part in ("ledger=demonstration", "as_of=2019-07-01", "version=20", "state=XDU"):
        assert part in written


def test_the_copied_link_writes_out_what_is_left_to_defaults() -> None:
    app = open_page(ledger="iom")
    written = next(str(code.value) for code in app.code if "ledger=" in str(code.value))
    assert "ledger=iom" in written
    assert "version=" in written


def test_what_is_chosen_survives_a_change_of_page() -> None:
    app = open_page(ledger="demonstration", as_of="2015-03-31", state="XDU")
    app.switch_page("pages/committee/assessed_budget.py").run()
    assert "31 March 2015" in words_on(app)
    assert "Drumavessa" in words_on(app)
    app.selectbox(key="choose_year").select("2012").run()
    app.switch_page("pages/committee/overview.py").run()
    app.switch_page("pages/committee/assessed_budget.py").run()
    assert app.selectbox(key="choose_year").value == "2012"


def test_another_ledger_forgets_a_state_that_it_does_not_have() -> None:
    app = open_page(ledger="demonstration", state="XDU")
    app.selectbox(key="choose_ledger").select("iom").run()
    assert not app.error
    assert app.selectbox(key="choose_state").value is None


def test_an_older_version_still_answers_as_it_did() -> None:
    before = open_page("arrears_and_voting", ledger="demonstration", version="7")
    assert not before.exception
    assert "What Members owe" in words_on(before) or "outstanding" in words_on(before)


def test_any_session_can_be_asked_about_and_is_in_the_link() -> None:
    app = open_page("statement", ledger="demonstration", state="XIB", session="100")
    assert not app.error, words_on(app)
    assert app.selectbox(key="choose_session").value == "100"
    assert "At the opening on" in words_on(app)


def test_a_link_that_says_one_thing_twice_is_refused_once_until_it_is_left() -> None:
    app = open_page(ledger="demonstration", state=["XDU", "XAB"], version=["1", "2"])  # type: ignore[arg-type]
    told = [str(error.value) for error in app.error]
    assert len(told) == 1
    assert "more than one value for state, version" in told[0].replace("\\", "")
    assert not app.title
    assert len(app.run().error) == 1, "it stays refused"
    app.button[0].click().run()
    assert not app.error
    assert app.title[0].value == "Today"


@pytest.mark.parametrize(
    ("named", "told"),
    [
        ({"joins": ",".join(f"q{number}:2030" for number in range(300))}, "300 are named"),
        ({"growth": "1," * 1500}, "second value for all years"),
        ({"growth": "9" * 5000}, "5000 characters"),
        ({"base": "9" * 3000}, "999"),
        ({"until": "²"}, "²"),
        ({"level": "1e-99999"}, "above zero"),
    ],
)
def test_a_scenario_of_a_link_is_bounded(named: dict[str, str], told: str) -> None:
    app = open_page("what_if", ledger="demonstration", **named)
    assert not app.exception
    errors = [str(error.value) for error in app.error]
    assert len(errors) == 1
    assert told in errors[0]


@pytest.mark.parametrize("page", [name for _, name in PAGES if name != "statement"])
def test_every_name_of_a_state_in_a_sentence_or_a_title_opens_its_statement(page: str) -> None:
    codes = [str(code) for code in shipped_books("demonstration").ask("states", TODAY).column("state")]
    app = open_page(page, ledger="demonstration", state="XDU")
    told = [str(each.value) for kind in ("header", "markdown", "caption") for each in getattr(app, kind)]
    told = [words for words in told if not words.startswith(">")]  # words of a document stay as they are
    for code in codes:
        name = rf"(?<!\w){re.escape(printed(code))}(?!\w)"
        assert not [words for words in map(unlinked, told) if re.search(name, words)], printed(code)
    for link in map(urlsplit, (link for words in told for link in links_in(words))):
        assert link.path == "my_state"
        assert parse_qs(link.query).keys() >= {"ledger", "as_of", "state"}, "with all that is in view"


def test_a_name_in_a_sentence_is_text_on_paper() -> None:
    app = open_page("assessed_budget", ledger="demonstration", state="XDU", print="1")
    told = [str(each.value) for kind in ("header", "markdown") for each in getattr(app, kind)]
    assert any(printed("XDU") in words for words in told)
    assert not [link for words in told for link in links_in(words)]
