"""A bank's statement beside the ledger: what adds up, what is here already, which receipts come of it, what is held."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from governance.access import LOCAL
from governance.books import Books
from governance.intake.service.preview import Preview, Submission, accept, preview
from governance.intake.service.service import Service
from governance.intake.understanding.what_was_read import what_was_read
from governance.ledger import Ledger
from tests.bank_files import ACCOUNT, camt, document, sample, statement
from tests.ledgers import hand_in, new_ledger
from tests.shell import Shell

PAGE = """
    membership: state | status | from
    XAA | member | 2000-01-01
    payment_instructions: account | bank | iban | currency
    Assessed contributions | A bank | XX00 DEMO 0000 0000 0000 01 | CHF
    Assessed, in dollars | A bank | XX00 DEMO 0000 0000 0000 02 | USD
    assessments: year | state | amount
    2026 | XAA | 100.00
    cash: dated | account | amount | currency
    2026-03-30 | Assessed contributions | -1000.10 | CHF
    receipts: received | state | amount | reference
    2026-03-30 | XAA | 5.00 | OLD
"""
CREDITS = """
    R1 | 10.00 | Ministry of Finance | XX11MINI | Contribution
    R2 | 20.00 | Treasury
"""


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return new_ledger(tmp_path, PAGE)


def look(ledger: Ledger, *files: tuple[str, bytes]) -> Preview:
    return preview(Service(ledger, LOCAL, "Ana"), Submission.of(files))


def take(ledger: Ledger, *files: tuple[str, bytes]) -> Preview:
    found = look(ledger, *files)
    assert not found.obstacles, found.obstacles
    accept(Service(ledger, LOCAL, "Ana"), found, acknowledged=True)
    return found


def rules(found: Preview) -> list[str]:
    return [problem.rule for problem in (*found.problems, *found.warnings)]


def remarks(found: Preview) -> list[str]:
    return [sentence for sheet in found.sheets for sentence in sheet.remarks]


def rows(ledger: Ledger, table: str, *columns: str) -> list[tuple[Any, ...]]:
    return sorted(Books.at(ledger).all_rows_in_force(table, columns))


def receipts(ledger: Ledger) -> list[tuple[object, ...]]:
    return [row for row in rows(ledger, "receipts", "reference", "amount") if row[0] != "OLD"]


def test_a_statement_becomes_entries_receipts_of_unknown_payers_and_cash_in_one_acceptance(ledger: Ledger) -> None:
    found = take(ledger, sample("camt.053.001.02.xml"))
    assert rules(found) == []
    assert remarks(found) == [
        "1 entry is left out: the bank has not booked it yet.", "1 entry is no receipt: a charge of the bank."]  # fmt: skip
    assert [batch.table for batch in found.batches] == ["bank_entries", "receipts", "cash"]
    assert receipts(ledger) == [("ZV20260331/000017", Decimal("25500.25"))]
    assert rows(ledger, "bank_entries", "reference", "amount", "kind") == [
        ("ZV20260331/000017", Decimal("25500.25"), "credit"),
        ("ZV20260331/000017 (2)", Decimal("-5.00"), "charge"),
    ]
    (of_unknown,) = Books.at(ledger).ask("unidentified", date(2026, 6, 30)).dicts()
    assert of_unknown["reference"] == "ZV20260331/000017", "nobody is credited before a person has said who paid"
    assert rows(ledger, "cash", "dated", "account", "amount")[-1] == (
        date(2026, 3, 31), "Assessed contributions", Decimal("24495.15")), "under the account's own name"  # fmt: skip


def test_statements_of_several_files_are_taken_in_the_order_of_their_days(ledger: Ledger) -> None:
    files = [sample(f"camt.053.001.{version}.xml") for version in ("08", "04", "02")]
    found = take(ledger, *files)
    assert rules(found) == [], "each begins with the balance with which the one before ended"
    assert receipts(ledger) == [
        ("IN-1", Decimal("8790.00")), ("QR-20260401-A", Decimal("10000.00")), ("QR-20260401/2", Decimal("20000.00")),
        ("REV-1", Decimal("-800.00")), ("ZV20260331/000017", Decimal("25500.25")),
    ]  # fmt: skip
    (abroad,) = (row for row in rows(ledger, "receipts", "reference", "paid_amount", "paid_currency", "rate", "charges")
                 if row[0] == "IN-1")  # fmt: skip
    assert abroad[1:] == (Decimal("10000.00"), "USD", Decimal("0.88"), Decimal("10.00"))
    assert remarks(found) == [
        "1 entry is no receipt: a payment of ours.", "1 entry is no receipt: interest.",
        "1 entry is no receipt: a payment of ours that came back.",
        "1 entry is left out: the bank has not booked it yet.", "1 entry is no receipt: a charge of the bank.",
    ]  # fmt: skip


def test_the_same_file_twice_changes_nothing_and_an_overlapping_statement_brings_what_is_new(ledger: Ledger) -> None:
    first = camt(CREDITS)
    take(ledger, ("a.xml", first))
    again = look(ledger, ("again.xml", first))
    assert again.known, "as a sheet that is here already"
    assert [str(problem) for problem in again.problems] == [
        "again.xml: Everything in this statement is here already. Nothing is to be done."]  # fmt: skip
    longer = take(ledger, ("longer.xml", camt(CREDITS + "R3 | 5.00")))
    assert remarks(longer) == ["2 entries are here already."]
    assert receipts(ledger) == [("R1", Decimal("10.00")), ("R2", Decimal("20.00")), ("R3", Decimal("5.00"))]


def test_a_statement_that_is_here_already_is_passed_over_beside_one_that_is_not(ledger: Ledger) -> None:
    take(ledger, ("a.xml", camt(CREDITS, account="XX99OTHER")))
    again = ("a.xml", camt(CREDITS, account="XX99OTHER"))
    found = take(ledger, again, ("b.xml", camt("R3 | 5.00", opening="-1000.10")))
    assert found.passed_over == ("a.xml is not read: All of it is here already.",)
    assert [name for name, _ in receipts(ledger)] == ["R1", "R2", "R3"]
    assert rules(look(ledger, again)) == ["content-in-force", "bank-account-unknown"]


def test_what_was_said_of_a_receipt_since_stays_when_its_entry_comes_again(ledger: Ledger) -> None:
    take(ledger, ("a.xml", camt(CREDITS)))
    hand_in(ledger, "receipts: received | state | amount | reference\n2026-04-01 | XAA | 10.00 | R1")
    take(ledger, ("b.xml", camt(CREDITS + "R3 | 5.00")))
    assert ("R1", "XAA") in rows(ledger, "receipts", "reference", "state")


def test_an_entry_that_is_here_with_another_amount_or_day_is_refused(ledger: Ledger) -> None:
    take(ledger, ("a.xml", camt(CREDITS)))
    found = look(ledger, ("b.xml", camt("R1 | 11.00", opening="30.00", day="2026-04-02")))
    assert rules(found) == ["bank-entry-differs"]
    assert [str(problem) for problem in found.problems] == [
        "b.xml: The entry R1 is here already with CHF 10.00 of 1 April 2026; in this statement it is CHF 11.00 of "
        "2 April 2026. Ask the bank which is right. If it is this one, revoke the statement that came first."
    ]


FIRST = ("1.xml", camt("R1 | 10.00 | Ministry", opening="0.00", day="2026-04-01", number=1))
SECOND = ("2.xml", camt("R1 | 25.00 | Treasury\nR1 | -10.00", opening="10.00", day="2026-04-02", number=2))
BOTH = ("both.xml", document(statement("R1 | 10.00 | Ministry", opening="0.00", day="2026-04-01", number=7),
                             statement("R1 | 25.00 | Treasury\nR1 | -10.00", opening="10.00", day="2026-04-02", number=8)))  # fmt: skip


@pytest.mark.parametrize("order", [(FIRST, SECOND), (SECOND, FIRST)], ids=["in order", "the later one first"])
@pytest.mark.parametrize("together", [True, False])
def test_one_reference_for_bookings_of_two_statements_is_several_bookings_each_of_them_once(
    ledger: Ledger, order: tuple[tuple[str, bytes], ...], together: bool
) -> None:
    """A correction, or what the bank takes back, under the reference of what it booked before."""
    if together:
        found = take(ledger, *order)
    else:
        take(ledger, order[0])
        found = take(ledger, order[1])
    (told,) = [problem for problem in found.warnings if problem.rule == "bank-reference-again"]
    assert told.message.startswith("These entries have the reference of another booking, of another day or amount")
    names = ["R1", "R1 (2)", "R1 (3)"]
    assert [name for name, _ in receipts(ledger)] == [
        name for name, amount in rows(ledger, "bank_entries", "reference", "amount") if amount > 0
    ]
    assert [name for (name,) in rows(ledger, "bank_entries", "reference")] == names
    assert sorted(amount for (amount,) in rows(ledger, "bank_entries", "amount")) == [-10, 10, 25]
    assert all(look(ledger, file).known for file in (FIRST, SECOND, BOTH)), (
        "each of them once, whatever brings it again"
    )


def test_two_bookings_alike_under_one_reference_are_two_and_stay_two(ledger: Ledger) -> None:
    twice = ("twice.xml", camt("R1 | 10.00\nR1 | 10.00", opening="0.00"))
    take(ledger, twice)
    assert receipts(ledger) == [("R1", 10), ("R1 (2)", 10)]
    assert look(ledger, twice).known


def test_a_statement_that_goes_on_on_the_same_day_may_use_a_reference_again(ledger: Ledger) -> None:
    take(ledger, FIRST)
    take(ledger, ("b.xml", camt("R1 | 4.00", opening="10.00", number=2)))
    assert receipts(ledger) == [("R1", 10), ("R1 (2)", 4)]


@pytest.mark.parametrize("again", [
    camt("R1 | 11.00", opening="0.00", number=1),
    camt("R0 | 1.00\nR1 | 11.00", opening="0.00", number=77),
    camt("R1 | 11.00", opening="0.00", day="2026-04-01", number=78),
], ids=["the same statement", "other entries too", "under another number"])  # fmt: skip
def test_a_statement_of_the_days_of_a_booking_that_tells_it_otherwise_is_refused(ledger: Ledger, again: bytes) -> None:
    take(ledger, FIRST)
    assert "bank-entry-differs" in [problem.rule for problem in look(ledger, ("b.xml", again)).problems]


def test_two_batches_of_one_reference_keep_their_payments_apart(ledger: Ledger) -> None:
    first = with_payments(camt("B | 3.00", opening="0.00", number=1), ("", "1.00"), ("", "2.00"))
    second = with_payments(camt("B | 30.00", opening="3.00", day="2026-04-02", number=2), ("", "1.00"), ("", "29.00"))
    first, second = (content.replace(b"<AcctSvcrRef></AcctSvcrRef>", b"") for content in (first, second))
    take(ledger, ("1.xml", first))
    take(ledger, ("2.xml", second))
    assert receipts(ledger) == [("B (2)/1", 1), ("B (2)/2", 29), ("B/1", 1), ("B/2", 2)]
    assert look(ledger, ("1.xml", first)).known
    assert look(ledger, ("2.xml", second)).known


def test_a_receipt_that_the_office_has_entered_itself_is_not_doubled(ledger: Ledger) -> None:
    found = take(ledger, ("a.xml", camt("OLD | 5.00", opening="-1000.10")))
    assert (rules(found), remarks(found)) == ([], ["1 entry is of a receipt that is here already."])
    assert rows(ledger, "receipts", "reference", "state", "amount") == [("OLD", "XAA", Decimal("5.00"))]


def test_a_receipt_of_another_amount_than_the_bank_s_is_told_and_stays(ledger: Ledger) -> None:
    found = take(ledger, ("a.xml", camt("OLD | 6.00", opening="-1000.10")))
    assert rules(found) == ["bank-receipt-differs"]
    assert [problem.message for problem in found.warnings] == [
        "A receipt OLD of CHF 5.00 is here already; the bank booked CHF 6.00. The receipt stays as it is."]  # fmt: skip
    assert rows(ledger, "receipts", "amount") == [(Decimal("5.00"),)]


def test_balances_that_do_not_add_up_are_refused_with_the_difference(ledger: Ledger) -> None:
    found = look(ledger, ("a.xml", camt(CREDITS, opening="100.00", closing="129.00")))
    assert [str(problem) for problem in found.problems] == [
        "a.xml: Statement 1 does not add up: CHF 100.00 at its beginning and entries of CHF 30.00 make CHF 130.00, but "
        "it ends with CHF 129.00. The difference is CHF -1.00. An entry is missing or too many: download the whole "
        "statement from the bank again."
    ]
    assert (rules(found), found.ready) == (["bank-balance"], False)


def test_a_gap_between_two_statements_is_told(ledger: Ledger) -> None:
    take(ledger, ("a.xml", camt(CREDITS)))
    found = look(ledger, ("c.xml", camt("R9 | 1.00", number=3, opening="50.00", day="2026-04-03")))
    assert [problem.message for problem in found.warnings] == [
        "The account held CHF 30.00 at the end of 1 April 2026; statement 3 begins on 3 April 2026 with CHF 50.00."]  # fmt: skip
    assert rules(found) == ["bank-gap"]
    assert found.ready, "it is unusual, and may be right"
    between = camt("R8 | 20.00", number=2, opening="30.00", day="2026-04-02")
    assert rules(look(ledger, ("c.xml", camt("R9 | 1.00", number=3, opening="50.00", day="2026-04-03")),
                      ("b.xml", between))) == []  # fmt: skip


@pytest.mark.parametrize(
    ("content", "rule", "sentence"),
    [
        (camt(CREDITS, account="XX99OTHER"), "bank-account-unknown",
         "Statement 1 is of the account XX99OTHER, which no payment instruction names."),
        (camt(CREDITS).replace(f"<Acct><Id><IBAN>{ACCOUNT}</IBAN></Id><Ccy>CHF</Ccy></Acct>".encode(), b""),
         "bank-account-missing", "Statement 1 does not say of which account it is."),
        (camt(CREDITS).replace(b'<Amt Ccy="CHF">20.00', b'<Amt Ccy="EUR">20.00', 1), "bank-currency",
         "Statement 1 is of an account in CHF, but has entries in EUR."),
        (camt(CREDITS).replace(b"OPBD", b"XXXX"), "bank-no-balance",
         "Statement 1 names no balance at its beginning or at its end: it cannot be added up."),
        (camt(CREDITS).replace(b"<NtryDtls>", b"<NtryDtls><Btch><NbOfTxs>3</NbOfTxs></Btch>", 1), "bank-undetailed",
         "The statement does not say of which payments these entries are made: R1."),
        (sample("camt.053.001.04.xml")[1].replace(b'"CHF">20000.00', b'"CHF">20001.00'), "bank-parts",
         "The payments of the entry QR-20260401 come to CHF 30,001.00, but the entry to CHF 30,000.00. The difference "
         "is CHF 1.00."),
    ],
    ids=lambda part: part if isinstance(part, str) and " " not in part else "",
)  # fmt: skip
def test_what_is_wrong_or_unusual_in_a_statement_is_said(
    ledger: Ledger, content: bytes, rule: str, sentence: str
) -> None:
    found = look(ledger, ("a.xml", content))
    said = {problem.rule: problem for problem in (*found.problems, *found.warnings)}
    assert said[rule].message == sentence
    assert said[rule].suggestion


def test_an_account_in_another_currency_is_cash_of_its_own_and_its_receipts_pay_nothing_that_is_owed(
    ledger: Ledger,
) -> None:
    found = take(ledger, ("usd.xml", camt("D1 | 7.00", account="XX00DEMO00000000000002", currency="USD")))
    assert rules(found) == ["receipts-in-unassessed-currency"]
    assert ("Assessed, in dollars", "USD", Decimal("7.00")) in rows(ledger, "cash", "account", "currency", "amount")


@pytest.mark.parametrize("order", [1, -1])
def test_one_reference_in_two_accounts_of_a_file_is_two_receipts_and_two_balances_of_a_day(
    ledger: Ledger, order: int
) -> None:
    """Receipts are named by the bank's reference alone, which two banks may give alike."""
    dollars = {"account": "XX00DEMO00000000000002", "currency": "USD"}
    ours = [
        statement("17 | 7.00\nB | 9.00", opening="-1000.10"),
        statement("17 | 7.00\nB | 8.00", **dollars),  # type: ignore[arg-type]
        statement("", day="2026-04-01", account=ACCOUNT, currency="EUR", opening="3.00"),
    ][::order]
    found = take(ledger, ("a.xml", document(*ours)))
    assert (rules(found), remarks(found)) == (["receipts-in-unassessed-currency"], [])
    second = ["XX00DEMO00000000000002", ACCOUNT][::order][0]
    assert receipts(ledger) == sorted([
        ("17", Decimal("7.00")), (f"17 ({second})", Decimal("7.00")),
        ("B", Decimal([9, 8][:: order][0])), (f"B ({second})", Decimal([8, 9][:: order][0])),
    ])  # fmt: skip
    assert rows(ledger, "cash", "dated", "account", "currency")[-3:] == [
        (date(2026, 4, 1), "Assessed contributions", "CHF"), (date(2026, 4, 1), "Assessed contributions", "EUR"),
        (date(2026, 4, 1), "Assessed, in dollars", "USD"),
    ]  # fmt: skip
    assert look(ledger, ("again.xml", document(*ours[::-1]))).known, "in whatever order they come again"
    assert "3 rows." in what_was_read(found.sheets[-1], "CHF"), "balances of several accounts and days have no sum"


