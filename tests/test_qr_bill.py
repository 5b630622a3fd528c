"""The Swiss QR bill of a statement: line by line as the guidelines have it, and only where an account takes one."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import segno

from governance.books import Books
from governance.papers import qr_bill
from governance.papers.letter import letter
from governance.papers.paper import Slip
from governance.papers.pdf import to_pdf
from governance.papers.qr_bill import Bill, bill, in_groups
from governance.papers.statement import statement
from governance.questions.rows import Row
from governance.rules.accounts.references import creditor_reference, qr_reference
from governance.words import reading_in
from tests.ledgers import books_of
from tests.shipped import shipped_books
from tests.test_statements import read

DAY = date(2024, 6, 30)
ACCOUNT = {
    "iban": "CH44 3199 9123 0008 8901 2",
    "currency": "CHF",
    "creditor": "A creditor",
    "street": "Rue de l'Exemple",
    "house_number": "7",
    "postcode": "1202",
    "town": "Genève",
    "country_code": "CH",
}


def billed(owed: str = "100.05", **other: object) -> Bill | None:
    """The bill to that account, but for what is other."""
    return bill(Row({**ACCOUNT, **other}), Decimal(owed), "XAA", DAY, 12, "No. 5")


def lines(**other: object) -> list[str]:
    """The lines of its code."""
    made = billed(**other)  # type: ignore[arg-type]
    assert made is not None
    return made.text().split("\r\n")


def test_the_code_holds_the_31_lines_of_the_guidelines() -> None:
    reference = "331010202406300000000000121"
    assert qr_reference(reference[:-1])[:-1] == reference[:-1]
    assert lines() == [
        "SPC", "0200", "1", "CH4431999123000889012",
        "S", "A creditor", "Rue de l'Exemple", "7", "1202", "Genève", "CH",
        "", "", "", "", "", "", "",
        "100.05", "CHF",
        "", "", "", "", "", "", "",
        "QRR", qr_reference("33101020240630000000000012"), "No. 5", "EPD",
    ]  # fmt: skip


def test_references_have_the_check_digits_of_published_examples() -> None:
    assert qr_reference("21000000000313947143000901") == "210000000003139471430009017"
    assert creditor_reference("539007547034") == "RF18539007547034"
    assert in_groups("210000000003139471430009017") == "21 00000 00003 13947 14300 09017"
    assert in_groups("RF18539007547034") == "RF18 5390 0754 7034"


def test_another_institution_takes_a_reference_of_letters() -> None:
    kind, reference = lines(iban="CH93 0076 2011 6238 5295 7")[27:29]
    assert kind == "SCOR"
    assert reference.endswith("XAA2024063012")
    assert len(reference) <= 25


@pytest.mark.parametrize(("owed", "amount"), [("0.01", "0.01"), ("999999999.99", "999999999.99"),
                                              ("1000000000.00", "")])  # fmt: skip
def test_the_amount_is_what_is_owed_or_left_open(owed: str, amount: str) -> None:
    assert lines(owed=owed)[18] == amount


@pytest.mark.parametrize("other", [
    {"iban": "DE89 3704 0044 0532 0130 00"},
    {"iban": "CH93 0076 2011 6238 5295 8"},
    {"currency": "USD"},
    {"creditor": None},
])  # fmt: skip
def test_where_an_account_takes_none_there_is_none(other: dict[str, object]) -> None:
    assert billed(**other) is None  # type: ignore[arg-type]


def test_the_picture_is_the_same_for_the_same_bill_with_the_cross_in_its_middle() -> None:
    one, other = billed(), billed(owed="100.06")
    assert one is not None
    assert other is not None
    assert one.picture() == Bill(**vars(one)).picture() != other.picture()
    assert one.picture().count("<rect") == 4, "the cross"
    assert one.picture().endswith("</svg>")


def test_the_mask_is_the_one_that_scoring_chooses_for_most_bills() -> None:
    made = [billed(owed) for owed in ("1.00", "987.65", "12000.00", "345678.90", "55.00")]
    chosen = [
        segno.make(one.text(), error="m", encoding="utf-8", micro=False, boost_error=False).mask for one in made if one
    ]
    assert max(chosen, key=chosen.count) == qr_bill._MASK


@pytest.mark.parametrize(("language", "words"), [
    ("en", "Payment part"), ("fr", "Section paiement"), ("es", "Payment part")])  # fmt: skip
def test_a_statement_ends_with_it(language: str, words: str, shipped: Path) -> None:
    """In the demonstration, which says on the bill too that it is one; the guidelines know no Spanish."""
    books = shipped_books("demonstration")
    with reading_in(language):
        paper = statement(books, "XIB", books.last_day())
        (slip,) = paper.slips
        text = read(to_pdf(paper))
    (row,) = books.ask("balances", state="XIB").dicts()
    assert words in text
    assert slip.words["amount"] == f"{row.amount('outstanding'):,.2f}".replace(",", " ")
    assert slip.words["amount"] in text
    assert "CH44 3199 9123 0008 8901 2" in text
    assert paper.number in slip.words["message"]
    assert paper.mark in slip.words["message"]
    assert slip.alt


def slips(books: Books) -> list[Slip]:
    return list(statement(books, "XAA", DAY).slips)


def test_each_currency_has_its_own_and_no_address_is_made_up(tmp_path: Path) -> None:
    books = books_of(tmp_path, """
        coverage: covers | from
        receipts | 2022-01-01

        assessments: year | state | amount | currency
        2024 | XAA | 100 | CHF
        2024 | XAA | 70 | EUR
        2024 | XAN | 20 | CHF

        receipts: received | state | amount | currency
        2024-01-02 | XAN | 20 | CHF

        payment_instructions: account | bank | iban | currency | creditor | postcode | town | country_code
        First | A bank | CH9300762011623852957 | CHF | | | |
        Second | A bank | CH4431999123000889012 | CHF | A creditor | 1202 | Geneva | CH
        Third | A bank | LI21088100002324013AA | EUR | A creditor | 1202 | Geneva | CH
        """)  # fmt: skip
    made = slips(books)
    assert [(slip.words["currency"], slip.words["amount"]) for slip in made] == [("CHF", "100.00"), ("EUR", "70.00")]
    assert not statement(books, "XAN", DAY).slips, "it owes nothing"
    assert made[0].words["creditor"] == ["A creditor", "CH-1202 Geneva"]


def test_of_a_day_that_has_not_come_the_payer_writes_the_amount(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What will be owed supposes that nothing more is paid: the bill of a statement or a letter does not ask for it."""
    books = books_of(tmp_path, """
        coverage: covers | from
        receipts | 2022-01-01

        assessments: year | state | amount | currency
        2024 | XAA | 100 | CHF

        payment_instructions: account | bank | iban | currency | creditor | postcode | town | country_code
        Second | A bank | CH4431999123000889012 | CHF | A creditor | 1202 | Geneva | CH
        """)  # fmt: skip
    paid = {}
    for today in (DAY, date(2024, 5, 1)):
        monkeypatch.setattr(Books, "today", lambda _, today=today: today)
        papers = (statement(books, "XAA", DAY), letter(books, "reminder", "XAA", DAY, "Please pay."))
        paid[today] = [slip.words["amount"] for paper in papers for slip in paper.slips]
    assert paid == {DAY: ["100.00", "100.00"], date(2024, 5, 1): ["", ""]}
