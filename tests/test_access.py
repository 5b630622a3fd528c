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
from pathlib import Path

import pytest

import governance.books
import governance.intake.service
import governance.ledger
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
    TOTALS,
    Reader,
    own_by,
)
from governance.intake.service import by_hand
from governance.intake.service.assignment import assignment
from governance.intake.service.effect import Effect
from governance.intake.service.notes import tell
from governance.intake.service.service import Service
from governance.ledger import PUBLISHED, Ledger, issued_as, record_issued, reports, seen, seen_notes
from governance.ledger.notes import Note, Payment
from governance.ledger.proposals import proposals
from governance.ledger.trail import trail
from governance.papers.status_report import to_issue
from governance.problems import Refused
from governance.questions import CATALOGUE, Question
from governance.questions.declare import PARAMETERS, check_declaration
from governance.settings import setting, target
from governance.tables import TABLES, Kind, Table
from tests.attacking import (
    DELEGATE,
    NOBODY,
    OF_ROLE,
    OTHER,
    OWN,
    SHIPPED,
    UNLIMITED,
    books,
    by_name,
    each,
    others,
    public,
)
from tests.shipped import TODAY, shipped_books
from tests.sources import CORE, SCREENS, calls, imported, name_of, nodes, none_offend, text_of

LIMITED = (DELEGATE, OF_ROLE[DELEGATION], OF_ROLE[ADMINISTRATOR])
NOT_AS_FINANCE = (NOBODY, DELEGATE, PUBLIC, OF_ROLE[COMMITTEE], OF_ROLE[ADMINISTRATOR])
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
    "books.Books.at": "makes books", "books.Books.supposing": "makes books", "books.Books.for_one": "makes books",
    "books.Books.everything": "of questions", "books.Books.columns": "of questions",
    "books.Books.all_rows_in_force": "of questions and the intake", "books.Books.arrow_in_force": "of the intake",
    "books.Books.rows_apart": "of effects",
    "answer.Answer.dicts": "of what was answered", "answer.Answer.first": "of what was answered",
    "answer.Answer.column": "of what was answered", "answer.Answer.frame": "of what was answered",
    "change.Change.events": "of what is supposed", "change.Change.rows": "of what is supposed",
    "columns.columns_of": "of rows that are given", "columns.column": "of rows that are given",
    "kept_answers.KeptAnswers.get": "by the scope that it was kept for", "loading.look_at": "the names of views",
    "kept_answers.KeptAnswers.once": "by the scope that it is kept for", "kept_answers.picked": "of what was answered",
    "kept_answers.without_picks": "of what is given", "kept_parts.KeptParts.numbers": "how many are kept",
    "batches.Ledger.append": "writes", "batches.Ledger.revoke": "writes",
    "batches.Ledger.reaccept": "writes", "batches.Ledger.close_year": "writes", "batches.Ledger.reopen_year": "writes",
    "batches.Ledger.exchange": "writes", "batches.Ledger.adopt": "writes", "batches.coming_in": "writes",
    "notes.tell": "writes", "notes.close_note": "writes", "proposals.propose": "writes", "proposals.decide": "writes",
    "proposals.decide_in": "writes", "audit.add": "writes", "recording.writing": "writes",
    "recording.add": "writes",
    "batches.Ledger.history": "of the write side: pages get what is `seen`",
    "audit.recorded": "of what itself answers a reader",
    "batches.accepted_event": "of events that are given", "chain.Event.sealed": "of events that are given",
    "chain.in_force": "of events that are given", "chain.closed_years": "of events that are given",
    "chain.said_of_columns": "of events that are given", "notes.notes_of": "of events that are given",
    "proposals.proposals_of": "of events that are given", "trail.Sought.among": "of what was answered",
    "keeping.file": "by a connection", "keeping.rows": "by a connection", "keeping.remembered": "by a connection",
    "recording.read_events": "by a connection", "recording.chain_of": "by a connection",
    "canonical.written": "hashes", "keeping.hashes": "hashes", "verifying.loose_ends": "of no figure",
    "keeping.packed": "by a connection", "schema.relations": "names of relations",
    "verifying.missing": "of no figure", "verifying.beside": "seals, for who holds the ledger: no screen knows it",
}  # fmt: skip
"""What of books and ledger answers rows, files or events and takes no reader, with the reason: a connection has only
who opened a ledger, and who writes is asked by the service. All others take one."""
ROWS = re.compile(r"\b(list|dict|Mapping|Event|Answer|Row|Note|Issued|Proposal|Books|bytes|pa|pd|Written|Column)\b")
"""In the type of what a function answers: that it may be rows, files or events."""
OPEN_TO_ALL = {
    "beginning.first_steps": "which tables are held", "moved.closed_years_moved": "of books that the service opened",
    "two_persons.needs_two": "a setting", "two_persons.perform": "of the service, once it has asked who asks",
    "two_persons.seen_change": "of the service, once it has asked who asks",
    "year_closing.ties": "totals, which everyone may ask for",
    "year_closing.close": "of the service, once it has asked who asks",
    "year_closing.check_totals": "totals, which everyone may ask for",
    "preview.judged": "of the service, once it has asked who asks",
}  # fmt: skip
"""What of the service is given books or a ledger and neither a reader nor the service, which has one, with the
reason."""
SUPPOSED = {
    ("offices", "country"): "where offices are", ("staff_over_time", "country"): "where staff are",
    ("staffing", "country"): "where staff are", ("states_followed", "states"): "what each State is assessed, to compare",
}  # fmt: skip
"""Parameters by which a delegation supposes something of another State, where the answer changes, with the reason why
that tells nothing of its account."""
WRITERS = {"append", "revoke", "reaccept", "close_year", "reopen_year", "exchange", "adopt"}
RECORDERS = {
    "governance.ledger.tell", "governance.ledger.close_note", "governance.ledger.put_in_place",
    "governance.ledger.proposals.propose", "governance.ledger.proposals.decide",
    "governance.ledger.proposals.decide_in", "governance.ledger.audit.add", "governance.ledger.recording.adding",
    "governance.ledger.recording.writing", "governance.intake.service.two_persons.perform",
    "governance.intake.service.year_closing.close",
}  # fmt: skip
"""What writes into a ledger and asks nobody who they are."""
MAY_WRITE = ("governance/ledger/", "governance/intake/service/", "governance/shipping/")


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


