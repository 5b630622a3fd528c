"""The bank's statements beside the receipts of a month: matched, only in the bank, only here, amounts that differ."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from governance.access import AUDITOR, COMMITTEE, DELEGATION, Reader
from governance.books import Books
from governance.ledger import Ledger
from governance.problems import Refused
from governance.rules.accounts.bank_reconciliation import FINDINGS, Entry, Held, Pair, reconciled
from governance.tables.receipt_names import assigned_name, name_of, reversed_name
from tests.ledgers import hand_in, new_ledger
from tests.shipped import TODAY, open_page, tables_on, words_on

DAY = date(2024, 3, 10)


def entry(reference: str, amount: int, day: date = DAY, currency: str = "CHF", *, received: bool = True) -> Entry:
    return Entry("XX1", reference, day, Decimal(amount), currency, None, received)


def held(reference: str | None, amount: int, day: date = DAY, state: str | None = "XAA") -> Held:
    return Held(name_of(reference), day, Decimal(amount), "CHF", state)


def found(entries: list[Entry], rows: list[Held]) -> list[tuple[str, str | None]]:
    pairs = reconciled(entries, rows)
    return [(pair.finding, pair.entry.reference if pair.entry else None) for pair in pairs]


def test_a_receipt_is_of_the_entry_whose_reference_it_bears_whatever_became_of_it() -> None:
    divided = [held("A", 100, state=None), held(reversed_name("A"), -100, date(2025, 1, 1), state=None),
               held(assigned_name("A", 1), 60), held(assigned_name("A", 2), 40, state="XAN")]  # fmt: skip
    assert found([entry("A", 100)], divided) == [("matched", "A")]
    (pair,) = reconciled([entry("A", 100)], divided)
    assert pair.receipt is not None
    assert pair.receipt.states == ("XAA", "XAN")
    assert name_of(reversed_name("A")) == name_of(assigned_name("A", 12)) == "A"
    assert found([entry("A", 100)], [held("A", 90)]) == [("amounts_differ", "A")]


def test_a_part_that_was_divided_again_is_of_the_same_entry() -> None:
    part = assigned_name("A", 2)
    again = [held("A", 100, state=None), held(reversed_name("A"), -100, state=None), held(assigned_name("A", 1), 60),
             held(part, 40, state=None), held(reversed_name(part), -40, state=None),
             held(assigned_name(part, 1), 30), held(assigned_name(part, 2), 10, state="XAN")]  # fmt: skip
    assert found([entry("A", 100)], again) == [("matched", "A")]


def test_without_the_reference_the_same_amount_within_days_is_it_the_nearest_first() -> None:
    rows = [held("MINE", 100, date(2024, 3, 14)), held(None, 100, date(2024, 3, 11))]
    assert found([entry("A", 100)], rows) == [("matched", "A"), ("only_here", None)]
    assert found([entry("A", 100)], [held("MINE", 100, date(2024, 3, 16))]) == [
        ("only_in_bank", "A"), ("only_here", None)]  # fmt: skip
    assert found([entry("A", 100), entry("B", 100)], rows) == [("matched", "A"), ("matched", "B")]


def test_what_is_no_receipt_is_looked_at_only_where_one_bears_its_reference() -> None:
    refund = entry("R", -20, received=False)
    assert found([refund, entry("FEE", -3, received=False)], [held("R", -20)]) == [("matched", "R")]
    assert found([], [held("A", 100), held(reversed_name("A"), -100)]) == [], "taken back: nothing is held of it"


def test_an_account_in_another_currency_is_compared_in_what_was_paid() -> None:
    in_dollars = Held("A", DAY, Decimal(90), "CHF", "XAA", Decimal(100), "USD")
    assert found([entry("A", 100, currency="USD")], [in_dollars]) == [("matched", "A")]
    assert found([entry("A", 100, currency="EUR")], [in_dollars]) == [("currencies_differ", "A")]
    unnamed = replace(in_dollars, reference=None)
    assert found([entry("A", 100, currency="USD")], [unnamed]) == [("matched", "A")]
    assert found([entry("A", 90)], [unnamed]) == [("matched", "A")]
    assert found([entry("A", 90), entry("B", 100, currency="USD")], [unnamed]) == [
        ("matched", "A"), ("only_in_bank", "B")]  # fmt: skip


def made(name: str, amount: int, currency: str = "CHF") -> Held:
    return replace(held(name, amount), currency=currency, made=True)


def test_a_receipt_in_another_currency_that_is_divided_stays_what_it_was_in_that_of_the_bank() -> None:
    whole = Held("A", DAY, Decimal(90), "CHF", None, Decimal(100), "USD")
    back = replace(whole, amount=Decimal(-90), paid_amount=Decimal(-100), made=True)
    assert found([entry("A", 100, currency="USD")], [whole, back, made("A", 60), made("A", 30)]) == [("matched", "A")]
    assert found([entry("A", 100, currency="USD")], [whole, back, made("A", 60)]) == [("currencies_differ", "A")]


def test_parts_in_two_currencies_are_of_no_other_amount_and_are_not_left_out() -> None:
    parts = [held("A", 100, state=None), made("A", -100), made("A", 60), made("A", 44, "USD")]
    assert found([entry("A", 100)], parts) == [("currencies_differ", "A")]
    (alone,) = reconciled([], parts)
    assert (alone.finding, alone.here) == ("only_here", None)


def test_what_is_held_in_two_currencies_is_told_in_both(books: Books) -> None:
    """
    assessments: year | state | amount
    2024 | XAA | 500.00
    receipts: received | state | amount | currency | reference
    2024-03-04 | | 100.00 | CHF | A
    2024-03-04 | | -100.00 | CHF | reversed A
    2024-03-04 | XAA | 60.00 | CHF | assigned A · 1
    2024-03-04 | XAN | 44.00 | USD | assigned A · 2
    2024-03-05 | | 30.00 | CHF | B
    2024-03-05 | | -30.00 | CHF | reversed B
    2024-03-05 | XAN | 33.00 | USD | assigned B · 1
    2024-03-05 | XAN | 1.00 | CHF | assigned B · 2
    bank_entries: account | reference | booked_on | amount | currency | kind
    XX1 | A | 2024-03-04 | 100.00 | CHF | credit
    """
    rows = books.ask("bank_reconciliation", date(2024, 4, 20)).dicts()
    assert [(row["finding"], row["by_receipts"], row["difference"], row["words"]) for row in rows] == [
        ("currencies_differ", None, None,
         "The bank booked CHF 100.00 on 4 March 2024 under A; here CHF 60.00, USD 44.00 is held, and what that came to "
         "in CHF is not known."),
        ("only_here", None, None,
         "CHF 1.00, USD 33.00 was entered as received on 5 March 2024, and no entry of the bank is of it."),
    ]  # fmt: skip


def reference_of(pair: Pair) -> str | None:
    """The bank's reference; of a receipt alone its own."""
    if pair.entry is not None:
        return pair.entry.reference
    assert pair.receipt is not None, "one of the two is there"
    return pair.receipt.reference


