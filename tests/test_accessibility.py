"""Every place for every eye and hand: axe-core finds nothing of ours, keys alone are enough, nothing moves unasked.

What axe-core finds in parts that Streamlit makes and no setting changes is listed here and in docs/accessibility.md.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, FileChooser, Page, expect

from governance.names import printed
from governance.settings import ROOT
from governance.ui.shell.places import PLACES
from tests.browsing import go, is_whole, open_at, settled, unfold
from tests.shipped import TODAY

VIEW = f"ledger=demonstration&as_of={TODAY.isoformat()}"
ADDRESSES = [tab.address for place in PLACES for tab in place.tabs]
STREAMLITS = {
    ("presentation-role-conflict", "stFileUploaderDropzone"): "the area onto which files are dropped",
    ("svg-img-alt", "metric_chart"): "the small line in a figure's box",
}
"""What axe-core finds in Streamlit's own parts: the rule and what its element is known by; which part that is."""
HALF = {"width": 640, "height": 360}
"""A screen of 1280 x 720 at 200 %."""


def findings(page: Page, part: str | None = None) -> list[str]:
    """What axe-core says against a page, or a part of it, less what is Streamlit's own."""
    violations: list[dict[str, Any]] = Axe().run(page, context=part).response["violations"]
    return [
        f"{violation['id']}: {' '.join(map(str, node['target']))}: {node['html'][:200]}"
        for violation in violations
        for node in violation["nodes"]
        if not any(violation["id"] == rule and part in f"{node['target']} {node['html']}" for rule, part in STREAMLITS)
    ]


@pytest.mark.parametrize("address_of_page", ADDRESSES)
def test_a_page_is_for_everyone_in_light_and_dark_and_at_twice_the_size(
    window: Page, address: str, address_of_page: str
) -> None:
    page = window
    go(page, f"{address}/{address_of_page}?{VIEW}&state=XDU", width=1280)
    page.set_viewport_size({"width": 1280, "height": 3000})
    settled(page)
    assert not findings(page)
    page.emulate_media(color_scheme="dark")
    settled(page)
    assert not findings(page)
    for chart in page.locator("[data-testid=stVegaLiteChart]").all():
        said = chart.locator("[aria-label]").first.get_attribute("aria-label") or ""
        assert len(said.split()) >= 3, "a chart says what it shows"
    page.set_viewport_size(HALF)  # type: ignore[arg-type]
    settled(page)
    is_whole(page)


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("address_of_page", ["my_state", "what_if"])
def test_what_a_button_opens_is_for_everyone_too(
    browser: Browser, address: str, address_of_page: str, dark: bool
) -> None:
    """It stands beside the page and not in it: what holds in the page need not hold there."""
    page = open_at(browser, f"{address}/{address_of_page}?{VIEW}&state=XDU", width=1280, dark=dark)
    opened = page.locator("[data-testid=stPopoverBody]")
    buttons = page.locator("[data-testid=stPopover] button")
    names = buttons.all_inner_texts()
    assert len(names) >= 2
    for place in range(len(names)):
        unfold(buttons.nth(place), opened)
        settled(page)
        assert not findings(page, "[data-testid=stPopoverBody]"), names[place]
        page.keyboard.press("Escape")
        expect(opened).to_have_count(0)
    page.close()


def test_what_is_streamlits_own_is_told_to_whoever_must_answer_for_it() -> None:
    told = (ROOT / "docs" / "accessibility.md").read_text(encoding="utf-8")
    assert not [one for one in STREAMLITS if f"`{one[0]}`" not in told or one[1] not in told]


FOCUSED = """() => {
  const one = document.activeElement
  if (one === document.body || one.tagName === 'MAIN') return {name: '', seen: true}
  const told = one.cloneNode(true)
  told.querySelectorAll('[aria-hidden=true]').forEach(part => part.remove())
  const box = one.getBoundingClientRect(), look = getComputedStyle(one)
  return {name: (one.getAttribute('aria-label') || told.textContent || one.value || '').trim(),
          seen: one.tabIndex < 0 || look.outlineStyle !== 'none' && parseFloat(look.outlineWidth) >= 2 && box.width > 0}
}"""
"""What has the focus: its name as it is read aloud, and whether the focus is seen; what no key leads to
(Streamlit's own field for files, after it was opened) need not show it."""


def tab_to(page: Page, name: str, key: str = "Tab") -> None:
    """Go with a key alone to what is called so; on the way everything that has the focus shows it."""
    for _ in range(90):
        page.keyboard.press(key)
        focused = page.evaluate(FOCUSED)
        if re.search(name, focused["name"]):
            assert focused["seen"], f"{name} has the focus, and nobody sees it"
            return
        assert focused["seen"], f"“{focused['name'][:80]}” has the focus, and nobody sees it"
    raise AssertionError(f"no key leads to {name}")


@pytest.mark.parametrize("dark", [False, True])
def test_a_delegate_finds_what_the_state_owes_by_keys_alone(browser: Browser, address: str, dark: bool) -> None:
    page = open_at(browser, f"{address}/today?{VIEW}", width=1280, dark=dark)
    tab_to(page, "^My State$")
    page.keyboard.press("Enter")
    page.wait_for_url("**/my_state**")
    settled(page)
    tab_to(page, "^State$")
    page.keyboard.type("Drumav")
    expect(page.get_by_role("option", name=printed("XDU"))).to_be_visible()
    page.keyboard.press("Enter")
    page.wait_for_url("**state=XDU**")
    settled(page)
    expect(page.get_by_text("Drumavessa").first).to_be_visible()
    tab_to(page, "csv")
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    assert Path(download.value.path()).stat().st_size > 100
    page.close()


def test_a_committee_member_follows_what_needs_attention_by_keys_alone(browser: Browser, address: str) -> None:
    page = open_at(browser, f"{address}/today?{VIEW}", width=1280)
    tab_to(page, "for years that have ended")
    page.keyboard.press("Enter")
    page.wait_for_url("**/arrears_and_votes**")
    settled(page)
    tab_to(page, "^Print$")
    page.close()


def test_finance_hands_a_file_in_by_keys_alone(browser: Browser, address: str) -> None:
    page = open_at(browser, f"{address}/hand_in?ledger=yours", width=1280)
    choosers: list[FileChooser] = []
    page.on("filechooser", lambda chooser: choosers.append(chooser))
    tab_to(page, "^Upload$")
    page.keyboard.press("Enter")
    while not choosers:
        page.wait_for_timeout(100)
    told = b"received,state,amount,currency,reference\n2026-03-01,FRA,600.00,CHF,A4\n"
    choosers[0].set_files({"name": "receipts.csv", "mimeType": "text/csv", "buffer": told})
    settled(page)
    expect(page.get_by_text("receipts.csv").first).to_be_visible()
    tab_to(page, "^Accept|^Hand in")
    page.close()


def test_who_asks_for_rest_sees_nothing_move(browser: Browser, address: str) -> None:
    moving = """() => [...document.querySelectorAll('*')].filter(one => {
      const look = getComputedStyle(one)
      return parseFloat(look.transitionDuration) > 0 || (look.animationName !== 'none' && look.animationDuration !== '0s')
    }).length"""
    for wish, moves in (("reduce", False), ("no-preference", True)):
        page = browser.new_page(reduced_motion=wish)  # type: ignore[arg-type]
        page.goto(f"{address}/today?{VIEW}")
        settled(page)
        assert bool(page.evaluate(moving)) == moves
        page.close()
