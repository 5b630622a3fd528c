"""The door, request by request: who is let in with which cookie, for how long, and what everybody else is told."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from starlette.datastructures import Headers
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import Message, Receive, Scope, Send
from streamlit import config
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.web.server.starlette.starlette_websocket import _get_signed_cookie_with_chunks

from governance import roles
from governance.access import COMMITTEE, DELEGATION, FINANCE, LOCAL
from governance.ui.shell import visitor
from governance.ui.shell.door import allowance, open_sessions, provider, request_log, signed_cookie
from governance.ui.shell.door.door import NEXT, Door
from governance.ui.shell.door.signed_cookie import NOBODY
from tests.signing import CLIENT, COOKIE_SECRET, ISSUER, ORIGIN, PEOPLE, ROLES, claims, cookie, forget, sign_in

__all__ = ["sign_in"]  # a fixture

Ready = Callable[..., None]
DOCUMENT = {"sec-fetch-dest": "document"}


@dataclass
class App:
    """What stands behind the door: it notes what reaches it."""

    answer: Response = field(default_factory=lambda: PlainTextResponse("figures"))
    came: list[str] = field(default_factory=list)
    said: list[BackMsg] = field(default_factory=list)
    sent_to_page: int = 0  # bytes after each message

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.came.append(scope["path"])
        if scope["type"] == "http":
            await self.answer(scope, receive, send)
            return
        while (message := await receive())["type"] != "websocket.disconnect":
            if message["type"] == "websocket.receive":
                self.said.append(BackMsg.FromString(message["bytes"]))
                if self.sent_to_page:
                    await send({"type": "websocket.send", "bytes": b"x" * self.sent_to_page})


def sent(app: App, scope: Scope, messages: list[Message]) -> list[Message]:
    """What the door answers."""
    answers: list[Message] = []
    left = iter(messages)

    async def receive() -> Message:
        return next(left)

    async def send(message: Message) -> None:
        answers.append(message)

    with ThreadPoolExecutor(1) as apart:  # in this thread a browser of another test may keep its own loop running
        apart.submit(asyncio.run, Door(app)(scope, receive, send)).result()
    return answers


def scope(path: str, query: str, held: dict[str, str], kind: str, headers: dict[str, str]) -> Scope:
    cookies = "; ".join(f"{name}={text}" for name, text in held.items())
    named = {"host": "dues.example.org", **({"cookie": cookies} if cookies else {}), **headers}
    return {"type": kind, "method": "GET", "path": path, "query_string": query.encode(), "server": ("127.0.0.1", 8501),
            "headers": [(name.encode(), text.encode()) for name, text in named.items()]}  # fmt: skip


@dataclass
class Answer:
    status: int
    headers: Headers
    text: str


def ask(
    path: str = "/", held: dict[str, str] | None = None, *, query: str = "", app: App | None = None, **headers: str
) -> Answer:
    """What is answered to a request with these cookies."""
    named = {name.replace("_", "-"): text for name, text in headers.items()} or DOCUMENT
    came = sent(app or App(), scope(path, query, held or {}, "http", named), [{"type": "http.request"}])
    body = b"".join(message.get("body", b"") for message in came)
    return Answer(came[0]["status"], Headers(raw=came[0]["headers"]), body.decode())


def begin(who: str = "ana", **others: Any) -> dict[str, str]:
    """The cookie of somebody whose session has just begun."""
    held = cookie(claims(who, **others))
    named = provider.configured()
    assert named
    assert signed_cookie.begun(held, named)
    return held


def speak(
    held: dict[str, str], *messages: BackMsg, between: Callable[[], None] = lambda: None, app: App | None = None
) -> App | None:
    """The page to which the messages come over a websocket; None where it is not opened."""
    app = app or App()

    def all_messages() -> Any:
        yield {"type": "websocket.connect"}
        between()
        for message in messages:
            yield {"type": "websocket.receive", "bytes": message.SerializeToString()}
        yield {"type": "websocket.disconnect"}

    answers = sent(app, scope("/_stcore/stream", "", held, "websocket", {}), all_messages())
    return None if {"type": "websocket.close", "code": 1008} in answers else app


def pressed() -> BackMsg:
    """A message by which somebody has pressed a button, on a page with a query."""
    message = BackMsg()
    message.rerun_script.query_string = "ledger=iom"
    message.rerun_script.widget_states.widgets.add(id="accept", trigger_value=True)
    message.rerun_script.fragment_id = "part"
    return message


def test_without_a_sign_in_the_door_stands_open() -> None:
    app = App()
    assert ask("/", app=app).text == "figures"
    assert visitor.reader_of(HTTPConnection(scope("/", "", {}, "http", {}))) == LOCAL


CLOSED = ["/", "/today", "/data/balances.csv", "/media/x.csv", "/static/js/index.js", "/_stcore/host-config",
          "/_stcore/upload_file/session/file", "/_stcore/metrics", "/auth/logoutx", "/healthz/", "//auth/login"]  # fmt: skip


@pytest.mark.parametrize("path", CLOSED)
@pytest.mark.parametrize("held", [{}, {"_streamlit_user": "x"}, {"_streamlit_user": "2|1:0|made|up"}])
def test_who_has_not_signed_in_reaches_nothing(sign_in: Ready, path: str, held: dict[str, str]) -> None:
    sign_in()
    app = App()
    assert ask(path, held, app=app, accept="*/*").status == 401
    assert ask(path, held, app=app, sec_fetch_dest="document").status in (302, 401)
    assert not app.came
    assert speak(held) is None


@pytest.mark.parametrize("path", ["/auth/login", "/_stcore/health"])
def test_the_way_in_is_open_to_all(sign_in: Ready, path: str) -> None:
    sign_in()
    assert ask(path).text == "figures"


def test_a_supervisor_is_told_whether_the_server_lives_and_can_serve(sign_in: Ready) -> None:
    assert (ask("/healthz").text, ask("/readyz").status) == ("ok", 503)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("streamlit.runtime.Runtime.exists", lambda: True)
        patch.setattr("streamlit.runtime.Runtime.instance", lambda: Running())
        assert ask("/readyz").text == "ok"
        sign_in()
        assert ask("/readyz").text == "ok"
        sign_in_file("[[grant]]")
        assert (ask("/healthz").status, ask("/readyz").status) == (200, 503), "nobody could be let in"


class Running:
    """Streamlit's runtime, as far as it is asked."""

    @property
    async def is_ready_for_browser_connection(self) -> tuple[bool, str]:
        return True, "ok"