def test_a_receipt_that_is_here_in_another_currency_is_told_in_its_own(ledger: Ledger) -> None:
    hand_in(
        ledger,
        """
        receipts: received | state | amount | reference | paid_amount | paid_currency | rate
        2026-04-01 | XAA | 90.00 | D1 | 100.00 | USD | 0.9
        2026-04-01 | XAA | 50.00 | D2 | | |
        """,
    )
    entries = camt("D1 | 100.00\nD2 | 55.00", account="XX00DEMO00000000000002", currency="USD")
    assert [problem.message for problem in look(ledger, ("usd.xml", entries)).warnings] == [
        "A receipt D2 of CHF 50.00 is here already; the bank booked USD 55.00. The receipt stays as it is."]  # fmt: skip


def test_an_entry_of_no_amount_is_left_out_and_keeps_its_place(ledger: Ledger) -> None:
    found = take(ledger, ("a.xml", camt("Info | 0.00\n | 7.00")))
    assert remarks(found) == ["1 entry is left out: it is of no amount."]
    assert receipts(ledger) == [("0001-2026-1-2", Decimal("7.00"))]


def test_an_entry_typed_in_is_signed_as_its_kind(ledger: Ledger) -> None:
    sheet = b"""account,reference,booked_on,amount,currency,kind
X,1,2026-04-01,100.00,CHF,D
X,2,2026-04-01,-5.00,CHF,C
X,3,2026-04-01,-5.00,CHF,RC
X,4,2026-04-01,5.00,CHF,Reversed debit
X,5,2026-04-01,-5.00,CHF,Fee
X,6,2026-04-01,5.00,CHF,RC
"""
    found = look(ledger, ("bank_entries.csv", sheet))
    assert [(one.rule, one.row) for one in found.problems] == [("entry-signed-as-its-kind", row) for row in (2, 3, 7)]


