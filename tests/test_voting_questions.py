"""The vote, the least payment, plans, apportionment and checks as they are asked: of the books and from the shell."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from governance.books import Books
from governance.cli import main
from governance.problems import Refused
from governance.rules.vote.verdict import STATUSES, UNDECIDED
from tests.ledgers import books_of, new_ledger
from tests.shipped import TODAY, shipped_books

PAGE = """
    membership: state | status | from
    XAA | member | 2010-01-01
    coverage: covers | from
    receipts | 2019-01-01
    opening_balances | 2019-01-01
    assessments: year | state | amount
    2019 | XAA | 100
    2020 | XAA | 100
    2021 | XAA | 100
    2022 | XAA | 100
    2023 | XAA | 100
    receipts: received | state | amount | reference
    2019-02-01 | XAA | 100 | A
    2020-02-01 | XAA | 100 | B
"""
INFORMED = """
    council_actions: dated | state | action | document
    2023-06-20 | XAA | informed | C/1
    sessions: body | session | opens | closes
    Council | 1 | 2023-06-20 | 2023-06-20
    Council | 2 | 2024-06-25 | 2024-06-26
"""


def vote(books: Books, day: str, state: str = "XAA") -> dict[str, object]:
    return books.ask("voting", date.fromisoformat(day), state=state).dicts()[0]


def test_the_worked_example(tmp_path: Path) -> None:
    """Assessed CHF 100 a year 2019-2023; 2019 and 2020 paid, nothing since."""
    row = vote(books_of(tmp_path, PAGE), "2023-03-15")
    assert (row["status"], row["arrears"], row["threshold"]) == ("reaches_threshold", Decimal(200), Decimal(200))
    assert row["least_payment"] == Decimal("0.01")
    assert "Article 4(1)" in str(row["because"])


def test_the_year_of_grace_from_the_information_to_the_loss(tmp_path: Path) -> None:
    books = books_of(tmp_path, PAGE + INFORMED)
    assert vote(books, "2023-12-31")["status"] == "informed"
    assert vote(books, "2023-12-31")["no_vote_from"] == date(2024, 6, 20)
    assert vote(books, "2024-06-19")["may_vote"] == "yes"
    lost = vote(books, "2024-06-20")
    assert (lost["status"], lost["may_vote"]) == ("no_vote", "no")
    assert lost["least_payment"] == Decimal("100.01")


def test_what_to_pay_and_by_when_to_vote_at_a_session(tmp_path: Path) -> None:
    books = books_of(tmp_path, PAGE + INFORMED)
    row = books.ask("session_votes", date(2024, 3, 1), state="XAA").dicts()[0]
    assert (row["session"], row["may_vote"], row["pay_by"]) == ("2", "no", date(2024, 6, 24))
    assert row["least_payment"] == Decimal("100.01")
    held = books.ask("session_votes", date(2024, 3, 1), session="1").dicts()[0]
    assert held["may_vote"] == "yes"


def test_at_a_session_those_count_that_were_members_at_its_opening(tmp_path: Path) -> None:
    """XAN left after the first session, XAR joined after it."""
    more = """
    membership: state | status | from | to
    XAN | member | 2010-01-01 | 2023-12-31
    XAR | member | 2024-01-01 |
    """
    books, day = books_of(tmp_path, PAGE + INFORMED + more), date(2024, 3, 1)
    for session, members in (("1", ["XAA", "XAN"]), ("2", ["XAA", "XAR"])):
        assert books.ask("session_votes", day, session=session).column("state") == members
        assert books.ask("majorities", day, session=session).dicts()[-1]["members"] == len(members)


def test_a_receipt_dated_later_never_changes_an_earlier_verdict(tmp_path: Path) -> None:
    late = "receipts: received | state | amount | reference\n2024-01-05 | XAA | 300 | C"
    before = books_of(tmp_path, PAGE + INFORMED).ask("voting", date(2023, 12, 31)).rows
    after = books_of(tmp_path, PAGE + INFORMED + late).ask("voting", date(2023, 12, 31)).rows
    assert after == before


def test_without_receipts_the_vote_is_not_known(tmp_path: Path) -> None:
    row = vote(books_of(tmp_path, PAGE.replace("receipts | 2019-01-01", "scale | 2019-01-01")), "2023-03-15")
    assert (row["status"], row["may_vote"], row["arrears"], row["threshold"]) == ("not_known", None, None, None)


def test_the_least_payment_is_rounded_up_and_charges_are_the_payers(tmp_path: Path) -> None:
    row = books_of(tmp_path, PAGE).ask("least_payment", date(2023, 3, 15)).dicts()[0]
    assert (row["least_payment"], row["least_payment_by_31_december"]) == (Decimal("0.01"), Decimal("100.01"))
    assert row["payable"] == Decimal(101)
    assert "Bank charges" in str(row["words"])


XIB = """
    membership: state | status | from
    XIB | member | 1999-05-01
    coverage: covers | from
    receipts | 2020-01-01
    opening_balances | 2020-01-01
    assessments: year | state | amount
    2023 | XIB | 241456
    2024 | XIB | 268017
    2025 | XIB | 268017
    2026 | XIB | 284733
    receipts: received | state | amount | reference
    2023-03-01 | XIB | 241456 | A
    council_actions: dated | state | action | document
    2026-11-24 | XIB | informed | C/105/5
    sessions: body | session | opens | closes
    Council | 106 | 2027-06-14 | 2027-06-14
    Council | 107 | 2027-11-23 | 2027-11-26
    Council | 108 | 2028-06-12 | 2028-06-12
