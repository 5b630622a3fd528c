"""What each role gets of each question, table and function of books and ledger: nothing beyond its right.

The suite follows the catalogue: a new question, table or method is attacked without being named here.
"""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from governance.access import (
    ADMINISTRATOR,
    ALL,
    APPROVER,
    AUDITOR,
    COMMITTEE,
    DELEGATION,
    EVERYONE,
    FINANCE,
    LOCAL,
    PUBLIC,
    ROLES,
    TOTALS,
    Reader,
    own_by,
)
from governance.books import Books
from governance.intake.service.effect import Effect
from governance.ledger import PUBLISHED, Ledger, seen, seen_notes
from governance.ledger.notes import Note, Payment
from governance.names import printed
from governance.problems import Refused
from governance.questions import CATALOGUE, Question
from governance.questions.declare import check_declaration
from governance.settings import setting, target
from governance.tables import TABLES, Kind, Table
from tests.shipped import TODAY, shipped_books
from tests.sources import SCREENS, calls, name_of, nodes, none_offend, text_of

OWN, OTHER = "XAA", "XIB"
NOBODY = Reader("Nobody", frozenset())
DELEGATE = Reader("A delegate", frozenset({DELEGATION}), frozenset({OWN}))
OF_ROLE = {role: Reader(f"One {role}", frozenset({role})) for role in ROLES}  # the delegation: of no State
LIMITED = (DELEGATE, OF_ROLE[DELEGATION], OF_ROLE[ADMINISTRATOR])
UNLIMITED = tuple(OF_ROLE[role] for role in (COMMITTEE, FINANCE, APPROVER, AUDITOR))
SHIPPED = ("demonstration", "iom", "mlf")
ASSESSED = "what is asked of each State: the scale times the budget, both published"
GIVEN = "what was given voluntarily, which every organization publishes by contributor"
PUBLIC_AMOUNTS = {
    "apportionment": ASSESSED, "assessed": ASSESSED, "assessment_change": ASSESSED, "assessment_changes": ASSESSED,
    "joining": ASSESSED, "largest_contributors": ASSESSED, "reconciliation": ASSESSED, "scenario": ASSESSED,
    "state_history": ASSESSED, "contributor": GIVEN, "contributors": GIVEN, "corrections": GIVEN, "voluntary": GIVEN,
    "assessments": ASSESSED, "recovered_assessments": ASSESSED, "voluntary_contributions": GIVEN,
}  # fmt: skip
"""Questions and tables that name States beside amounts and are open to all the same, with the reason: what is nobody's
but the State's own is what it paid and owes."""
NO_READER = {
    Books: {
        "at": "makes books", "supposing": "makes books", "for_one": "makes books", "kept": "of questions",
        "keeps": "of questions", "everything": "of questions", "columns": "of questions",
        "all_rows_in_force": "of questions and the intake", "arrow_in_force": "of the intake",
        "beside": "of the intake",
        "rows_apart": "of effects", "number_in_force": "a number", "today": "a day", "last_day": "a day",
        "to_come": "a day", "foreseen_from": "a day",
    },
    Ledger: {
        "create": "writes", "append": "writes", "revoke": "writes", "reaccept": "writes",
        "close_year": "writes", "reopen_year": "writes", "exchange": "writes", "adopt": "writes",
        "stamp": "of no figure", "rulebook": "of no figure", "history": "of the write side: pages get what is `seen`",
        "remembered": "of the intake",
    },
}  # fmt: skip
"""The methods by which nothing gets out to a reader. All others take one."""

every_question = pytest.mark.parametrize("question", CATALOGUE.values(), ids=CATALOGUE)
every_table = pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)


@cache
def books(key: str) -> Books:
    return shipped_books(key)


@cache
def others() -> re.Pattern[str]:
    """The names of the States of the demonstration but the delegate's own: its States are named nowhere by chance."""
    codes = [str(code) for code in books("demonstration").ask("states", TODAY).column("state")]
    return re.compile("|".join(rf"\b({re.escape(printed(code))}|{code})\b" for code in codes if code != OWN))


