"""What is asked by address: the same as on a page and in the shell, to the cent, or a refusal in words."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.testclient import TestClient

from governance.access import DELEGATION, LOCAL, Reader, check_sees_every_state
from governance.books import Books
from governance.ledger import Ledger
from governance.papers.answer_files import answer_csv, given_as_text
from governance.papers.exports import as_text
from governance.problems import Refused
from governance.questions import CATALOGUE
from governance.questions.declare import PARAMETERS
from governance.questions.parameters import resolve
from governance.settings import setting, target
from governance.tables import TABLES
from governance.ui.shell.routes import answering, wanted
from governance.ui.shell.routes.listed import routes
from tests.shipped import TODAY, as_read, shipped_books

DAY = TODAY.isoformat()
VIEW = {"ledger": "demonstration", "as_of": DAY}


@pytest.fixture(scope="module")
def client(shipped: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """The addresses as the server answers at them, over copies of the shipped ledgers: what is sent is recorded."""
    home = shutil.copytree(shipped, tmp_path_factory.mktemp("asked") / "home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GOVERNANCE_HOME", str(home))
        with TestClient(Starlette(routes=routes()), raise_server_exceptions=False) as found:
            yield found


@pytest.fixture(scope="module")
def books(shipped: Path) -> Books:
    return shipped_books("demonstration")


def at(path: str, **values: str) -> str:
    return f"{path}?{urlencode({**VIEW, **values})}"


@pytest.mark.parametrize("question", list(CATALOGUE))
def test_every_question_answers_at_its_address_what_is_asked(question: str, client: TestClient, books: Books) -> None:
    answer = books.ask(question, TODAY)
    kinds = [term.kind for term in answer.question.terms]
    read = list(csv.DictReader(io.StringIO(client.get(at(f"/data/{question}.csv")).text)))
    found = client.get(at(f"/data/{question}.json")).json()
    exact = [{name: as_text(cell, kind) for name, cell, kind in zip(answer.columns, row, kinds, strict=True)}
             for row in answer.rows]  # fmt: skip
    assert [{name: None if cell is None else str(cell) for name, cell in row.items()} for row in found["rows"]] == exact
    assert [[row[name].removeprefix("'") for name in answer.columns] for row in read] == [
        [(row[name] or "").removeprefix("'") for name in answer.columns] for row in exact
    ]
    assert [column["name"] for column in found["columns"]] == list(answer.columns)
    assert all(column["meaning"] and column["heading"] for column in found["columns"])
    assert (found["as_of"], found["version"], found["head"]) == (DAY, books.version, books.head)
    assert not any(isinstance(cell, float) for row in found["rows"] for cell in row.values()), "amounts are exact texts"


def test_the_words_of_the_view_are_no_parameters_of_a_question() -> None:
    assert not set(wanted.VIEW) & PARAMETERS.keys()


def test_what_was_given_can_be_given_again(books: Books) -> None:
    asked = {"joining": "XDU; XIB", "since": "2020-01-31"}
    for name, text in asked.items():
        question = next(one for one in CATALOGUE.values() if name in one.parameters)
        given: dict[str, Any] = {name: text}
        answer = books.ask(question.name, TODAY, **given)
        assert dict(answer.given).items() >= {name: resolve(question, given)[name]}.items()
        again: dict[str, Any] = given_as_text(answer)
        assert books.ask(question.name, TODAY, **again).given == answer.given


def test_a_reader_who_has_it_is_told_so_without_asking_the_books(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    came = client.get(at("/data/balances.csv"))
    assert came.headers["cache-control"] == "private, no-cache"
    tag = came.headers["etag"]
    assert tag.startswith('W/"')
    others = [
        client.get(at("/data/balances.csv", state="XIB")),
        client.get(at("/data/balances.csv", as_of="2020-12-31")),
        client.get(at("/data/balances.csv", language="fr")),
        client.get(at("/data/balances.csv", version="12")),
        client.get(at("/data/ageing.csv")),
        client.get(at("/data/balances.json")),
    ]
    assert len({tag, *(one.headers["etag"] for one in others)}) == 7
    monkeypatch.setattr(Books, "ask", None)  # would fail
    again = client.get(at("/data/balances.csv"), headers={"If-None-Match": f'"other", {tag}'})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    assert client.get(at("/data/balances.csv"), headers={"If-None-Match": '"other"'}).content == came.content
    assert client.get(at("/data/balances.csv", as_of="1999-12-31")).status_code == 500, "now it would have to ask"


def test_the_tag_is_of_the_reader_and_of_the_release(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    tags = {client.get(at("/data/balances.csv")).headers["etag"]}
    delegate = Reader("delegate", frozenset({DELEGATION}), frozenset({"XIB"}))
    with monkeypatch.context() as patch:
        patch.setattr(wanted, "reader_of", lambda request: delegate)
        own = client.get(at("/data/balances.csv"))
        tags.add(own.headers["etag"])
        assert {row["state"] for row in csv.DictReader(io.StringIO(own.text))} == {"XIB"}
        handed_out = csv.DictReader(io.StringIO(client.get(at("/data/tables/receipts.csv")).text))
        assert {row["state"] for row in handed_out} == {"XIB"}
        assert client.get(at("/papers/status-report.pdf")).status_code == 403
        with pytest.raises(Refused) as refused:
            check_sees_every_state(delegate)
        assert [problem.rule for problem in refused.value.problems] == ["may-not-see-all"]
        assert client.get(at("/papers/statement.pdf", state="XIB")).status_code == 200
        assert client.get(at("/papers/statement.pdf", state="XDU")).status_code == 403
        assert client.get(at("/papers/calendar.ics", state="XDU")).status_code == 403
        assert b"DTSTART" in client.get(at("/papers/calendar.ics", state="XIB")).content
        with ZipFile(io.BytesIO(client.get(at("/papers/statements.zip")).content)) as own_papers:
            assert own_papers.namelist() == ["XIB.pdf"]
        patch.setattr(wanted, "reader_of", lambda request: Reader("", frozenset(), frozenset()))
        for path in ("/data", "/data/balances.csv", "/data/tables/receipts.csv", "/papers/status-report.pdf"):
            assert client.get(at(path)).status_code == 401
        (told,) = client.get(at("/data/balances.json")).json()["refused"]
        assert told["rule"] == "not-signed-in"
    with monkeypatch.context() as patch:
        patch.setattr(answering, "_release", lambda: "another")
        tags.add(client.get(at("/data/balances.csv")).headers["etag"])
    assert len(tags) == 3


@pytest.mark.parametrize(
    ("path", "values", "status", "says"),
    [
        ("/data/nope.csv", {}, 404, "There is no question nope."),
        ("/data/nope.json", {}, 404, "There is no question nope."),
        ("/data/tables/nope.csv", {}, 404, "There is no table nope."),
        ("/data/balances", {}, 404, "There is nothing at this address."),
        ("/data/balances.pdf", {}, 404, "The list of all questions and their addresses is at /data."),
        ("/data/a/b/c.csv", {}, 404, "There is nothing at this address."),
        ("/papers/nope.pdf", {}, 404, "There is nothing at this address."),
        ("/data/balances.csv", {"version": "999"}, 404, "There is no version 999."),
        ("/data/balances.csv", {"ledger": "../etc"}, 400, "The ledgers are: iom, demonstration, mlf, yours."),
        ("/data/balances.csv", {"as_of": "yesterday"}, 400, "Write the date as year-month-day, such as 2024-06-30."),
        ("/data/balances.csv", {"as_of": "1066-10-14"}, 400, "Choose a date from 1 January 1900 to 31 December 2199."),
        ("/data/balances.csv", {"state": "nowhere"}, 400, "“nowhere” is no value for state."),
        ("/data/balances.json", {"currency": "XXXX"}, 400, "Write the three letters of ISO 4217, such as CHF."),
        ("/data/balances.csv", {"colour": "red"}, 400, "The question balances does not take colour."),
        ("/data/balances.csv", {"state": "x" * 5000}, 400, "Give at most 4000 characters."),
        ("/data/balances.csv", {"language": "fr", "colour": "red"}, 400, "n’accepte pas"),
        ("/data/tables/receipts.csv", {"state": "XIB"}, 400, "This address takes no state."),
        ("/papers/statement.pdf", {}, 400, "The link asks for the State"),
        ("/papers/statement.pdf", {"state": "XIB", "colour": "red"}, 400, "This address takes no colour."),
    ],
)  # fmt: skip
def test_what_is_not_there_is_refused_in_words(
    path: str, values: dict[str, str], status: int, says: str, client: TestClient
) -> None:
    came = client.get(at(path, **values))
    assert came.status_code == status, came.text
    text = came.text
    if path.endswith(".json"):
        assert came.headers["content-type"] == "application/json"
        text = " ".join(f"{one['message']} {one['suggestion']}" for one in came.json()["refused"])
    else:
        assert came.headers["content-type"] == "text/plain; charset=utf-8"
    assert says in as_read(text)
    assert "etag" not in came.headers
    assert came.headers["cache-control"] == "no-store"


def test_an_address_that_says_one_thing_twice_is_refused(client: TestClient) -> None:
    came = client.get(f"{at('/data/balances.csv', state='XIB')}&state=XDU")
    assert (came.status_code, "more than one value for state" in came.text) == (400, True)


@given(st.text(min_size=1, max_size=40), st.text(max_size=40))
@settings(max_examples=40)
def test_hostile_names_are_answered_in_words(client: TestClient, name: str, value: str) -> None:
    """Whatever stands in an address: no failure, no header of the visitor's, no name that a browser would run."""
    came = client.get(f"/data/{urlencode({'': name})[1:]}.csv", params={**VIEW, "state": value})
    assert came.status_code in (400, 404)
    assert came.headers["content-type"] == "text/plain; charset=utf-8"