def test_a_document_is_asked_for_again_after_the_sign_in(sign_in: Ready) -> None:
    sign_in()
    answer = ask("/my_state", query="state=AUT&as_of=2024-06-30")
    assert answer.status == 302
    assert answer.headers["location"].startswith("/auth/login?provider=")
    assert answer.headers["set-cookie"].startswith(f"{NEXT}=%2Fmy_state%3Fstate%3DAUT%26as_of%3D2024-06-30; ")
    assert "HttpOnly" in answer.headers["set-cookie"]
    assert answer.headers["set-cookie"].endswith("; Secure")
    assert NEXT not in ask("/", query="x=" + "y" * 4000).headers.get("set-cookie", "")


def returned(held: dict[str, str], *, asked: str = "", query: str = "state=s&code=c") -> Answer:
    """What the browser gets that comes back from the provider, where Streamlit sets these cookies."""
    answer = RedirectResponse("/", 302)
    for name, text in held.items():
        answer.set_cookie(name, text, httponly=True, samesite="lax")
    return ask("/oauth2callback", {NEXT: asked} if asked else {}, query=query, app=App(answer))


def test_who_comes_back_has_a_session_and_the_page_that_was_asked_for(sign_in: Ready) -> None:
    sign_in()
    held = cookie(claims())
    assert ask("/", held).status == 302, "a cookie alone is no session"
    answer = returned(held, asked="%2Fmy_state%3Fstate%3DAUT")
    assert (answer.status, answer.headers["location"]) == (302, "/my_state?state=AUT")
    assert all(one.endswith("; Secure") for one in answer.headers.getlist("set-cookie"))
    assert ask("/", held).text == "figures"
    assert speak(held)


@pytest.mark.parametrize("asked", ["%2F%2Fevil.example", "%2F%5Cevil.example", "https%3A%2F%2Fevil.example", "x",
                                   "%2Fa%0D%0ASet-Cookie%3A%20a%3Db", "%2F%C3%A9"])  # fmt: skip
def test_nobody_is_sent_elsewhere_after_the_sign_in(sign_in: Ready, asked: str) -> None:
    sign_in()
    assert returned(cookie(claims()), asked=asked).headers["location"] == "/"