def test_money_between_own_accounts_is_no_receipt(ledger: Ledger) -> None:
    found = take(ledger, ("a.xml", camt("T1 | 7.00 | Ourselves | XX00DEMO00000000000002")))
    assert remarks(found) == ["1 entry is no receipt: it came from an account of ours."]
    assert receipts(ledger) == []


def test_an_entry_without_a_reference_is_named_by_its_statement_and_place_and_is_known_again(ledger: Ledger) -> None:
    take(ledger, ("a.xml", camt(" | 7.00\n | 8.00", number=31)))
    assert [name for name, _ in receipts(ledger)] == ["0001-2026-31-1", "0001-2026-31-2"]
    assert look(ledger, ("b.xml", camt(" | 7.00\n | 8.00", number=31))).known


UNNAMED = """
    | 7.00 | Ministry of Finance
    | 8.00 | Treasury
    | 8.00 | Treasury
"""


def perhaps_again(found: Preview) -> list[str]:
    return [problem.message for problem in found.warnings if problem.rule == "bank-perhaps-again"]


def test_payments_without_references_in_a_second_statement_of_their_days_are_told_with_where_they_are(
    ledger: Ledger,
) -> None:
    """A weekly statement after the daily one: two of its payments are there, one of them as often, one is not."""
    take(ledger, ("day.xml", camt(UNNAMED, number=31)))
    weekly = "| 8.00 | Treasury\n | 9.00 | Treasury\n | 7.00 | ministry of  finance\n | 8.00 |\n | 8.00 | Treasury"
    found = look(ledger, ("week.xml", camt(weekly, number=7)))
    batch = next(event.batch for event in ledger.history() if event.table_name == "bank_entries")
    assert perhaps_again(found) == [
        f"Entries of statement 7 may be here already, in statement 31 of batch {batch}: of the same day, amount and "
        "payer, under other references or none of the bank's: 0001-2026-7-1 of 1 April 2026, CHF 8.00 (0001-2026-31-2), "
        "0001-2026-7-3 of 1 April 2026, CHF 7.00 (0001-2026-31-1), 0001-2026-7-4 of 1 April 2026, CHF 8.00 "
        "(0001-2026-31-3)."
    ], "of three alike as many as are held"
    assert found.ready, "a Member may pay twice on a day: it is for a person to say"
    assert found.warnings[0].suggestion


