"""Four eyes: what one person proposes is in nobody's figures until another approves it, exactly as it was proposed."""

from __future__ import annotations

import json
import os
import pwd
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from governance.access import APPROVER, AUDITOR, DELEGATION, FINANCE, LOCAL, Reader, setting_problems
from governance.books import Books
from governance.intake.service.service import Service
from governance.intake.service.two_persons import approve, may_decide, reject, waiting, whose
from governance.ledger import Batch, Ledger, notes, verify
from governance.ledger.proposals import act_of, proposals
from governance.problems import Refused
from governance.rulebooks.canonical import canonical
from governance.rulebooks.opening import open_rulebook
from governance.settings import delegations_see_all, two_persons
from tests.ledgers import batches_of, new_ledger, sheets
from tests.servers import straight
from tests.shell import Shell
from tests.shipped import open_page, words_on

DAY = date(2024, 6, 30)
PAGE = """
    assessments: year | state | amount
    2023 | XAA | 100.00

    coverage: covers | from
    receipts | 2000-01-01
"""
RECEIPT = "receipts: received | state | amount | reference\n2024-02-01 | XAA | 40.00 | BK1"
ANA = Reader("Ana", frozenset({FINANCE}), subject="a-1", issuer="https://who.example")
BEN = Reader("Ben", frozenset({APPROVER}), subject="b-2", issuer="https://who.example")
BOTH = Reader("Ana as approver", frozenset({FINANCE, APPROVER}), subject="a-1", issuer="https://who.example")


@pytest.fixture
def ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Ledger:
    made = new_ledger(tmp_path, PAGE)
    monkeypatch.setenv("GOVERNANCE_TWO_PERSONS", "1")
    return made


def received(ledger: Ledger) -> object:
    return Books.at(ledger).ask("identity", DAY).column("received")[0]


def batches(text: str = RECEIPT) -> list[Batch]:
    return list(batches_of(sheets(text)))


def proposed(ledger: Ledger, text: str = RECEIPT) -> int:
    (event,) = Service(ledger, ANA, "Ana").accept(batches(text), after=ledger.history()[-1].seq)
    assert event.kind == "proposed"
    return event.seq + 1


def rule(do: Callable[[], object]) -> str:
    with pytest.raises(Refused) as refused:
        do()
    (problem,) = refused.value.problems
    return problem.rule


def test_what_waits_is_in_nobody_s_figures_and_what_is_approved_is_exactly_what_was_proposed(ledger: Ledger) -> None:
    before = ledger.history()
    number = proposed(ledger)
    assert ledger.history() == before
    assert not received(ledger)
    (one,) = waiting(ledger.target, BEN)
    assert (one.number, one.kind, one.who, one.version) == (number, "accept", "Ana (a-1)", before[-1].seq)
    (event,) = approve(ledger, BEN, "Ben", number, after=before[-1].seq)
    assert (event.kind, event.who) == ("accepted", "Ana (a-1) / Ben (b-2)")
    (batch,) = batches()
    assert ledger.rows(int(event.batch or 0), BEN).equals(batch.rows.select(ledger.rows(3, BEN).column_names))
    assert event.rows_sha256 == batch.written.rows_sha256
    assert ledger.original(int(event.batch or 0), BEN) == batch.content
    assert str(received(ledger)) == "40.00"
    assert waiting(ledger.target, BEN) == []
    assert [(one.status, one.decided_by) for one in proposals(ledger.target, BEN)] == [("approved", "Ben (b-2)")]
    assert verify(ledger.target) is None


def test_nobody_approves_their_own_by_whatever_name(ledger: Ledger) -> None:
    number, version = proposed(ledger), ledger.history()[-1].seq
    assert rule(lambda: approve(ledger, BOTH, "Somebody else", number, after=version)) == "own-proposal"
    assert rule(lambda: approve(ledger, ANA, "Ana", number, after=version)) == "may-not-approve"
    assert [may_decide(reader, "x", waiting(ledger.target, BEN)[0]) for reader in (ANA, BOTH, BEN)] == [
        False,
        False,
        True,
    ]
    assert not received(ledger)


