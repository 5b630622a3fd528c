"""What was done with a ledger, in one list: all four chains, to be filtered and taken along, for whoever sees what
finance sees."""

from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from html import unescape
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from governance.access import AUDITOR, COMMITTEE, DELEGATION, FINANCE, LOCAL, Reader
from governance.intake.service.service import Service
from governance.intake.service.two_persons import reject
from governance.ledger import Ledger, Payment, audit, tell
from governance.ledger.trail import Sought, trail
from governance.problems import Refused
from governance.settings import setting, target
from governance.ui.shell.routes import wanted
from governance.ui.shell.routes.listed import routes
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
    reject(made, ANA, "", event.seq, why="it was none")
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
    assert client.get("/papers/audit.csv?ledger=demonstration&colour=red").status_code == 400
    assert client.get("/papers/audit.csv?ledger=demonstration&since=yesterday").status_code == 400


def test_a_link_that_looks_for_what_there_is_not_is_refused(ledger: Ledger) -> None:
    assert "not there" in words_on(open_page("audit", ledger="demonstration", what="notes.burned"))
    assert "not there" in words_on(open_page("audit", ledger="demonstration", since="yesterday"))
