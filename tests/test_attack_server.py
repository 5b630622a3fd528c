"""The whole server, attacked in this process: each address and each message of a websocket, as each role and as whoever
has none, has one no more, or has one made up. What it answers at is read from its router: a new address is attacked
once it is named here, and until then it fails.
"""

from __future__ import annotations

import asyncio
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
import streamlit as st
from starlette.testclient import TestClient, WebSocketDenialResponse, WebSocketTestSession
from starlette.types import Message
from starlette.websockets import WebSocketDisconnect
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from governance.access import APPROVER, AUDITOR, COMMITTEE, DELEGATION, FINANCE, ROLES
from governance.names import printed
from governance.settings import ROOT
from governance.ui.shell import gate
from governance.ui.shell.door import allowance, open_sessions, provider, signed_cookie
from governance.ui.shell.routes.listed import routes
from tests.attacking import OTHER, OWN, each, others
from tests.shipped import TODAY
from tests.signing import claims, cookie, signing_in

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")
ORIGIN = "http://localhost"
VIEW = f"ledger=demonstration&as_of={TODAY.isoformat()}&language=en"
GRANTS = "".join(
    f'[[grant]]\nrole = "{role}"\naddress = "{role}@dues.example"\n'
    + (f'state = "{OWN}"\n' if role == DELEGATION else "")
    for role in ROLES
)
OUTSIDE = ("nobody", "made-up", "ended", "before-a-restart")
"""Who has no session."""
PEOPLE = (*OUTSIDE, "stranger", *ROLES)
ALL, AS_FINANCE = frozenset(ROLES), frozenset({FINANCE, APPROVER, AUDITOR})
OF_ALL_STATES = AS_FINANCE | {COMMITTEE}
OF_A_STATE = OF_ALL_STATES | {DELEGATION}
WITHOUT, NONE = "without a word of figures", frozenset[str]()


@dataclass(frozen=True)
class Address:
    """Where it is asked, who is answered, and with which status; whoever else asks is refused. `open`: to everybody,
    and it tells nothing."""

    at: str
    answered: frozenset[str] = ALL
    status: int = 200
    open: bool = False
    methods: tuple[str, ...] = ("GET",)


ADDRESSES = {
    "/data": Address("/data"),
    **{f"/data/{{question}}.{form}": Address(f"/data/balances.{form}") for form in ("csv", "json", "xlsx")},
    "/data/batches/{batch:int}/original": Address("/data/batches/1/original", AS_FINANCE),
    **{f"/data/batches/{{batch:int}}.{form}": Address(f"/data/batches/1.{form}", AS_FINANCE) for form in ("csv", "xlsx")},
    **{f"/data/tables/{{table}}.{form}": Address(f"/data/tables/receipts.{form}") for form in ("csv", "xlsx")},
    "/papers/statement.pdf": Address(f"/papers/statement.pdf?state={OWN}", OF_A_STATE),
    "/papers/statement.xlsx": Address(f"/papers/statement.xlsx?state={OTHER}", OF_ALL_STATES),
    **{f"/papers/status-report.{form}": Address(f"/papers/status-report.{form}", AS_FINANCE)
       for form in ("pdf", "xlsx")},
    **{f"/papers/reports/{{number}}/addendum.{form}": Address(f"/papers/reports/N-1/addendum.{form}", OF_ALL_STATES, 404)
       for form in ("pdf", "xlsx")},
    "/papers/reports/{number}.pdf": Address("/papers/reports/N-1.pdf", OF_ALL_STATES, 404),
    "/papers/statements.zip": Address("/papers/statements.zip"),
    "/papers/calendar.ics": Address(f"/papers/calendar.ics?state={OTHER}", OF_ALL_STATES),
    **{f"/papers/audit.{form}": Address(f"/papers/audit.{form}", AS_FINANCE) for form in ("csv", "xlsx")},
    "/data/{rest:path}": Address("/data/../data/balances", status=404),
    "/papers/{rest:path}": Address("/papers/balances", status=404),
    "/papers": Address("/papers", status=404),
    "/_stcore/health": Address("/_stcore/health", open=True),
    "/_stcore/metrics": Address("/_stcore/metrics", status=404, open=True),
    "/_stcore/agent/interact": Address("/_stcore/agent/interact", status=404, open=True, methods=("GET", "POST")),
    "/_stcore/agent/openapi.json": Address("/_stcore/agent/openapi.json", status=404, open=True),
    "/_stcore/agent/mcp": Address("/_stcore/agent/mcp", status=404, open=True, methods=("GET", "POST")),
    "/_stcore/host-config": Address("/_stcore/host-config"),
    "/media/{file_id:path}": Address("/media/0123456789.csv", status=404),
    "/_stcore/upload_file/{session_id}/{file_id}": Address(
        "/_stcore/upload_file/a/b", frozenset({FINANCE}), 403, methods=("PUT", "DELETE")  # finance: without its token
    ),
    "/component/{path:path}": Address("/component/x/index.html", status=404),
    "/_stcore/bidi-components/{path:path}": Address("/_stcore/bidi-components/x/index.js", status=404),
    "": Address("/my_state"),
    "/healthz": Address("/healthz", open=True),
    "/readyz": Address("/readyz", open=True),
}  # fmt: skip
"""By the router's own name of an address: how it is attacked."""
ELSEWHERE = {
    "/_stcore/stream": "the websocket, below", "/auth/login": "the way to the provider: test_sign_in",
    "/auth/logout": "ends a session: test_door", "/oauth2callback": "the way back: test_door",
}  # fmt: skip
OURS = {"/healthz", "/readyz"}
"""Answered by the door, before the router."""


