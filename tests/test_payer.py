"""Who may have paid: each sign by itself, together, and against each other; and the references of our own bills."""

from __future__ import annotations

from collections import Counter
from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from governance.access import LOCAL
from governance.books import Books
from governance.intake.service.assignment import Share, assignment
from governance.ledger import Ledger
from governance.names import mentioned
from governance.rules.accounts.payer import Credit, Owed, Receipt, Signs, proposals
from governance.rules.accounts.references import bill_references, state_of_bill
from tests.ledgers import new_ledger

DAY = date(2026, 4, 1)
SIGNS = Signs(
    states=frozenset({"XAA", "XAN", "XBE"}),
    accounts={"ONE": Counter({"XAA": 3}), "SHARED": Counter({"XAA": 1, "XAN": 2})},
    owed={
        ("CHF", Decimal("100.00")): [Owed("XAA", "It owes this amount for 2026.")],
        ("CHF", Decimal("7.00")): [Owed(f"X{n}", "many") for n in range(9)],
    },
    receipts={
        ("CHF", Decimal("80.00")): [Receipt("XAN", date(2026, 3, 1), "BK1"), Receipt("XBE", date(2020, 1, 1), "OLD")]
    },
    named=lambda text: [code for code in ("XAA", "XAN", "ELSEWHERE") if code in text],
)


def credit(amount: str = "5.00", **told: str) -> Credit:
    return Credit(DAY, Decimal(amount), "CHF", **told)


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (credit(), []),
        (credit(reference=bill_references("XAN", DAY, 7)[0]), [("XAN", "strong", "The reference is that of our bill to this State.")]),
        (credit(account="ONE"), [("XAA", "strong", "3 receipts of this State came from the same account.")]),
        (credit(account="SHARED"), [
            ("XAA", "possible", "1 receipt of this State came from the same account."),
            ("XAN", "possible", "2 receipts of this State came from the same account."),
        ]),
        (credit(payer="Treasury of XAA"), [("XAA", "possible", "The payer’s name says so.")]),
        (credit(text="for XAN"), [("XAN", "possible", "The text of the payment says so.")]),
        (credit("100.00"), [("XAA", "possible", "It owes this amount for 2026.")]),
        (credit("7.00"), []),
        (credit("100.00", payer="XAA"), [("XAA", "strong", "The payer’s name says so. It owes this amount for 2026.")]),
        (credit(account="ONE", payer="XAN"), [
            ("XAA", "possible", "3 receipts of this State came from the same account."),
            ("XAN", "possible", "The payer’s name says so."),
        ]),
        (credit(payer="ELSEWHERE"), []),
        (credit("-80.00"), [("XAN", "strong", "It takes back the receipt BK1 of 1 March 2026.")]),
    ],
)  # fmt: skip
def test_each_sign_has_its_reason_and_signs_against_each_other_make_nobody_sure(
    one: Credit, expected: list[tuple[str, str, str]]
) -> None:
    assert [(found.state, found.strength, found.because) for found in proposals(one, SIGNS)] == expected


@settings(max_examples=60, deadline=None)
@given(
    st.builds(
        Credit,
        st.just(DAY),
        st.sampled_from([Decimal("100.00"), Decimal("7.00"), Decimal("-80.00"), Decimal("5.00")]),
        st.just("CHF"),
        st.sampled_from(["", "XAA", "XAN", "XAA and XAN"]),
        st.sampled_from(["", "ONE", "SHARED", "NEW"]),
        st.sampled_from(["", "XAA", "XAN", "ELSEWHERE"]),
        st.sampled_from(["", "12", bill_references("XBE", DAY, 1)[1]]),
    )
)
def test_at_most_one_state_is_likely_and_each_is_one_that_there_is(one: Credit) -> None:
    found = proposals(one, SIGNS)
    assert [proposal.strength for proposal in found[1:]] == ["possible"] * len(found[1:])
    assert [proposal.weight for proposal in found] == sorted((proposal.weight for proposal in found), reverse=True)
    assert {proposal.state for proposal in found} <= SIGNS.states
    assert all(proposal.because for proposal in found)


@settings(max_examples=60, deadline=None)
@given(
    st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=3, max_size=3),
    st.dates(date(1951, 1, 1), date(2150, 1, 1)),
    st.integers(1, 10**11),
)
def test_a_reference_of_ours_says_whose_bill_it_was_and_a_changed_digit_says_nothing(
    state: str, day: date, version: int
) -> None:
    for reference in bill_references(state, day, version):
        spaced = " ".join(reference[place : place + 4] for place in range(0, len(reference), 4))
        assert state_of_bill(spaced) == state
        last = str((int(reference[-1]) + 1) % 10)
        assert state_of_bill(reference[:-1] + last) is None


