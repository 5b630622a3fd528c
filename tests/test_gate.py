"""Who reaches the dashboard, by which name, and that nothing leaves it."""

from __future__ import annotations

import asyncio
import gzip
import http.client
import os
import re
import subprocess
import sys
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, ConsoleMessage, expect
from starlette.responses import PlainTextResponse
from starlette.types import Message, Receive, Scope, Send
from streamlit.testing.v1 import AppTest

from governance.access import LOCAL, PUBLIC, check_may_change, reader
from governance.books import Books
from governance.ledger import Ledger
from governance.problems import Refused
from governance.settings import LEDGERS, ROOT, listed
from governance.ui.serve import port_taken
from governance.ui.shell import scripts
from governance.ui.shell.compressed import Compressed
from governance.ui.shell.door.provider import is_loopback
from governance.ui.shell.gate import Gate, content_policy, is_own_origin, refusal, without_sign_in
from governance.ui.shell.here import _check_published
from tests.browsing import open_at, served, settled
from tests.ledgers import hand_in, new_ledger
from tests.shipped import PAGES, TODAY, open_page, words_on

OURS = ["localhost", "127.0.0.1", "::1"]
DAY = TODAY.isoformat()


@pytest.mark.parametrize("name", ["localhost", "LOCALHOST.", "127.0.0.1", "127.0.0.53", "::1", "[::1]"])
def test_these_names_are_this_machine_alone(name: str) -> None:
    assert is_loopback(name)
    assert refusal(name, [name], None) is None


@pytest.mark.parametrize(
    ("bind", "names"),
    [
        ("0.0.0.0", OURS),
        ("::", OURS),
        ("192.168.1.7", OURS),
        ("127.0.0.1", [*OURS, "contributions.example.org"]),
        ("127.0.0.1", ["*"]),
        ("127.0.0.1", ["*.localhost.example"]),
    ],
)
def test_where_others_could_reach_it_only_what_is_public_is_served(bind: str, names: list[str]) -> None:
    problem = refusal(bind, names, None)
    assert problem is not None
    assert problem.rule == "reachable-without-sign-in"
    assert (bind if bind not in OURS else names[-1]) in problem.message
    assert problem.suggestion is not None
    assert "GOVERNANCE_PUBLIC=1" in problem.suggestion
    assert refusal(bind, names, "1") is None
    assert refusal(bind, names, "0") is not None


def test_a_setting_that_means_nothing_is_not_taken_for_either() -> None:
    problem = refusal("127.0.0.1", OURS, "yes")
    assert problem is not None
    assert problem.rule == "public-setting"
    assert "GOVERNANCE_PUBLIC is “yes”" in problem.message


@pytest.mark.parametrize(
    "command",
    [["-m", "governance.ui.serve"], ["-m", "streamlit", "run", "app.py"]],
    ids=["make run", "streamlit run app.py"],
)
@pytest.mark.parametrize(
    "setting",
    [{"STREAMLIT_SERVER_ADDRESS": "0.0.0.0"}, {"STREAMLIT_SERVER_ALLOWED_HOSTS": "localhost dues.example.org"}],
    ids=["address", "name"],
)
def test_however_it_is_started_it_ends_with_the_sentence(command: list[str], setting: dict[str, str]) -> None:
    environment = {**os.environ, "STREAMLIT_SERVER_PORT": "0", **setting}
    ran = subprocess.run(
        [sys.executable, *command], cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=60
    )
    assert ran.returncode == 1
    assert "The dashboard was not started." in ran.stderr
    assert "Traceback" not in ran.stderr
    assert "dashboard is at" not in ran.stdout
    assert ran.stderr.isascii(), "the shell gets no signs of Markdown"


