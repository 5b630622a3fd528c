"""Journeys in a real browser: a governing-body member, a delegate, and the first start."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

from click.testing import CliRunner
from playwright.sync_api import Browser, expect

from governance.cli import main
from governance.names import printed
from tests.browsing import is_whole, open_at, served, settled
from tests.shipped import TODAY

DAY = TODAY.isoformat()


def test_a_committee_member_looks_at_the_organization_on_one_page(browser: Browser, address: str) -> None:
    page = open_at(browser, f"{address}/?ledger=demonstration&as_of={DAY}")
    expect(page.get_by_role("heading", name="Today")).to_be_visible()
    expect(page.get_by_text("Demonstration - fictional States").first).to_be_visible()
    expect(page.get_by_text("What needs attention")).to_be_visible()
    page.get_by_text("for years that have ended; the largest debt").click()
    settled(page)
    expect(page.get_by_role("heading", name="Arrears and votes")).to_be_visible()
    assert "ledger=demonstration" in page.url
    assert f"as_of={DAY}" in page.url, "the date goes along from page to page"
    page.get_by_role("link", name="The budget").click()
    settled(page)
    expect(page.get_by_text("is assessed the most")).to_be_visible()
    assert "ledger=demonstration" in page.url
    is_whole(page)


def test_a_delegate_finds_what_the_state_owes_and_takes_it_along(browser: Browser, address: str, shipped: Path) -> None:
    page = open_at(browser, f"{address}/arrears_and_votes?ledger=demonstration&as_of={DAY}")
    page.get_by_role("combobox", name="State").click()
    page.keyboard.type("Drumav")
    page.get_by_role("option", name=printed("XDU")).click()
    page.wait_for_url("**state=XDU**")
    settled(page)
    told = _shell(shipped, "balances", "state=XDU")[0]
    amount = f"{float(str(told['outstanding'])):,.2f}"
    expect(page.get_by_role("heading", name=f"{printed('XDU')} owes CHF {amount}")).to_be_visible()
    with page.expect_download() as download:
        page.locator("a[href*='data/balances.csv']").first.click()
    rows = list(csv.DictReader(io.StringIO(Path(download.value.path()).read_text(encoding="utf-8"))))
    own = next(row for row in rows if row["state"] == "XDU")
    assert own["outstanding"] == told["outstanding"]
    assert own["data"] == "Demonstration - fictional States"


def test_an_address_typed_wrong_is_refused_in_words(browser: Browser, address: str) -> None:
    page = open_at(browser, f"{address}/arrears_and_votes?ledger=demonstration&state=XQX")
    expect(page.get_by_text("XQX")).to_be_visible()
    assert page.get_by_role("heading", name="Arrears and votes").count() == 0
    page.get_by_role("button", name="Choose a State").click()
    settled(page)
    expect(page.get_by_role("heading", name="Arrears and votes")).to_be_visible()


def test_the_first_page_answers_to_its_own_name_as_well(browser: Browser, address: str) -> None:
    page = open_at(browser, f"{address}/today?ledger=iom")
    expect(page.get_by_role("heading", name="Today")).to_be_visible()
    assert page.get_by_text("Page not found").count() == 0


def test_the_published_ledger_says_that_receipts_are_not_known(browser: Browser, address: str) -> None:
    page = open_at(browser, f"{address}/arrears_and_votes?ledger=iom")
    expect(page.get_by_role("heading", name="What Members owe is not known")).to_be_visible()
    page.get_by_text("See every feature in the demonstration").click()
    settled(page)
    assert "ledger=demonstration" in page.url
    expect(page.get_by_text("is outstanding").first).to_be_visible()


def test_a_start_without_ledgers_says_how_to_prepare_them(browser: Browser, tmp_path: Path) -> None:
    with served(tmp_path) as fresh:
        page = browser.new_page()
        page.goto(fresh)
        expect(page.get_by_text("is not prepared yet")).to_be_visible(timeout=30_000)
        assert not list(tmp_path.glob("*.duckdb")), "a page builds nothing"


def _shell(home: Path, question: str, setting: str) -> list[dict[str, object]]:
    command = ["--ledger", str(home / "demonstration.duckdb"), "ask", question, "--as-of", DAY, "--set", setting]
    result = CliRunner().invoke(main, [*command, "--format", "json"])
    assert result.exit_code == 0, result.output
    return json.loads(result.output)


def test_a_link_to_a_page_works_right_after_the_start(browser: Browser, shipped: Path) -> None:
    with served(shipped) as fresh:
        page = open_at(browser, f"{fresh}/assessed_budget?ledger=iom&year=2018")
        expect(page.get_by_role("heading", name="Assessed budget")).to_be_visible()
        assert page.get_by_text("Page not found").count() == 0
