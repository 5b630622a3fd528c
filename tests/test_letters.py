"""Letters: drafted from the account by the questions of the statement, edited as plain text, registered once sent."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from pypdf import PdfReader

from governance.books import Books
from governance.ledger import Ledger
from governance.names import printed
from governance.papers.letter import LONGEST, draft, letter
from governance.papers.paper import Table
from governance.papers.pdf import to_pdf
from governance.problems import Refused
from governance.tables.correspondence import KINDS
from governance.wording import amount, in_words
from governance.words import reading_in
from tests.browsing import is_whole, open_at, served, settled
from tests.ledgers import books_of, hand_in
from tests.shell import Shell
from tests.shipped import TODAY, open_page, shipped_books, table_on, words_on

PAGE = """
    membership: state | status | from | to
    XAA | member | 2000-01-01 |
    XAN | member | 2000-01-01 |
    XBE | member | 2000-01-01 | 2022-12-31
    scale: year | state | rate_pct
    2024 | XAA | 40
    2024 | XAN | 60
    assessments: year | state | amount
    2022 | XBE | 70.00
    2023 | XAA | 100.00
    2024 | XAA | 120.00
    2024 | XAN | 180.00
    receipts: received | state | amount | reference
    2024-02-01 | XAA | 130.00 | BK1
    2024-02-03 | XAN | 200.00 | BK2
    coverage: covers | from
    receipts | 2000-01-01
    opening_balances | 2000-01-01