def _plainly(books: Books, on: date, month: str) -> list[Pair]:
    """Every entry and receipt by the date as the rule pairs them, one by one."""
    booked: Sequence[tuple[Any, ...]] = books.all_rows_in_force(
        "bank_entries", ("account", "reference", "booked_on", "amount", "currency", "counterparty", "kind")
    )
    entries = [
        Entry(account, reference, booked_on, amount, currency, who, kind in ("credit", "reversed_credit"))
        for account, reference, booked_on, amount, currency, who, kind in booked
        if booked_on <= on and kind != "batch"
    ]
    columns = ("reference", "received", "amount", "currency", "state", "paid_amount", "paid_currency")
    held: Sequence[tuple[Any, ...]] = books.all_rows_in_force("receipts", columns)
    rows = [
        Held(name_of(reference), received, amount, currency, state, paid, paid_in, made=reference != name_of(reference))
        for reference, received, amount, currency, state, paid, paid_in in held
        if received <= on
    ]
    return [pair for pair in reconciled(entries, rows) if f"{pair.day:%Y-%m}" == month]


@pytest.mark.parametrize("seed", range(12))
def test_what_agrees_is_told_as_the_rule_tells_it_of_everything(tmp_path: Path, seed: int) -> None:
    """Only what does not agree is shown to the rule: the answer is that of all, whatever the date."""
    dice = random.Random(seed)
    receipts, entries = [], []
    for number in range(40):
        name, cents, when = f"R{number}", dice.randrange(1, 6) * 100, date(2024, 2, 20) + timedelta(dice.randrange(45))
        currency = dice.choice(["CHF", "CHF", "USD"])
        lag = timedelta(dice.choice([0, 0, 0, 1, -2, 9]))
        if dice.random() < 0.85:
            change = dice.choice([0, 0, 0, 0, 1])
            kind = dice.choice(["credit", "credit", "interest", "batch"])
            entries.append(f"XX{dice.randrange(2)} | {name} | {when} | {cents + change}.00 | {currency} | {kind}")
        if dice.random() < 0.85:
            reference = dice.choice([name, name, name, f"other {name}", ""])
            receipts.append(f"{when + lag} | XAA | {cents}.00 | {currency} | {reference}")
            if reference and dice.random() < 0.3:
                later = when + lag + timedelta(dice.randrange(20))
                receipts.append(f"{later} | | -{cents}.00 | {currency} | reversed {reference}")
                receipts += [
                    f"{later} | XAN | {cents - 50}.00 | {currency} | assigned {reference} · 1",
                    f"{later} | XAA | 50.00 | {dice.choice([currency, currency, 'EUR'])} | assigned {reference} · 2",
                ]
    ledger = new_ledger(tmp_path, "\n".join([
        "assessments: year | state | amount", "2024 | XAA | 500.00",
        "receipts: received | state | amount | currency | reference", *receipts,
        "bank_entries: account | reference | booked_on | amount | currency | kind", *entries]))  # fmt: skip
    books = Books.at(ledger)
    for on, month in product((date(2024, 3, 9), date(2024, 3, 30), date(2024, 5, 1)), ("2024-02", "2024-03")):
        told = [
            (row["finding"], row["day"], row["currency"], row["reference"], row["account"], row["state"],
             row["by_bank"], row["by_receipts"])
            for row in books.ask("bank_reconciliation", on, month=month).dicts() if row["finding"] != "not_known"
        ]  # fmt: skip
        booked = {row["currency"] for row in books.ask("bank_reconciliation_by_month", on).dicts()
                  if row["month"] == month and row["by_bank"] is not None}  # fmt: skip
        pairs = _plainly(books, on, month)
        wanted = [
            (pair.finding, pair.day, pair.currency, reference_of(pair),
             pair.entry and pair.entry.account, ", ".join(pair.receipt.states) or None if pair.receipt else None,
             pair.entry and pair.entry.amount, pair.here)
            for pair in pairs if pair.currency in booked
        ]  # fmt: skip
        assert Counter(told) == Counter(wanted)
        by_month = books.ask("bank_reconciliation_by_month", on, currency="CHF").dicts()
        of_month = [[row[finding] for finding in FINDINGS] for row in by_month if row["month"] == month]
        found = Counter(pair.finding for pair in pairs if pair.currency == "CHF")
        assert of_month in ([], [[found[finding] for finding in FINDINGS]])