def each_question(attack: Callable[[Question], object]) -> None:
    each(CATALOGUE.values(), attack, by_name)


def test_the_ledger_that_is_attacked_holds_accounts_of_several_states(shipped: Path) -> None:
    """Or the tests below would find nothing because there is nothing."""
    for name in ("balances", "received", "voting", "plans", "attention"):
        question = CATALOGUE[name]
        assert question.delegations
        answer = books("demonstration").ask(name, TODAY)
        assert len(set(answer.column(question.delegations.column)) - {None}) > 2, name


def test_nobody_gets_anything(shipped: Path) -> None:
    def attack(question: Question) -> None:
        assert rows_for(NOBODY, question) is None

    each_question(attack)


@pytest.mark.parametrize("key", SHIPPED)
def test_a_delegation_gets_what_is_declared_and_nothing_else(key: str, shipped: Path) -> None:
    """No row of another State, no other's name in a sentence, and of totals and public facts all."""

    def attack(question: Question) -> None:
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
                assert not others().search(told), "an own row tells of another State"
            else:
                assert len(found) == len(whole)
                assert hidden or found == whole

    each_question(attack)


def test_who_sees_every_state_gets_the_whole_answer(shipped: Path) -> None:
    def attack(question: Question) -> None:
        whole = rows_for(LOCAL, question)
        for reader in UNLIMITED:
            assert rows_for(reader, question) == (whole if is_open(question, reader) else None)

    each_question(attack)