@pytest.mark.parametrize(
    "name", ["..%2f..%2fapp.py", "%00", "a%0d%0aSet-Cookie:%20x=1", "%E2%80%AE", "<script>", "'; drop table x; --"]
)
def test_known_tricks_are_names_of_nothing(client: TestClient, name: str) -> None:
    came = client.get(f"/data/{name}.csv")
    assert came.status_code in (400, 404)
    assert "set-cookie" not in came.headers


def test_what_failed_is_told_by_a_number_and_no_trace(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(Books, "ask", None)
    came = client.get(at("/data/balances.csv", as_of="1998-12-31"))
    assert came.status_code == 500
    assert "Traceback" not in came.text
    assert "NoneType" not in came.text
    number = came.text.split("report number ")[1][:8]
    assert number in caplog.text


def test_what_is_kept_to_be_sent_again_is_bounded(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answering, "_KEPT", 3)
    for year in range(2000, 2008):
        assert client.get(at("/data/balances.csv", as_of=f"{year}-12-31")).status_code == 200
    assert len(answering._sent_before) == 3
    monkeypatch.setattr(answering, "_SMALL_BYTES", 10)
    before = set(answering._sent_before)
    assert client.get(at("/data/balances.csv", as_of="2010-12-31")).status_code == 200
    assert set(answering._sent_before) == before


def test_the_head_alone_can_be_asked_for(client: TestClient) -> None:
    whole, head = client.get(at("/data/balances.csv")), client.head(at("/data/balances.csv"))
    assert head.status_code == 200
    for name in ("etag", "content-length", "content-disposition", "content-type"):
        assert head.headers[name] == whole.headers[name]
    assert client.post(at("/data/balances.csv")).status_code == 405


def test_a_file_has_the_name_of_what_it_holds(client: TestClient, books: Books) -> None:
    place = client.get(at("/data/balances.csv")).headers["content-disposition"]
    assert place == f"attachment; filename*=UTF-8''demonstration-balances-{DAY}-v{books.version}.csv"
    assert client.get(at("/data/balances.json")).headers["content-disposition"].startswith("inline")


def test_where_it_is_published_there_is_nothing_else_by_address(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GOVERNANCE_PUBLIC", "1")
    assert client.get("/data/members.csv?ledger=iom").status_code == 200
    for path in ("/data/members.csv", "/data/tables/receipts.csv", "/papers/statement.pdf"):
        came = client.get(at(path, state="XIB"))
        assert came.status_code == 400
        assert "The ledgers are: iom, mlf." in came.text
    assert {entry["ledger"] for entry in client.get("/data").json()["ledgers"]} == {"iom", "mlf"}


def test_the_list_tells_all_that_can_be_asked(client: TestClient, books: Books) -> None:
    told = client.get("/data").json()
    assert [one["question"] for one in told["questions"]] == list(CATALOGUE)
    assert [one["table"] for one in told["tables"]] == list(TABLES)
    for one in told["questions"]:
        assert tuple(parameter["name"] for parameter in one["parameters"]) == CATALOGUE[one["question"]].parameters
        assert all(parameter["meaning"] for parameter in one["parameters"])
        assert [column["name"] for column in one["columns"]] == list(CATALOGUE[one["question"]].columns)


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_tables_rows_in_force_can_be_handed_in_again(form: str, client: TestClient, books: Books) -> None:
    from governance.papers.answer_files import export_table

    came = client.get(at(f"/data/tables/receipts.{form}"))
    assert came.content == export_table(TABLES["receipts"], books.rows_in_force("receipts", reader=LOCAL), form)
    assert client.get(at(f"/data/tables/receipts.{form}", version="3")).content != came.content


def test_a_batch_and_its_file_are_for_those_who_read_as_finance(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = setting("demonstration")
    assert entry is not None
    ledger = Ledger(target(entry))
    event = next(one for one in ledger.history() if one.table_name == "receipts")
    rows, original = f"/data/batches/{event.batch}.csv", f"/data/batches/{event.batch}/original"
    came = client.get(at(original))
    assert came.content == ledger.original(int(event.batch or 0), LOCAL)
    assert came.headers["content-disposition"] == f"attachment; filename*=UTF-8''{event.file_name}"
    held = ledger.rows(int(event.batch or 0), LOCAL)
    assert len(list(csv.reader(io.StringIO(client.get(at(rows)).text)))) == held.num_rows + 1
    for number, status in (("9999", 404), ("0", 404), ("-1", 404), ("x", 404)):
        assert client.get(at(f"/data/batches/{number}/original")).status_code == status
    delegate = Reader("delegate", frozenset({DELEGATION}), frozenset({"XIB"}))
    monkeypatch.setattr(wanted, "reader_of", lambda request: delegate)
    tag = {"If-None-Match": came.headers["etag"]}
    for path in (rows, original, rows.replace("csv", "xlsx"), "/data/batches/9999/original"):
        assert client.get(at(path), headers=tag).status_code == 403


def test_the_page_gives_the_same_bytes(client: TestClient, books: Books) -> None:
    answer = books.ask("balances", TODAY, state="XIB")
    assert client.get(at("/data/balances.csv", state="Imbarosa")).content == answer_csv(answer)
    assert json.loads(client.get(at("/data/balances.json", state="XIB")).content)["parameters"] == {"state": "XIB"}


def test_what_is_refused_names_its_rule(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """For programs, which read no sentence."""

    def rule(path: str, **values: str) -> str:
        (told,) = client.get(at(path, **values)).json()["refused"]
        return str(told["rule"])

    assert rule("/data/a/b/c.json") == "not-found"
    with monkeypatch.context() as patch:
        patch.setattr(Books, "ask", None)  # fails as nothing of ours should
        assert rule("/data/receipts_in_advance_of_nothing.json") == "question-unknown"
        assert rule("/data/balances.json", as_of="2003-03-03") == "unexpected"
