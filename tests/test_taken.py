"""Files about States' own accounts that somebody took along: each is in the record, whatever stands in the way."""

from __future__ import annotations

import json
import shutil
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.routing import Route
from starlette.testclient import TestClient

from governance.access import AUDITOR, DELEGATION, FINANCE, LOCAL, Reader
from governance.books import Books
from governance.ledger import AWAY, Ledger, audit, record_issued, verify
from governance.papers.status_report import to_issue
from governance.problems import Problem, Refused
from governance.ui.parts import file_links, show
from governance.ui.shell.routes import taken
from governance.ui.shell.routes.listed import routes
from governance.ui.shell.routes.taken import Recorder, Taken
from tests.ledgers import new_ledger
from tests.shipped import open_page

ANA = Reader("Ana", frozenset({FINANCE}), subject="a-1", issuer="https://who.example")
DEE = Reader("Dee", frozenset({DELEGATION}), frozenset({"XAA"}), subject="d-4", issuer="https://who.example")
PAGE = """
    membership: state | from | status
    XAA | 1990-01-01 | member
    FJI | 1990-01-01 | member

    assessments: year | state | amount
    2023 | XAA | 100.00
    2023 | FJI | 100.00
    2024 | XAA | 120.00

    receipts: received | state | amount | reference
    2024-02-01 | XAA | 130.00 | BK1

    coverage: covers | from
    receipts | 2000-01-01
    opening_balances | 2000-01-01
"""


@pytest.fixture
def iom(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Ledger]:
    new_ledger(tmp_path, PAGE)
    (tmp_path / "ledger.duckdb").rename(tmp_path / "iom.duckdb")
    monkeypatch.setenv("GOVERNANCE_HOME", str(tmp_path))
    at = Recorder(pause=0.01)
    monkeypatch.setattr(taken, "recorder", lambda: at)
    yield Ledger(str(tmp_path / "iom.duckdb"))
    at.end()


def recorded(ledger: Ledger, number: int, tries: int = 600) -> list[dict[str, Any]]:
    """What was recorded, once there is so much of it."""
    until(lambda: len(audit.recorded(ledger.target)) >= number, tries)
    return [{"kind": one.kind, "who": one.who, **json.loads(one.details)} for one in audit.recorded(ledger.target)]


def until(there: Callable[[], bool], tries: int = 600) -> None:
    for _ in range(tries):
        if there():
            return
        time.sleep(0.05)
    raise AssertionError("it did not come about")


@pytest.fixture
def client(monkeypatch: pytest.MonkeyPatch) -> Callable[[Reader], TestClient]:
    def of(reader: Reader) -> TestClient:
        monkeypatch.setattr("governance.access.LOCAL", reader)
        return TestClient(Starlette(routes=routes()))

    return of


VIEW = "ledger=iom&as_of=2024-06-30"


@pytest.mark.parametrize(
    ("reader", "address", "told"),
    [
        (DEE, f"/papers/statement.xlsx?{VIEW}&state=XAA", {"state": "XAA", "file": "XAA-2024-06-30-en.xlsx"}),
        (ANA, f"/papers/calendar.ics?{VIEW}&state=XAA", {"state": "XAA", "file": "XAA-2024-06-30-en.ics"}),
        (ANA, f"/papers/calendar.ics?{VIEW}", {"states": "all", "file": "iom-2024-06-30-en.ics"}),
        (ANA, f"/papers/status-report.xlsx?{VIEW}", {"states": "all", "file": "iom-status-2024-06-30-en.xlsx"}),
        (DEE, f"/data/balances.csv?{VIEW}", {"states": "XAA", "file": "iom-balances-2024-06-30-v4.csv"}),
        (ANA, f"/data/balances.json?{VIEW}&state=FJI", {"state": "FJI", "file": "iom-balances-2024-06-30-v4.json"}),
        (ANA, f"/data/tables/receipts.csv?{VIEW}", {"states": "all", "file": "receipts.csv"}),
        (ANA, f"/data/tables/assessments.csv?{VIEW}", None),
        (ANA, f"/data/members.csv?{VIEW}", None),
        (ANA, f"/papers/audit.csv?{VIEW}", None),
    ],
)
def test_what_is_about_states_own_accounts_is_recorded_where_it_is_sent(
    iom: Ledger, client: Callable[[Reader], TestClient], reader: Reader, address: str, told: dict[str, str] | None
) -> None:
    """With what, of whom, at which version and by whom; what every delegation sees of all leaves no trace."""
    history, asking = iom.history(), client(reader)
    sent = asking.get(address)
    assert sent.status_code == 200, sent.text
    assert asking.head(address).status_code == 200
    assert asking.get(address, headers={"if-none-match": sent.headers["etag"]}).status_code == 304
    assert asking.get(f"{address}&as_of=never").status_code == 400
    asking.get(f"/papers/status-report.pdf?{VIEW}&colour=blue")
    asked = client(ANA).get(f"/data/tables/receipts.xlsx?{VIEW}")
    assert asked.status_code == 200
    *before, last = recorded(iom, 1 if told is None else 2)
    assert last["file"] == "receipts.xlsx", "sent once is recorded once, and what is refused or not sent is not"
    if told is None:
        assert before == []
    else:
        (one,) = before
        who = f"{reader.name} ({reader.subject})"
        assert one.pop("taken").startswith("20")
        assert one == {"kind": "downloaded", "who": who, "version": 4, "issuer": "https://who.example", **told}
    assert iom.history() == history, "no version moves"
    assert verify(iom.target) is None


