"""The menu has eight places and About; each page has an address, and addresses of earlier releases lead to it."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from starlette.types import Message, Receive, Scope, Send

from governance.settings import ROOT
from governance.ui.shell.gate import Gate
from governance.ui.shell.places import MOVED, PLACES, place_of, tab_named

TABS = [tab for place in PLACES for tab in place.tabs]
BEFORE = ("overview", "assessed_budget", "zero_nominal_growth", "who_gained_and_who_paid", "what_if",
          "members_and_observers", "governing_bodies", "staffing_and_offices", "operational_funding", "statement",
          "arrears_and_voting", "upload", "by_hand", "register", "closing", "assessment_checks", "mandate", "rules",
          "sources")  # fmt: skip
"""The addresses of the release before the places."""
SINCE = {"audit", "bank_reconciliation", "terms", "cash", "incentives", "letters", "paid_in_full", "payers",
         "status_reports"}  # fmt: skip
"""The pages that came later."""


def test_eight_places_and_about() -> None:
    assert len(PLACES) == 9
    assert PLACES[-1].title == "About"


def test_every_page_stands_in_one_place_under_an_address_of_its_own() -> None:
    there = {path.relative_to(ROOT / "pages").as_posix() for path in (ROOT / "pages").glob("*/*.py")}
    assert sorted(tab.file for tab in TABS) == sorted(there)
    assert len({tab.address for tab in TABS}) == len(TABS)
    assert all(place_of(tab.address).tabs.count(tab) == 1 and tab_named(tab.name) is tab for tab in TABS)


def test_every_address_of_before_leads_to_its_subject() -> None:
    addresses = {tab.address for tab in TABS}
    assert {MOVED.get(address, address) for address in BEFORE} == addresses - SINCE
    assert not addresses & MOVED.keys(), "an address that leads elsewhere hides the page that is there"


async def _page(scope: Scope, receive: Receive, send: Send) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b""})


def answered(path: str, query: str = "") -> tuple[int, str]:
    """Status and location of what the gate answers to an address."""
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    async def receive() -> Message:
        return {"type": "http.request"}

    scope = {"type": "http", "method": "GET", "path": path, "query_string": query.encode(), "headers": [],
             "server": ("127.0.0.1", 8501)}  # fmt: skip
    asyncio.run(Gate(_page)(scope, receive, send))
    headers = dict(sent[0]["headers"])
    return sent[0]["status"], headers.get(b"location", b"").decode()


@pytest.mark.parametrize(
    ("path", "query", "status", "location"),
    [
        ("/statement", "ledger=demonstration&state=XDU", 307, "/my_state?ledger=demonstration&state=XDU"),
        ("/overview", "", 307, "/today"),
        ("/dues/upload/", "", 307, "/dues/hand_in"),  # below a base path
        ("/finance", "", 307, "/hand_in"),
        ("/my_state", "state=XDU", 200, ""),
        ("/static/js/overview.js", "", 200, ""),
    ],
)
def test_an_old_address_keeps_what_it_says(path: str, query: str, status: int, location: str) -> None:
    assert answered(path, query) == (status, location)


def test_the_address_for_paper_asks_for_the_light_theme_itself() -> None:
    light = "print=1&embed_options=light_theme"
    assert answered("/my_state", "state=XDU&print=1") == (307, f"/my_state?state=XDU&{light}")
    assert answered("/my_state", light) == (200, "")
    assert answered("/my_state", "print=0") == (200, "")
    assert answered("/statement", "print=1") == (307, "/my_state?print=1")


@pytest.mark.parametrize("path", ["//elsewhere.example", "///elsewhere.example", "/\\elsewhere.example"])
def test_no_address_leads_away_from_the_site(path: str) -> None:
    """A browser takes a location that begins with two slashes, or with a slash and a backslash, for another host."""
    light = "print=1&embed_options=light_theme"
    assert answered(path, "print=1") == (307, f"/elsewhere.example?{light}")
    assert answered(f"{path}/overview", "") == (307, "/elsewhere.example/today")


def test_the_pages_stand_in_folders() -> None:
    assert all(len(Path(tab.file).parts) == 2 for tab in TABS)