@dataclass
class Server:
    """The server in this process, and the cookies of each who comes."""

    client: TestClient
    paths: set[str]
    held: dict[str, dict[str, str]] = field(default_factory=dict)

    def headers(self, who: str, **others: str) -> dict[str, str]:
        cookies = "; ".join(f"{name}={text}" for name, text in self.held[who].items())
        return {"accept": "*/*", **({"cookie": cookies} if cookies else {}), **others}

    def ask(self, who: str, path: str, method: str = "GET", **headers: str) -> Any:
        query = "" if path.startswith("/_stcore") else f"{'&' if '?' in path else '?'}{VIEW}"
        content = b"x" if method in ("PUT", "POST") else None
        return self.client.request(method, path + query, headers=self.headers(who, **headers), content=content)

    @contextmanager
    def page(self, who: str, resume: str = "") -> Iterator[WebSocketTestSession]:
        named = ["streamlit", "no-token", *([resume] if resume else [])]
        headers = self.headers(who, origin=ORIGIN)
        with self.client.websocket_connect("ws://localhost/_stcore/stream", named, headers=headers) as page:
            yield page


def came(who: str) -> dict[str, str]:
    """The cookie of somebody who has signed in, in that role."""
    said = claims("stranger", sub=who, name=f"One {who}", email=f"{who}@dues.example", origin=ORIGIN)
    return cookie(said)


def begin(who: str) -> dict[str, str]:
    """The same, once the session has begun."""
    held, named = came(who), provider.configured()
    assert named
    assert signed_cookie.begun(held, named)
    return held


