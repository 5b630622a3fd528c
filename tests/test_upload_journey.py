"""A finance officer's whole job in a real browser: upload, see what is wrong, mend it, see the effect, accept, revoke."""

from __future__ import annotations

import shutil
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Browser, Page, expect

from governance.access import LOCAL
from governance.books import Books
from governance.ledger import Ledger, verify
from governance.names import printed
from tests.browsing import open_at, served, settled
from tests.ledgers import workbook

HEADER = ["Date de réception", "État membre", "Montant (CHF)", "Référence bancaire"]
ROWS = [
    ["2026-11-02", printed("XAN"), "12'500.00", "BK-9001"],
    ["2026-11-03", "Arelmark", "3'200.50", "BK-9002"],
    ["2026-11-05", printed("XBE"), "0.1.2", "BK-9003"],
]
SHEET = {"Encaissements": [["Encaissements de novembre 2026"], [], HEADER, *ROWS]}


@pytest.fixture
def home(shipped: Path, tmp_path: Path) -> Path:
    """The shipped ledgers as copies, since this journey changes one."""
    for ledger in shipped.glob("*.duckdb"):
        shutil.copy(ledger, tmp_path / ledger.name)
    return tmp_path


def hand_in(page: Page, file: Path) -> None:
    page.set_input_files("[data-testid=stFileUploaderDropzoneInput]", str(file))
    page.wait_for_timeout(500)
    settled(page)


def mended(marked: Path, place: Path) -> Path:
    """The marked workbook with the two cells corrected, as somebody does it in a spreadsheet program."""
    book = openpyxl.load_workbook(marked)
    assert book.sheetnames[0] == "Encaissements"
    sheet = book["Encaissements"]
    assert sheet["B5"].comment is not None
    assert sheet["C6"].comment is not None
    sheet["B5"], sheet["C6"] = printed("XAR"), "40.25"
    book.save(place)
    return place


def test_a_file_goes_in_is_mended_accepted_and_revoked(browser: Browser, home: Path, tmp_path: Path) -> None:
    sheet = tmp_path / "encaissements.xlsx"
    sheet.write_bytes(workbook(SHEET))
    ledger = Ledger(str(home / "demonstration.duckdb"))
    before = ledger.history()
    with served(home) as address:
        page = open_at(browser, f"{address}/hand_in?ledger=demonstration")
        hand_in(page, sheet)
        main = page.locator("[data-testid=stMain]")
        expect(main).to_contain_text("2 problems must be mended before anything is taken in")
        expect(main).to_contain_text("Encaissements, B5")
        expect(main).to_contain_text("Encaissements, C6")
        assert ledger.history() == before, "nothing is written by looking"
        with page.expect_download() as download:
            page.get_by_role("button", name="Download encaissements.xlsx with the cells marked").click()
        download.value.save_as(tmp_path / "marked.xlsx")

        page = open_at(browser, f"{address}/hand_in?ledger=demonstration")
        hand_in(page, mended(tmp_path / "marked.xlsx", tmp_path / "mended.xlsx"))
        main = page.locator("[data-testid=stMain]")
        expect(main).to_contain_text("What it would change")
        expect(main).to_contain_text("3 new, 0 changed")
        page.get_by_role("textbox", name="Your name").fill("Ana")
        page.get_by_role("textbox", name="Your name").press("Enter")
        settled(page)
        page.get_by_role("button", name="Accept", exact=True).click()
        expect(main).to_contain_text("Done and recorded.")
        accepted = ledger.history()[-1]
        assert (accepted.kind, accepted.who, accepted.row_count) == ("accepted", "Ana", 3)
        expect(main).to_contain_text(accepted.hash)
        assert Books.at(ledger).evidence == ("demonstration",), "what is handed in to the demonstration is one too"

        page = open_at(browser, f"{address}/register?ledger=demonstration&batch={accepted.batch}")
        main = page.locator("[data-testid=stMain]")
        expect(main).to_contain_text("mended.xlsx")
        page.get_by_text(f"See what revoking batch {accepted.batch} changes", exact=True).first.click()
        settled(page)
        page.get_by_role("textbox", name="Your name").fill("Ben")
        page.get_by_role("textbox", name="Why").fill("twice")
        page.get_by_role("textbox", name="Why").press("Enter")
        settled(page)
        page.get_by_role("button", name=f"Revoke batch {accepted.batch}").click()
        expect(main).to_contain_text("Done and recorded.")
    assert [event.kind for event in ledger.history()[len(before) :]] == ["accepted", "revoked"]
    assert ledger.original(int(accepted.batch or 0), LOCAL) == (tmp_path / "mended.xlsx").read_bytes()
    assert verify(ledger.target) is None


def test_a_sheet_of_one_year_is_asked_which_and_read_otherwise_where_its_reader_erred(
    browser: Browser, home: Path, tmp_path: Path
) -> None:
    sheet = tmp_path / "scale.xlsx"
    header = ["Member State", "Rate", "Remarks", "Document"]
    rows: list[list[object]] = [[printed("XAN"), "60", "old", "new"], [printed("XBE"), "40", None, "new"]]
    sheet.write_bytes(workbook({"2030": [["Scale of assessment for 2030"], [], header, *rows]}))
    with served(home) as address:
        page = open_at(browser, f"{address}/hand_in?ledger=demonstration")
        hand_in(page, sheet)
        main = page.locator("[data-testid=stMain]")
        expect(main).to_contain_text("Which one are all rows of?")
        page.get_by_role("combobox", name="No column has this").click()
        page.get_by_role("option", name="2030").click()
        expander = page.locator("[data-testid=stExpander]").filter(has_text="How each column of")
        expect(expander.get_by_text("Read as").or_(expander.locator("[data-testid=stDataFrame]")).first).to_be_visible()
        expect(main).to_contain_text("2 new, 0 changed")
        expect(main).to_contain_text("scale.xlsx, “2030” is read as Scale of assessment: 2 rows.")
        page.get_by_role("button", name="Read it otherwise").click()
        page.get_by_role("combobox", name="Column D: Document").click()
        page.get_by_role("option", name="Note", exact=True).click()
        settled(page)
        expect(page.get_by_role("combobox", name="Column C: Remarks")).to_have_value("left out")
        forget = page.get_by_role("button", name="Forget what I decided here")
        for _ in range(3):  # on a busy machine what is drawn anew takes a click away
            if forget.is_visible():
                forget.click()
                settled(page)
        expect(main).to_contain_text("Which one are all rows of?")


def test_rows_that_are_filtered_out_are_asked_about_and_decided_otherwise(
    browser: Browser, home: Path, tmp_path: Path
) -> None:
    sheet = tmp_path / "november.xlsx"
    book = openpyxl.Workbook()
    book.active.title = "November"
    for row in (["Date received", "State", "Amount CHF"], ["2026-11-02", "XAN", 700], ["2026-11-03", "XAN", 40]):
        book.active.append(row)
    book.active.row_dimensions[3].hidden = True
    book.save(sheet)
    with served(home) as address:
        page = open_at(browser, f"{address}/hand_in?ledger=demonstration")
        hand_in(page, sheet)
        main = page.locator("[data-testid=stMain]")
        expect(main).to_contain_text("Row 3 is hidden or filtered out (1 row, CHF 40.00). Does it count?")
        page.get_by_text("no, left out").click()
        settled(page)
        expect(main).to_contain_text("1 new, 0 changed")
        page.get_by_role("button", name="Read it otherwise").click()
        page.get_by_text("yes, as all others").click()
        settled(page)
        expect(main).to_contain_text("2 new, 0 changed")