def test_every_address_of_papers_records_what_leaves_by_it(iom: Ledger, client: Callable[[Reader], TestClient]) -> None:
    """An address that is added without it is found here; the record itself is about no State's account."""
    books = Books.at(iom)
    one = record_issued(iom.target, to_issue(books, date(2024, 6, 30), LOCAL), LOCAL, who="Ana")
    asking, silent, before = client(ANA), [], 1
    for route in routes():
        assert isinstance(route, Route)
        if not route.path.startswith("/papers/") or "{rest" in route.path:
            continue
        sent = asking.get(f"{route.path.replace('{number}', one.number)}?{VIEW}&state=XAA")
        if sent.status_code == 400:  # it is about no one State
            sent = asking.get(f"{route.path.replace('{number}', one.number)}?{VIEW}")
        assert sent.status_code == 200, (route.path, sent.text)
        try:
            recorded(iom, before + 1, 60)
            before += 1
        except AssertionError:
            silent.append(route.path)
    assert silent == ["/papers/audit.csv", "/papers/audit.xlsx"]


def test_whoever_has_not_signed_in_is_not_recorded(iom: Ledger, client: Callable[[Reader], TestClient]) -> None:
    assert client(LOCAL).get(f"/papers/statement.xlsx?{VIEW}&state=XAA").status_code == 200
    assert client(ANA).get(f"/data/tables/receipts.csv?{VIEW}").status_code == 200
    assert [one["file"] for one in recorded(iom, 1)] == ["receipts.csv"]


@pytest.mark.parametrize(
    ("address", "told"),
    [
        (f"/papers/statement.pdf?{VIEW}&state=FJI", {"rule": "may-not-see-state", "state": "FJI"}),
        (f"/papers/status-report.pdf?{VIEW}", {"rule": "may-not-see-all"}),
        (f"/papers/audit.csv?{VIEW}", {"rule": "may-not-see-as-finance"}),
        (f"/data/unidentified.csv?{VIEW}", {"rule": "not-allowed"}),
    ],
)
def test_whoever_asks_for_a_file_that_is_not_theirs_is_recorded(
    iom: Ledger, client: Callable[[Reader], TestClient], address: str, told: dict[str, str]
) -> None:
    assert client(DEE).get(address).status_code == 403
    assert client(DEE).get(f"{address}&as_of=never").status_code == 400
    path = address.partition("?")[0]
    assert recorded(iom, 1) == [
        {"kind": "refused", "who": "Dee (d-4)", "address": path, "issuer": "https://who.example", **told}
    ]


def test_a_batch_s_file_and_its_rows_are_recorded_by_their_table(
    iom: Ledger, client: Callable[[Reader], TestClient]
) -> None:
    auditor = client(Reader("Cy", frozenset({AUDITOR}), subject="c-3"))
    assert auditor.get("/data/batches/2/original?ledger=iom").status_code == 200  # of assessments, which all see
    made = {one.table_name: one.batch for one in iom.history() if one.batch}
    assert auditor.get(f"/data/batches/{made['membership']}.csv?ledger=iom").status_code == 200
    assert auditor.get(f"/data/batches/{made['receipts']}.csv?ledger=iom").status_code == 200
    assert auditor.get(f"/data/batches/{made['receipts']}/original?ledger=iom").status_code == 200
    assert [one["file"] for one in recorded(iom, 2)] == ["receipts.csv", "receipts.csv"]


