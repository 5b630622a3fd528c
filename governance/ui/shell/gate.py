"""The gate before the dashboard: under which names it is served, to whom, and what leaves it. Nothing leaves it.

`app.py` builds the server with `guards`, whoever starts it: `make run`, `streamlit run app.py`, or any ASGI server.
Which names and which address are Streamlit's own settings; that without a sign-in whoever reaches the dashboard may
change its ledgers is why they must then be loopback, unless what is shown is public.
"""

from __future__ import annotations

import base64
import hashlib
import re
import sys
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import streamlit
from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.responses import PlainTextResponse, RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import config
from streamlit.runtime.pages_manager import PagesManager
from streamlit.web.server import server_util

from governance import roles
from governance.access import setting_problems
from governance.problems import Problem, Refused
from governance.settings import is_public, public_setting
from governance.ui.shell import scripts
from governance.ui.shell.compressed import Compressed
from governance.ui.shell.door import open_sessions, provider
from governance.ui.shell.door.door import Door
from governance.ui.shell.door.provider import is_loopback
from governance.ui.shell.door.request_log import RequestLog, open_log
from governance.ui.shell.link import ON, PRINT
from governance.ui.shell.places import MOVED
from governance.words import say

_ANY = "*"
_ANY_ADDRESS = "0.0.0.0"  # what Streamlit binds to where no address is set
_NOT_FOUND = ("/_stcore/metrics", "/_stcore/agent")  # they answer strangers, and no setting switches them off
_PROXIED = ("forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip")
_THEME = "embed_options"  # Streamlit's own word in an address
_UPLOADS = "/_stcore/upload_file"
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


def guards() -> list[Middleware]:
    """What every request passes before Streamlit sees it. Ends the process, in words, where it may not be served."""
    bind = str(config.get_option("server.address") or _ANY_ADDRESS)
    names = [str(name) for name in config.get_option("server.allowedHosts")] or [_ANY]
    signs_in = provider.configured() is not None
    found = [problem] if (problem := refusal(bind, names, public_setting(), signs_in=signs_in)) else []
    found += [*setting_problems(), *provider.problems(names), *(own_problems() if signs_in else without_sign_in())]
    if found:
        sys.exit("\n".join(f"{problem}" for problem in found))
    # The folder `pages` makes Streamlit take the application for one of its older kind until its script has run once,
    # and greet whoever follows a link right after the start with "Page not found".
    PagesManager.uses_pages_directory = False
    sys.stdout.write(say("The dashboard is at {address}", address=_address(bind)) + "\n")
    sys.stdout.flush()
    open_log()
    return [
        Middleware(RequestLog),
        Middleware(TrustedHostMiddleware, allowed_hosts=_bracketed(names), www_redirect=False),
        Middleware(Gate),
        Middleware(Door),
        Middleware(Compressed),
    ]


def own_problems() -> list[Problem]:
    """All that is wrong with what we add to a sign-in: how long sessions last, and the file of roles."""
    found = open_sessions.problems()
    try:
        roles.in_force()
    except Refused as refused:
        found.extend(refused.problems)
    return found


def without_sign_in() -> list[Problem]:
    """That there is a file of roles, and no sign-in: whoever wrote it takes it to be in force."""
    if roles.path() is None:
        return []
    return [
        Problem(
            "roles-without-sign-in",
            say("The dashboard was not started: there is a file of roles, and no sign-in to tell who has one."),
            suggestion=say("Write [auth] in the secrets as docs/deploying.md shows, or leave out GOVERNANCE_ROLES."),
        )
    ]


def refusal(bind: str, names: Iterable[str], public: str | None, *, signs_in: bool = False) -> Problem | None:
    """Why the dashboard may not be served there, or None.

    `bind` is the address that the server listens at, `names` the hosts that a browser may ask for, `public` what the
    environment's GOVERNANCE_PUBLIC says, `signs_in` whether there is a sign-in.
    """
    if signs_in and public == "1":
        return Problem(
            "public-and-sign-in",
            say("The dashboard was not started: it is to be public, and to have a sign-in."),
            suggestion=say("Leave out GOVERNANCE_PUBLIC=1, or [auth] in the secrets."),
        )
    if public not in (None, "", "0", "1"):
        return Problem(
            "public-setting",
            say("GOVERNANCE_PUBLIC is “{value}”, and the dashboard was not started.", value=public),
            suggestion=say("Write 1 to publish ledgers of published figures to read only, or leave it out."),
        )
    reachable = [name for name in (bind, *names) if not is_loopback(name)]
    if not reachable or public == "1" or signs_in:
        return None
    return Problem(
        "reachable-without-sign-in",
        say(
            "The dashboard was not started. Others could reach it, by {names}, and there is no sign-in: whoever "
            "reaches it may change every ledger.",
            names=", ".join(dict.fromkeys(reachable)),
        ),
        suggestion=say(
            "To serve this machine only, leave out STREAMLIT_SERVER_ADDRESS and STREAMLIT_SERVER_ALLOWED_HOSTS. "
            "To publish ledgers of published figures, to read only, set GOVERNANCE_PUBLIC=1 as well. For a sign-in, "
            "name an identity provider as docs/deploying.md shows."
        ),
    )