def test_payments_without_references_in_two_statements_of_one_handing_in_are_told_too(ledger: Ledger) -> None:
    found = look(ledger, ("a.xml", camt("| 7.00 |", number=1)), ("b.xml", camt("| 7.00 |", number=2)))
    assert perhaps_again(found) == [
        "Entries of statement 2 may be in statement 1 too, which is handed in with it: of the same day, amount and "
        "payer, under other references or none of the bank's: 0001-2026-2-1 of 1 April 2026, CHF 7.00 (0001-2026-1-1)."
    ]


@pytest.mark.parametrize(
    ("first", "second", "day"),
    [
        ("| 7.00 | Treasury", "| 7.00 | Ministry of Finance", "2026-04-01"),
        ("| 7.00 | Treasury", "| 7.01 | Treasury", "2026-04-01"),
        ("| 7.00 | Treasury", "| 7.00 | Treasury", "2026-04-02"),
        ("R1 | 7.00 |", "R2 | 7.00 |", "2026-04-01"),
        ("R1 | 7.00 | Treasury", "R1 | 7.00 | Treasury", "2026-04-01"),
    ],
    ids=["payer", "amount", "day", "the bank's own references", "known"],
)
def test_other_payments_and_known_ones_are_not_told(ledger: Ledger, first: str, second: str, day: str) -> None:
    take(ledger, ("a.xml", camt(first, number=1)))
    assert perhaps_again(look(ledger, ("b.xml", camt(second, number=2, day=day)))) == []