"""
"""A Member at the threshold of which the Council was just told: the vote goes on the second day of session 107."""


def test_what_keeps_the_vote_is_reckoned_for_the_day_of_its_loss_in_every_answer(tmp_path: Path) -> None:
    """On that day what is due of the current year is arrears, and the threshold has moved on."""
    books = books_of(tmp_path, XIB)
    today = date(2026, 11, 29)
    asked = vote(books, today.isoformat(), "XIB")
    assert asked["least_payment"] == Decimal("0.01"), "to be below the threshold today"
    keeps = (asked["least_payment_for_vote"], asked["pay_by"], asked["no_vote_from"])
    assert keeps == (Decimal("268017.01"), date(2027, 11, 23), date(2027, 11, 24))
    least = books.ask("least_payment", today, state="XIB").dicts()[0]
    assert (least["least_payment_for_vote"], least["pay_by"]) == keeps[:2]
    assert str(least["words"]).startswith(
        "If nothing more is paid, the vote is lost on 24 November 2027. Pay CHF 268,018 by 23 November 2027 to keep it."
        " Bank charges"
    )
    session = books.ask("session_votes", today, state="XIB", session="107").dicts()[0]
    assert (session["least_payment"], session["pay_by"], session["no_vote_from"]) == keeps
    assert books.ask("least_payment", date(2027, 11, 23)).dicts()[0]["least_payment"] == keeps[0]


def test_a_second_sentence_says_what_31_december_asks_for_where_that_is_more(tmp_path: Path) -> None:
    """A Member at the threshold in November, of which the Council has not been told."""
    words = books_of(tmp_path, XIB.replace("2026-11-24", "2027-11-24")).ask("least_payment", date(2026, 11, 29))
    assert str(words.dicts()[0]["words"]).startswith(
        "Pay CHF 1 to be below the threshold. To stay below the threshold on 1 January 2027 as well, pay CHF 268,018 in"
        " all by 31 December 2026: what is due of the current year then becomes arrears."
    )


def test_a_vote_lost_at_the_session_after_the_next_is_told_with_the_next(tmp_path: Path) -> None:
    """During session 107; session 108, which is lost as well, is not told beside it."""
    rows = books_of(tmp_path, XIB).ask("session_votes", date(2026, 11, 29), state="XIB").dicts()
    assert [(row["session"], row["may_vote"], row["no_vote_from"]) for row in rows] == [
        ("106", "yes", None),
        ("107", "yes", date(2027, 11, 24)),
    ]
    assert "loses the vote during it, on 24 November 2027: pay CHF 268,018 by 23 November 2027" in str(
        rows[1]["because"]
    )


def test_a_vote_lost_during_the_session_that_runs_is_told(tmp_path: Path) -> None:
    """On its first day what to pay that day; the day after, since when and what regains it; later, as it was."""
    books = books_of(tmp_path, XIB)

    def at(day: str, **more: Any) -> tuple[object, ...]:
        row = books.ask("session_votes", date.fromisoformat(day), state="XIB", **more).dicts()[0]
        return row["session"], row["may_vote"], row["least_payment"], row["pay_by"], row["because"]

    *first, words = at("2027-11-23")
    assert first == ["107", "yes", Decimal("268017.01"), date(2027, 11, 23)]
    assert str(words).endswith(
        "the vote is lost during the session, on 24 November 2027: pay CHF 268,018 by 23 November 2027."
    )
    *second, words = at("2027-11-24")
    assert second == ["107", "yes", Decimal("268017.01"), date(2027, 11, 24)]
    assert str(words).endswith("The vote was lost during the session, on 24 November 2027.")
    *after, words = at("2027-12-31", session="107")
    assert after == ["107", "yes", None, None]
    assert str(words).endswith("The vote was lost during the session, on 24 November 2027.")


def test_when_the_threshold_is_reached_is_not_told_where_an_assessment_that_decides_it_is_missing(
    tmp_path: Path,
) -> None:
    """2022 is not recorded: on 1 January 2024 the arrears would be compared with it."""
    text = PAGE.replace("    2022 | XAA | 100\n", "") + "    2021-03-01 | XAA | 100 | C\n"
    row = vote(books_of(tmp_path, text), "2023-03-15")
    assert (row["status"], row["reaches_threshold_on"]) == ("owes_current_year", None)
    assert row["least_payment_by_31_december"] is None
    assert str(row["because"]).endswith(
        "From when the threshold would be reached is not known: no assessment for 2022 is recorded."
    )


def test_a_plan_that_is_kept_and_one_that_is_broken(tmp_path: Path) -> None:
    plans = """
    payment_plans: state | plan | agreed | due | amount
    XAA | 2023/1 | 2023-01-10 | 2023-02-01 | 50
    XAA | 2023/1 | 2023-01-10 | 2023-03-01 | 50
    """
    books = books_of(tmp_path, PAGE + plans)
    row = books.ask("plans", date(2023, 2, 15)).dicts()[0]
    assert (row["status"], row["due_so_far"], row["paid"], row["missed"]) == ("broken", 50, 0, 50)
    assert len(books.ask("instalments", date(2023, 2, 15)).rows) == 2
    assert books.ask("plans", date(2023, 1, 1)).rows == ()


def test_the_quorum_counts_all_members_and_the_majorities_those_who_vote(shipped: Path) -> None:
    rows = shipped_books("demonstration").ask("majorities", TODAY).dicts()
    members = rows[0]["members"]
    assert rows[0]["present"] == members // 2 + 1
    assert rows[-1]["present"] == members
    assert all(row["simple_majority"] == row["present_and_voting"] // 2 + 1 for row in rows)


def test_an_apportionment_adds_up_to_the_budget_exactly(shipped: Path) -> None:
    books = shipped_books("iom")
    rows = books.ask("apportionment", TODAY, year="2024", budget="53586816").dicts()
    assert sum(row["amount"] for row in rows if row["joined"] is None) == 53_586_816
    assert sum(row["rate_pct"] for row in rows if row["joined"] is None) == 100
    assert len(rows) == 175


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"year": "2024"}, "No budget of 2024 in CHF is held here"),
        ({"year": "1900", "budget": "1000"}, "No period of the United Nations scale holds 1899"),
        ({"year": "2024", "budget": "10.50"}, "is not a multiple"),
    ],
)
def test_what_cannot_be_apportioned_is_refused(shipped: Path, given: dict[str, Any], words: str) -> None:
    with pytest.raises(Refused, match=words) as refused:
        shipped_books("iom").ask("apportionment", TODAY, **given)
    assert refused.value.problems[0].rule == "cannot-apportion"


def test_a_budget_that_is_no_amount_is_refused(shipped: Path) -> None:
    with pytest.raises(Refused, match="much") as refused:
        shipped_books("iom").ask("apportionment", TODAY, year="2024", budget="much")
    assert refused.value.problems[0].rule == "parameter-value"


def test_the_published_assessments_agree_with_the_scale_but_for_a_few(shipped: Path) -> None:
    """Fails when the number of agreeing rows changes unnoticed."""
    rows = shipped_books("iom").ask("agreement", TODAY).dicts()
    assert (sum(row["agreeing"] for row in rows), sum(row["rows"] for row in rows)) == (1989, 2006)


def test_a_year_is_checked_from_the_shell(shipped: Path) -> None:
    command = [
        "--ledger",
        str(shipped / "iom.duckdb"),
        "ask",
        "reconciliation",
        "--set",
        "year=2018",
        "--format",
        "csv",
    ]
    result = CliRunner().invoke(main, command)
    assert result.exit_code == 0
    header = result.output.splitlines()[0].split(",")
    assert {"year", "state", "finding", "recorded", "predicted", "ratio", "words"} <= set(header)


def test_every_verdict_at_every_year_end_is_the_one_of_that_day(shipped: Path) -> None:
    books = shipped_books("demonstration")
    history = books.ask("voting_history", TODAY, since_year="2019").dicts()
    for year in range(2019, TODAY.year):
        day = date(year, 12, 31)
        told = {row["state"]: (row["status"], row["because"]) for row in history if row["day"] == day}
        asked = {row["state"]: (row["status"], row["because"]) for row in books.ask("voting", day).dicts()}
        assert told == asked
        assert {status for status, _ in asked.values()} <= {*STATUSES, *UNDECIDED}


def test_voting_from_the_shell(tmp_path: Path) -> None:
    ledger = new_ledger(tmp_path, PAGE)
    command = ["--ledger", ledger.target, "ask", "voting", "--as-of", "2023-03-15", "--set", "state=XAA"]
    result = CliRunner().invoke(main, [*command, "--format", "json"])
    assert result.exit_code == 0
    row = json.loads(result.output)[0]
    assert {"state", "status", "arrears", "threshold", "least_payment", "informed", "ends", "because"} <= set(row)
    assert (row["arrears"], row["least_payment"], row["informed"]) == ("200.00", "0.01", None)


def test_what_each_receipt_paid_adds_up_to_what_each_year_received(shipped: Path) -> None:
    books = shipped_books("demonstration")
    for state in ("XDU", "XIB", "XBE", "XCA"):
        paid: dict[object, Decimal] = {}
        for row in books.ask("receipts_applied", TODAY, state=state).dicts():
            paid[row["year"]] = paid.get(row["year"], Decimal(0)) + row["applied"]
        for row in books.ask("outstanding", TODAY, state=state).dicts():
            assert paid.get(row["year"], Decimal(0)) == row["received"]


def test_what_each_receipt_paid(tmp_path: Path) -> None:
    """Oldest debt first; what is more is a credit; a refund takes back the last money."""
    more = """
    receipts: received | state | amount | reference
    2021-03-01 | XAA | 150 | C
    2021-04-01 | XAA | -20 | D
    """
    rows = books_of(tmp_path, PAGE + more).ask("receipts_applied", date(2021, 12, 31)).dicts()
    told = [(row["reference"], row["year"], row["applied"]) for row in rows]
    assert told == [("A", 2019, 100), ("B", 2020, 100), ("C", 2021, 100), ("C", None, 30), ("D", None, 0)]


def test_what_came_in_before_balances_were_opened_anew_had_paid_what_was_owed_then(tmp_path: Path) -> None:
    anew = """
    opening_balances: dated | state | year | amount
    2018-12-31 | XAA | 2018 | 10
    2020-12-31 | XAA | 2019 | 0
    2020-12-31 | XAA | 2020 | 30
    receipts: received | state | amount | reference
    2021-03-01 | XAA | 140 | C
    """
    rows = books_of(tmp_path, PAGE + anew).ask("receipts_applied", date(2021, 12, 31)).dicts()
    told = [(row["reference"], row["year"], row["applied"]) for row in rows]
    assert told == [
        ("A", 2018, 10), ("A", 2019, 90), ("B", 2019, 10), ("B", 2020, 90), ("C", 2020, 30), ("C", 2021, 100), ("C", None, 10)
    ]  # fmt: skip


def test_what_a_receipt_paid_is_not_known_where_nobody_knows_what_was_owed(tmp_path: Path) -> None:
    begun_later = PAGE.replace("receipts | 2019-01-01", "receipts | 2020-01-01").replace(
        "    opening_balances | 2019-01-01\n", ""
    )
    rows = books_of(tmp_path, begun_later).ask("receipts_applied", date(2021, 12, 31)).dicts()
    assert [(row["reference"], row["year"], row["applied"]) for row in rows] == [("A", None, None), ("B", None, None)]


def test_states_that_join_are_counted_with_a_vote_and_take_no_seat(shipped: Path) -> None:
    books = shipped_books("demonstration")
    (observer, *_) = books.ask("members", TODAY, status="observer").column("state")
    (member, *_) = books.ask("members", TODAY, status="member").column("state")
    now = books.ask("majorities", TODAY).dicts()[-1]
    then = books.ask("majorities", TODAY, joining=f"{observer},{member}").dicts()[-1]
    assert (then["members"], then["with_vote"]) == (now["members"] + 1, now["with_vote"] + 1), "a Member is one already"
    on = date(2012, 6, 30)
    seated = books.ask("majorities", on, body="Executive Committee").rows
    assert seated == books.ask("majorities", on, body="Executive Committee", joining=observer).rows