@pytest.fixture(scope="module")
def server(shipped: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The server with a sign-in, over copies of the ledgers that ship: what it refuses and hands out is recorded."""
    folder = tmp_path_factory.mktemp("attacked")
    home = shutil.copytree(shipped, folder / "home")
    with pytest.MonkeyPatch.context() as patch, signing_in(folder, patch) as ready:
        patch.setenv("GOVERNANCE_HOME", str(home))
        patch.setenv("GOVERNANCE_REQUEST_LOG", str(folder / "requests.jsonl"))
        ready(GRANTS, origin=ORIGIN)
        app = st.App(str(ROOT / "app.py"), routes=routes(), middleware=gate.guards())
        with TestClient(app, ORIGIN, follow_redirects=False, raise_server_exceptions=False) as client:
            paths = {str(getattr(route, "path", route)) for route in app._build_starlette_app().routes}
            found = Server(client, paths, {"nobody": {}, "made-up": {"_streamlit_user": "2|1:0|10:made|up|x"}})
            found.held["before-a-restart"] = begin(FINANCE)
            open_sessions._made.clear()
            found.held |= {who: begin(who) for who in ("ended", "stranger", *ROLES)}
            known = signed_cookie.sign_in_of(found.held["ended"], provider.configured())  # type: ignore[arg-type]
            assert known
            open_sessions.table().end(known.key)
            yield found


def test_every_address_answers_those_whose_it_is_and_nobody_else(server: Server) -> None:
    assert server.paths | OURS == {*ADDRESSES, *ELSEWHERE}, "an address that is not attacked"

    def attack(case: tuple[str, str, str]) -> None:
        name, who, method = case
        asked = ADDRESSES[name]
        answer = server.ask(who, asked.at, method)
        if asked.open or who in asked.answered:
            assert answer.status_code == asked.status
        else:
            assert answer.status_code == (401 if who in OUTSIDE else 403)
        if not (who in asked.answered and asked.status == 200):
            assert len(answer.content) < 400, WITHOUT
            assert not others().search(answer.text), WITHOUT
        elif who == DELEGATION and answer.headers["content-type"].startswith("text/"):
            assert not others().search(answer.text), "of another State"

    cases = [(name, who, how) for name, one in ADDRESSES.items() for who in PEOPLE for how in one.methods]
    each(cases, attack)


def test_a_document_sends_whoever_has_no_session_to_the_sign_in(server: Server) -> None:
    def attack(who: str) -> None:
        answer = server.ask(who, "/my_state?state=XIB", **{"sec-fetch-dest": "document"})
        assert (answer.status_code, answer.headers["location"][:11]) == (302, "/auth/login")

    each(OUTSIDE, attack)


TAMPERED = {
    f"/data/balances.csv?state={OTHER}": 403, f"/data/outstanding.json?state={OTHER}": 403,
    f"/data/voting_history.csv?state={OTHER}": 403, f"/data/liquidity.csv?late={OTHER}:60": 403,
    "/data/balances.csv?ledger=nothing": 400, "/data/balances.csv?ledger=../demonstration": 400,
    "/data/balances.csv?version=99999": 404, "/data/balances.csv?version=-1": 400, "/data/balances.csv?version=1e3": 400,
    "/data/balances.csv?reader=finance": 400, "/data/balances.csv?role=finance": 400,
    f"/data/balances.csv?state={OWN}&state={OTHER}": 400, f"/data/balances.csv?state={OWN};{OTHER}": 400,
    f"/data/tables/receipts.csv?state={OTHER}": 400, f"/papers/statement.pdf?state={OTHER}": 403,
    f"/papers/statement.pdf?state={printed(OTHER)}": 403, f"/papers/statement.pdf?state={OTHER.lower()}": 403,
    f"/papers/calendar.ics?state={OTHER}": 403, "/data/register.csv": 403, "/data/notices.csv?state=": 200,
    "/papers/audit.csv?who=Ana": 403, "/data/batches/1.csv?version=1": 403,
    "/data/%62alances.csv": 200, "/data//balances.csv": 404, "/DATA/balances.csv": 200,
}  # fmt: skip
"""What somebody of a delegation may write into an address, and what they are answered: the last with a page's shell."""


def test_what_is_written_into_an_address_opens_nothing(server: Server) -> None:
    def attack(path: str) -> None:
        ours = path if "ledger=" in path else f"{path}{'&' if '?' in path else '?'}ledger=demonstration"
        answer = server.client.get(ours, headers=server.headers(DELEGATION, **{"if-none-match": "*"}))
        assert answer.status_code == TAMPERED[path], answer.text[:200]
        assert not others().search(answer.text.replace(OTHER, "") if answer.status_code != 200 else answer.text)

    each(TAMPERED, attack)


RAW = (
    "/data/../data/balances.csv", "/data/%2e%2e/data/balances.csv", "/data/tables/../batches/1.csv",
    "/data/..%2fbatches/1/original", "/papers/../papers/audit.csv", "/x/../data/balances.csv",
    "/_stcore/../data/balances.csv", "/media/../data/balances.csv", "/component/../../../app.py",
    "/../../../../etc/passwd", "/%2e%2e/%2e%2e/governance/settings.py", "/static/..%5c..%5capp.py", "//data/balances.csv",
)  # fmt: skip
"""Addresses as no browser sends them: dots that lead upwards, and strokes that a disk would read otherwise."""


def test_dots_in_an_address_lead_nowhere(server: Server) -> None:
    """As they stand in the request: a client's own library would have taken them out before."""

    def attack(case: tuple[str, str]) -> None:
        path, who = case
        status, told = asyncio.run(asked_raw(server, path, who))
        assert status == (401 if who in OUTSIDE else 403 if who == "stranger" else 400)
        assert len(told) < 400, WITHOUT

    each([(path, who) for path in RAW for who in PEOPLE], attack)
    status, told = asyncio.run(asked_raw(server, "/data/balances.csv", FINANCE))
    assert (status, bool(others().search(told))) == (200, True), "or nothing would have been asked above"


async def asked_raw(server: Server, path: str, who: str) -> tuple[int, str]:
    """What an address is answered that is sent as it is."""
    said: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        said.append(message)

    headers = {"host": "localhost", **server.headers(who)}
    await server.client.app(
        {
            "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "GET", "scheme": "http",
            "path": unquote(path), "raw_path": path.encode(), "root_path": "", "query_string": VIEW.encode(),
            "headers": [(name.encode(), text.encode()) for name, text in headers.items()],
            "client": ("127.0.0.1", 1), "server": ("localhost", 80),
        },
        receive, send,
    )  # fmt: skip
    return said[0]["status"], b"".join(one.get("body", b"") for one in said[1:]).decode(errors="replace")


def rerun(query: str = VIEW, fragment: str = "", **pressed: bool) -> bytes:
    """A message by which a page is drawn, with what was pressed on it."""
    message = BackMsg()
    message.rerun_script.query_string = query
    message.rerun_script.fragment_id = fragment
    message.rerun_script.widget_states.SetInParent()
    for name in pressed:
        message.rerun_script.widget_states.widgets.add(id=name, trigger_value=True)
    return message.SerializeToString()


def drawn(page: WebSocketTestSession) -> list[ForwardMsg]:
    """All that is answered until a page is drawn."""
    said: list[ForwardMsg] = []
    while not said or said[-1].WhichOneof("type") != "script_finished":
        said.append(ForwardMsg.FromString(page.receive_bytes()))
    return said


def told(said: list[ForwardMsg]) -> str:
    return " ".join(str(message.delta) for message in said if message.WhichOneof("type") == "delta")


def test_a_websocket_opens_for_nobody_without_a_role(server: Server) -> None:
    def attack(who: str) -> None:
        with pytest.raises((WebSocketDisconnect, WebSocketDenialResponse)), server.page(who):
            pass

    each((*OUTSIDE, "stranger"), attack)
    with server.page(COMMITTEE) as page:
        page.send_bytes(BackMsg(clear_cache=True).SerializeToString())
        page.send_bytes(b"\xff\xff nothing that is a message")
        page.send_text("a text")
        page.send_bytes(rerun("ledger=iom&x=" + "x" * 5_000_000))
        page.send_bytes(rerun("ledger=demonstration&state=nowhere"))
        assert "which is not there" in told(drawn(page)), "what went before was not even answered"


def test_a_page_of_one_person_is_taken_up_by_no_other(server: Server) -> None:
    """Whoever knows the name of another's page, open or left, gets a page of their own; and sees there what is theirs."""

    def name(said: list[ForwardMsg]) -> str:
        return next(one.new_session.initialize.session_id for one in said if one.WhichOneof("type") == "new_session")

    with server.page(FINANCE) as page:
        page.send_bytes(rerun("ledger=demonstration&state=nowhere"))
        theirs = name(drawn(page))
        with server.page(DELEGATION, resume=theirs) as other:
            other.send_bytes(rerun(f"{VIEW}&state={OTHER}"))
            said = drawn(other)
            assert name(said) != theirs
            assert "of its own State only" in told(said)
    with server.page(DELEGATION, resume=theirs) as other:
        other.send_bytes(rerun("ledger=demonstration&state=nowhere"))
        assert name(drawn(other)) != theirs


def test_a_page_that_is_open_answers_nothing_once_its_session_has_ended(server: Server) -> None:
    held, named = begin(DELEGATION), provider.configured()
    server.held["leaving"] = held
    come = signed_cookie.sign_in_of(held, named)  # type: ignore[arg-type]
    assert come
    with server.page("leaving") as page:
        page.send_bytes(rerun("ledger=demonstration&state=nowhere"))
        drawn(page)
        open_sessions.table().end(come.key)
        page.send_bytes(rerun(f"{VIEW}&state={OWN}", fragment="any", issue_report=True))
        said = told(drawn(page))
        assert "Your session has ended" in said
        assert printed(OWN) not in said
        assert not re.search(r"CHF", said)


def test_a_page_is_drawn_anew_once_the_roles_are_others(server: Server) -> None:
    """A part that draws itself holds what its reader saw before: it is not drawn for whoever may see less."""
    server.held["changing"] = begin("changing")
    file = Path(str(provider_roles()))
    before = file.read_text()
    committee = '[[grant]]\nrole = "committee"\naddress = "changing@dues.example"\n'
    delegation = f'[[grant]]\nrole = "delegation"\nstate = "{OWN}"\naddress = "changing@dues.example"\n'
    try:
        file.write_text(before + committee)
        with server.page("changing") as page:
            page.send_bytes(rerun(f"{VIEW}&state=nowhere"))
            drawn(page)
            file.write_text(before + delegation)
            page.send_bytes(rerun(f"{VIEW}&state={OTHER}", fragment="any"))
            said = drawn(page)
            assert "of its own State only" in told(said)
    finally:
        file.write_text(before)


def provider_roles() -> Path | None:
    """The file of roles."""
    from governance import roles

    return roles.path()


def test_one_person_has_so_many_pages_open_and_no_more(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(allowance, "PAGES", allowance.Places(2))
    document = {"sec-fetch-dest": "document"}
    with server.page(AUDITOR), server.page(AUDITOR):
        with pytest.raises((WebSocketDisconnect, WebSocketDenialResponse)), server.page(AUDITOR):
            pass
        refused = server.ask(AUDITOR, "/today", **document)
        assert refused.status_code == 429
        assert "One person may have 2 pages open here at the same time." in refused.text
        assert server.ask(AUDITOR, "/data").status_code == 200
        assert server.ask(APPROVER, "/today", **document).status_code == 200
        with server.page(APPROVER):
            pass
    with server.page(AUDITOR):
        assert server.ask(AUDITOR, "/today", **document).status_code == 200