def test_one_payment_under_two_references_of_the_bank_is_told_where_the_payer_is_named(ledger: Ledger) -> None:
    """As a bank does that writes other references into its MT940 than into its camt.053."""
    take(ledger, ("a.xml", camt("R1 | 7.00 | Treasury", number=1)))
    assert len(perhaps_again(look(ledger, ("b.xml", camt("NONREF-9 | 7.00 | Treasury", number=2))))) == 1


BATCH = "BATCH-7 | 300.00"
PARTS = [("BATCH-7-1", Decimal("100.00")), ("BATCH-7-2", Decimal("250.00"))]


def in_force(ledger: Ledger) -> Sequence[object]:
    return [row["reference"] for row in Books.at(ledger).ask("unidentified", date(2026, 6, 30)).dicts()]


@pytest.mark.parametrize("together", [True, False])
def test_details_split_a_batch_entry_whether_they_come_with_the_statement_or_later(
    ledger: Ledger, together: bool
) -> None:
    whole, details = ("s.xml", camt(BATCH, day="2026-04-07")), sample("camt.054.001.04.xml")
    if together:
        take(ledger, details, whole)
        assert receipts(ledger) == PARTS
    else:
        take(ledger, whole)
        assert receipts(ledger) == [("BATCH-7", Decimal("300.00"))]
        found = take(ledger, details)
        assert remarks(found) == ["1 entry is no receipt: a payment of ours."]
        assert receipts(ledger) == sorted(
            [*PARTS, ("BATCH-7", Decimal("300.00")), ("reversed BATCH-7", Decimal("-300.00"))]
        )
    assert in_force(ledger) == ["BATCH-7-1", "BATCH-7-2"]
    assert rows(ledger, "bank_entries", "reference", "kind", "part_of") == [
        ("BATCH-7", "batch", None), ("BATCH-7-1", "credit", "BATCH-7"), ("BATCH-7-2", "credit", "BATCH-7"),
        ("BATCH-7-3", "debit", "BATCH-7"),
    ]  # fmt: skip
    assert look(ledger, details).known
    assert look(ledger, ("again.xml", whole[1])).known, "the statement does not make one of it again"