def rows_for(
    reader: Reader, question: Question, key: str = "demonstration", **values: object
) -> tuple[tuple[object, ...], ...] | None:
    """What a reader gets; None where it is refused, in words that tell of nobody."""
    try:
        return books(key).ask(question.name, TODAY, reader, **values).rows
    except Refused as refused:
        (problem,) = refused.problems
        assert not others().search(str(problem))
        if problem.rule in ("no-role", "not-allowed"):
            return None
        return ()  # what the ledger does not hold, everybody is refused alike


def is_open(question: Question, reader: Reader) -> bool:
    as_finance = reader.roles | ({FINANCE} if reader.reads_as_finance else set())
    return bool(reader.roles) and (EVERYONE in question.open_to or bool(question.open_to & as_finance))


def test_the_ledger_that_is_attacked_holds_accounts_of_several_states(shipped: Path) -> None:
    """Or the tests below would find nothing because there is nothing."""
    for name in ("balances", "received", "voting", "plans", "attention"):
        question = CATALOGUE[name]
        assert question.delegations
        answer = books("demonstration").ask(name, TODAY)
        assert len(set(answer.column(question.delegations.column)) - {None}) > 2, name


@every_question
def test_nobody_gets_anything(question: Question, shipped: Path) -> None:
    assert rows_for(NOBODY, question) is None


@pytest.mark.parametrize("key", SHIPPED)
@every_question
def test_a_delegation_gets_what_is_declared_and_nothing_else(question: Question, key: str, shipped: Path) -> None:
    """No row of another State, no other's name in a sentence, and of totals and public facts all."""
    whole = rows_for(LOCAL, question, key) or ()
    for reader in LIMITED:
        found, shown = rows_for(reader, question, key), question.delegations
        if found is None:
            assert not is_open(question, reader)
            continue
        assert shown
        hidden = [question.columns.index(name) for name in shown.without]
        assert all(row[place] is None for row in found for place in hidden)
        if shown.column:
            place = question.columns.index(shown.column)
            mine = {*(reader.limit or ()), *([None] if shown.blank_too else ())}
            assert found == tuple(row for row in whole if row[place] in mine)
            told = " ".join(str(cell) for row in found for cell in row)
            assert not others().search(told), f"{question.name}: an own row tells of another State"
        else:
            assert len(found) == len(whole)
            assert hidden or found == whole


@every_question
def test_who_sees_every_state_gets_the_whole_answer(question: Question, shipped: Path) -> None:
    whole = rows_for(LOCAL, question)
    for reader in UNLIMITED:
        assert rows_for(reader, question) == (whole if is_open(question, reader) else None)