WRONG_CLAIMS: list[dict[str, Any]] = [
    {"aud": "another-client"}, {"aud": ["another-client"], "azp": CLIENT}, {"aud": None}, {"iss": "https://evil.example"},
    {"iss": None}, {"sub": None}, {"sub": ""}, {"origin": "https://other.example"}, {"is_logged_in": False},
    {"provider": "other"}, {"iat": None}, {"iat": True}, {"iat": 4_000_000_000}, {"exp": None}, {"exp": 1_700_000_000},
    {"iat": 1_790_000_000},
]  # fmt: skip


@pytest.mark.parametrize("wrong", WRONG_CLAIMS, ids=str)
def test_a_token_that_is_not_the_provider_s_for_us_begins_no_session(sign_in: Ready, wrong: dict[str, Any]) -> None:
    sign_in()
    held = cookie(claims(**wrong))
    answer = returned(held)
    assert answer.status == 403
    assert "You are not signed in" in answer.text
    assert "set-cookie" not in answer.headers
    assert ask("/", held).status == 302


def test_an_audience_of_several_and_an_issuer_with_a_slash_are_fine(sign_in: Ready) -> None:
    sign_in()
    assert ask("/", begin(aud=["another-client", CLIENT], iss=f"{ISSUER}/")).text == "figures"


def test_a_cookie_that_another_secret_signed_is_nobody_s(sign_in: Ready) -> None:
    sign_in(cookie_secret="another" + COOKIE_SECRET)
    held = cookie(claims())
    sign_in()
    assert returned(held).status == 403


def test_a_sign_in_that_was_given_up_is_told_and_begins_nothing(sign_in: Ready) -> None:
    sign_in()
    assert "You are not signed in" in returned({}, query="error=access_denied&state=s").text
    assert returned({}, query="").headers["location"] == "/signed-out", "the provider's way back after a log-out"
    assert "You have signed out" in ask("/signed-out").text


def test_a_log_out_ends_the_session_for_good(sign_in: Ready) -> None:
    """The cookie itself is valid for thirty days."""
    sign_in()
    held = begin()
    assert ask("/auth/logout", held, sec_fetch_site="cross-site").text == "figures"
    assert ask("/", held).text == "figures", "another site does not sign anybody out"
    assert ask("/auth/logout", held).text == "figures"
    assert ask("/", held).status == 302
    assert speak(held) is None
    assert visitor.reader_of(HTTPConnection(scope("/", "", held, "http", {}))) == NOBODY


def test_a_second_sign_in_ends_the_session_before(sign_in: Ready) -> None:
    sign_in()
    before, now = begin(), cookie(claims())
    answer = RedirectResponse("/", 302)
    answer.set_cookie("_streamlit_user", now["_streamlit_user"])
    ask("/oauth2callback", before, query="state=s", app=App(answer))
    assert (ask("/", before).status, ask("/", now).status) == (302, 200)


def test_a_start_of_the_server_ends_every_session(sign_in: Ready) -> None:
    sign_in()
    held = begin()
    open_sessions._made.clear()
    assert ask("/", held).status == 302


def test_a_session_ends_by_its_length_and_for_want_of_use() -> None:
    now = [1000.0]
    table = open_sessions.Sessions(100, 10, most=2, clock=lambda: now[0])
    assert table.start("a", 1000)
    assert not table.start("old", 899), "a token older than a session may last"
    for _ in range(11):
        now[0] += 9
        assert table.use("a")
    now[0] += 9
    assert not table.use("a"), "its length, though it was used"
    table.start("b", now[0])
    now[0] += 8
    assert table.is_open("b")
    now[0] += 8
    assert not table.use("b"), "to be looked at is no use"
    for key in ("c", "d", "e"):
        table.start(key, now[0])
    assert [table.is_open(key) for key in "cde"] == [False, True, True], "the table is bounded"


def test_how_long_a_session_lasts_is_a_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    assert open_sessions.lengths() == (8 * 3600, 3600)
    monkeypatch.setenv("GOVERNANCE_SESSION_HOURS", "0.5")
    monkeypatch.setenv("GOVERNANCE_IDLE_MINUTES", "5")
    assert open_sessions.lengths() == (1800, 300)
    for said in ("0", "-1", "a day", "nan", "25"):
        monkeypatch.setenv("GOVERNANCE_SESSION_HOURS", said)
        assert [problem.rule for problem in open_sessions.problems()] == ["session-length"]
        assert [str(problem) for problem in open_sessions.problems()] == [
            f"GOVERNANCE_SESSION_HOURS is “{said}”, which is not how long a session may be. Write a number; a day is the "
            "most."
        ]