def with_payments(content: bytes, *payments: tuple[str, str]) -> bytes:
    """The same statement, which now tells of which payments its one entry is made."""
    told = "".join(
        f'<TxDtls><Refs><AcctSvcrRef>{name}</AcctSvcrRef></Refs><Amt Ccy="CHF">{amount.lstrip("-")}</Amt>'
        f"<CdtDbtInd>{'DBIT' if amount.startswith('-') else 'CRDT'}</CdtDbtInd></TxDtls>"
        for name, amount in payments
    )
    return re.sub(rb"<TxDtls>.*</TxDtls>", told.encode(), content)


WHOLE = camt(BATCH, day="2026-04-07")
DETAILED = with_payments(WHOLE, ("P-1", "100.00"), ("P-2", "200.00"))


@pytest.mark.parametrize("together", [True, False])
def test_a_statement_that_comes_again_with_the_payments_of_an_entry_splits_it_and_doubles_nothing(
    ledger: Ledger, together: bool
) -> None:
    if together:
        take(ledger, ("s.xml", WHOLE), ("detailed.xml", DETAILED))
    else:
        take(ledger, ("s.xml", WHOLE))
        take(ledger, ("detailed.xml", DETAILED))
    assert in_force(ledger) == ["P-1", "P-2"]
    assert rows(ledger, "bank_entries", "reference", "kind", "part_of") == [
        ("BATCH-7", "batch", None), ("P-1", "credit", "BATCH-7"), ("P-2", "credit", "BATCH-7")]  # fmt: skip
    assert [look(ledger, ("again.xml", content)).known for content in (WHOLE, DETAILED)] == [True, True]


def test_a_receipt_of_which_it_was_said_who_paid_stays_when_its_statement_comes_again_with_payments(
    ledger: Ledger,
) -> None:
    take(ledger, ("s.xml", WHOLE))
    hand_in(ledger, "receipts: received | state | amount | reference\n2026-04-07 | XAA | 300.00 | BATCH-7")
    assert look(ledger, ("detailed.xml", DETAILED)).known


@pytest.mark.parametrize("files", [
    [("s.xml", WHOLE), sample("camt.054.001.04.xml")],
    [("detailed.xml", with_payments(WHOLE, ("BATCH-7-1", "100.00"), ("BATCH-7-2", "200.00")))],
], ids=["details beside", "details in the statement"])  # fmt: skip
def test_payments_take_back_the_receipt_of_their_entry_that_the_office_had_entered(
    ledger: Ledger, files: list[tuple[str, bytes]]
) -> None:
    hand_in(ledger, "receipts: received | state | amount | reference\n2026-04-07 | | 299.00 | BATCH-7")
    take(ledger, *files)
    assert in_force(ledger) == ["BATCH-7-1", "BATCH-7-2"]
    assert ("reversed BATCH-7", Decimal("-299.00")) in receipts(ledger)


