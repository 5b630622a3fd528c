"""A bank's statement in a real browser, by keys alone after its choice: handed in, taken in, its payers confirmed."""

from __future__ import annotations

import shutil
from pathlib import Path

from playwright.sync_api import Browser, FilePayload, expect

from governance.access import LOCAL
from governance.books import Books
from governance.ledger import Ledger
from governance.shipping.sample_statement import FILE, sample_statement
from tests.browsing import is_whole, open_at, served, settled


def test_finance_hands_in_a_statement_and_confirms_who_paid(browser: Browser, shipped: Path, tmp_path: Path) -> None:
    home = shutil.copytree(shipped, tmp_path / "home")
    books = Books.at(Ledger(str(home / "demonstration.duckdb")))
    statement: FilePayload = {"name": FILE, "mimeType": "application/xml", "buffer": sample_statement(books, LOCAL)}
    with served(home) as address:
        page = open_at(browser, f"{address}/hand_in?ledger=demonstration")
        page.locator("input[type=file]").first.set_input_files(files=[statement])
        expect(page.get_by_text("is left out: the bank has not booked it yet")).to_be_visible()
        name = page.get_by_role("textbox", name="Your name")
        name.fill("Ana")
        name.press("Enter")
        settled(page)
        page.get_by_role("button", name="Accept").press("Enter")
        page.get_by_role("link", name="Say who paid").press("Enter")
        expect(page.get_by_role("heading", name="Who paid", exact=True)).to_be_visible()
        settled(page)
        is_whole(page)
        first = page.get_by_role("checkbox").first  # the surest comes first, with its State chosen and the reason
        first.press("Space")
        page.get_by_role("button", name="Look at what it would change").press("Enter")
        settled(page)
        expect(page.get_by_text("Assigned; before of an unknown payer").first).to_be_attached()
        is_whole(page)
        name = page.get_by_role("textbox", name="Your name")
        name.fill("Ana")
        name.press("Enter")
        settled(page)
        page.get_by_role("button", name="Assign", exact=True).press("Enter")
        expect(page.get_by_text("Done and recorded.")).to_be_visible()
        page.close()
    ledger = Ledger(str(home / "demonstration.duckdb"))
    after, day = Books.at(ledger), books.last_day()
    (brought,) = (one for one in ledger.history() if one.file_name == FILE and one.table_name == "receipts")
    before = len(books.ask("unidentified", day).rows)
    assert len(after.ask("unidentified", day).rows) == before + (brought.row_count or 0) - 1