def test_a_letter_and_the_picture_of_an_account_are_recorded(
    yours: Ledger, shipped: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They leave by buttons of Streamlit's, which make them when somebody asks."""
    made: dict[str, Callable[[], bytes]] = {}
    monkeypatch.setattr("governance.access.LOCAL", ANA)
    monkeypatch.setattr(file_links, "button", lambda _, make, name, **__: made.update({name: make}))
    monkeypatch.setattr(show, "folded", lambda _, draw, **__: draw())
    at = Recorder(pause=0.01)
    monkeypatch.setattr(taken, "recorder", lambda: at)
    open_page("letters", ledger="yours", as_of="2025-06-30", state="XAA", letter="reminder")
    copy = shutil.copy(shipped / "demonstration.duckdb", Path(yours.target).parent)
    open_page("statement", ledger="demonstration", state="XIB")
    assert audit.recorded(yours.target) == audit.recorded(str(copy)) == [], "to look at it is not to take it along"
    pictures = [name for name in made if name.endswith(".svg")]
    assert pictures
    for name in ("reminder-XAA-2025-06-30-en.pdf", pictures[0]):
        made[name]()
    for ledger, state, name in (
        (yours, "XAA", "reminder-XAA-2025-06-30-en.pdf"),
        (Ledger(str(copy)), "XIB", pictures[0]),
    ):
        assert [(one["state"], one["file"]) for one in recorded(ledger, 1)] == [(state, name)]
    at.end()


class Record:
    """A ledger's record in memory, which may be held by somebody else."""

    def __init__(self) -> None:
        self.held, self.why, self.rows = threading.Event(), "ledger-held", list[tuple[str, str, Mapping[str, object]]]()
        self.tried = 0
        self.wrong: Exception | None = None

    def write(self, target: str, rows: Sequence[tuple[str, str, Mapping[str, object]]]) -> None:
        self.tried += 1
        if self.held.is_set():
            raise Refused(Problem(self.why, "not now"))
        if self.wrong:
            raise self.wrong
        self.rows += rows


def one(number: int) -> Taken:
    return Taken("Ana (a-1)", {"file": f"{number}.pdf"})


@pytest.mark.parametrize("why", [*AWAY, "disk-full"])
def test_while_a_ledger_is_away_it_waits_and_nothing_is_lost_or_out_of_order(why: str) -> None:
    at = Record()
    at.why = why
    at.held.set()
    recorder = Recorder(at.write, pause=0.01)
    for number in range(3):
        recorder.put("a", one(number))
    until(lambda: at.tried > 2)
    recorder.put("b", one(9))
    at.held.clear()
    until(lambda: len(at.rows) == 4)
    assert [row[2]["file"] for row in at.rows if row[2]["file"] != "9.pdf"] == ["0.pdf", "1.pdf", "2.pdf"]
    recorder.end()


def test_what_there_is_no_room_for_is_in_the_log_and_the_record_says_how_many(caplog: pytest.LogCaptureFixture) -> None:
    at = Record()
    at.held.set()
    recorder = Recorder(at.write, most=2, pause=0.01)
    started = time.monotonic()
    for number in range(5):
        recorder.put("a", one(number))
    assert time.monotonic() - started < 1, "nobody who downloads waits"
    assert [line.message.rpartition(": ")[2] for line in caplog.records] == ['"2.pdf"}', '"3.pdf"}', '"4.pdf"}']
    at.held.clear()
    until(lambda: len(at.rows) == 3)
    assert at.rows[-1] == ("missing", "server", {"number": 3})
    recorder.put("a", one(6))
    until(lambda: len(at.rows) == 4)
    assert at.rows[-1][0] == "downloaded", "it is said once"
    recorder.end()


@pytest.mark.parametrize("wrong", [Refused(Problem("ledger-older", "It is of an older version.")), ValueError("odd")])
def test_what_can_never_be_recorded_is_in_the_log_and_the_next_is_recorded(
    wrong: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    at = Record()
    at.wrong = wrong
    recorder = Recorder(at.write, pause=0.01)
    recorder.put("a", one(1))
    until(lambda: "1.pdf" in caplog.text)
    at.wrong = None
    recorder.put("a", one(2))
    until(lambda: len(at.rows) == 1)
    recorder.end()


def test_at_the_end_what_waits_is_recorded_or_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    at = Record()
    recorder = Recorder(at.write, pause=60)
    recorder.put("a", one(1))
    recorder.end()
    assert [row[2]["file"] for row in at.rows] == ["1.pdf"]
    at.held.set()
    held = Recorder(at.write, pause=60)
    held.put("a", one(2))
    until(lambda: at.tried > 1)
    held.end()
    assert "the server ends" in caplog.text
    assert "2.pdf" in caplog.text