def test_a_receipt_is_held_with_what_was_credited_though_more_was_paid(ledger: Ledger) -> None:
    """Charges that the bank took: the receipt is what it booked, and what takes it back leaves nothing of either."""
    hand_in(
        ledger,
        """
        receipts: received | state | amount | reference | paid_amount | paid_currency | rate | charges
        2026-04-07 | | 300.00 | BATCH-7 | 305.00 | CHF | | 5.00
        """,
    )
    found = take(ledger, ("s.xml", WHOLE))
    assert (rules(found), remarks(found)) == (["bank-gap"], ["1 entry is of a receipt that is here already."])
    assert rules(take(ledger, ("detailed.xml", DETAILED))) == []
    amounts = Books.at(ledger).all_rows_in_force("receipts", ("amount", "paid_amount", "charges"))
    assert {sum(column) for column in zip(*amounts[1:3], strict=True)} == {0}


def test_payments_both_ways_may_come_to_nothing_together(ledger: Ledger) -> None:
    found = take(ledger, ("a.xml", with_payments(camt("B | 0.00"), ("P-1", "7.00"), ("P-2", "-7.00"))))
    assert remarks(found) == ["1 entry is no receipt: a payment of ours."]
    assert receipts(ledger) == [("P-1", Decimal("7.00"))]
    assert rows(ledger, "bank_entries", "reference", "amount")[0] == ("B", Decimal("0.00"))


def test_an_account_with_three_decimals_is_refused_with_what_to_do(ledger: Ledger) -> None:
    found = look(ledger, ("bhd.xml", camt("R1 | 10.125\nR2 | 2.000", currency="BHD")))
    assert rules(found) == ["bank-decimals"]
    assert [str(problem) for problem in found.problems] == [
        "bhd.xml: Statement 1 has amounts with more than two decimals, which are not kept here: 12.125, 10.125. Enter "
        "its receipts by hand, with two decimals."
    ]


def test_what_was_paid_in_a_currency_with_three_decimals_is_kept_with_two(ledger: Ledger) -> None:
    ordered = b'<AmtDtls><InstdAmt><Amt Ccy="KWD">345.678</Amt></InstdAmt></AmtDtls><RltdPties>'
    found = take(ledger, ("kwd.xml", camt("K1 | 1000.00", opening="-1000.10").replace(b"<RltdPties>", ordered)))
    assert (rules(found), remarks(found)) == ([], ["The amount paid is kept with two decimals in 1 entry."])
    (paid,) = (
        row[1:] for row in rows(ledger, "receipts", "reference", "paid_amount", "paid_currency") if row[0] == "K1"
    )
    assert paid == (Decimal("345.68"), "KWD")


def test_details_take_back_a_receipt_as_it_is_held_where_the_bank_booked_another_amount(ledger: Ledger) -> None:
    hand_in(ledger, "receipts: received | state | amount | reference\n2026-04-07 | | 299.00 | BATCH-7")
    take(ledger, ("s.xml", camt(BATCH, day="2026-04-07")))
    take(ledger, sample("camt.054.001.04.xml"))
    assert in_force(ledger) == ["BATCH-7-1", "BATCH-7-2"]
    assert ("reversed BATCH-7", Decimal("-299.00")) in receipts(ledger), "nothing is left of it"


@pytest.mark.parametrize("together", [True, False])
def test_details_tell_who_paid_an_entry_of_which_the_statement_did_not(ledger: Ledger, together: bool) -> None:
    whole, who = ("s.xml", camt("R1 | 10.00\nR2 | 5.00")), camt("R1 | 10.00 | Addavine, Treasury | XX11MINI", number=9)
    for plain, details in (("camt.053", "camt.054"), ("BkToCstmrStmt", "BkToCstmrDbtCdtNtfctn"), ("Stmt>", "Ntfctn>")):
        who = who.replace(plain.encode(), details.encode())
    if together:
        found = take(ledger, ("d.xml", who), whole)
    else:
        take(ledger, whole)
        found = take(ledger, ("d.xml", who))
    assert "Of 1 entry that is here already it is told who paid." in remarks(found)
    assert rows(ledger, "bank_entries", "reference", "counterparty", "counterparty_iban", "statement") == [
        ("R1", "Addavine, Treasury", "XX11MINI", "1"), ("R2", None, None, "1")]  # fmt: skip
    assert receipts(ledger) == [("R1", Decimal("10.00")), ("R2", Decimal("5.00"))]
    assert look(ledger, ("d.xml", who)).known


