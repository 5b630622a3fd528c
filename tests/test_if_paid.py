"""What if we pay: an amount on a day, what is owed then, and what becomes of the vote."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from governance.problems import Refused
from governance.rules.accounts.account import Receipt, Received
from tests.ledgers import books_of
from tests.shipped import TODAY, open_page, shipped_books, words_on
from tests.test_voting_questions import INFORMED, PAGE

CENT = Decimal("0.01")
MARCH = date(2023, 3, 15)


def test_the_worked_example(tmp_path: Path) -> None:
    """200 in arrears reach the threshold of 200; paying 50 leaves 150 of it and the 100 of the current year."""
    (row,) = books_of(tmp_path, PAGE).ask("if_paid", MARCH, state="XAA", pays="50").dicts()
    assert (row["day"], row["outstanding"], row["arrears"], row["credit"]) == (MARCH, 250, 150, 0)
    assert (row["status"], row["threshold"], row["least_payment"]) == ("in_arrears", 200, 0)
    assert row["least_payment_by_31_december"] == Decimal("50.01")
    assert row["reaches_threshold_on"] == date(2024, 1, 1)


def test_on_a_later_day_what_falls_due_until_then_is_owed_too(tmp_path: Path) -> None:
    """Nobody has assessed 2024 yet: it is taken to be assessed as 2023 was."""
    (row,) = books_of(tmp_path, PAGE).ask("if_paid", MARCH, state="XAA", pays="50", pays_on="2024-01-31").dicts()
    assert (row["day"], row["outstanding"], row["arrears"]) == (date(2024, 1, 31), 350, 250)


def test_what_is_paid_too_much_is_a_credit(tmp_path: Path) -> None:
    (row,) = books_of(tmp_path, PAGE).ask("if_paid", MARCH, state="XAA", pays="320").dicts()
    assert (row["outstanding"], row["credit"], row["status"]) == (0, 20, "in_good_standing")


def test_a_payment_regains_a_vote(tmp_path: Path) -> None:
    books = books_of(tmp_path, PAGE + INFORMED)
    lost = date(2024, 7, 1)
    few, enough = (books.ask("if_paid", lost, state="XAA", pays=pays).dicts()[0] for pays in ("100.00", "100.01"))
    assert (few["may_vote"], few["least_payment"]) == ("no", CENT)
    assert (enough["may_vote"], enough["least_payment"]) == ("yes", 0)


def test_a_day_before_the_date_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="before the date in view") as refused:
        books_of(tmp_path, PAGE).ask("if_paid", MARCH, state="XAA", pays="50", pays_on="2023-03-14")
    assert [problem.rule for problem in refused.value.problems] == ["payment-before-the-date"]


def test_nothing_is_told_without_an_amount_or_of_a_state_that_is_no_member(tmp_path: Path) -> None:
    books = books_of(tmp_path, PAGE)
    assert not books.ask("if_paid", MARCH, state="XAA").rows
    assert not books.ask("if_paid", MARCH, state="XIS", pays="50").rows


def test_where_what_is_owed_is_not_known_a_payment_does_not_make_it_known(tmp_path: Path) -> None:
    books = books_of(tmp_path, PAGE.replace("receipts | 2019-01-01\n    opening", "opening"))
    (row,) = books.ask("if_paid", MARCH, state="XAA", pays="50").dicts()
    assert (row["outstanding"], row["arrears"], row["may_vote"]) == (None, None, None)


@pytest.mark.parametrize("on", [TODAY, date(2026, 3, 31), date(2024, 1, 1)])
def test_the_least_payment_is_enough_and_a_cent_less_is_not(shipped: Path, on: date) -> None:
    """Of every Member: for the threshold on the date, for 1 January, and for the vote on its last day."""
    books = shipped_books("demonstration")
    december = date(on.year, 12, 31)
    found = 0
    for row in books.ask("voting", on).dicts():
        for name, day in (("least_payment", on), ("least_payment_by_31_december", december)):
            least = row.amount_or_none(name)
            if least:
                found += 1
                enough, short = (
                    books.ask("if_paid", on, state=row["state"], pays=str(pays), pays_on=str(day)).dicts()
                    for pays in (least, least - CENT or CENT)
                )
                assert enough[0][name] == 0, (row["state"], name)
                assert least == CENT or short[0][name] == CENT, (row["state"], name)
        least, last = row.amount_or_none("least_payment_for_vote"), row.day_or_none("pay_by")
        if least and last:
            paid = books.ask("if_paid", on, state=row["state"], pays=str(least), pays_on=str(last)).dicts()[0]
            assert (paid["may_vote"], paid["no_vote_from"]) == ("yes", None), row["state"]
    assert found


def test_one_more_receipt_is_as_if_it_had_come_with_the_others() -> None:
    days = [date(2020, 1, 1), date(2020, 6, 1), date(2020, 6, 2)]
    receipts = [Receipt(days[0], Decimal(5)), Receipt(days[1], Decimal(7), 2019), Receipt(days[2], Decimal(-3))]
    for day in (*days, days[1] - timedelta(1), date(2021, 1, 1)):
        seen = [receipt for receipt in receipts if receipt.dated <= day]
        together = Received.of([*seen, Receipt(day, Decimal(11))])
        one_more = Received.of(receipts).plus(day, Decimal(11))
        assert _by_year(one_more) == _by_year(together)
        assert one_more.refund_days == together.refund_days


def _by_year(received: Received) -> dict[int | None, Decimal]:
    return {year: amount for year, amount in received.between(None, date.max) if amount}


def test_a_delegate_sees_what_follows_and_may_send_the_link(shipped: Path) -> None:
    page = open_page("statement", ledger="demonstration", state="XIS", pays="750000", pays_on="2026-12-15")
    assert "If you pay **CHF 750,000** on 15 December 2026 and nothing more until then" in words_on(page)
    assert "The vote is regained." in words_on(page)
    assert "more is needed by 31 December 2026" in words_on(page)
    next(button for button in page.button if button.label == "Close").click().run()
    assert "If you pay" not in words_on(page)


def test_a_link_with_no_amount_is_refused_in_words(shipped: Path) -> None:
    page = open_page("statement", ledger="demonstration", state="XIS", pays="much")
    assert any("much" in error.value for error in page.error)
    assert not page.exception
    next(button for button in page.button if button.label == "Close").click().run()
    assert not page.error


def test_the_fields_propose_the_least_to_pay(shipped: Path) -> None:
    page = open_page("statement", ledger="demonstration", state="XIS")
    (vote,) = shipped_books("demonstration").ask("voting", TODAY, state="XIS").dicts()
    amount = page.number_input(key=f"pays_XIS_{TODAY}")
    assert Decimal(str(amount.value)) == vote.amount("least_payment_for_vote").__ceil__()
    next(button for button in page.button if button.label == "Show what follows").click().run()
    assert "The vote is regained." in words_on(page)
    assert "If you pay" not in words_on(open_page("statement", ledger="iom", state="USA"))