def test_somebody_without_a_role_is_told_and_sees_nothing(sign_in: Ready) -> None:
    sign_in()
    held = begin("stranger")
    app = App()
    answer = ask("/my_state", held, app=app)
    assert answer.status == 403
    assert "You are signed in as A stranger." in answer.text
    assert ask("/data/balances.csv", held, app=app, accept="*/*").status == 403
    assert speak(held) is None
    assert not app.came
    french = ask("/", held, sec_fetch_dest="document", accept_language="fr-CH,fr;q=0.9,en;q=0.8")
    assert 'lang="fr"' in french.text


def test_names_from_the_provider_are_texts(sign_in: Ready) -> None:
    sign_in()
    answer = ask("/", begin("stranger", name="<script>alert(1)</script>"))
    assert "<script>" not in answer.text


def test_roles_are_of_this_moment(sign_in: Ready) -> None:
    sign_in()
    held = begin()

    def now() -> frozenset[str]:
        return visitor.reader_of(HTTPConnection(scope("/", "", held, "http", {}))).roles

    assert FINANCE in now()
    sign_in_file(ROLES.replace('"finance", "approver"', '"committee"'))
    assert now() == {COMMITTEE}
    sign_in_file("[[grant]]\nrole = 'committee'\naddress = 'somebody@else.example'")
    assert now() == frozenset()
    assert ask("/", held).status == 403
    sign_in_file("[[grant]]")
    answer = ask("/", held)
    assert answer.status == 503
    assert "nobody is let in" in answer.text
    assert speak(held) is None


def sign_in_file(text: str) -> None:
    """Write the file of roles anew."""
    file = roles.path()
    assert file
    file.write_text(text)


def test_two_roles_are_both_theirs(sign_in: Ready) -> None:
    sign_in()
    found = visitor.reader_of(HTTPConnection(scope("/", "", begin("both"), "http", {})))
    assert (found.roles, found.states) == ({DELEGATION, COMMITTEE}, {"AUT"})
    assert (found.name, found.subject, found.issuer) == (PEOPLE["both"]["name"], "both", ISSUER)


def test_only_finance_hands_files_to_the_server(sign_in: Ready) -> None:
    sign_in()
    assert ask("/_stcore/upload_file/s/f", begin("delegate"), accept="*/*").status == 403
    held = begin("ana")
    assert ask("/_stcore/upload_file/s/f", held, accept="*/*", content_length="9").text == "figures"
    assert ask("/_stcore/upload_file/s/f", held, accept="*/*").status == 411


