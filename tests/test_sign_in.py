"""Signing in, in a real browser, with an identity provider on loopback: the whole way in, and out again."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, FilePayload, Page, expect

from tests.awkward import xlsx_of
from tests.browsing import browsing, free_port, served, settled
from tests.shipped import TODAY
from tests.signing import CLIENT_SECRET, COOKIE_SECRET, ROLES, installed, provider

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")  # the provider rests on names that go
LINK = f"my_state?ledger=demonstration&as_of={TODAY.isoformat()}&language=en"


@pytest.fixture(scope="module")
def visiting() -> Iterator[Browser]:
    """A real browser; the provider's own pages ask for a style sheet outside, which does not come."""
    with browsing("cdn.jsdelivr.net") as found:
        yield found


@dataclass(frozen=True)
class Office:
    """An installation with a sign-in: where it is served, its ledgers and its log of requests."""

    at: str
    home: Path
    requests: Path


@pytest.fixture(scope="module")
def office(shipped: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """The dashboard with a sign-in, over the ledgers that ship."""
    home, port = tmp_path_factory.mktemp("office") / "home", free_port()
    shutil.copytree(shipped, home)
    requests = home / "requests.jsonl"
    with provider() as issuer:
        said = installed(home, issuer=issuer, origin=f"http://localhost:{port}")
        with served(home, **said, STREAMLIT_SERVER_PORT=f"{port}", GOVERNANCE_REQUEST_LOG=str(requests)):
            yield Office(f"http://localhost:{port}", home, requests)


def come(browser: Browser, address: str, who: str | None = None) -> Page:
    """A visitor who follows a link, and signs in as one of the people whom the provider knows."""
    page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
    page.goto(address)
    if who:
        page.get_by_role("button", name=who, exact=True).click()
    return page


def test_the_whole_way_in_and_out_again(visiting: Browser, office: Office) -> None:
    at, home = office.at, office.home
    page = come(visiting, f"{at}/{LINK}", "ana")
    settled(page)
    assert page.url.startswith(f"{at}/{LINK}"), "the link is kept through the sign-in"
    control = page.get_by_role("button", name="Ana Lima")
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 900})
        ledger = page.locator(".st-key-head-ledger").bounding_box()
        found = control.bounding_box()
        assert ledger
        assert found
        assert abs(ledger["y"] - found["y"]) < 12, "one line with the ledger"
    for ledger_in_view, language in (("mlf", "es"), ("mlf", "en"), ("demonstration", "en")):  # the longest names
        page.goto(f"{at}/terms?ledger={ledger_in_view}&language={language}")
        settled(page)
        name = page.locator(".st-key-head-ledger input")
        assert name.evaluate("input => input.scrollWidth <= input.clientWidth"), name.input_value()
    page.goto(f"{at}/{LINK}")
    settled(page)
    page.set_viewport_size({"width": 1280, "height": 900})

    for wrong in ("wrong-audience", "wrong-issuer", "expired"):
        other = come(visiting, f"{at}/{LINK}", wrong)
        expect(other.get_by_role("heading", name="You are not signed in")).to_be_visible()
        other.context.close()
    stranger = come(visiting, f"{at}/{LINK}", "stranger")
    expect(stranger.get_by_text("You are signed in as A stranger.")).to_be_visible()
    (home / "roles.toml").write_text(ROLES + '[[grant]]\nrole = "committee"\naddress = "z@elsewhere.example"\n')
    stranger.reload()
    settled(stranger)
    expect(stranger.get_by_role("button", name="A stranger")).to_be_visible()
    assert stranger.goto(f"{at}/hand_in"), "a role given is there at the next click"
    settled(stranger)
    expect(stranger.get_by_text("None of your roles opens this page.")).to_be_visible()

    both = come(visiting, f"{at}/{LINK}", "both")
    settled(both)
    both.get_by_role("button", name="In two roles").click()
    expect(both.get_by_text("Member of the committee")).to_be_visible()
    expect(both.get_by_text("Delegation: Austria")).to_be_visible()

    cookies = page.context.cookies()
    of_the_session = [one for one in cookies if one["name"].startswith("_streamlit_user")]
    assert of_the_session
    assert all(one["httpOnly"] and one["sameSite"] == "Lax" for one in of_the_session), "no script reads it"
    behind = page.context.new_page()
    behind.goto(f"{at}/{LINK}")
    settled(behind)
    control.click()
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("button", name="Yes").or_(page.locator("form button[type=submit]")).first.click()
    expect(page.get_by_role("heading", name="You have signed out")).to_be_visible()
    behind.get_by_role("link", name="Today").first.click()
    expect(behind.get_by_role("heading", name="Your session has ended")).to_be_visible()
    thief = visiting.new_context()
    thief.add_cookies([one for one in cookies if one["name"].startswith("_streamlit_user")])  # type: ignore[misc]
    assert "oauth2/authorize" in come_with(thief, f"{at}/{LINK}").url, "the cookie itself would be valid for a month"

    said = (home / "server.log").read_text() + office.requests.read_text()
    assert "OAuth token exchange failed" in said
    for secret in (CLIENT_SECRET, COOKIE_SECRET, *(one["value"] for one in cookies if "user" in one["name"])):
        assert secret not in said


def come_with(context: object, address: str) -> Page:
    """A visitor with cookies that they found somewhere."""
    page: Page = context.new_page()  # type: ignore[attr-defined]
    page.goto(address)
    return page


def test_what_was_begun_is_there_after_the_session_has_ended(visiting: Browser, office: Office) -> None:
    book: FilePayload = {"name": "receipts.xlsx", "mimeType": "application/octet-stream",
            "buffer": xlsx_of({"receipts": [["state", "received", "amount"], ["AUT", "2026-01-05", 10]]})}  # fmt: skip
    at = office.at
    page = come(visiting, f"{at}/hand_in?ledger=yours&language=en", "ana")
    settled(page)
    page.locator("input[type=file]").set_input_files([book])
    expect(page.get_by_text("receipts.xlsx").first).to_be_visible()
    settled(page)
    leaving = page.context.new_page()
    leaving.goto(f"{at}/auth/logout")
    page.get_by_role("link", name="Register of uploads").click()
    expect(page.get_by_role("heading", name="Your session has ended")).to_be_visible()
    page.get_by_role("link", name="Sign in again").click()
    page.get_by_role("button", name="ana", exact=True).first.click()
    settled(page)
    page.goto(f"{at}/hand_in?ledger=yours&language=en")
    settled(page)
    expect(page.get_by_text("You had begun to hand in receipts.xlsx")).to_be_visible()
    other = come(visiting, f"{at}/hand_in?ledger=yours&language=en", "both")
    settled(other)
    expect(other.get_by_text("receipts.xlsx")).to_have_count(0)