def test_without_a_sign_in_the_name_tells_persons_apart(ledger: Ledger) -> None:
    version = ledger.history()[-1].seq
    (event,) = Service(ledger, LOCAL, "Ana").accept(batches(), after=version)
    assert rule(lambda: approve(ledger, LOCAL, " ANA ", event.seq + 1, after=version)) == "own-proposal"
    assert rule(lambda: approve(ledger, LOCAL, " ", event.seq + 1, after=version)) == "who-missing"
    assert approve(ledger, LOCAL, "Ben", event.seq + 1, after=version)[0].who == "Ana / Ben"


def test_an_approval_made_stale_by_another_change_says_so(ledger: Ledger) -> None:
    first, second = proposed(ledger), proposed(ledger, RECEIPT.replace("BK1", "BK2"))
    seen = ledger.history()[-1].seq
    approve(ledger, BEN, "Ben", first, after=seen)
    assert rule(lambda: approve(ledger, BEN, "Ben", second, after=seen)) == "ledger-moved-on"
    assert str(received(ledger)) == "40.00"
    approve(ledger, BEN, "Ben", second, after=ledger.history()[-1].seq)
    assert str(received(ledger)) == "80.00"


def test_what_takes_effect_and_that_it_was_approved_are_recorded_together(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the second fails neither is there; where another rejected meanwhile, nothing takes effect."""
    number, version = proposed(ledger), ledger.history()[-1].seq

    def fails(*_: object, **__: object) -> None:
        raise MemoryError

    with monkeypatch.context() as broken:
        broken.setattr("governance.intake.service.two_persons.decide_in", fails)
        with pytest.raises(Refused):
            approve(ledger, BEN, "Ben", number, after=version)
    assert ledger.history()[-1].seq == version
    assert [one.number for one in waiting(ledger.target, BEN)] == [number]

    def rejected_meanwhile(*_: object) -> None:
        reject(ledger, ANA, "Ana", number, why="wrong bank")

    monkeypatch.setattr("governance.intake.service.two_persons.seen_change", rejected_meanwhile)
    assert rule(lambda: approve(ledger, BEN, "Ben", number, after=version)) == "proposal-not-pending"
    assert ledger.history()[-1].seq == version
    assert not received(ledger)
    assert verify(ledger.target) is None


def test_a_rejection_has_a_reason_and_is_final(ledger: Ledger) -> None:
    number, version = proposed(ledger), ledger.history()[-1].seq
    assert rule(lambda: reject(ledger, BEN, "Ben", number, why=" ")) == "rejected-why"
    other = Reader("Cy", frozenset({FINANCE}), subject="c", issuer="https://who.example")
    assert rule(lambda: reject(ledger, other, "Cy", number, why="no")) == "may-not-approve"
    found = reject(ledger, BEN, "Ben", number, why="wrong bank")
    assert (found.status, found.word, found.decided_by) == ("rejected", "wrong bank", "Ben (b-2)")
    assert rule(lambda: approve(ledger, BEN, "Ben", number, after=version)) == "proposal-not-pending"
    taken_back = proposed(ledger)
    assert reject(ledger, ANA, "Ana", taken_back, why="handed in twice").word == "handed in twice"
    assert not received(ledger)


def test_every_act_that_changes_a_ledger_is_proposed(ledger: Ledger) -> None:
    """Revocation, taking back, closing, reopening and rules; each takes effect in its turn."""
    at = Service(ledger, ANA, "Ana")

    def version() -> int:
        return ledger.history()[-1].seq

    acts: list[tuple[Callable[[], object], str]] = [
        (lambda: at.revoke(1, why="wrong year"), "revoked"),
        (lambda: at.reaccept(1, note="right after all"), "reaccepted"),
        (lambda: at.close(Books.at(ledger), 2023, entered(), note="as told"), "closed"),
        (lambda: at.reopen(2023, why="a late receipt"), "reopened"),
        (lambda: at.adopt("mlf", canonical(open_rulebook("mlf"))), "adopted"),
    ]

    def entered() -> dict[tuple[str, str], Decimal]:
        from governance.intake.service.year_closing import ties

        return {(tie.item, tie.currency): tie.ours for tie in ties(Books.at(ledger), 2023, {})}

    for act, kind in acts:
        was = version()
        act()
        assert version() == was
        (one,) = waiting(ledger.target, BEN)
        assert approve(ledger, BEN, "Ben", one.number, after=was)[0].kind == kind
        assert version() == was + 1


def test_payment_instructions_need_two_once_there_is_a_sign_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ledger = new_ledger(tmp_path, PAGE)
    account = (
        "payment_instructions: account | bank | iban | valid_from\nMain | Helvetia | CH9300762011623852957 | 2024-01-01"
    )
    monkeypatch.setenv("GOVERNANCE_ROLES", "roles.toml")
    at = Service(ledger, ANA, "Ana")
    (event,) = at.accept(batches(account), after=2)
    assert event.kind == "proposed"
    assert at.accept(batches(), after=2)[0].kind == "accepted"
    (taken,) = approve(ledger, BEN, "Ben", event.seq + 1, after=3)
    assert at.revoke(int(taken.batch or 0), why="closed account").kind == "proposed"


def test_who_does_not_see_what_finance_sees_learns_of_no_proposal(ledger: Ledger) -> None:
    number = proposed(ledger)
    one = waiting(ledger.target, Reader("Dee", frozenset({AUDITOR})))[0]
    for reader in (Reader("D", frozenset({DELEGATION}), frozenset({"XAA"})), Reader("N", frozenset())):
        assert rule(lambda reader=reader: proposals(ledger.target, reader)) == "may-not-see-as-finance"  # type: ignore[misc]
        assert rule(lambda reader=reader: act_of(ledger.target, one, reader)) == "may-not-see-as-finance"  # type: ignore[misc]
        assert rule(lambda reader=reader: approve(ledger, reader, "D", number, after=2)) == "may-not-see-as-finance"  # type: ignore[misc]
    assert notes(ledger.target, LOCAL) == []


@pytest.mark.parametrize(
    "statement",
    [
        "update proposals set details = replace(details, 'receipts', 'adjustments')",
        "update proposals set who = 'Ben'",
    ],
)
def test_a_proposal_that_was_changed_is_found(ledger: Ledger, statement: str) -> None:
    proposed(ledger)
    with straight(ledger.target) as connection:
        connection.execute(statement)
    problem = verify(ledger.target)
    assert problem
    assert "proposal" in problem.message


def test_rows_that_were_exchanged_while_they_waited_are_not_taken_in(ledger: Ledger) -> None:
    number = proposed(ledger)
    with straight(ledger.target) as connection:
        connection.execute("update files set packed = (select min(packed) from files)")
    assert rule(lambda: approve(ledger, BEN, "Ben", number, after=2)) == "proposal-not-whole"


def test_the_shell_proposes(filled: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOVERNANCE_TWO_PERSONS", "1")
    ran = filled("revoke", "1", "--why", "wrong bank")
    assert ran.exit_code == 0
    assert "proposed" in ran.output
    (one,) = waiting("books.duckdb", LOCAL)
    assert (one.kind, one.who) == ("revoke", "clerk")


def test_a_setting_that_means_nothing_is_refused_at_the_start_and_opens_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert setting_problems() == []
    monkeypatch.setenv("GOVERNANCE_TWO_PERSONS", "yes")
    monkeypatch.setenv("GOVERNANCE_DELEGATIONS_SEE", "some")
    assert {problem.rule for problem in setting_problems()} == {"setting-unknown"}
    told = [str(problem) for problem in setting_problems()]
    assert len(told) == 2
    assert "GOVERNANCE_DELEGATIONS_SEE is “some”" in told[0]
    assert "Use one of: 1, 0." in told[1]
    assert two_persons()
    assert not delegations_see_all()


def test_an_approver_sees_the_effect_and_approves_on_the_screen(
    shipped: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Finance proposes from the shell's door; the approver finds it in the register, with its effect."""
    made = new_ledger(tmp_path, PAGE)
    (tmp_path / "ledger.duckdb").rename(tmp_path / "iom.duckdb")
    ledger = Ledger(str(tmp_path / "iom.duckdb"))
    assert made.target != ledger.target
    monkeypatch.setenv("GOVERNANCE_HOME", str(tmp_path))
    monkeypatch.setenv("GOVERNANCE_TWO_PERSONS", "1")
    number = proposed(ledger)
    monkeypatch.setattr("governance.access.LOCAL", BEN)
    app = open_page("register", ledger="iom", proposal=str(number))
    assert not app.exception
    said = words_on(app)
    assert "1 proposal waits for another person" in said
    assert "Ana (a-1) proposes to take in Receipts: 1 row" in said
    assert not received(ledger)
    app.button(key=f"approve_{number}").click().run()
    assert str(received(ledger)) == "40.00"
    assert [(one.status, one.decided_by) for one in proposals(ledger.target, BEN)] == [("approved", "Ben (b-2)")]


ACCOUNT = pwd.getpwuid(os.getuid()).pw_name


@pytest.fixture
def signed_in(filled: Shell, monkeypatch: pytest.MonkeyPatch) -> Shell:
    """The shell beside a sign-in, with a file of roles in which nothing is said of accounts of the machine."""
    Path("roles.toml").write_text('[[grant]]\nrole = "finance"\naddress = "ana@dues.example"\n')
    monkeypatch.setenv("GOVERNANCE_ROLES", "roles.toml")
    return filled


def test_with_a_sign_in_nobody_is_named_in_the_shell(signed_in: Shell) -> None:
    """It is the account under which the process runs: the login name is `clerk` here, as the environment says."""
    ran = signed_in("revoke", "1", "--why", "wrong bank", "--by", "Ana")
    assert ran.exit_code == 2
    assert "whoever acts from the shell is the account of this machine" in ran.output
    assert signed_in("revoke", "1", "--why", "wrong bank").exit_code == 0
    assert Ledger("books.duckdb").history()[-1].who == f"{ACCOUNT} (account of the machine)"


def test_whoever_proposes_in_the_shell_cannot_approve_it_in_the_browser(
    signed_in: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GOVERNANCE_TWO_PERSONS", "1")
    refused = signed_in("revoke", "1", "--why", "wrong bank")
    assert refused.exit_code == 1
    assert "nobody has said whose this account of the machine is" in refused.output
    with pytest.raises(Refused) as found:
        whose(LOCAL, ACCOUNT)
    assert [problem.rule for problem in found.value.problems] == ["account-of-nobody"]
    with Path("roles.toml").open("a") as roles:
        roles.write(f'[[account]]\nlogin = "{ACCOUNT}"\nsubject = "{BOTH.subject}"\nissuer = "{BOTH.issuer}/"\n')
    ran = signed_in("revoke", "1", "--why", "wrong bank", "--format", "json")
    assert (ran.exit_code, json.loads(ran.stdout)[0]["version"]) == (0, None), "it is in no version yet"
    ledger = Ledger("books.duckdb")
    (one,) = waiting(ledger.target, BEN)
    assert one.who == f"{ACCOUNT} (account of the machine) ({BOTH.subject})"
    version = ledger.history()[-1].seq
    assert rule(lambda: approve(ledger, BOTH, "Ana", one.number, after=version)) == "own-proposal"
    assert approve(ledger, BEN, "Ben", one.number, after=version)[0].kind == "revoked"