LEDGER = """
assessments: year | state | amount
2024 | XAA | 500.00
receipts: received | state | amount | reference
2024-03-04 | XAA | 100.00 | A
2024-03-05 | XAA | 250.00 | B
2024-03-06 | XAN | 30.00 | MINE
2024-03-07 | XAN | 44.00 | NOBODY
2024-04-02 | XAN | 70.00 | E
2024-03-21 | XAN | 8.00 |
bank_entries: account | reference | booked_on | amount | currency | kind | counterparty
XX1 | A | 2024-03-04 | 100.00 | CHF | credit | Ministry
XX1 | B | 2024-03-05 | 205.00 | CHF | credit | Ministry
XX1 | C | 2024-03-06 | 30.00 | CHF | credit | Ministry
XX1 | D | 2024-03-29 | 70.00 | CHF | credit | Ministry
XX1 | G | 2024-03-22 | 8.00 | CHF | credit | Somebody
XX1 | F | 2024-03-30 | 15.00 | CHF | credit | Somebody
XX1 | FEE | 2024-03-31 | -2.00 | CHF | charge |
"""


def test_a_month_is_told_in_words_what_needs_a_person_first(books: Books) -> None:
    """<ledger>"""
    rows = books.ask("bank_reconciliation", date(2024, 4, 20)).dicts()
    assert [(row["finding"], row["reference"], row["by_bank"], row["by_receipts"], row["difference"]) for row in rows] == [
        ("amounts_differ", "B", 205, 250, -45),
        ("only_in_bank", "F", 15, None, 15),
        ("only_here", "NOBODY", None, 44, -44),
        ("matched", "A", 100, 100, 0),
        ("matched", "C", 30, 30, 0),
        ("matched", "G", 8, 8, 0),
        ("matched", "D", 70, 70, 0),
    ]  # fmt: skip
    assert [row["words"] for row in rows] == [
        "The bank booked CHF 205.00 on 5 March 2024 under B; here CHF 250.00 is held.",
        "The bank booked CHF 15.00 on 30 March 2024 under F, and no receipt here is of it.",
        "CHF 44.00 was entered as received on 7 March 2024, and no entry of the bank is of it.",
        None,
        "The bank booked CHF 30.00 on 6 March 2024 under C; here it stands under another reference.",
        "The bank booked CHF 8.00 on 22 March 2024 under G; here it stands without a reference.",
        "The bank booked CHF 70.00 on 29 March 2024 under D; here it stands under another reference.",
    ]
    assert books.ask("bank_reconciliation", date(2024, 4, 20), month="2024-03").rows == tuple(
        map(tuple, map(dict.values, rows))
    )
    by_month = books.ask("bank_reconciliation_by_month", date(2024, 4, 20)).dicts()
    assert [(row["month"], row["by_bank"], row["by_receipts"], row["matched"], row["only_here"]) for row in by_month] == [
        ("2024-04", None, 0, None, None),
        ("2024-03", 428, 502, 4, 1),
    ]  # fmt: skip