def test_where_delegations_see_all_they_do_but_not_what_is_an_office_s(
    shipped: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Answers that were kept before are not given to whoever may now see more, or less; an administrator sees nothing
    more."""

    def attack(question: Question) -> None:
        before, whole, shown = rows_for(DELEGATE, question), rows_for(LOCAL, question), question.delegations
        hidden = [question.columns.index(name) for name in shown.without] if shown else []
        bare = whole and tuple(tuple(None if n in hidden else c for n, c in enumerate(row)) for row in whole)
        with monkeypatch.context() as patch:
            patch.setenv("GOVERNANCE_DELEGATIONS_SEE", "all")
            assert rows_for(DELEGATE, question) == (bare if is_open(question, DELEGATE) else None)
            administrator = rows_for(OF_ROLE[ADMINISTRATOR], question)
        assert rows_for(DELEGATE, question) == before
        if shown and shown.column:
            assert not {row[question.columns.index(shown.column)] for row in administrator or ()} - {None}

    each_question(attack)


def test_a_setting_that_means_nothing_opens_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOVERNANCE_DELEGATIONS_SEE", "everything")
    assert DELEGATE.limit == {OWN}


def test_a_delegation_is_refused_the_account_of_another_state(shipped: Path) -> None:
    def attack(question: Question) -> None:
        with pytest.raises(Refused) as refused:
            books("demonstration").ask(question.name, TODAY, DELEGATE, state=OTHER)
        (problem,) = refused.value.problems
        assert problem.rule == "may-not-see-state"
        assert not others().search(str(problem))
        assert rows_for(DELEGATE, question, state=OWN) == rows_for(LOCAL, question, state=OWN)

    asked = [one for one in CATALOGUE.values() if one.delegations and one.delegations.column]
    each((one for one in asked if "state" in one.parameters), attack, by_name)


def test_what_is_supposed_of_a_state_tells_a_delegation_nothing_of_its_account(shipped: Path) -> None:
    """A parameter that names a State, of a question whose answer is about all: what changes by it tells of that State."""

    def attack(question: Question) -> None:
        for name in question.parameters:
            if PARAMETERS[name].kind is not Kind.STATE or name == "state":
                continue
            if rows_for(DELEGATE, question, **{name: OTHER}) == rows_for(DELEGATE, question):
                continue  # refused, or nothing changes by it
            assert (question.name, name) in SUPPOSED

    each_question(attack)
    with pytest.raises(Refused, match="its own State"):
        books("demonstration").ask("liquidity", TODAY, DELEGATE, late=f"{OTHER}:never")


def test_what_is_open_to_delegations_names_no_state_beside_an_amount(shipped: Path) -> None:
    """A declaration that says too much: amounts of single States pass for public, or for totals."""

    def attack(question: Question) -> None:
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

    each_question(attack)


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


def test_rows_of_a_table_are_cut_as_it_declares(shipped: Path) -> None:
    of_all = books("demonstration")

    def attack(table: Table) -> None:
        whole = of_all.rows_in_force(table.name, reader=LOCAL)
        with pytest.raises(Refused):
            of_all.rows_in_force(table.name, reader=NOBODY)
        assert of_all.rows_in_force(table.name, reader=OF_ROLE[AUDITOR]) == whole
        shown = table.delegations
        if shown is None:  # finance alone reads it
            for reader in LIMITED:
                with pytest.raises(Refused):
                    of_all.rows_in_force(table.name, reader=reader)
            return
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

    each(TABLES.values(), attack, by_name)


def test_a_table_of_amounts_of_states_shows_a_delegation_its_own() -> None:
    def attack(table: Table) -> None:
        kinds = {column.kind for column in table.columns}
        if kinds & {Kind.STATE, Kind.PARTY} and Kind.MONEY in kinds:
            assert table.delegations
            assert table.delegations.column or table.name in PUBLIC_AMOUNTS

    each(TABLES.values(), attack, by_name)


def test_every_way_out_of_books_and_ledger_takes_a_reader() -> None:
    found = dict([*public(governance.books), *public(governance.ledger)])
    without = {
        name
        for name, thing in found.items()
        if "reader" not in inspect.signature(thing).parameters
        and ROWS.search(str(inspect.signature(thing).return_annotation))
    }
    assert without == NO_READER.keys()


def test_every_door_of_the_service_takes_a_reader() -> None:
    """A reader, or the service, which has asked who its reader is when it was made."""

    def attack(door: tuple[str, Callable[..., object]]) -> None:
        kinds = {name: str(one.annotation) for name, one in inspect.signature(door[1]).parameters.items()}
        if not {"Books", "Ledger"} & set(kinds.values()) or "self" in kinds:
            return
        assert ({"Reader", "Service"} & set(kinds.values())) or door[0] in OPEN_TO_ALL

    doors = list(public(governance.intake.service))
    each(doors, attack, lambda door: door[0])
    assert OPEN_TO_ALL.keys() <= {name for name, _ in doors}


def test_who_writes_into_a_ledger_goes_through_the_service() -> None:
    """What writes asks nobody who they are: so pages, routes and the shell call none of it."""

    def beyond(path: Path) -> Iterator[str]:
        yield from (f"imports {name}" for name in sorted(imported(path) & RECORDERS))
        for call in calls(path):
            if isinstance(call.func, ast.Attribute) and call.func.attr in WRITERS:
                whose = ast.unparse(call.func.value).lower()
                if whose.endswith("ledger") or whose.startswith("ledger("):
                    yield f"line {call.lineno}: {ast.unparse(call.func)}"

    assert {*WRITERS, "create"} >= {name.rpartition(".")[2] for name, why in NO_READER.items()
                          if why == "writes" and ".Ledger." in name}  # fmt: skip
    none_offend([path for path in {*CORE, *SCREENS} if not name_of(path).startswith(MAY_WRITE)], beyond)


def _ledger() -> Ledger:
    found = setting("demonstration")
    assert found
    return Ledger(target(found))


def _issued(reader: Reader) -> object:
    try:
        return issued_as(_ledger().target, "N-1", reader)
    except Refused as refused:
        if refused.problems[0].rule == "report-unknown":
            return refused
        raise


WAYS_OUT: dict[str, tuple[Callable[[Reader], object], str, tuple[Reader, ...]]] = {
    "file": (lambda reader: _ledger().original(1, reader), "may-not-see-as-finance", NOT_AS_FINANCE),
    "rows": (lambda reader: _ledger().rows(1, reader), "may-not-see-as-finance", NOT_AS_FINANCE),
    "accepted": (lambda reader: _ledger().accepted(1, reader), "may-not-see-as-finance", NOT_AS_FINANCE),
    "effect": (
        lambda reader: Effect(books("demonstration"), books("demonstration"), TODAY, reader),
        "may-not-see-as-finance", NOT_AS_FINANCE,
    ),
    "proposals": (lambda reader: proposals(_ledger().target, reader), "may-not-see-as-finance", NOT_AS_FINANCE),
    "trail": (lambda reader: trail(_ledger().target, reader), "may-not-see-as-finance", NOT_AS_FINANCE),
    "reports": (lambda reader: reports(_ledger().target, reader), "may-not-see-all", (NOBODY, *LIMITED)),
    "issued": (_issued, "may-not-see-all", (NOBODY, *LIMITED)),
    "rows by hand": (
        lambda reader: by_hand.rows_of(books("demonstration"), "receipts", OTHER, reader),
        "may-not-change", (*NOT_AS_FINANCE, OF_ROLE[APPROVER], OF_ROLE[AUDITOR]),
    ),
    "assignment": (
        lambda reader: assignment(books("demonstration"), {}, reader),
        "may-not-change", (*NOT_AS_FINANCE, OF_ROLE[APPROVER], OF_ROLE[AUDITOR]),
    ),
}  # fmt: skip


def test_what_is_not_a_delegation_s_is_refused_where_it_is_asked_for(shipped: Path) -> None:
    """Files, rows as they came, effects, what waits and what was done: in words, by the same rule, for each reader."""

    def attack(name: str) -> None:
        way, rule, refused_to = WAYS_OUT[name]
        for reader in refused_to:
            with pytest.raises(Refused) as refused:
                way(reader)
            assert [problem.rule for problem in refused.value.problems] == [rule], reader.name
        for reader in (LOCAL, OF_ROLE[FINANCE], OF_ROLE[APPROVER], OF_ROLE[AUDITOR]):
            assert reader in refused_to or way(reader) is not None

    each(WAYS_OUT, attack)


def test_who_is_not_finance_changes_nothing(shipped: Path) -> None:
    """The service is not made for them at all, and what is recorded beside it asks for itself."""
    ledger, before = _ledger(), _ledger().history()
    report = to_issue(books("demonstration"), TODAY, LOCAL)
    payment = Payment(OTHER, Decimal(100), "CHF", TODAY, "BK")
    for reader in (*NOT_AS_FINANCE, OF_ROLE[APPROVER], OF_ROLE[AUDITOR]):
        for attempt in (
            lambda who=reader: Service(ledger, who, "Ana"),
            lambda who=reader: record_issued(ledger.target, report, who, who="Ana"),
            lambda who=reader: tell(ledger, who, payment, who="Ana", today=TODAY),
        ):
            with pytest.raises(Refused) as refused:
                attempt()
            assert refused.value.problems[0].rule in ("may-not-change", "may-not-tell")
    assert ledger.history() == before
    assert not reports(ledger.target, LOCAL)


@pytest.mark.parametrize("see", ["totals", "all"])
def test_who_brought_in_which_file_of_an_office_is_not_told_to_a_delegation(
    see: str, shipped: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GOVERNANCE_DELEGATIONS_SEE", see)
    for key in SHIPPED:
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
    assert set(local) <= {WARMS_UP, "governance/ui/shell/cache.py", "governance/ui/shell/visitor.py"}
