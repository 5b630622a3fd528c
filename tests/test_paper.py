"""A page that is printed: the same answers on A4, in light, without what only a screen can do."""

from __future__ import annotations

import io
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from governance.names import printed
from governance.ui.shell.places import PLACES
from governance.ui.shell.style import WIDTH
from tests.browsing import is_whole, open_at, settled
from tests.shipped import TODAY, open_page, shipped_books, words_on

VIEW = f"ledger=demonstration&as_of={TODAY.isoformat()}"
A4 = (595, 842)
"""Width and height in points."""


def on_paper(browser: Browser, address: str, path: str, *, width: int = 1280) -> tuple[Page, list[str]]:
    """A page as a reader sees it whose machine is dark, and the texts of its sheets as Chromium prints them."""
    page = browser.new_page(viewport={"width": width, "height": 800}, color_scheme="dark")
    page.add_init_script("window.print = () => { window.printed = true }")
    page.goto(f"{address}/{path}?{VIEW}&print=1")
    settled(page)
    for _ in range(600):  # a minute: it waits until charts are drawn
        if page.evaluate("window.printed"):
            break
        page.wait_for_timeout(100)
    assert page.evaluate("window.printed"), "a page that fails is not printed"
    made = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    assert all(tuple(round(float(side)) for side in sheet.mediabox[2:]) == A4 for sheet in made.pages)
    return page, [sheet.extract_text() for sheet in made.pages]


@pytest.mark.parametrize("width", [1280, 390])
def test_a_printed_page_is_on_a4_in_light_without_menu_head_and_buttons(
    browser: Browser, address: str, width: int
) -> None:
    page, sheets = on_paper(browser, address, "today", width=width)
    assert page.evaluate("getComputedStyle(document.querySelector('[data-testid=stApp]')).colorScheme") == "light"
    text = "\n".join(sheets)
    assert "a made-up organization · as of 22 November 2026" in sheets[0]
    assert "Today\n" in sheets[0]
    assert f"{urlsplit(address).netloc}/today?" in text.replace("\n", ""), "where the same is on the screen"
    for place in PLACES[1:]:
        assert f"\n{place.title}\n" not in text
    for gone in ("stSidebar", "stHeader", "stButton", "stDownloadButton", "stMenuButton", "stPopover"):
        assert page.locator(f"[data-testid={gone}]:visible").count() == 0, gone
    page.close()


def test_a_printed_page_names_every_member_and_each_sheet_of_a_table_its_heads(browser: Browser, address: str) -> None:
    page, sheets = on_paper(browser, address, "arrears_and_votes")
    owing = [printed(row.text("state")) for row in shipped_books("demonstration").ask("balances", TODAY).dicts()]
    assert len(owing) > 50
    assert not [name for name in owing if name not in "".join(sheets)]
    heads = sum("Assessed" in sheet and "Received" in sheet for sheet in sheets)
    tables = page.locator("thead", has_text="Assessed").filter(has_text="Received").count()
    assert heads > tables, "a table that goes on has its heads again"
    page.close()


@pytest.mark.parametrize("path", ["arrears_and_votes", "zero_nominal_growth", "staffing_and_offices"])
def test_nothing_on_paper_is_wider_than_the_sheet(browser: Browser, address: str, path: str) -> None:
    page, _ = on_paper(browser, address, path)
    page.emulate_media(media="print")
    page.set_viewport_size({"width": WIDTH, "height": 900})
    settled(page)
    widths = "all => all.map(one => one.getBoundingClientRect().width)"
    assert max(page.locator("table").evaluate_all(widths)) <= WIDTH
    charts = page.locator("[data-testid=stMain] [data-testid=stVegaLiteChart]").evaluate_all(widths)
    assert max(charts) > 0.9 * WIDTH, "at the width of the page"
    assert max(charts) <= WIDTH
    page.close()


def test_the_button_in_the_head_opens_the_page_for_paper_with_everything_written_out(
    browser: Browser, address: str
) -> None:
    page = open_at(browser, f"{address}/my_state?ledger=demonstration&state=XDU", width=390)
    is_whole(page)
    with page.expect_popup() as opened:
        page.locator(".st-key-head").get_by_role("link", name="Print").press("Enter")
    paper = opened.value
    settled(paper)
    said = parse_qs(urlsplit(paper.url).query)
    assert said["print"] == ["1"]
    assert said["state"] == ["XDU"]
    assert {"as_of", "version", "ledger"} <= said.keys()
    expect(paper.locator(".st-key-head")).to_have_count(0)


@pytest.mark.usefixtures("shipped")
def test_a_page_for_paper_leads_back_to_the_screen() -> None:
    app = open_page("statement", ledger="demonstration", state="XDU", print="1")
    assert not app.exception
    assert not app.menu_button
    (back,) = (line for line in words_on(app).split("\n") if line.startswith("The same on the screen"))
    assert "state=XDU" in back
    assert "print=1" not in back
    assert not [one for one in app.get("page_link") if "print=1" in one.proto.query_string]
