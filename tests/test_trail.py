"""What was done with a ledger, in one list: all four chains, to be filtered and taken along, for whoever sees what
finance sees."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from html import unescape
from pathlib import Path

import pytest
from click.testing import CliRunner
from starlette.applications import Starlette
from starlette.testclient import TestClient

from governance.access import AUDITOR, COMMITTEE, DELEGATION, FINANCE, LOCAL, Reader
from governance.cli import main
from governance.intake.service.service import Service
from governance.intake.service.two_persons import reject
from governance.ledger import Event, Ledger, Payment, audit, tell, verify
from governance.ledger.trail import Sought, batches_about, times_back, trail
from governance.problems import Refused
from governance.settings import setting, target
from governance.tables import TABLES
from governance.ui.about import what_was_done
from governance.ui.shell.routes import wanted
from governance.ui.shell.routes.listed import routes
from tests.ledgers import batches_of, sheets
from tests.shipped import open_page, tables_on, words_on

ANA = Reader("Ana", frozenset({FINANCE}), subject="a-1", issuer="https://who.example")
CARL = Reader("Carl", frozenset({AUDITOR}), subject="c-3", issuer="https://who.example")


@pytest.fixture
def ledger(shipped: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Ledger:
    """The shipped demonstration, with one link more in each chain beside the facts, and a proposal turned down."""
    entry = setting("demonstration")
    assert entry
    copy = shutil.copytree(shipped, tmp_path / "home")
    monkeypatch.setenv("GOVERNANCE_HOME", str(copy))
    made = Ledger(target(entry))
    tell(made.target, Payment("XIB", Decimal("10.00"), "CHF", date(2024, 5, 2), "=cmd|'/c calc'!A1"), who="Ivo")
    monkeypatch.setenv("GOVERNANCE_TWO_PERSONS", "1")
    event = Service(made, ANA, "").reopen(2019, why="a mistake")
    reject(made, ANA, "", event.seq + 1, why="it was none")
    audit.add(made.target, "issued", "Ana (a-1)", {"number": "N-1"})
    return made


@pytest.fixture
def client() -> Iterator[TestClient]:
    with TestClient(Starlette(routes=routes()), raise_server_exceptions=False) as found:
        yield found


def test_all_four_chains_stand_in_one_list_the_last_first(ledger: Ledger) -> None:
    done = trail(ledger.target, CARL)
    assert [one.what for one in done[:4]] == [
        "audit.issued", "proposals.rejected", "proposals.proposed", "notes.told"]  # fmt: skip
    assert [one.head for one in reversed(done) if one.chain == "events"] == [one.hash for one in ledger.history()]
    assert done[0].about == "number: N-1"
    assert (done[1].who, done[1].note) == ("Ana (a-1)", "it was none")
    assert "state: XIB" in done[3].about
    assert not [one for one in done if "rules: " in one.about or "sha256" in one.about]


def test_what_is_looked_for_is_found_and_nothing_else(ledger: Ledger) -> None:
    done = trail(ledger.target, LOCAL)
    days = {one.recorded_at.date() for one in done}
    assert {one.who for one in Sought(who="Ivo").among(done)} == {"Ivo"}
    assert [one.chain for one in Sought(what="notes.told").among(done)] == ["notes"]
    assert Sought(since=min(days), until=max(days)).among(done) == done
    assert Sought(until=date(1999, 12, 31)).among(done) == Sought(since=date(2100, 1, 1)).among(done) == []


def test_what_is_about_a_state_is_found_in_every_chain(ledger: Ledger) -> None:
    """Batches by their rows, proposals by those that are proposed, notes, and files about one State or about all."""
    (batch,) = batches_of(sheets("receipts: received | state | amount | reference\n2024-05-02 | XIB | 7.00 | BK77"))
    proposed = Service(ledger, ANA, "").accept([batch], after=ledger.history()[-1].seq)[0]
    reject(ledger, ANA, "", proposed.seq + 1, why="twice")
    audit.add(ledger.target, "downloaded", "Dee", {"file": "a.pdf", "state": "XIB", "version": 3})
    audit.add(ledger.target, "downloaded", "Dee", {"file": "b.zip", "states": "all", "version": 3})
    audit.add(ledger.target, "downloaded", "Dee", {"file": "c.pdf", "states": "XAA, XAN", "version": 3})
    done = trail(ledger.target, CARL)
    found = Sought(state="XIB", batches=batches_about(ledger.target, "XIB", CARL)).among(done)
    assert [one.what for one in found if one.chain != "events"] == [
        "audit.downloaded", "audit.downloaded", "proposals.rejected", "proposals.proposed", "notes.told"]  # fmt: skip
    batches = {one.told["batch"] for one in found if one.chain == "events"}
    held = {one.table_name for one in ledger.history() if one.batch in batches}
    assert {"assessments", "scale"} <= held
    assert "budgets" not in held
    assert not Sought(state="XQX", batches=batches_about(ledger.target, "XQX", CARL)).among(
        [one for one in done if "all" not in one.states]
    )
    with pytest.raises(Refused):
        batches_about(ledger.target, "XIB", Reader("Eve", frozenset({COMMITTEE})))


def test_each_record_says_in_words_what_it_is_about(ledger: Ledger) -> None:
    """Also one that names only the number of another: no two of one second read alike but where they are alike."""
    ledger.revoke(1, why="to see", who="Ana (a-1)")
    with pytest.raises(Refused):
        Service(ledger, Reader("Dee", frozenset({DELEGATION}), subject="d-4"), "")
    audit.add(ledger.target, "downloaded", "Dee", {"file": "a.pdf", "state": "XIB", "version": 3})
    audit.add(ledger.target, "downloaded", "Dee", {"file": "b.zip", "states": "all", "version": 3})
    told = {one.what: what_was_done._about(one) for one in reversed(trail(ledger.target, CARL))}
    first = ledger.history()[1]
    assert told["events.revoked"] == told_of(first)
    assert told["proposals.proposed"] == "to open a year again; 2019"
    assert told["proposals.rejected"] == "to open a year again; 2019; proposal 1"
    assert told["audit.refused"] == "to change the ledger"
    assert told["audit.downloaded"] == "b.zip; All States"
    assert told["notes.told"] == "Imbarosa; CHF 10.00"
    assert told["audit.issued"] == "N-1"
    assert all(told.values())


def told_of(event: Event) -> str:
    return f"{TABLES[str(event.table_name)].title}: {event.row_count} rows; {event.file_name}; batch {event.batch}"


@pytest.mark.parametrize("role", [COMMITTEE, DELEGATION])
def test_who_does_not_see_what_finance_sees_gets_neither_list_nor_file(
    role: str, ledger: Ledger, client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader = Reader("Eve", frozenset({role}), frozenset({"XIB"}), subject="e-5", issuer="https://who.example")
    with pytest.raises(Refused):
        trail(ledger.target, reader)
    monkeypatch.setattr(wanted, "reader_of", lambda request: reader)
    assert client.get("/papers/audit.csv?ledger=demonstration").status_code == 403
    monkeypatch.setattr("governance.access.LOCAL", reader)
    app = open_page("audit", ledger="demonstration")
    assert "None of your roles opens this page." in words_on(app)
    assert not tables_on(app)


def test_an_auditor_filters_on_the_page_and_takes_the_same_along(
    ledger: Ledger, client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("governance.access.LOCAL", CARL)
    app = open_page("audit", ledger="demonstration", what="notes.told")
    assert not app.exception
    assert not app.error
    said = words_on(app)
    assert "**1 record** of" in said
    drawn = "".join(element.proto.body for element in app.get("html"))
    link = unescape(next(one for one in drawn.split('"') if one.startswith("papers/audit.csv")))
    assert "what=notes.told" in link
    (row,) = csv.DictReader(io.StringIO(client.get(f"/{link}").text))
    assert (row["chain"], row["who"]) == ("notes", "Ivo")
    everything = client.get(f"/{link.replace('what=notes.told', 'until=2100-01-01')}").text
    assert len(list(csv.reader(io.StringIO(everything)))) == len(trail(ledger.target, CARL)) + 1
    assert client.get(f"/{link.replace('.csv', '.xlsx')}").content.startswith(b"PK")
    about = client.get("/papers/audit.csv?ledger=demonstration&what=notes.told&about=XIB").text
    assert len(about.splitlines()) == 2
    assert len(client.get("/papers/audit.csv?ledger=demonstration&what=notes.told&about=XAA").text.splitlines()) == 1
    assert client.get("/papers/audit.csv?ledger=demonstration&colour=red").status_code == 400
    assert client.get("/papers/audit.csv?ledger=demonstration&since=yesterday").status_code == 400


def test_a_link_that_looks_for_what_there_is_not_is_refused(ledger: Ledger) -> None:
    assert "not there" in words_on(open_page("audit", ledger="demonstration", what="notes.burned"))
    assert "not there" in words_on(open_page("audit", ledger="demonstration", since="yesterday"))
    assert "not there" in words_on(open_page("audit", ledger="demonstration", about="nowhere"))


def test_the_days_to_choose_are_those_of_the_first_and_the_last_record(ledger: Ledger) -> None:
    app = open_page("audit", ledger="demonstration")
    days = [one.recorded_at.date() for one in trail(ledger.target, CARL)]
    assert [box.value for box in app.date_input if box.key in ("choose_since", "choose_until")] == [
        min(days),
        max(days),
    ]


def test_where_a_clock_was_set_back_the_order_stands_and_it_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = Ledger.create(str(tmp_path / "yours.duckdb"), rulebook="iom", title="Test", who="test")
    made.append(batches_of(sheets("coverage: covers | from\nreceipts | 2000-01-01")), who="test")
    assert times_back(trail(made.target, LOCAL)) is None
    with monkeypatch.context() as patch:
        patch.setattr("governance.ledger.batches.now", lambda: datetime(2020, 1, 1))
        made.revoke(1, why="to see", who="test")
    made.reaccept(1, who="test")
    done = trail(made.target, LOCAL)
    assert [one.kind for one in done] == ["reaccepted", "revoked", "accepted", "opened"]
    assert [one.recorded_at.year for one in done][1] == 2020, "what the clock said"
    said = "The time goes back at: events 2. A server's clock was set back"
    assert str(times_back(done)).startswith(said)
    assert verify(made.target) is None, "nothing was changed"
    ran = CliRunner().invoke(main, ["--ledger", made.target, "verify"])
    assert said in ran.output
    ran = CliRunner().invoke(main, ["--ledger", made.target, "verify", "--format", "json"])
    assert json.loads(ran.output)[0]["times_back"].startswith(said)
    monkeypatch.setenv("GOVERNANCE_HOME", str(tmp_path))
    assert said in words_on(open_page("audit", ledger="yours"))
