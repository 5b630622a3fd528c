"""What stands above every page: the choice of the language by its own name, and that a link keeps it."""

from __future__ import annotations

from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from playwright.sync_api import Browser, expect
from streamlit.testing.v1 import AppTest

from governance.names import printed
from governance.ui.shell.frame import own_name
from governance.words import ENGLISH
from tests.browsing import open_at, settled
from tests.languages import STRANGE, reading_in
from tests.shipped import TODAY, open_page

pytestmark = pytest.mark.usefixtures("shipped")


def told_to_the_browser(app: AppTest) -> str:
    """The language that the page names for whoever has it read aloud."""
    (body,) = (html.proto.body for html in app.get("html") if 'id="language-in-force"' in html.proto.body)
    return str(body.split('lang="')[1].split('"')[0])


def test_a_language_is_listed_by_its_own_name() -> None:
    assert [own_name(code) for code in ("en", "fr", "es", "el", "pt-BR")] == [
        "English", "Français", "Español", "Ελληνικά", "Português"]  # fmt: skip


def test_the_languages_that_are_there_can_be_chosen_and_the_link_keeps_the_choice() -> None:
    with reading_in(ENGLISH):
        app = open_page("rules", ledger="demonstration", language=STRANGE[0])
        choice = app.menu_button(key="choose_language")
        assert (choice.label, choice.options) == ("Ελληνικά", ["English", "Ελληνικά", "Български"])
        assert told_to_the_browser(app) == STRANGE[0]
        choice.click(STRANGE[1]).run()
        assert app.query_params["language"] == STRANGE[1]
        assert app.title[0].value == "𝗥𝘂𝗹𝗲𝘀"
        assert told_to_the_browser(app) == STRANGE[1]
        assert app.query_params["ledger"] == "demonstration", "the rest of the link stays"
        app.menu_button(key="choose_language").click(ENGLISH).run()
        assert app.title[0].value == "Rules"


def test_a_language_once_chosen_goes_along_to_other_pages_and_ledgers() -> None:
    with reading_in(ENGLISH):
        app = open_page("rules", ledger="demonstration", language=STRANGE[0])
        app.switch_page("pages/about/sources.py").run()
        assert app.title[0].value == "𝐒𝐨𝐮𝐫𝐜𝐞𝐬"
        app.selectbox(key="choose_ledger").select("iom").run()
        assert app.title[0].value == "𝐒𝐨𝐮𝐫𝐜𝐞𝐬"


@pytest.mark.parametrize("width", [1280, 390])
def test_a_reader_chooses_a_language_in_the_head_at_every_width(browser: Browser, address: str, width: int) -> None:
    """By keyboard alone; the page, its menu and what it is read aloud in follow, and so does the next page."""
    page = open_at(browser, f"{address}/my_state?ledger=demonstration&language=fr&state=XDU", width=width)
    expect(page.locator("html")).to_have_attribute("lang", "fr")
    head = page.locator(".st-key-head")
    room = head.bounding_box()
    assert room is not None
    assert room["height"] < (60 if width == 1280 else 120), "one line, on a telephone two"
    head.get_by_role("button", name="Français").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("menuitem")).to_have_text(["English", "Español", "Français"])
    page.wait_for_timeout(300)  # the menu opens with a movement, and takes keys after it
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("menuitem", name="Español")).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**language=es**")
    settled(page)
    expect(page.locator("html")).to_have_attribute("lang", "es")
    assert "state=XDU" in page.url
    if width == 1280:
        page.get_by_role("link", name="Hoy").click()
        page.wait_for_url("**/today**language=es**")
        settled(page)
        expect(page.get_by_role("heading", level=1)).to_have_text("Hoy")


def test_where_a_ledger_is_not_there_the_language_can_still_be_chosen() -> None:
    app = open_page("rules", ledger="nosuch")
    assert app.error
    assert app.menu_button(key="choose_language").label == "English"


def test_the_menu_of_a_telephone_leaves_the_page_that_was_asked_for_in_sight(browser: Browser, address: str) -> None:
    page = open_at(browser, f"{address}/today?ledger=demonstration", width=390)
    page.get_by_test_id("stExpandSidebarButton").click()
    page.get_by_test_id("stSidebar").get_by_role("link", name="Finance").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Hand in spreadsheets")
    expect(page.get_by_test_id("stSidebar")).not_to_be_in_viewport()


VIEW = {"ledger": "demonstration", "as_of": TODAY.isoformat(), "state": "XDU"}


def test_the_menu_and_names_lead_with_all_that_is_in_view_also_into_a_new_tab(browser: Browser, address: str) -> None:
    page = open_at(browser, f"{address}/assessed_budget?{urlencode(VIEW)}&section=largest", width=1280)
    with page.context.expect_page() as opened:
        page.locator("[data-testid=stTopNavLink]", has_text="Membership").click(modifiers=["ControlOrMeta"])
    said = parse_qs(urlsplit(opened.value.url).query)
    assert {name: said[name] for name in VIEW} == {name: [text] for name, text in VIEW.items()}
    assert "section" not in said, "a part of another page"
    opened.value.close()
    page.locator("[data-testid=stMarkdownContainer] a", has_text=printed("XDU")).first.click()
    page.wait_for_url("**/my_state?**")
    settled(page)
    assert len(page.context.pages) == 1, "a name leads there in the same tab"
    expect(page.get_by_role("heading", level=1, name=printed("XDU"))).to_be_visible()


def test_what_is_folded_is_made_when_it_is_opened_by_keyboard_and_in_the_language_of_the_page(
    browser: Browser, address: str
) -> None:
    page = open_at(browser, f"{address}/assessed_budget?{urlencode(VIEW)}&language=fr", width=1280)
    fold = page.locator("[data-testid=stExpander]").first
    expect(fold.locator("table")).to_have_count(0)
    fold.locator("summary").press("Enter")
    expect(fold.locator("table")).to_be_visible()
    expect(fold.get_by_role("link", name="Télécharger")).not_to_have_count(0)
    expect(fold.get_by_role("columnheader", name="Année")).to_be_visible()
