"""What every answer carries, what another site may not do, and the number that every error tells."""

from __future__ import annotations

import http.client
import importlib
import re
import sys
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from starlette.datastructures import Headers
from streamlit.runtime.pages_manager import PagesManager
from streamlit.testing.v1 import AppTest
from streamlit.web.server.starlette.starlette_app_utils import generate_xsrf_token_string

from governance.ui.about import what_was_done
from tests.shipped import open_page, words_on
from tests.signing import sign_in
from tests.test_gate import gate_answers

__all__ = ["sign_in"]
OTHER = "https://other.example"
HEADERS = ("content-security-policy", "x-content-type-options", "x-frame-options", "referrer-policy",
           "cross-origin-opener-policy", "cross-origin-resource-policy", "permissions-policy", "x-request-id")  # fmt: skip


def asked(address: str, path: str, method: str = "GET", **headers: str) -> tuple[int, dict[str, str], str]:
    """Status, headers and text with which a request is answered."""
    place = urlsplit(address)
    connection = http.client.HTTPConnection(place.hostname or "", place.port, timeout=30)
    connection.request(method, path, headers={name.replace("_", "-"): text for name, text in headers.items()})
    came = connection.getresponse()
    found = (
        came.status,
        {name.lower(): text for name, text in came.getheaders()},
        came.read().decode("utf-8", "replace"),
    )
    connection.close()
    return found


@pytest.mark.parametrize(
    ("path", "said", "status"),
    [
        ("/", {}, 200),
        ("/data", {}, 200),
        ("/data/balances.csv?ledger=iom", {}, 200),
        ("/data/balances.csv?ledger=nowhere", {}, 400),
        ("/papers/nothing", {}, 404),
        ("/_stcore/metrics", {}, 404),
        ("/_stcore/health", {}, 200),
        ("/healthz", {}, 200),
        ("/today", {"origin": OTHER}, 403),
        ("/today", {"x_forwarded_for": "203.0.113.9"}, 403),
        ("/status_of_contributions", {}, None),
    ],
)
def test_every_answer_says_how_it_may_be_used(
    address: str, path: str, said: dict[str, str], status: int | None
) -> None:
    """Refusals too: what a browser shows of them is under the same policy."""
    came, headers, _ = asked(address, path, **said)
    assert came == status or status is None
    assert [name for name in HEADERS if name not in headers] == []


@pytest.mark.parametrize("path", ["/data/balances.csv?ledger=iom", "/data", "/_stcore/upload_file/a/b", "/today"])
@pytest.mark.parametrize("method", ["GET", "OPTIONS", "PUT", "POST", "DELETE"])
def test_no_other_site_reads_or_sends_anything(address: str, path: str, method: str) -> None:
    """Nor does the question that a browser asks before (CORS) get a yes."""
    preflight = {"access_control_request_method": "PUT"} if method == "OPTIONS" else {}
    status, headers, _ = asked(address, path, method, origin=OTHER, cookie="_streamlit_xsrf=x", **preflight)
    assert status == 403
    assert not [name for name in headers if name.startswith("access-control")]


def test_an_upload_needs_the_token_that_only_our_page_can_read(address: str) -> None:
    """With it there is only the session to be missed: it is the token that decides."""
    ours, forged = generate_xsrf_token_string(), generate_xsrf_token_string()
    for method in ("PUT", "DELETE"):
        place = "/_stcore/upload_file/session/file"
        held = {"cookie": f"_streamlit_xsrf={ours}"}
        refused = [asked(address, place, method, **said) for said in (
            {}, held, {**held, "x_xsrftoken": forged}, {"x_xsrftoken": ours})]  # fmt: skip
        assert {status for status, _, _ in refused} == {403}
        assert all("XSRF" in text for _, _, text in refused)
        assert asked(address, place, method, **held, x_xsrftoken=ours)[0] != 403


def test_behind_https_browsers_are_told_to_use_nothing_else(sign_in: Callable[..., None]) -> None:
    """Also where no proxy is there to say it; what is for one person is kept by nobody."""
    sign_in()
    headers = Headers(raw=gate_answers("/today")["headers"])
    assert headers["strict-transport-security"] == "max-age=31536000"
    assert headers["cache-control"] == "no-store"
    assert "cache-control" not in Headers(raw=gate_answers("/static/js/index.js")["headers"])


def broken(*_: object) -> None:
    raise RuntimeError("of the entrails: secret-7f3a")


def test_a_page_that_fails_tells_the_number_under_which_the_log_has_the_rest(
    shipped: object, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(what_was_done, "of_ledger", broken)
    said = words_on(open_page("audit", ledger="iom"))
    number = re.search(r"Please report number ([0-9a-f]{8});", said)
    assert number
    assert "entrails" not in said
    assert f"unexpected error {number[1]}" in caplog.text
    assert "of the entrails" in caplog.text


def test_what_a_widget_calls_and_fails_tells_its_number(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Streamlit asks `reported` before it would show the traceback itself; the server is built with it."""
    monkeypatch.setattr(PagesManager, "uses_pages_directory", PagesManager.uses_pages_directory)
    monkeypatch.setitem(sys.modules, "app", importlib.import_module("app"))

    def script() -> None:
        import app

        assert app.app._on_script_error is app.reported
        app.reported(RuntimeError("of the entrails"))

    ran = AppTest.from_function(script).run()
    number = re.search(r"Please report number ([0-9a-f]{8});", ran.error[0].value)
    assert number
    assert "entrails" not in ran.error[0].value
    assert f"unexpected error {number[1]}" in caplog.text