def told(found: Preview) -> list[tuple[str, str]]:
    return [(problem.rule, str(problem.message)) for problem in found.problems]


def test_details_of_an_entry_that_is_not_here_or_is_assigned_are_refused(ledger: Ledger) -> None:
    details = sample("camt.054.001.04.xml")
    assert told(look(ledger, details)) == [
        ("bank-batch-unknown", "The entry BATCH-7 of CHF 300.00, of which these are details, is not here.")
    ]
    take(ledger, ("s.xml", camt(BATCH, day="2026-04-07")))
    hand_in(ledger, "receipts: received | state | amount | reference\n2026-04-07 | XAA | 300.00 | BATCH-7")
    assert told(look(ledger, details)) == [
        ("bank-batch-assigned", "The receipt BATCH-7, of which these are details, has been assigned to a State.")
    ]


def test_one_entry_in_two_statements_of_a_file_is_taken_once(ledger: Ledger) -> None:
    twice = document(statement(CREDITS), statement(CREDITS + "R3 | 1.00", number=2))
    assert remarks(take(ledger, ("a.xml", twice))) == ["2 entries are here already."]
    assert [name for name, _ in receipts(ledger)] == ["R1", "R2", "R3"]


def proposed(ledger: Ledger) -> list[tuple[object, ...]]:
    rows = Books.at(ledger).ask("proposed_payers", date(2026, 6, 30)).dicts()
    return [(row["receipt"], row["state"], row["strength"], row["because"]) for row in rows]


def test_who_may_have_paid_is_proposed_and_an_account_is_known_once_a_person_has_said_whose_it_is(
    ledger: Ledger,
) -> None:
    take(ledger, ("a.xml", camt("R1 | 100.00 | Addavine, Treasury | XX11MINI\nR2 | 3.00 | | XX11MINI\nR3 | 4.00")))
    nobody = "Nothing here tells who paid."
    assert proposed(ledger) == [
        ("R1", "XAA", "strong", "The payer’s name says so. The amount is its contribution for 2026."),
        ("R2", None, "none", nobody), ("R3", None, "none", nobody),
    ]  # fmt: skip
    hand_in(ledger, "receipts: received | state | amount | reference\n2026-04-01 | XAA | 100.00 | R1")
    assert proposed(ledger) == [
        ("R2", "XAA", "strong", "1 receipt of this State came from the same account."), ("R3", None, "none", nobody),
    ]  # fmt: skip
    corrected = "2026-04-02 | XAA | -100.00 | reversed R1\n2026-04-02 | XAA | 100.00 | corrected R1"
    hand_in(ledger, f"receipts: received | state | amount | reference\n{corrected}")
    assert proposed(ledger)[0][3] == "1 receipt of this State came from the same account.", (
        "corrected, and not paid twice"
    )
    hand_in(
        ledger, "receipts: received | state | amount | reference\n2026-04-03 | XAA | -100.00 | reversed corrected R1"
    )
    assert proposed(ledger) == [("R2", None, "none", nobody), ("R3", None, "none", nobody)]


def test_the_shell_prints_who_may_have_paid_and_assigns_only_what_is_named(
    ledger: Ledger, tmp_path: Path, shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GOVERNANCE_LEDGER", ledger.target)
    file = tmp_path / "march.xml"
    file.write_bytes(camt("R1 | 100.00 | Addavine, Treasury | XX11MINI\nR2 | 3.00 | | XX11MINI\nR3 | 4.00"))
    dry = shell("import", str(file), "--dry-run")
    assert dry.exit_code == 0
    assert "Nothing was changed." in dry.stdout
    assert "R1 " in dry.stdout.partition("Who may have paid")[2]
    assert "The payer’s name says so." in dry.stdout
    assert shell("import", str(file), "--acknowledge").exit_code == 0
    assert len(in_force(ledger)) == 3, "nobody is credited"
    assert shell("assign", "R1", "--proposed").exit_code == 0
    assert rows(ledger, "receipts", "reference", "state")[1] == ("R1", "XAA")
    unsure = shell("assign", "R3", "--proposed")
    assert (unsure.exit_code, "Nobody is proposed for: R3." in unsure.stderr) == (2, True)
    assert shell("assign", "R2", "--share", "XAA:2025=1.00", "--share", "=2.00").exit_code == 0
    assert in_force(ledger) == ["R3", "assigned R2 · 2"]
    for wrong in (
        ("R3",),
        ("R3", "--state", "XAA", "--proposed"),
        ("R3", "--share", "XAA"),
        ("R3", "--share", "XAA=NaN"),
        ("R3", "--share", "XAA=Infinity"),
        ("R3", "--share", "XAA:1=4.00"),
        ("R3", "R1", "--share", "XAA=1"),
    ):
        assert shell("assign", *wrong).exit_code == 2