def test_one_person_s_share_is_bounded_and_nobody_else_s_shrinks(
    sign_in: Ready, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign_in()
    now = [0.0]
    for name, most, seconds in [("REQUESTS", 3, 60), ("UPLOADS", 100, 3600), ("ANSWERS", 1_000, 3600)]:
        monkeypatch.setattr(allowance, name, allowance.Allowance(most, seconds, lambda: now[0]))
    ana, both = begin("ana"), begin("both")
    assert [ask("/", ana).status for _ in range(5)] == [200, 200, 200, 429, 429]
    refused = ask("/", ana)
    assert refused.headers["retry-after"] == "20"
    assert "Go on in 20 seconds." in refused.text
    assert ask("/", both).status == 200
    assert ask("/static/js/index.js", ana).status == 200, "what a browser keeps is not counted"
    now[0] += 20
    assert [ask("/", ana).status for _ in range(2)] == [200, 429]
    now[0] += 600
    upload: dict[str, Any] = {"accept": "*/*", "content_length": "200"}
    assert [ask("/_stcore/upload_file/s/f", ana, **upload).status for _ in range(2)] == [200, 429]
    large = App(PlainTextResponse("x" * 2_000))
    assert [ask("/data/x.csv", both, app=large).status for _ in range(2)] == [200, 429]


def test_who_sends_messages_by_the_hundred_or_is_sent_much_waits(
    sign_in: Ready, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each is answered, later: a page that is refused would be lost. What a page is sent counts with files."""
    sign_in()
    waited: list[float] = []

    async def sleep(seconds: float) -> None:
        waited.append(seconds)

    monkeypatch.setattr(asyncio, "sleep", sleep)
    monkeypatch.setattr(allowance, "MESSAGES", allowance.Allowance(2, 60, lambda: 0.0))
    page = speak(begin(), *[pressed()] * 4)
    assert page
    assert len(page.said) == 4
    assert [round(seconds) for seconds in waited] == [0, 0, 30, 30]
    monkeypatch.setattr(allowance, "MESSAGES", allowance.Allowance(100, 60, lambda: 0.0))
    monkeypatch.setattr(allowance, "ANSWERS", allowance.Allowance(1_000, 100, lambda: 0.0))
    waited.clear()
    speak(begin(), *[pressed()] * 3, app=App(sent_to_page=900))
    assert [round(seconds) for seconds in waited] == [0, 0, 80]


def logged(app: App, path: str, held: dict[str, str], query: str, file: Path) -> tuple[Answer, dict[str, Any]]:
    """An answer through the log, and the line of it."""
    file.unlink(missing_ok=True)
    request_log.open_log()
    answers: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request"}

    async def send(message: Message) -> None:
        answers.append(message)

    with ThreadPoolExecutor(1) as apart:
        apart.submit(
            asyncio.run, request_log.RequestLog(app)(scope(path, query, held, "http", {}), receive, send)
        ).result()
    (line,) = file.read_text(encoding="utf-8").splitlines()
    body = b"".join(message.get("body", b"") for message in answers).decode()
    return Answer(answers[0]["status"], Headers(raw=answers[0]["headers"]), body), json.loads(line)


def test_a_request_s_line_says_who_asked_for_what_and_holds_no_value(
    sign_in: Ready, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign_in()
    file = tmp_path / "requests.jsonl"
    monkeypatch.setenv("GOVERNANCE_REQUEST_LOG", str(file))
    held = begin()
    answer, line = logged(App(), "/data/balances.csv", held, "state=AUT&as_of=2024-06-30", file)
    assert line.pop("time").endswith("+00:00")
    assert line.pop("ms") < 60_000
    assert line.pop("reference") == answer.headers["x-request-id"]
    assert line == {"who": "ana", "method": "GET", "path": "/data/balances.csv", "asked": ["as_of", "state"],
                    "status": 200, "bytes": 7}  # fmt: skip
    assert "AUT" not in file.read_text()
    _, line = logged(App(), "/_stcore/upload_file/session-id/file-id", {}, "", file)
    assert (line["path"], line["who"]) == ("/_stcore/upload_file", None), "an upload's address is a key to it"
    _, line = logged(App(), "/oauth2callback", {}, "code=secret&state=secret", file)
    assert "secret" not in json.dumps(line)
    monkeypatch.delenv("GOVERNANCE_REQUEST_LOG")
    request_log.open_log()
    assert request_log.requests.handlers, "where others are served there is a log"
    forget()
    monkeypatch.setattr(config, "get_option", lambda name: [] if name == "secrets.files" else None)
    request_log.open_log()
    assert not request_log.requests.handlers, "who serves this machine alone has none"


def test_an_answer_that_fails_tells_a_number_and_the_log_has_the_rest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def failing(scope: Scope, receive: Receive, send: Send) -> None:
        raise RuntimeError("of the entrails")

    file = tmp_path / "requests.jsonl"
    monkeypatch.setenv("GOVERNANCE_REQUEST_LOG", str(file))
    answer, line = logged(App(failing), "/", {}, "", file)  # type: ignore[arg-type]
    monkeypatch.delenv("GOVERNANCE_REQUEST_LOG")
    request_log.open_log()
    assert (answer.status, line["status"]) == (500, 500)
    assert f"Please report number {line['reference']};" in answer.text
    assert "entrails" not in answer.text
    assert f"unexpected error {line['reference']}" in caplog.text
    assert "of the entrails" in caplog.text


def test_a_page_that_is_open_does_nothing_more_once_its_session_has_ended(sign_in: Ready) -> None:
    """It is drawn anew from its beginning, where it says so: nothing that was pressed or typed comes through."""
    sign_in()
    held = begin()
    key = next(iter(open_sessions.table()._open))
    files = BackMsg()
    files.file_urls_request.request_id = "1"
    lasting = speak(held, pressed(), files)
    assert lasting
    assert lasting.said == [pressed(), files]
    over = speak(held, pressed(), files, pressed(), between=lambda: open_sessions.table().end(key))
    assert over
    assert len(over.said) == 2
    for message in over.said:
        assert message.rerun_script.query_string == "ledger=iom"
        assert not message.rerun_script.widget_states.widgets
        assert not message.rerun_script.fragment_id


def test_what_no_page_of_ours_sends_is_not_handed_on() -> None:
    """Not even where nobody signs in: any visitor could empty the caches of all."""
    bad = [BackMsg(clear_cache=True), BackMsg(set_run_on_save=True), BackMsg(load_git_info=True),
           BackMsg(debug_shutdown_runtime=True), BackMsg()]  # fmt: skip
    bad.append(BackMsg())
    bad[-1].backend_operation_request.install_skills.SetInParent()
    good = BackMsg()
    good.backend_operation_request.deferred_file.file_id = "1"
    page = speak({}, *bad, good, pressed())
    assert page
    assert page.said == [good, pressed()]


def test_a_page_that_draws_itself_again_keeps_no_session_open(sign_in: Ready) -> None:
    sign_in()
    table = open_sessions.table()
    held = begin()
    key = next(iter(table._open))
    auto, beat = BackMsg(app_heartbeat=True), pressed()
    beat.rerun_script.is_auto_rerun = True
    table._open[key].last_seen -= 30
    before = table._open[key].last_seen

    def again() -> None:
        table._open[key].last_seen = before

    speak(held, auto, beat, between=again)
    assert table._open[key].last_seen == before
    speak(held, pressed(), between=again)
    assert table._open[key].last_seen > before


def test_what_rests_on_streamlit_s_own_functions_still_stands(sign_in: Ready) -> None:
    """The names by which cookies are read, set and signed, and the addresses of the sign-in: where they move, all of the
    door moves with them."""
    from streamlit.web.server.starlette import starlette_auth_routes as routes

    assert {f"/{routes._ROUTE_AUTH_LOGIN}", f"/{routes._ROUTE_AUTH_LOGOUT}", f"/{routes._ROUTE_OAUTH_CALLBACK}"} == {
        "/auth/login", "/auth/logout", "/oauth2callback"}  # fmt: skip
    sign_in()
    signed = routes._create_signed_value_wrapper("_streamlit_user", '{"name": "Ana"}').decode()
    assert _get_signed_cookie_with_chunks({"_streamlit_user": signed}, "_streamlit_user") == b'{"name": "Ana"}'
    assert _get_signed_cookie_with_chunks({"_streamlit_user": signed + "x"}, "_streamlit_user") is None


def told(names: list[str], **said: str) -> list[str]:
    return [problem.rule for problem in provider.problems(names)]


def test_a_sign_in_that_is_set_up_wrongly_is_refused_with_all_that_is_wrong(sign_in: Ready) -> None:
    names = ["dues.example.org"]
    sign_in()
    assert told(names) == []
    assert told(["other.example.org"]) == ["auth-redirect"], "a name that is not served"
    for said, rules in [
        ({"client_secret": "", "client_id": ""}, ["auth-missing"]),
        ({"cookie_secret": "short"}, ["auth-secret"]),
        ({"redirect_uri": "http://dues.example.org/oauth2callback"}, ["auth-redirect"]),
        ({"redirect_uri": f"{ORIGIN}/elsewhere"}, ["auth-redirect"]),
        ({"issuer": "http://login.example"}, ["auth-metadata"]),
        ({"cookie_secret": "", "client_id": "", "redirect_uri": "x", "server_metadata_url": "y"},
         ["auth-missing", "auth-redirect", "auth-metadata"]),
    ]:  # fmt: skip
        sign_in(**said)
        assert told(names) == rules


def test_a_named_provider_is_one_and_several_are_too_many(sign_in: Ready, tmp_path: Any) -> None:
    sign_in()
    file = tmp_path / "secrets.toml"
    lines = file.read_text().splitlines()
    named = "\n".join([*lines[:3], "[auth.office]", *lines[3:]])
    for text, problems in [
        (named, []),
        (named + "\n" + named[named.index("[auth.office]") :].replace("office", "other"), ["auth-several"]),
        ("[auth", ["auth-unreadable"]),
    ]:
        file.write_text(text)
        forget()
        assert told(["dues.example.org"]) == problems
    file.write_text(named)
    forget()
    found = provider.configured()
    assert found
    assert (found.name, found.client_id, found.issuer, found.origin) == ("office", CLIENT, ISSUER, ORIGIN)