def test_what_a_receipt_came_to_in_the_currency_of_the_bank_is_not_known_where_it_is_not_held(books: Books) -> None:
    """
    assessments: year | state | amount
    2024 | XAA | 500.00
    receipts: received | state | amount | reference
    2024-03-04 | XAA | 90.00 | A
    bank_entries: account | reference | booked_on | amount | currency | kind
    XX2 | A | 2024-03-04 | 100.00 | USD | credit
    """
    (row,) = books.ask("bank_reconciliation_by_month", date(2024, 3, 31)).dicts()
    assert (row["currency"], row["by_bank"], row["by_receipts"]) == ("USD", 100, None)
    assert (row["amounts_differ"], row["currencies_differ"]) == (0, 1), "nothing is known of the amount"


def test_a_month_of_which_the_bank_said_nothing_is_not_known(books: Books) -> None:
    """<ledger>"""
    for given, day, month, words in (
        (None, date(2024, 5, 3), "2024-04", "April 2024"),
        ("2024-02", date(2024, 5, 3), "2024-02", "February 2024"),
        ("2024-03", date(2024, 3, 1), "2024-03", "March 2024"),
    ):
        (row,) = books.ask("bank_reconciliation", day, month=given).dicts()
        assert (row["month"], row["finding"], row["by_receipts"]) == (month, "not_known", None)
        assert row["words"] == f"No statement of the bank is held for {words}: what it booked is not known."
    with pytest.raises(Refused, match="2024-13"):
        books.ask("bank_reconciliation", month="2024-13")


def test_what_the_bank_booked_in_a_currency_is_known_by_its_own_statements(books: Books) -> None:
    """A statement of the account in francs says nothing of what came in in dollars.

    assessments: year | state | amount | currency
    2024 | XAA | 500.00 | CHF
    receipts: received | state | amount | currency | reference
    2024-03-04 | XAA | 100.00 | CHF | A
    2024-03-05 | XAA | 70.00 | USD | B
    bank_entries: account | reference | booked_on | amount | currency | kind | counterparty
    XX1 | A | 2024-03-04 | 100.00 | CHF | credit | Ministry
    """
    day = date(2024, 4, 20)
    told = "No statement of an account in USD is held for March 2024: what was booked on it is not known."
    rows = [(row["finding"], row["currency"], row["words"]) for row in books.ask("bank_reconciliation", day).dicts()]
    assert rows == [("matched", "CHF", None), ("not_known", "USD", told)]
    (dollars,) = books.ask("bank_reconciliation", day, currency="USD").dicts()
    assert dollars["words"] == told
    months = books.ask("bank_reconciliation_by_month", day).dicts()
    assert {(row["currency"], row["by_bank"], row["only_here"]) for row in months if row["month"] == "2024-03"} == {
        ("CHF", 100, 0), ("USD", None, None)}  # fmt: skip