@every_question
def test_where_delegations_see_all_they_do_and_an_administrator_does_not(
    question: Question, shipped: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Answers that were kept before are not given to whoever may now see more, or less."""
    before = rows_for(DELEGATE, question)
    monkeypatch.setenv("GOVERNANCE_DELEGATIONS_SEE", "all")
    assert rows_for(DELEGATE, question) == (rows_for(LOCAL, question) if is_open(question, DELEGATE) else None)
    monkeypatch.undo()
    assert rows_for(DELEGATE, question) == before
    administrator = rows_for(OF_ROLE[ADMINISTRATOR], question)
    if question.delegations and question.delegations.column:
        place = question.columns.index(question.delegations.column)
        assert not {row[place] for row in administrator or ()} - {None}


def test_a_setting_that_means_nothing_opens_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOVERNANCE_DELEGATIONS_SEE", "everything")
    assert DELEGATE.limit == {OWN}


@every_question
def test_a_delegation_is_refused_the_account_of_another_state(question: Question, shipped: Path) -> None:
    if not (question.delegations and question.delegations.column and "state" in question.parameters):
        return
    with pytest.raises(Refused) as refused:
        books("demonstration").ask(question.name, TODAY, DELEGATE, state=OTHER)
    (problem,) = refused.value.problems
    assert problem.rule == "may-not-see-state"
    assert not others().search(str(problem))
    assert rows_for(DELEGATE, question, state=OWN) == rows_for(LOCAL, question, state=OWN)


@every_question
def test_what_is_open_to_delegations_names_no_state_beside_an_amount(question: Question, shipped: Path) -> None:
    """A declaration that says too much: amounts of single States pass for public, or for totals."""
    shown = question.delegations
    if shown is None or shown.column:
        return
    kinds = [term.kind for term in question.terms]
    names = Kind.PARTY in kinds or any(
        term.kind is Kind.STATE and term.name not in ("country",) for term in question.terms
    )
    if shown == TOTALS:
        assert not names, "totals name no State"
    elif names and Kind.MONEY in kinds:
        assert question.name in PUBLIC_AMOUNTS


def test_a_question_declares_what_a_delegation_sees() -> None:
    question = Question("new", "New", "One row.", ("state", "amount"), sql="select 1")
    with pytest.raises(ValueError, match="does not declare"):
        check_declaration(question)
    with pytest.raises(ValueError, match="is no column"):
        check_declaration(replace(question, delegations=own_by("party")))
    check_declaration(replace(question, delegations=own_by("state")))
    check_declaration(replace(question, open_to=frozenset({FINANCE})))


def test_what_is_not_declared_is_shown_to_no_delegation(shipped: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("governance.books.books.find_question", lambda name: replace(CATALOGUE[name], delegations=None))
    again = shipped_books("demonstration")
    assert again.ask("balances", TODAY).rows
    assert again.ask("balances", TODAY, DELEGATE).rows == ()


@every_table
def test_rows_of_a_table_are_cut_as_it_declares(table: Table, shipped: Path) -> None:
    of_all = books("demonstration")
    whole = of_all.rows_in_force(table.name, reader=LOCAL)
    with pytest.raises(Refused):
        of_all.rows_in_force(table.name, reader=NOBODY)
    assert of_all.rows_in_force(table.name, reader=OF_ROLE[AUDITOR]) == whole
    shown = table.delegations
    assert shown
    for reader in LIMITED:
        found = of_all.rows_in_force(table.name, reader=reader)
        if shown == ALL:
            assert found == whole
            continue
        place = table.names.index(shown.column)
        assert found == [row for row in whole if row[place] in (reader.limit or ())]
        assert of_all.rows_in_force(table.name, ["document"], reader=reader) == [
            (row[table.names.index("document")],) for row in found
        ]
    if shown.column == "state":
        with pytest.raises(Refused):
            of_all.rows_in_force(table.name, state=OTHER, reader=DELEGATE)


@every_table
def test_a_table_of_amounts_of_states_shows_a_delegation_its_own(table: Table) -> None:
    kinds = {column.kind for column in table.columns}
    if kinds & {Kind.STATE, Kind.PARTY} and Kind.MONEY in kinds:
        assert table.delegations
        assert table.delegations.column or table.name in PUBLIC_AMOUNTS


@pytest.mark.parametrize("of", NO_READER, ids=lambda of: of.__name__)
def test_every_way_out_takes_a_reader(of: type) -> None:
    public = {name: thing for name, thing in vars(of).items() if not name.startswith("_") and callable(thing)}
    public |= {name: getattr(of, name) for name, thing in vars(of).items() if isinstance(thing, classmethod)}
    public.pop("_made", None)
    without = {name for name, thing in public.items() if "reader" not in inspect.signature(thing).parameters}
    assert without == NO_READER[of].keys()


def _file(reader: Reader) -> object:
    return _ledger().original(1, reader)


def _rows(reader: Reader) -> object:
    return _ledger().rows(1, reader)


def _effect(reader: Reader) -> object:
    return Effect(books("demonstration"), books("demonstration"), TODAY, reader)


def _ledger() -> Ledger:
    found = setting("demonstration")
    assert found
    return Ledger(target(found))


@pytest.mark.parametrize("way_out", [_file, _rows, _effect])
def test_files_rows_and_effects_are_for_whoever_sees_what_finance_sees(
    way_out: Callable[[Reader], object], shipped: Path
) -> None:
    for reader in (NOBODY, DELEGATE, PUBLIC, OF_ROLE[COMMITTEE], OF_ROLE[ADMINISTRATOR]):
        with pytest.raises(Refused) as refused:
            way_out(reader)
        assert [problem.rule for problem in refused.value.problems] == ["may-not-see-as-finance"]
    for reader in (LOCAL, OF_ROLE[FINANCE], OF_ROLE[APPROVER], OF_ROLE[AUDITOR]):
        assert way_out(reader) is not None


@pytest.mark.parametrize("key", SHIPPED)
def test_who_brought_in_which_file_of_an_office_is_not_told_to_a_delegation(key: str, shipped: Path) -> None:
    for found in (books(key).history, books(key).sources):
        assert found(LOCAL) == found(OF_ROLE[AUDITOR])
        for reader in (NOBODY, PUBLIC, *LIMITED):
            events = found(reader)
            assert len(events) == len(found(LOCAL)), "that something happened is no secret: versions are counted"
            own = [event for event in events if event.evidence not in PUBLISHED]
            assert not any(event.who or event.file_name or event.note or event.file_sha256 for event in own)
    assert seen(books(key).history(LOCAL), LOCAL) == books(key).history(LOCAL)


def test_notes_are_read_by_finance_and_by_the_delegation_that_they_are_about() -> None:
    told = datetime(2026, 11, 1, 12)
    found = [Note(number, Payment(state, Decimal(100), "CHF", TODAY, "BK"), "Somebody", told)
             for number, state in enumerate((OWN, OTHER))]  # fmt: skip
    for reader in (LOCAL, OF_ROLE[FINANCE], OF_ROLE[APPROVER], OF_ROLE[AUDITOR]):
        assert seen_notes(found, reader) == found
    assert seen_notes(found, DELEGATE) == found[:1]
    for reader in (NOBODY, PUBLIC, OF_ROLE[COMMITTEE], OF_ROLE[ADMINISTRATOR], OF_ROLE[DELEGATION]):
        assert seen_notes(found, reader) == []


WHOLE = {
    "events", "batches", "everything", "all_rows_in_force", "arrow_in_force", "rows_apart", "number_in_force",
    "remembered", "_connection",
}  # fmt: skip
"""What of books and ledgers is no reader's."""
WARMS_UP = "governance/ui/today/overview.py"
"""Asks ahead for whoever comes first, and shows nothing of it."""


def test_a_screen_asks_for_its_reader_and_for_nobody_else() -> None:
    """Pages, and whatever serves a request: each question, row, file and paper is asked for the reader in view."""

    def beyond(path: Path) -> Iterator[str]:
        asks_for = ("reader", "who", *(["LOCAL"] if name_of(path) == WARMS_UP else []))
        for node in nodes(path):
            if isinstance(node, ast.Attribute) and node.attr in WHOLE and "books" in ast.unparse(node.value):
                yield f"line {node.lineno}: {ast.unparse(node)}"
        for call in calls(path):
            words = ast.unparse(call.func)
            of_books = words.endswith("books.ask") or words in ("statement", "accounts", "status_report", "Effect")
            given = [ast.unparse(value) for value in (*call.args, *(word.value for word in call.keywords))]
            if of_books and not any(value.endswith(asks_for) for value in given):
                yield f"line {call.lineno}: {words} without a reader"

    none_offend(SCREENS, beyond)
    local = [name_of(path) for path in SCREENS if re.search(r"\bLOCAL\b", text_of(path))]
    assert set(local) <= {WARMS_UP, "governance/ui/shell/cache.py"}