def test_a_port_that_is_taken_is_said_with_what_to_do(address: str) -> None:
    port = str(urlsplit(address).port)
    ran = subprocess.run(
        [sys.executable, "-m", "governance.ui.serve"], cwd=ROOT, env={**os.environ, "STREAMLIT_SERVER_PORT": port},
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert ran.returncode == 1
    assert port_taken(int(port)) in ran.stderr
    assert f"STREAMLIT_SERVER_PORT={int(port) + 1} make run" in ran.stderr


def answer(address: str, path: str = "/", websocket: bool = False, method: str = "GET", **headers: str) -> int:
    """The status with which a request is answered."""
    place = urlsplit(address)
    connection = http.client.HTTPConnection(place.hostname or "", place.port, timeout=30)
    upgrade = {"Connection": "Upgrade", "Upgrade": "websocket", "Sec-WebSocket-Version": "13",
               "Sec-WebSocket-Key": "AAAAAAAAAAAAAAAAAAAAAA=="}  # fmt: skip
    sent = {**(upgrade if websocket else {}), **{name.title(): text for name, text in headers.items()}}
    connection.request(method, path, headers=sent)
    status = connection.getresponse().status
    connection.close()
    return status


PATHS = [("/", False, 200), ("/_stcore/health", False, 200), ("/_stcore/stream", True, 101)]


@pytest.mark.parametrize(("path", "websocket", "fine"), PATHS, ids=["page", "health", "websocket"])
def test_host_and_origin_are_checked_everywhere(address: str, path: str, websocket: bool, fine: int) -> None:
    """A name that leads here by somebody else's doing (DNS rebinding), and a page of another site, are refused.

    Nothing is asked outside to judge them: `served` fails otherwise.
    """
    port = urlsplit(address).port
    assert answer(address, path, websocket) == fine
    assert answer(address, path, websocket, host=f"localhost:{port}") == fine
    assert answer(address, path, websocket, host=f"localhost:{port}", origin=f"http://localhost:{port}") == fine
    assert answer(address, path, websocket, host="rebound.example", origin="http://rebound.example") in (400, 403)
    for origin in ("http://other.example", "http://localhost:3000", "null", f"http://other.example:{port}"):
        assert answer(address, path, websocket, origin=origin) == 403


def test_what_no_setting_switches_off_is_not_there(address: str) -> None:
    assert answer(address, "/_stcore/metrics") == 404
    assert answer(address, "/_stcore/agent/openapi.json") == 404


def fetched(address: str, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    """Status, headers and body as they come over the line."""
    place = urlsplit(address)
    connection = http.client.HTTPConnection(place.hostname or "", place.port, timeout=30)
    connection.request("GET", path, headers={name.replace("_", "-"): text for name, text in headers.items()})
    came = connection.getresponse()
    found = came.status, {name.lower(): text for name, text in came.getheaders()}, came.read()
    connection.close()
    return found


def test_what_a_page_is_made_of_comes_compressed_and_is_the_same(address: str) -> None:
    _, headers, page = fetched(address, "/", accept_encoding="gzip")
    assert "content-security-policy" in headers
    script = re.search(r'src="\./(static/js/[^"]+)"', gzip.decompress(page).decode())
    assert script
    status, plain_headers, plain = fetched(address, f"/{script[1]}")
    assert (status, "content-encoding" in plain_headers) == (200, False), "who cannot read it gets it as it is"
    status, headers, packed = fetched(address, f"/{script[1]}", accept_encoding="gzip")
    assert (status, headers["content-encoding"]) == (200, "gzip")
    assert gzip.decompress(packed) == plain
    assert len(packed) < len(plain) / 2
    tag = headers["etag"]
    assert fetched(address, f"/{script[1]}", accept_encoding="gzip", if_none_match=tag)[0] == 304
    status, headers, part = fetched(address, f"/{script[1]}", accept_encoding="gzip", range="bytes=0-99")
    assert (status, "content-encoding" in headers, part) == (206, False, plain[:100]), "a part is of the plain one"


def test_what_never_changes_is_compressed_once_and_all_else_each_time() -> None:
    asked: list[str] = []

    async def changing(scope: Scope, receive: Receive, send: Send) -> None:
        asked.append(scope["path"])
        headers = {"cache-control": "public, immutable" if "script" in scope["path"] else "no-cache"}
        await PlainTextResponse(f"{len(asked)} " * 1000, headers=headers)(scope, receive, send)

    compressed = Compressed(changing)

    def answered(path: str, encoding: bytes = b"gzip") -> bytes:
        sent: list[Message] = []

        async def sending(message: Message) -> None:
            message.get("headers", []).append((b"x-added", b"1"))
            sent.append(message)

        asks = {"type": "http", "method": "GET", "path": path, "headers": [(b"accept-encoding", encoding)]}
        apart(compressed(asks, None, sending))  # type: ignore[arg-type]
        assert sent[0]["headers"].count((b"x-added", b"1")) == 1, "what others add to an answer is not kept"
        return b"".join(message.get("body", b"") for message in sent)

    assert gzip.decompress(answered("/script")) == gzip.decompress(answered("/script")) == b"1 " * 1000
    assert answered("/page") != answered("/page")
    assert answered("/script", b"identity") == b"4 " * 1000
    assert gzip.decompress(answered("/./script/.")) == b"1 " * 1000, "one file is kept once, by whatever address"
    assert asked == ["/script", "/page", "/page", "/script"]


def apart(answering: Coroutine[None, None, None]) -> None:
    """Run it in a thread of its own: in this one a browser of another test may keep its own loop running."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, answering).result()


def test_a_visitor_who_left_before_the_answer_is_no_error() -> None:
    async def silent(scope: Scope, receive: Receive, send: Send) -> None:
        """Says nothing: there is nobody to say it to."""

    async def sending(message: Message) -> None:
        raise AssertionError(message)

    asks = {"type": "http", "method": "GET", "path": "/", "headers": [(b"accept-encoding", b"gzip")]}
    apart(Compressed(silent)(asks, None, sending))  # type: ignore[arg-type]


def test_what_leaves_says_how_it_may_be_used(address: str) -> None:
    _, headers, _ = fetched(address, "/", origin=address)
    assert {name: headers.get(name) for name in ("x-content-type-options", "x-frame-options", "referrer-policy")} == {
        "x-content-type-options": "nosniff", "x-frame-options": "DENY", "referrer-policy": "same-origin"}  # fmt: skip
    assert headers["cross-origin-opener-policy"] == headers["cross-origin-resource-policy"] == "same-origin"
    assert "camera=()" in headers["permissions-policy"]
    assert "strict-transport-security" not in headers, "it is served without https"
    assert "access-control-allow-origin" not in headers, "no other site reads it"
    assert len(headers["x-request-id"]) == 8


def test_a_file_is_taken_from_a_page_of_ours_only(address: str) -> None:
    """Streamlit's token against requests that another site forges."""
    assert answer(address, "/_stcore/upload_file/session/file", method="PUT") == 403


def test_a_supervisor_may_ask(address: str) -> None:
    assert fetched(address, "/healthz")[::2] == (200, b"ok")
    assert fetched(address, "/readyz")[::2] == (200, b"ok")


async def _fine(scope: Scope, receive: Receive, send: Send) -> None:
    await PlainTextResponse("fine")(scope, receive, send)


def status(
    path: str = "/", server: tuple[str, int] | None = ("127.0.0.1", 8501), *, http: str = "1.1", **said: str
) -> int:
    """The status of `gate_answers`."""
    return int(gate_answers(path, server, http=http, **said)["status"])


def gate_answers(
    path: str, server: tuple[str, int] | None = ("127.0.0.1", 8501), *, http: str = "1.1", **said: str
) -> Message:
    """How the gate answers a request for `path` that came in at the address `server`, with what else was `said` in its
    headers."""
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request"}

    async def send(message: Message) -> None:
        sent.append(message)

    headers = {"host": "localhost", **{name.replace("_", "-"): text for name, text in said.items()}}
    scope = {"type": "http", "http_version": http, "method": "GET", "path": path, "server": server,
             "headers": [(name.encode(), text.encode()) for name, text in headers.items()]}  # fmt: skip
    with ThreadPoolExecutor(1) as apart:  # in this thread a browser of another test may keep its own loop running
        apart.submit(asyncio.run, Gate(_fine)(scope, receive, send)).result()
    return sent[0]


def test_an_address_that_no_setting_told_of_is_served_only_where_it_is_public(monkeypatch: pytest.MonkeyPatch) -> None:
    """`uvicorn app:app --host 0.0.0.0` tells Streamlit's settings nothing."""
    assert (status(), status(server=("192.168.1.7", 8501)), status(server=None)) == (200, 403, 200)
    monkeypatch.setenv("GOVERNANCE_PUBLIC", "1")
    assert status(server=("192.168.1.7", 8501)) == 200


def test_what_a_proxy_hands_on_to_this_machine_s_own_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """It comes from this machine, often under its name, and from anybody: whoever it lets in would have every right."""
    ways: list[dict[str, str]] = [{"x_forwarded_for": "203.0.113.7"}, {"forwarded": "for=203.0.113.7"},
                                  {"via": "1.1 proxy"}, {"x_real_ip": "203.0.113.7"}, {"http": "1.0"}]  # fmt: skip
    assert [status("/data", **way) for way in ways] == [403] * len(ways)  # type: ignore[arg-type]
    monkeypatch.setenv("GOVERNANCE_PUBLIC", "1")
    assert [status("/data", **way) for way in ways] == [200] * len(ways)  # type: ignore[arg-type]


def test_a_file_of_roles_without_a_sign_in_is_not_taken_for_one(monkeypatch: pytest.MonkeyPatch) -> None:
    assert without_sign_in() == []
    monkeypatch.setenv("GOVERNANCE_ROLES", "roles.toml")
    (problem,) = without_sign_in()
    assert problem.rule == "roles-without-sign-in"
    assert "no sign-in to tell who has one" in problem.message


def test_what_is_public_has_no_sign_in() -> None:
    problem = refusal("127.0.0.1", ["localhost"], "1", signs_in=True)
    assert problem is not None
    assert problem.rule == "public-and-sign-in"
    assert "it is to be public, and to have a sign-in" in problem.message


def test_what_is_closed_is_closed_below_a_base_path_too(monkeypatch: pytest.MonkeyPatch) -> None:
    upload = "/dues/_stcore/upload_file/session/file"
    assert (status("/dues/_stcore/metrics"), status("/dues/_stcore/health"), status(upload)) == (404, 200, 200)
    monkeypatch.setenv("GOVERNANCE_PUBLIC", "1")
    assert status(upload) == 404


def test_an_origin_is_its_host_whether_or_not_the_port_is_said() -> None:
    assert is_own_origin(None, "dues.example.org")
    assert is_own_origin("https://dues.example.org", "dues.example.org:443")
    assert not is_own_origin("https://dues.example.org.evil.example", "dues.example.org")
    assert not is_own_origin("", "dues.example.org")
    assert not is_own_origin("http://[", "dues.example.org"), "no address at all"


def test_the_policy_permits_the_script_in_the_page_by_its_hash_and_no_other() -> None:
    policy = content_policy("<script>\n  window.ready = false\n</script><script src='x.js'></script>")
    assert policy.count("'sha256-") == 1 + len(scripts.ALL)
    assert "script-src 'self' 'sha256-" in policy
    assert "http" not in policy


def test_no_page_asks_outside_or_is_kept_from_what_it_needs(browser: Browser, address: str) -> None:
    """Every page; `browsing` fails on any request to another host, `served` on any of the server's."""
    page = browser.new_page(viewport={"width": 1400, "height": 900})
    said: list[str] = []

    def note(message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text or "Content-Security-Policy" in message.text:
            said.append(message.text)

    page.on("console", note)
    for _, name in PAGES:
        page.goto(f"{address}/{name}?ledger=demonstration&as_of={DAY}")
        settled(page)
        icons = page.evaluate("[...document.querySelectorAll('link[rel~=icon]')].map(link => link.href)")
        assert icons
        assert all(icon.startswith(("data:image/svg", f"{address}/")) for icon in icons), icons
    assert not said


@pytest.fixture
def public(shipped: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOVERNANCE_PUBLIC", "1")


@pytest.mark.usefixtures("public")
def test_what_is_public_is_the_published_ledgers_to_a_reader_who_changes_nothing() -> None:
    assert [entry.key for entry in listed()] == ["iom", "mlf"]
    assert reader() == PUBLIC
    with pytest.raises(Refused):
        check_may_change(reader())


def test_without_it_whoever_sits_here_has_every_right() -> None:
    assert reader() == LOCAL
    assert listed() == LEDGERS


@pytest.mark.usefixtures("public")
@pytest.mark.parametrize("key", ["iom", "mlf"])
@pytest.mark.parametrize("page", [name for _, name in PAGES])
def test_every_page_is_shown_in_public_and_none_takes_anything(page: str, key: str) -> None:
    app = open_page(page, ledger=key)
    assert not app.exception
    assert not app.error
    assert not app.get("file_uploader")
    acts = {"Revoke", "Take back", "Close the year", "Record", "Assign"}
    assert not [button.label for button in app.button if any(act in button.label for act in acts)]
    assert not [link for link in app.get("page_link") if "demonstration" in link.proto.query_string]
    assert ("This page is for finance staff." in words_on(app)) == (
        page
        in (
            "upload",
            "payers",
            "bank_reconciliation",
            "by_hand",
            "register",
            "letters",
            "status_reports",
            "closing",
            "audit",
        )
    )


@pytest.mark.usefixtures("public")
@pytest.mark.parametrize("key", ["demonstration", "yours"])
def test_a_ledger_that_is_not_published_is_not_there_in_public(key: str) -> None:
    app = open_page("overview", ledger=key)
    assert f"“{key}”" in words_on(app)
    assert "The ledgers are: iom, mlf." in words_on(app)


def test_an_office_s_own_figures_are_not_shown_in_public(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    assessments: state | year | amount
    AUT | 2024 | 100.00
    """
    new_ledger(tmp_path, test_an_office_s_own_figures_are_not_shown_in_public.__doc__ or "")
    (tmp_path / "ledger.duckdb").rename(tmp_path / "iom.duckdb")
    monkeypatch.setenv("GOVERNANCE_HOME", str(tmp_path))
    monkeypatch.setenv("GOVERNANCE_PUBLIC", "1")
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
    assert "This ledger holds figures that are not published" in words_on(app)
    assert "Austria" not in words_on(app)
    with pytest.raises(Refused) as refused:
        _check_published(Books.at(Ledger(str(tmp_path / "iom.duckdb"))))
    assert [problem.rule for problem in refused.value.problems] == ["not-published"]


def test_in_public_the_versions_do_not_name_the_files_of_an_office(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An office's own file that was taken back again is in no figure, and stays in the register."""
    made = new_ledger(tmp_path)
    hand_in(made, "assessments: year | state | amount\n2024 | AUT | 100.00", evidence="published")
    hand_in(made, "receipts: received | state | amount\n2024-02-01 | AUT | 80.00")
    made.revoke(2, why="wrong year", who="Ana")
    (tmp_path / "ledger.duckdb").rename(tmp_path / "iom.duckdb")
    monkeypatch.setenv("GOVERNANCE_HOME", str(tmp_path))
    for public, told in (("0", True), ("1", False)):
        monkeypatch.setenv("GOVERNANCE_PUBLIC", public)
        versions = " ".join(open_page(ledger="iom").selectbox(key="choose_version").options)
        assert ("receipts.csv" in versions) == told
        assert "assessments.csv" in versions


def test_in_public_it_is_served_to_others_by_name_and_takes_no_file(browser: Browser, shipped: Path) -> None:
    with served(
        shipped, GOVERNANCE_PUBLIC="1", STREAMLIT_SERVER_ALLOWED_HOSTS="localhost 127.0.0.1 dues.example.org"
    ) as found:
        assert answer(found, host="dues.example.org", origin="https://dues.example.org") == 200
        assert answer(found, host="other.example.org") == 400
        assert answer(found, "/_stcore/upload_file/a/b") == 404
        assert f"The dashboard is at {found}\n" in (shipped / "server.log").read_text(encoding="utf-8")
        page = open_at(browser, f"{found}/today")
        expect(page.get_by_text("Published figures").first).to_be_visible()
        page.get_by_role("link", name="Finance").click()
        expect(page.get_by_role("heading", name="Assessment checks")).to_be_visible()
        assert page.get_by_role("link", name="Hand in spreadsheets").count() == 0