def test_an_account_of_which_nothing_is_held_for_a_month_is_not_known_beside_another_in_its_currency(
    books: Books,
) -> None:
    """The second account was heard of in February, and the third only in April.

    assessments: year | state | amount | currency
    2024 | XAA | 500.00 | CHF
    receipts: received | state | amount | currency | reference
    2024-03-04 | XAA | 100.00 | CHF | A
    bank_entries: account | reference | booked_on | amount | currency | kind | counterparty
    XX1 | A | 2024-03-04 | 100.00 | CHF | credit | Ministry
    XX2 | Z | 2024-02-05 | -3.00 | CHF | charge |
    XX3 | Y | 2024-04-05 | -3.00 | CHF | charge |
    """
    told = "No entry of the account XX2 is held for March 2024: what was booked on it is not known."
    for currency, day in product((None, "CHF"), (date(2024, 4, 2), date(2024, 4, 20))):
        rows = books.ask("bank_reconciliation", day, month="2024-03", currency=currency).dicts()
        assert [(row["finding"], row["account"], row["words"]) for row in rows] == [
            ("matched", "XX1", None), ("not_known", "XX2", told)]  # fmt: skip


def test_only_those_who_read_as_finance_see_what_the_bank_said(books: Books) -> None:
    """<ledger>"""
    day = date(2024, 4, 20)
    auditor = Reader("auditor", frozenset({AUDITOR}))
    assert books.ask("bank_reconciliation", day, auditor).rows
    for role in (COMMITTEE, DELEGATION):
        with pytest.raises(Refused, match="open to"):
            books.ask("bank_reconciliation", day, Reader(role, frozenset({role}), frozenset({"XAA"})))


for test in (
    test_a_month_is_told_in_words_what_needs_a_person_first,
    test_a_month_of_which_the_bank_said_nothing_is_not_known,
    test_only_those_who_read_as_finance_see_what_the_bank_said,
):
    test.__doc__ = LEDGER


def test_the_page_tells_what_does_not_agree_and_what_is_not_known(shipped: Path) -> None:
    """The three slips of the demonstration, in its last month that has ended before the day that the pages show."""
    slips = f"{TODAY.replace(day=1) - timedelta(1):%Y-%m}"
    page = open_page("bank_reconciliation", ledger="demonstration", month=slips)
    assert "**3 do not agree.**" in words_on(page)
    assert list(tables_on(page)[0]["finding"][:3]) == ["amounts differ", "only in the bank", "only here"]
    agrees = words_on(open_page("bank_reconciliation", ledger="demonstration", month=f"{TODAY:%Y}-02"))
    assert "the month agrees" in agrees
    assert "No statement of the bank is held here" in words_on(open_page("bank_reconciliation", ledger="iom"))


def test_the_page_sums_no_receipts_of_which_one_is_not_known_in_the_currency(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger = Ledger.create(str(tmp_path / "yours.duckdb"), rulebook="iom", title="Test", who="test")
    in_dollars = """
    assessments: year | state | amount
    2024 | XAA | 500.00
    receipts: received | state | amount | currency | reference
    2024-03-04 | XAA | 90.00 | USD | A
    bank_entries: account | reference | booked_on | amount | currency | kind
    XX1 | A | 2024-03-04 | 80.00 | CHF | credit
    """
    hand_in(ledger, in_dollars)
    monkeypatch.setenv("GOVERNANCE_HOME", str(tmp_path))
    said = words_on(open_page("bank_reconciliation", ledger="yours", as_of="2024-04-10"))
    assert "booked **CHF 80** as received; what the receipts here come to in CHF is not known." in said