"""
DAY = date(2024, 6, 30)


@pytest.fixture
def books(tmp_path: Path) -> Books:
    return books_of(tmp_path, PAGE)


def refused(books: Books, kind: str, state: str, day: date = DAY) -> str:
    with pytest.raises(Refused) as caught:
        draft(books, kind, state, day)
    (problem,) = caught.value.problems
    assert problem.rule == "letter-without-cause"
    return problem.message


@pytest.mark.parametrize("language", ["en", "fr", "es"])
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("state", ["XDU", "XIB", "XBR"])
def test_a_draft_says_what_the_questions_answer(state: str, kind: str, language: str, shipped: Path) -> None:
    books = shipped_books("demonstration")
    (owed,) = books.ask("balances", TODAY, state=state).dicts()
    (assessed,) = books.ask("assessed", TODAY, state=state, year=TODAY.year).dicts()
    last = books.ask("receipts_applied", TODAY, state=state).dicts()[-1]
    with reading_in(language):
        text = draft(books, kind, state, TODAY)
        sums = {
            "assessment_notice": [assessed.amount("assessed"), owed.amount("arrears")],
            "acknowledgement": [last.amount("amount"), last.amount("applied"), owed.amount("outstanding")],
        }.get(kind, [owed.amount("outstanding"), owed.amount("arrears")])
        assert all(amount(value, "CHF") in text for value in sums if value)
        if kind in ("reminder", "note_verbale"):
            (vote,) = books.ask("voting", TODAY, state=state).dicts()
            (least,) = books.ask("least_payment", TODAY, state=state).dicts()
            assert (least["words"] in text) == (least["payable"] > 0)
            assert (vote["because"] in text) == (kind == "note_verbale" and owed["arrears"] > 0)
            noted = books.ask("notices", TODAY, state=state).dicts()
            asked = [row.day("sent") for row in noted if row["letter"] != "acknowledgement"]
            assert in_words(asked[-1]) in text
        paper = letter(books, kind, state, TODAY, text)
        read = " ".join("".join(page.extract_text() for page in PdfReader(io.BytesIO(to_pdf(paper))).pages).split())
        assert printed(state) in read
        assert paper.mark in read
        assert " ".join(text.split("\n\n")[0].split()) in read
        assert to_pdf(letter(books, kind, state, TODAY, text)) == to_pdf(paper)


def test_a_letter_that_asks_for_money_brings_the_bill(shipped: Path) -> None:
    books = shipped_books("demonstration")
    papers = {kind: letter(books, kind, "XIB", TODAY, "Dear all.") for kind in KINDS}
    assert [kind for kind, paper in papers.items() if paper.slips] == ["assessment_notice", "reminder"]
    assert papers["reminder"].number in papers["reminder"].slips[0].words["message"]


@pytest.mark.parametrize(("language", "words"), [
    ("fr", ("donnée au Conseil le", "(Article 4(1) de la Constitution")),
    ("es", ("se informó al Consejo el", "(Artículo 4(1) de la Constitución")),
])  # fmt: skip
def test_bodies_and_articles_are_called_as_the_reader_calls_them(
    language: str, words: tuple[str, ...], shipped: Path
) -> None:
    books = shipped_books("demonstration")
    with reading_in(language):
        text = draft(books, "note_verbale", "XIB", TODAY)
    assert all(each in text for each in words)


def test_the_annexed_tables_are_the_account_s_whatever_the_text_says(books: Books) -> None:
    paper = letter(books, "reminder", "XAA", DAY, "You owe *nothing*.\n#read(1) $x$")
    (by_year,) = (part for part in paper.sections[0].parts if isinstance(part, Table))
    assert by_year.totals is not None
    assert by_year.totals[-1] == Decimal("90.00")
    read = "".join(page.extract_text() for page in PdfReader(io.BytesIO(to_pdf(paper))).pages)
    assert "You owe *nothing*." in read
    assert "#read(1) $x$" in read


def test_other_words_have_another_number_and_the_same_words_the_same(books: Books) -> None:
    first, again, other = (letter(books, "reminder", "XAA", DAY, text) for text in ("A", "A\r\n\n", "B"))
    assert first.number == again.number != other.number


@pytest.mark.parametrize(("text", "rule"), [(" \n\n ", "letter-empty"), ("x" * (LONGEST + 1), "letter-too-long")])
def test_a_text_that_is_none_is_refused(books: Books, text: str, rule: str) -> None:
    with pytest.raises(Refused) as caught:
        letter(books, "reminder", "XAA", DAY, text)
    assert [problem.rule for problem in caught.value.problems] == [rule]


def test_two_receipts_of_one_amount_and_day_are_two(tmp_path: Path) -> None:
    alike = "2024-02-01 | XAA | 65.00 |"
    twice = PAGE.replace("2024-02-01 | XAA | 130.00 | BK1", f"{alike}\n    {alike}")
    text = draft(books_of(tmp_path, twice), "acknowledgement", "XAA", DAY)
    assert text.count("the receipt of CHF 65.00 on 1 February 2024.") == 2
    assert [part for part in ("CHF 65.00", "CHF 35.00", "CHF 30.00") if f"Of this, {part} went to" not in text] == []


def test_signs_that_cannot_be_seen_are_taken_out(books: Books) -> None:
    (told,) = letter(books, "reminder", "XAA", DAY, "a\u202eb\x00c CHF\u00a01\u202f000").lead
    assert told.words == "a b c CHF\u00a01\u202f000", "a figure is not broken from its currency"


def test_a_state_that_owes_nothing_gives_no_cause_to_remind_it(books: Books) -> None:
    assert "Nothing is owed." in refused(books, "reminder", "XAN")
    assert "Nothing is owed." in refused(books, "note_verbale", "XAN")
    text = draft(books, "assessment_notice", "XAN", DAY)
    assert "The assessed contribution for 2024 is CHF 180.00. It is due on 1 January 2024." in text
    assert "The rate on the scale of that year is 60 per cent." in text
    assert "A credit of CHF 20.00 is held in its favour." in text
    assert "Of this, CHF 20.00 is held as a credit." in draft(books, "acknowledgement", "XAN", DAY)


def test_a_notice_says_the_term_that_the_rules_give_from_its_receipt_until_one_was_received(tmp_path: Path) -> None:
    term = "It is due within 30 days of the receipt of this notice, or on 1 January 2024 if that is later."
    assert term in draft(books_of(tmp_path, PAGE, "imo"), "assessment_notice", "XAA", DAY)
    told = "notices: sent | state | kind | year | received\n    {} | XAA | assessment_notice | {} | {}"
    old = books_of(tmp_path, PAGE + "    " + told.format("2023-01-08", 2023, "2023-01-10"), "imo")
    assert term in draft(old, "assessment_notice", "XAA", DAY)
    noticed = books_of(tmp_path, PAGE + "    " + told.format("2023-12-18", 2024, "2023-12-20"), "imo")
    assert "It is due on 19 January 2024." in draft(noticed, "assessment_notice", "XAA", DAY)
    late = books_of(tmp_path, PAGE + "    " + told.format("2024-12-18", 2024, "2024-12-20"), "imo")
    assert "It is due on 19 January 2025." in draft(late, "assessment_notice", "XAA", date(2024, 12, 31))
    recorded = PAGE.replace("assessments: year | state | amount", "assessments: year | state | amount | due")
    fixed = books_of(tmp_path, recorded.replace("2024 | XAA | 120.00", "2024 | XAA | 120.00 | 2024-02-15"), "imo")
    assert "It is due on 15 February 2024." in draft(fixed, "assessment_notice", "XAA", DAY)


def test_a_former_member_is_reminded_of_its_debt_and_not_assessed(books: Books) -> None:
    assert "CHF 70.00 is unpaid on 30 June 2024" in draft(books, "note_verbale", "XBE", DAY)
    assert "It was assessed nothing for 2024." in refused(books, "assessment_notice", "XBE")
    assert "No receipt of it is recorded" in refused(books, "acknowledgement", "XBE")


def test_outside_coverage_no_debt_is_claimed_and_the_notice_says_what_is_not_known(tmp_path: Path) -> None:
    books = books_of(tmp_path, PAGE.split("coverage")[0])
    assert "What is owed on this day is not known." in refused(books, "reminder", "XAA")
    text = draft(books, "assessment_notice", "XAA", DAY)
    assert "CHF 120.00" in text
    assert "What has been paid is not known here" in text
    thanks = draft(books, "acknowledgement", "XAA", DAY)
    assert "CHF 130.00 on 1 February 2024, reference BK1" in thanks
    assert "What is owed on this day is not known." in thanks
    assert to_pdf(letter(books, "assessment_notice", "XAA", DAY, text))


def test_a_state_that_was_never_written_to_is_told_of_no_earlier_letter(books: Books) -> None:
    assert "Our last letters" not in draft(books, "reminder", "XAA", DAY)


def test_a_letter_of_a_day_to_come_says_what_it_supposes(books: Books) -> None:
    assert "supposes that nothing more is paid" in draft(books, "reminder", "XAA", date(2090, 2, 1))


def test_the_shell_writes_the_draft_and_the_letter(shell: Shell, tmp_path: Path) -> None:
    shell("init")
    hand_in(Ledger("books.duckdb"), PAGE)
    asked = ("letter", "reminder", "XAA", "--as-of", "2024-06-30", "-o")
    assert shell(*asked, "draft.txt", "--draft").exit_code == 0
    assert "CHF 90.00 is unpaid" in Path("draft.txt").read_text(encoding="utf-8")
    Path("edited.txt").write_text("Pay, s'il vous plaît.", encoding="utf-8")
    assert shell(*asked, "letter.pdf", "--text", "edited.txt", "--language", "fr").exit_code == 0
    assert "Pay, s'il vous plaît." in PdfReader("letter.pdf").pages[0].extract_text()
    assert shell(*asked, "letter.doc").exit_code == 2
    none = shell("letter", "reminder", "XAN", "--as-of", "2024-06-30", "-o", "none.pdf")
    assert (none.exit_code, "Nothing is owed." in none.stdout) == (1, True)
    assert not Path("none.pdf").exists()


def test_without_a_cause_the_page_says_so_and_offers_no_paper(yours: Ledger) -> None:
    app = open_page("letters", ledger="yours", as_of=DAY.isoformat(), state="XAN", letter="reminder")
    assert not app.exception
    assert "Nothing is owed." in words_on(app)
    assert not app.get("download_button")
    assert "No letter is on record." in words_on(app)


@pytest.mark.usefixtures("yours")
def test_the_journey_of_a_letter(browser: Browser, tmp_path: Path) -> None:
    """Chosen, edited, taken as a PDF, registered as sent by preview and acceptance, and then on the register."""
    with served(tmp_path) as address:
        page = open_at(browser, f"{address}/letters?ledger=yours&as_of=2024-06-30&state=XAA&letter=reminder")
        is_whole(page)
        expect(page.get_by_text("Nothing is sent from here")).to_be_visible()
        box = page.get_by_label("Text of the letter: it is printed as it stands here")
        expect(box).to_have_value(draft(Books.at(Ledger(str(tmp_path / "yours.duckdb"))), "reminder", "XAA", DAY))
        box.fill("Kindly pay CHF 90.00.")
        box.press("Control+Enter")
        settled(page)
        with page.expect_download() as taken:
            page.get_by_role("button", name="Letter as PDF").click()
        read = PdfReader(taken.value.path()).pages[0].extract_text()
        assert "Kindly pay CHF 90.00." in read.replace("\N{NO-BREAK SPACE}", " ")
        page.get_by_role("button", name="Look at what it would change").click()
        settled(page)
        page.get_by_role("textbox", name="Your name").fill("Ana")
        page.get_by_role("textbox", name="Your name").press("Enter")
        settled(page)
        page.get_by_role("button", name="Accept").click()
        expect(page.get_by_text("Done and recorded.")).to_be_visible()
        is_whole(page)
        page.close()
    books = Books.at(Ledger(str(tmp_path / "yours.duckdb")))
    (sent,) = books.ask("notices", DAY, state="XAA").dicts()
    assert (sent["letter"], sent["sent"], sent["year"]) == ("reminder", DAY, 2024)
    assert "REMINDER-XAA" in sent.text("document")
    app = open_page("letters", ledger="yours", as_of=DAY.isoformat(), state="XAA")
    assert len(table_on(app, "sent", "letter")) == 1