@pytest.mark.parametrize("other", ["", "RF18539007547034", "210000000003139471430009017", "E2E-1", "RF", "9" * 27])
def test_a_reference_of_others_says_nothing(other: str) -> None:
    assert state_of_bill(other) is None


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("MINISTÈRE DES FINANCES, RÉPUBLIQUE DU SÉNÉGAL", ["SEN"]),
        ("Treasury of Equatorial Guinea", ["GNQ"]),
        ("Contributions of France and Germany 2026", ["DEU", "FRA"]),
        ("Embajada de España, Ginebra", ["ESP"]),
        ("a well-wisher", []),
        ("", []),
    ],
)
def test_states_are_found_in_a_text_by_whole_words_the_longer_name_first(text: str, codes: list[str]) -> None:
    assert [state.code for state in mentioned(text)] == codes


PAGE = """
    membership: state | status | from
    XAA | member | 2000-01-01
    XAN | member | 2000-01-01
    receipts: received | state | amount | reference
    2024-02-01 | | 40.00 | BK1
"""


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Ledger:
    return new_ledger(tmp_path_factory.mktemp("payer"), PAGE)


def test_only_what_was_agreed_and_announced_by_the_date_and_is_still_open_speaks_for_a_state(books: Books) -> None:
    """A receipt of 40 and one of 25 are of unknown payers.

    membership: state | status | from
    XAA | member | 2000-01-01
    XAN | member | 2000-01-01
    coverage: covers | from
    receipts | 2022-01-01
    assessments: year | state | amount
    2023 | XAA | 500.00
    2023 | XAN | 500.00
    payment_plans: state | plan | agreed | due | amount
    XAA | EARLY | 2024-01-01 | 2024-01-20 | 40.00
    XAN | LATE | 2024-03-01 | 2024-04-20 | 40.00
    expected_payments: state | announced | expected | amount
    XAN | 2024-03-01 | 2024-04-01 | 25.00
    receipts: received | state | amount | reference
    2024-02-01 | | 40.00 | BK1
    2024-02-01 | | 25.00 | BK2
    2024-03-10 | XAA | 40.00 | EARLY
    """

    def told(day: date) -> list[tuple[object, ...]]:
        rows = books.ask("proposed_payers", day).dicts()
        return sorted((row["receipt"], row["state"] or "nobody", row["because"]) for row in rows)

    instalment, announced = "The amount is an instalment of its plan {}.", "It announced this amount for 1 April 2024."
    nobody = "Nothing here tells who paid."
    assert told(date(2024, 2, 15)) == [("BK1", "XAA", instalment.format("EARLY")), ("BK2", "nobody", nobody)]
    assert told(date(2024, 3, 15)) == [("BK1", "XAN", instalment.format("LATE")), ("BK2", "XAN", announced)]


def test_what_is_left_of_an_instalment_speaks_for_a_state(books: Books) -> None:
    """Of an instalment of 40 a part of 15 is paid.

    membership: state | status | from
    XAA | member | 2000-01-01
    coverage: covers | from
    receipts | 2022-01-01
    assessments: year | state | amount
    2023 | XAA | 500.00
    payment_plans: state | plan | agreed | due | amount
    XAA | P | 2024-01-01 | 2024-01-20 | 40.00
    receipts: received | state | amount | reference
    2024-01-10 | XAA | 15.00 | PART
    2024-02-01 | | 25.00 | REST
    2024-02-01 | | 40.00 | WHOLE
    """
    told = [(row["receipt"], row["because"]) for row in books.ask("proposed_payers", date(2024, 2, 15)).dicts()]
    assert told == [
        ("REST", "The amount is what is left of an instalment of its plan P."),
        ("WHOLE", "Nothing here tells who paid."),
    ]


@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(1, 3999), min_size=1, max_size=6, unique=True))
def test_the_parts_of_a_receipt_and_what_takes_it_back_come_to_nothing_together(
    ledger: Ledger, cuts: list[int]
) -> None:
    edges = [0, *sorted(cuts), 4000]
    cents = [after - before for before, after in pairwise(edges)]
    parts = [Share(["XAA", "XAN", None][place % 3], Decimal(part) / 100) for place, part in enumerate(cents)]
    _, content = assignment(Books.at(ledger), {"BK1": parts}, LOCAL)
    header, *lines = content.decode().splitlines()
    place = header.split(",").index("amount")
    assert sum(Decimal(line.split(",")[place]) for line in lines) == 0
    assert len(lines) == len(parts) + 1
