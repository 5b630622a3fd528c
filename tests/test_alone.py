"""Up to how much one person acts alone: what an act comes to, what goes beyond is proposed, and who approves it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from governance.access import APPROVER, FINANCE, LOCAL, Reader
from governance.books import Books, Change
from governance.intake.service.comparing import NOBODY_S_DEBT, amounts_touched
from governance.intake.service.effect import Effect
from governance.intake.service.service import Service
from governance.intake.service.two_persons import approve, waiting
from governance.ledger import Batch, Ledger, audit
from governance.ledger.proposals import Act
from governance.rulebooks.canonical import canonical
from governance.rulebooks.opening import open_rulebook
from governance.tables import TABLES, Kind
from tests.ledgers import batches_of, new_ledger, sheets
from tests.shell import Shell
from tests.shipped import open_page, words_on
from tests.test_two_persons import ACCOUNT, PAGE, rule

HEAD = "receipts: received | state | amount | currency | reference | note\n"
ONE = f"{HEAD}2024-02-01 | XAA | 40.00 | CHF | BK1 |"
OTHER = f"{HEAD}2024-02-01 | FJI | 60.00 | CHF | BK1 |"
REFUND = f"{HEAD}2024-03-01 | XAA | -0.01 | CHF | BK2 |"


def finance(**up_to: object) -> Reader:
    """Ana, who takes in alone up to these amounts."""
    return Reader("Ana", frozenset({FINANCE}), subject="a-1", issuer="i", alone={FINANCE: amounts(up_to)})


def approver(**up_to: object) -> Reader:
    """Ben, who approves up to these amounts."""
    return Reader("Ben", frozenset({APPROVER}), subject="b-2", issuer="i", alone={APPROVER: amounts(up_to)})


def amounts(said: Mapping[str, Any]) -> dict[str, Decimal]:
    return {currency: Decimal(str(amount)) for currency, amount in said.items()}


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return new_ledger(tmp_path, PAGE)


def batches(text: str) -> list[Batch]:
    return list(batches_of(sheets(text)))


def take_in(ledger: Ledger, text: str, reader: Reader = LOCAL) -> str:
    """What becomes of rows that somebody takes in: accepted, or proposed."""
    return Service(ledger, reader, "Ana").accept(batches(text), after=ledger.history()[-1].seq)[-1].kind


def comes_to(ledger: Ledger, text: str) -> Mapping[str, Decimal]:
    now = Books.at(ledger)
    then = Books.supposing(ledger, Change(adding=batches(text)), now.version)
    return Effect(now, then, date(2024, 6, 30), finance()).amounts


@pytest.mark.parametrize(
    ("text", "sums"),
    [
        (ONE, {"CHF": "40.00"}),
        (f"{ONE}\n2024-03-01 | XAA | -7.50 | CHF | BK2 |", {"CHF": "47.50"}),
        (f"{ONE}\n2024-03-01 | XAA | 5 | USD | BK2 |", {"CHF": "40.00", "USD": "5"}),
        ("assessments: year | state | amount\n2024 | XAA | 70", {"CHF": "70"}),
        ("membership: state | from | status\nXAA | 1990-01-01 | member", {}),
        ("budgets: year | part | stage | amount\n2024 | administrative | approved | 9000", {}),
        (
            "bank_entries: account | reference | booked_on | amount | currency | kind\nX1 | B1 | 2024-02-01 | 9 | CHF | credit",
            {},
        ),
        (
            "receipts: received | state | amount | paid_amount | paid_currency | rate | charges | reference\n"
            "2024-02-01 | XAA | 90 | 100 | USD | 0.95 | 5 | BK1",
            {"CHF": "90"},
        ),
    ],
)
def test_what_new_rows_come_to(ledger: Ledger, text: str, sums: dict[str, str]) -> None:
    assert comes_to(ledger, text) == amounts(sums)


@pytest.mark.parametrize(
    ("text", "sums"),
    [
        (OTHER, {"CHF": "60.00"}),
        (ONE.replace("40", "30"), {"CHF": "40.00"}),
        (ONE.replace("XAA", "FJI"), {"CHF": "40.00"}),
        (ONE.replace("2024-02-01", "2024-04-01"), {"CHF": "40.00"}),
        (ONE.replace("CHF", "USD"), {"CHF": "40.00", "USD": "40.00"}),
        (f"{ONE} a word on it", {}),
        (f"{ONE}\n2024-03-01 | XAA | 5 | CHF | BK2 |", {"CHF": "5"}),
    ],
)
def test_of_a_row_that_changes_the_larger_amount_counts(ledger: Ledger, text: str, sums: dict[str, str]) -> None:
    """A receipt moved to another State, day or currency counts as one that is entered; a note on it as nothing."""
    take_in(ledger, ONE)
    assert comes_to(ledger, text) == amounts(sums)


AMOUNTS = st.decimals(-50, 50, places=2)
ROWS = st.dictionaries(st.sampled_from("abc"), st.tuples(AMOUNTS, st.sampled_from(("CHF", "USD")), st.booleans()))


@settings(max_examples=25)
@given(ROWS, ROWS)
def test_the_sum_is_the_one_that_is_worked_out_by_hand(was: dict[str, Any], will: dict[str, Any]) -> None:
    expected: Counter[str] = Counter()
    for key in was.keys() | will.keys():
        sides = [side[key] for side in (was, will) if key in side]
        if len(sides) == 1 or sides[0] != sides[1]:
            for currency in {side[1] for side in sides}:
                expected[currency] += max(abs(side[0]) for side in sides if side[1] == currency)
    found = amounts_touched("receipts", _receipts(was), _receipts(will))
    assert found == {currency: total for currency, total in expected.items() if total}


@cache
def _schema() -> pa.Schema:
    return batches(ONE)[0].rows.schema


def _receipts(rows: dict[str, Any]) -> pa.Table:
    told = [
        {"sheet_row": at, "received": date(2024, 2, 1), "state": "XAA" if flag else "FJI", "amount": amount,
         "currency": currency, "reference": key}
        for at, (key, (amount, currency, flag)) in enumerate(rows.items())
    ]  # fmt: skip
    return pa.Table.from_pylist(told, _schema()).append_column("batch", pa.array([1] * len(told), pa.int32()))


def test_every_table_of_money_counts_in_its_own_currency_or_is_said_to_be_nobody_s_debt() -> None:
    with_money = {name for name, table in TABLES.items() if any(one.kind is Kind.MONEY for one in table.columns)}
    assert with_money.issuperset(NOBODY_S_DEBT)
    assert all("currency" in TABLES[name].names for name in with_money)


def test_up_to_the_bound_it_is_done_and_beyond_it_is_proposed(ledger: Ledger) -> None:
    ana = finance(CHF=40)
    assert take_in(ledger, ONE, ana) == "accepted"
    before = ledger.history()
    assert take_in(ledger, f"{REFUND}\n2024-03-01 | FJI | 40.00 | CHF | BK3 |", ana) == "proposed"
    assert ledger.history() == before, "what is proposed is in no figure"
    batch = int(before[-1].batch or 0)
    assert Service(ledger, finance(CHF="39.99"), "Ana").revoke(batch, why="wrong").kind == "proposed"
    assert Service(ledger, ana, "Ana").revoke(batch, why="wrong").kind == "revoked"
    assert Service(ledger, finance(CHF="39.99"), "Ana").reaccept(batch).kind == "proposed"
    assert Service(ledger, ana, "Ana").reaccept(batch).kind == "reaccepted"


def test_each_currency_is_held_against_its_own_bound(ledger: Ledger) -> None:
    both = f"{ONE}\n2024-03-01 | XAA | 5 | USD | BK2 |"
    assert take_in(ledger, both, finance(CHF=1000)) == "proposed", "of a currency without a bound nothing is done alone"
    assert take_in(ledger, both, finance(CHF=1000, USD=4)) == "proposed"
    assert take_in(ledger, both, finance(CHF=40, USD=5)) == "accepted"
    assert take_in(ledger, "membership: state | from | status\nXAA | 1990-01-01 | member", finance()) == "accepted"


def test_rules_and_years_have_no_amount_and_are_proposed_by_whoever_is_bounded(ledger: Ledger) -> None:
    at = Service(ledger, finance(CHF=10**9), "Ana")
    adopted = at.adopt("mlf", canonical(open_rulebook("mlf")))
    assert adopted.kind == "proposed"
    assert at.reopen(2023, why="a late receipt").kind == "proposed"
    assert rule(lambda: decide(ledger, approver(CHF=10**9), adopted.seq + 1)) == "beyond-bound"
    assert decide(ledger, Reader("Ben", frozenset({APPROVER}), subject="b-2"), adopted.seq + 1) == "adopted"


def decide(ledger: Ledger, reader: Reader, number: int) -> str:
    return approve(ledger, reader, "Ben", number, after=ledger.history()[-1].seq)[0].kind


def test_an_approver_approves_up_to_their_own_bound_and_a_refusal_is_recorded(ledger: Ledger) -> None:
    assert take_in(ledger, ONE, finance(CHF=1)) == "proposed"
    (one,) = waiting(ledger.target, LOCAL)
    assert rule(lambda: decide(ledger, approver(CHF="39.99"), one.number)) == "beyond-bound"
    assert rule(lambda: decide(ledger, approver(USD=100), one.number)) == "beyond-bound"
    assert [event.who for event in audit.recorded(ledger.target)] == ["Ben (b-2)"] * 2
    assert decide(ledger, approver(CHF=40), one.number) == "accepted"


@pytest.mark.parametrize(
    ("reader", "told"),
    [
        (LOCAL, []),
        (finance(CHF=40), ["This changes CHF 40.00. Alone you change up to CHF 40.00."]),
        (
            finance(CHF=5, USD="7.5"),
            [
                "This changes CHF 40.00. Alone you change up to CHF 5.00 and USD 7.50.",
                "Another person approves it before it takes effect.",
            ],
        ),
        (
            finance(),
            [
                "This changes CHF 40.00. Alone you change up to 0.",
                "Another person approves it before it takes effect.",
            ],
        ),
    ],
)
def test_what_is_said_beside_the_effect(ledger: Ledger, reader: Reader, told: list[str]) -> None:
    at, coming = Service(ledger, reader, "Ana"), batches(ONE)
    assert at.beforehand(Act("accept", batches=coming), at.preview(Change(adding=coming))) == told


def test_the_shell_holds_the_bound_of_the_account_and_says_so(filled: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    bounded = '[[grant]]\nrole = "finance"\naddress = "ana@dues.example"\nup_to = "5 CHF"\n'
    Path("roles.toml").write_text(bounded)
    monkeypatch.setenv("GOVERNANCE_ROLES", "roles.toml")
    nobody_s = filled("revoke", "1", "--why", "wrong bank")
    assert nobody_s.exit_code == 1
    assert "nobody has said whose this account of the machine is" in nobody_s.output
    whose = f'[[account]]\nlogin = "{ACCOUNT}"\nsubject = "a-1"\nissuer = "i"\nup_to = "{{}} CHF"\n'
    Path("roles.toml").write_text(bounded + whose.format(5))
    dry = filled("revoke", "1", "--dry-run")
    assert "Alone you change up to CHF 5.00." in dry.output
    assert waiting("books.duckdb", LOCAL) == []
    ran = filled("revoke", "1", "--why", "wrong bank")
    assert "Another person approves it before it takes effect." in ran.output
    assert [one.kind for one in waiting("books.duckdb", LOCAL)] == ["revoke"]
    Path("roles.toml").write_text(bounded + whose.format(10**9))
    assert "revoked" in filled("revoke", "1", "--why", "wrong bank").output


def test_the_screen_says_it_beside_the_effect_and_proposes(
    shipped: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Finance looks at a revocation beyond the bound; an approver who may not go so far is told, and sees no button."""
    new_ledger(tmp_path, PAGE)
    (tmp_path / "ledger.duckdb").rename(tmp_path / "iom.duckdb")
    target = str(tmp_path / "iom.duckdb")
    monkeypatch.setenv("GOVERNANCE_HOME", str(tmp_path))
    monkeypatch.setenv("GOVERNANCE_ROLES", "roles.toml")
    monkeypatch.setattr("governance.access.LOCAL", finance(CHF=1))
    app = open_page("register", ledger="iom", batch="1")
    app.toggle(key="turn_1_True").set_value(True).run()
    assert "Alone you change up to CHF 1.00." in words_on(app)
    app.text_input(key="why_1").set_value("wrong year").run()
    app.button(key="do_1").click().run()
    (one,) = waiting(target, LOCAL)
    monkeypatch.setattr("governance.access.LOCAL", approver(CHF=1))
    app = open_page("register", ledger="iom", proposal=str(one.number))
    assert not app.exception
    assert "and you approve up to CHF 1.00." in words_on(app)
    keys: list[Callable[..., Any] | str | None] = [button.key for button in app.button]
    assert f"approve_{one.number}" not in keys
