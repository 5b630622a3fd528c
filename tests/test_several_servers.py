"""Two servers over one ledger in a database, behind a real nginx: what is accepted on one is seen on the other, and when
one is killed the other goes on."""

from __future__ import annotations

import re
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, FilePayload, Page, expect

from governance.ledger import verify
from governance.settings import ROOT
from tests import servers
from tests.awkward import xlsx_of
from tests.browsing import browsing, free_port, served, settled
from tests.signing import installed, provider
from tests.test_nginx import nginx_is_here, proxied

__all__ = ["nginx_is_here"]
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")  # the provider rests on names that go
SEVERAL = (ROOT / "docs" / "nginx-several.conf").read_text(encoding="utf-8")


def settings_for_several(first: str, second: str) -> tuple[str, str]:
    """The sample over two servers, and what its head says to write for one server's address."""
    told = SEVERAL.replace("127.0.0.1:8501", first).replace("127.0.0.1:8502", second)
    (cookie,) = re.findall(r"`(add_header .*;)`", SEVERAL)
    return told, f"http://$dues; {cookie.removesuffix(';')}"


def come(browser: Browser, at: str, server: int, page: str) -> Page:
    """Ana signs in at one of both servers, whichever of them the proxy would choose."""
    context = browser.new_context(ignore_https_errors=True, viewport={"width": 1280, "height": 900})
    context.add_cookies([{"name": "dues_server", "value": f"{server}", "url": at}])
    found = context.new_page()
    found.goto(f"{at}/{page}")
    sign_in(found)
    return found


def sign_in(page: Page) -> None:
    page.get_by_role("button", name="ana", exact=True).click()
    settled(page)


def test_what_is_accepted_on_one_is_seen_on_the_other_and_one_goes_on_alone(tmp_path: Path) -> None:
    ledger = servers.empty_ledger("iom")
    port = free_port()
    at = f"https://localhost:{port}"
    homes = [tmp_path / name for name in ("one", "two")]
    book: FilePayload = {"name": "coverage.xlsx", "mimeType": "application/octet-stream",
            "buffer": xlsx_of({"coverage": [["covers", "from"], ["receipts", "2000-01-01"]]})}  # fmt: skip
    with provider() as issuer, ExitStack() as first, ExitStack() as second, browsing("cdn.jsdelivr.net") as browser:
        behind = []
        for home, stack in zip(homes, (first, second), strict=True):
            home.mkdir()
            said = installed(home, issuer=issuer, origin=at)
            behind.append(stack.enter_context(served(home, **said, GOVERNANCE_LEDGER_YOURS=ledger.target)))
        told, to = settings_for_several(*(address.removeprefix("http://") for address in behind))
        with proxied(tmp_path, to, port, told):
            looking = come(browser, at, 2, "register?ledger=yours&language=en")
            expect(looking.locator("[data-testid=stMain]")).not_to_contain_text("coverage.xlsx")
            page = come(browser, at, 1, "hand_in?ledger=yours&language=en")
            page.locator("input[type=file]").set_input_files([book])
            expect(page.get_by_text("coverage.xlsx").first).to_be_visible()
            settled(page)
            page.get_by_role("button", name="Accept", exact=True).click()
            expect(page.locator("[data-testid=stMain]")).to_contain_text("Done and recorded.")
            assert [event.kind for event in ledger.history()] == ["opened", "accepted"]
            looking.wait_for_timeout(2_000)
            looking.reload()
            settled(looking)
            expect(looking.locator("[data-testid=stMain]")).to_contain_text("coverage.xlsx")
            first.close()  # the server that the second visitor has never asked
            page.goto(f"{at}/register?ledger=yours&language=en")
            sign_in(page)  # on the server that is left
            expect(page.locator("[data-testid=stMain]")).to_contain_text("coverage.xlsx")
            looking.reload()
            settled(looking)
            expect(looking.locator("[data-testid=stMain]")).to_contain_text("coverage.xlsx")
    assert verify(ledger.target) is None
    servers.give_back()
