"""“We paid and it is not here”: a note to finance, kept in the ledger's file, which changes no figure and no version."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest
from streamlit.testing.v1 import AppTest

from governance.access import LOCAL, PUBLIC, Reader
from governance.books import Books
from governance.intake.service.notes import close, tell
from governance.intake.service.service import Service
from governance.ledger import Ledger, Payment, notes, verify
from governance.names import printed
from governance.problems import Refused
from tests.shell import Shell
from tests.shipped import as_read, open_page, words_on

TODAY = date(2024, 3, 20)
PAGE = """
    membership: state | status | from
    XAA | member | 2020-01-01
    XAN | member | 2020-01-01
    assessments: year | state | amount
    2024 | XAA | 100
    2024 | XAN | 100
    coverage: covers | from
    receipts | 2020-01-01
"""
PAID = Payment("XAA", Decimal("100.00"), "CHF", date(2024, 3, 1), "REF 1")


@pytest.fixture
def ledger(yours: Ledger) -> Ledger:
    return yours


def left(ledger: Ledger, payment: Payment = PAID, reader: Reader = LOCAL, who: str = "Delegate") -> int:
    return tell(ledger, reader, payment, who=who, today=TODAY).number


def refused(ledger: Ledger, payment: Payment, who: str = "Delegate") -> list[str]:
    with pytest.raises(Refused) as caught:
        left(ledger, payment, who=who)
    return [problem.rule for problem in caught.value.problems]


def test_a_note_is_kept_and_closed_and_changes_no_figure_and_no_version(ledger: Ledger) -> None:
    before = Books.at(ledger)
    number = left(ledger)
    (note,) = notes(ledger.target, LOCAL)
    assert (note.number, note.payment, note.who, note.open) == (number, PAID, "Delegate", True)
    closed = close(Service(ledger, LOCAL, "Ana"), number, word="found: BK-7, handed in today")
    assert (closed.open, closed.word, closed.closed_by) == (False, "found: BK-7, handed in today", "Ana")
    assert notes(ledger.target, LOCAL) == [closed]
    after = Books.at(ledger)
    assert (after.version, after.head) == (before.version, before.head)
    assert after.ask("balances", TODAY).rows == before.ask("balances", TODAY).rows
    assert verify(ledger.target) is None


def test_a_payment_is_told_of_once_until_it_is_closed(ledger: Ledger) -> None:
    number = left(ledger)
    assert refused(ledger, PAID) == ["note-twice"]
    close(Service(ledger, LOCAL, "Ana"), number, word="not ours")
    assert left(ledger) > number
    with pytest.raises(Refused, match="no open note") as closed_twice:
        close(Service(ledger, LOCAL, "Ana"), number, word="again")
    assert [problem.rule for problem in closed_twice.value.problems] == ["note-not-open"]
    with pytest.raises(Refused, match="Say in a word") as wordless:
        close(Service(ledger, LOCAL, "Ana"), left(ledger, replace(PAID, reference="BK-9")), word=" ")
    assert [problem.rule for problem in wordless.value.problems] == ["note-word"]
    with pytest.raises(Refused, match="no open note"):
        close(Service(ledger, LOCAL, "Ana"), 99, word="never was")


def test_notes_are_bounded_in_number_for_each_state(ledger: Ledger) -> None:
    for place in range(5):
        left(ledger, replace(PAID, reference=f"R{place}"))
    assert refused(ledger, PAID) == ["notes-too-many"]
    assert left(ledger, replace(PAID, state="XAN"))


@pytest.mark.parametrize(
    ("payment", "who", "rules"),
    [
        (replace(PAID, amount=Decimal(0)), "D", ["note-amount"]),
        (replace(PAID, amount=Decimal("-5")), "D", ["note-amount"]),
        (replace(PAID, amount=Decimal("0.005")), "D", ["note-amount"]),
        (replace(PAID, amount=Decimal("1e40")), "D", ["note-amount"]),
        (replace(PAID, amount=Decimal("NaN")), "D", ["note-amount"]),
        (replace(PAID, paid=date(2024, 3, 21)), "D", ["note-day"]),
        (replace(PAID, paid=date(1, 1, 1)), " ", ["who-missing", "note-day"]),
        (replace(PAID, reference="x" * 141), "y" * 121, ["note-too-long", "note-too-long"]),
        (PAID, "shipped", ["who-reserved"]),
    ],
)
def test_what_is_no_payment_is_refused_with_all_that_is_wrong(
    ledger: Ledger, payment: Payment, who: str, rules: list[str]
) -> None:
    assert refused(ledger, payment, who) == rules
    assert notes(ledger.target, LOCAL) == []


HOSTILE = "'); drop table events; -- <script>x</script> [a](http://b.c) \u202e=1+1 \x00\n$x$ {state} %s"


def test_hostile_texts_are_texts(ledger: Ledger) -> None:
    number = left(ledger, replace(PAID, reference=HOSTILE), who=HOSTILE)
    (note,) = notes(ledger.target, LOCAL)
    assert "drop table events; -- <script>x</script>" in note.payment.reference
    assert not {"\u202e", "\x00", "\n"} & set(note.payment.reference + note.who)
    app = screen("statement", state="XAA")
    shown = next(str(one.value) for one in app.caption if "drop table" in str(one.value))
    assert "\\<script\\>" in shown
    assert "[a](" not in shown
    close(Service(ledger, LOCAL, "Ana"), number, word=HOSTILE)
    assert not screen("upload").exception
    assert verify(ledger.target) is None


def test_only_whoever_may_write_leaves_a_note(ledger: Ledger) -> None:
    own = Reader("d", frozenset({"delegation"}), frozenset({"XAA"}))
    assert left(ledger, reader=own) == 1
    for reader, state in ((own, "XAN"), (PUBLIC, "XAA"), (Reader("c", frozenset({"committee"})), "XAA")):
        with pytest.raises(Refused, match="own delegation") as others:
            left(ledger, replace(PAID, state=state), reader=reader)
        assert [problem.rule for problem in others.value.problems] == ["may-not-tell"]
    with pytest.raises(Refused, match="Only finance"):
        Service(ledger, own, "D")


@pytest.mark.parametrize(
    "change",
    [
        "update ledger.notes set details = replace(details, '100.00', '900.00')",
        "update ledger.notes set note = 'other words' where kind = 'closed'",
        "delete from ledger.notes where seq = 0",
    ],
)
def test_verify_sees_that_a_note_was_changed(ledger: Ledger, change: str) -> None:
    close(Service(ledger, LOCAL, "Ana"), left(ledger), word="found")
    with duckdb.connect() as connection:
        connection.execute(f"attach '{ledger.target}' as ledger")
        connection.execute(change)
    problem = verify(ledger.target)
    assert problem is not None
    assert problem.rule == "tampered"


def screen(page: str, **link: str) -> AppTest:
    app = open_page(page, ledger="yours", as_of="2024-03-20", **link)
    assert not app.exception
    return app


def press(app: AppTest, label: str) -> AppTest:
    return next(button for button in app.button if button.label == label).click().run()


def test_a_delegate_tells_finance_finance_closes_it_and_the_delegate_reads_the_word(ledger: Ledger) -> None:
    app = screen("statement", state="XAA")
    app.number_input(key="note_amount").set_value(1234.56)
    app.date_input(key="note_paid").set_value(date(2024, 3, 1))
    app.text_input(key="note_ref").set_value("SWIFT 1")
    app.text_input(key="note_who").set_value("Delegate")
    app = press(app, "Tell finance")
    assert "Finance was told." in app.success[0].value
    assert "CHF 1,234.56 paid on 1 March 2024, reference SWIFT 1. It is open." in words_on(app)
    (note,) = notes(ledger.target, LOCAL)
    assert note.payment == Payment("XAA", Decimal("1234.56"), "CHF", date(2024, 3, 1), "SWIFT 1")

    app = screen("upload")
    (box,) = (one for one in app.expander if "note of a delegation" in one.label)
    assert "CHF 1,234.56" in as_read(box.label)
    assert printed("XAA") in words_on(app)
    app.text_input(key="note_word").set_value("Found under BK-77")
    app.text_input(key="note_closed_by").set_value("Ana")
    app = press(app, "Close the note")
    assert not [one for one in app.expander if "note of a delegation" in one.label]
    assert notes(ledger.target, LOCAL)[0].closed_by == "Ana"
    assert "Closed on" in (told := words_on(screen("statement", state="XAA")))
    assert "Found under BK-77" in told


def test_a_note_without_its_amount_or_name_is_not_sent(ledger: Ledger) -> None:
    app = press(screen("statement", state="XAA"), "Tell finance")
    assert app.warning[0].value == "Enter the amount and the day."
    app.number_input(key="note_amount").set_value(5.0)
    app.date_input(key="note_paid").set_value(date(2024, 3, 1))
    app = press(app, "Tell finance")
    assert "Say who you are" in str(app.error[0].value)
    assert notes(ledger.target, LOCAL) == []


def test_where_the_dashboard_is_published_no_note_is_offered(shipped: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOVERNANCE_PUBLIC", "1")
    app = open_page("statement", ledger="mlf", as_of="2024-05-24", state="AUS")
    assert not app.exception
    assert not app.number_input
    assert "Tell finance" not in [button.label for button in app.button]


def test_the_shell_lists_notes_and_closes_them(shell: Shell, tmp_path: Path) -> None:
    shell("init")
    ledger = Ledger("books.duckdb")
    left(ledger)
    (told,) = json.loads(shell("notes", "--format", "json").output)
    assert (told["note"], told["state"], told["amount"], told["reference"]) == (1, "XAA", "100.00", "REF 1")
    assert shell("close-note", "1", "--word", "found").exit_code == 0
    assert json.loads(shell("notes", "--format", "json").output) == []
    (closed,) = json.loads(shell("notes", "--all", "--format", "json").output)
    assert (closed["word"], closed["who"]) == ("found", "Delegate")
    again = shell("close-note", "1", "--word", "found")
    assert again.exit_code == 1
    assert "There is no open note 1." in again.output