class Gate:
    """Refuses what comes from another site or to an address that was not permitted, and lets no page ask outside.

    TrustedHostMiddleware before it has checked the host. Streamlit itself would accept a websocket from any port of
    this machine, and ask hosts outside for its own address to judge any other origin.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        policy = content_policy((Path(streamlit.__file__).parent / "static" / "index.html").read_text("utf-8"))
        named = provider.configured()
        self._headers = {"Content-Security-Policy": policy, **_HEADERS}
        if named and named.secure:
            self._headers["Strict-Transport-Security"] = "max-age=31536000"
        self._public, self._signs_in = is_public(), named is not None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        answered = self._refused(scope) or _moved(scope) or _in_light(scope)
        await (answered or self._app)(scope, receive, self._with_headers(send, scope["path"]))

    def _refused(self, scope: Scope) -> PlainTextResponse | None:
        server = scope.get("server")
        headers = Headers(scope=scope)
        beyond = (server and not is_loopback(server[0])) or _is_handed_on(scope, headers)
        if beyond and not (self._public or self._signs_in):
            return PlainTextResponse(say("This address is served to this machine only."), 403)
        if not is_own_origin(headers.get("origin"), headers.get("host", "")):
            return PlainTextResponse(say("The request comes from another site, which may not ask here."), 403)
        closed = (*_NOT_FOUND, _UPLOADS) if self._public else _NOT_FOUND
        if any(part in scope["path"] for part in closed):  # wherever server.baseUrlPath puts them
            return PlainTextResponse(say("There is nothing here."), 404)
        return None

    def _with_headers(self, send: Send, path: str) -> Send:
        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(self._headers)
                if self._signs_in and "/static/" not in path:
                    headers.setdefault("Cache-Control", "no-store")  # nor does the next at that machine see it
            await send(message)

        return sending


def _is_handed_on(scope: Scope, headers: Headers) -> bool:
    """Whether a proxy brings the request, which may be anybody's though it comes from this machine: it says so, or
    speaks HTTP/1.0, as nginx does where it is told nothing else and browsers do not."""
    return scope.get("http_version") == "1.0" or any(name in headers for name in _PROXIED)


def _moved(scope: Scope) -> RedirectResponse | None:
    """Where an address of an earlier release leads now, with all that it says; None for every other."""
    before, _, last = _own_path(scope).rstrip("/").rpartition("/")
    if scope["type"] != "http" or last not in MOVED:
        return None
    query = scope.get("query_string", b"").decode("latin-1")
    return RedirectResponse(f"{before}/{MOVED[last]}" + (f"?{query}" if query else ""), 307)


def _in_light(scope: Scope) -> RedirectResponse | None:
    """A page that is to be printed in the light theme, which only the address can ask for; None for every other."""
    query = scope.get("query_string", b"").decode("latin-1")
    asked = parse_qs(query)
    if scope["type"] != "http" or asked.get(PRINT) != [ON] or _THEME in asked:
        return None
    return RedirectResponse(f"{_own_path(scope)}?{query}&{_THEME}=light_theme", 307)


def _own_path(scope: Scope) -> str:
    """The path that was asked for, as one of this site: a browser takes what begins with two slashes for a host."""
    return "/" + str(scope["path"]).lstrip("/\\")


def is_own_origin(origin: str | None, host: str) -> bool:
    """Whether a request's Origin is the site itself, or one that the settings name. Browsers leave it out on links."""
    if origin is None or origin in server_util.allowlisted_origins():
        return True
    try:
        return _port_said(urlsplit(origin).netloc) == _port_said(host)
    except ValueError:  # "http://[" is no address
        return False


def content_policy(index: str) -> str:
    """The Content-Security-Policy under which all of a page works and nothing is asked of another host.

    `index` is Streamlit's page: its one script that stands in the page itself is permitted by its hash, and so are
    our own.
    """
    permitted = [*re.findall(r"<script>(.*?)</script>", index, re.DOTALL), *scripts.ALL]
    hashes = [base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in permitted]
    return "; ".join(
        [
            "default-src 'none'",
            " ".join(["script-src 'self'", *(f"'sha256-{digest}'" for digest in hashes)]),
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'none'",
        ]
    )


def _port_said(netloc: str) -> str:
    """A host with its port; one that is not said is the web's own."""
    return netloc.lower().removesuffix(":443").removesuffix(":80")


def _bracketed(names: Iterable[str]) -> list[str]:
    """Names as a request's Host writes them, where an address of IPv6 stands in brackets."""
    return [f"[{name}]" if ":" in name and not name.startswith("[") else name for name in names]


def _address(bind: str) -> str:
    return server_util.get_url(server_util.get_display_address(f"[{bind}]" if ":" in bind else bind))
