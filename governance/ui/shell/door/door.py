"""The door: with a sign-in, nothing is answered to whoever has not signed in, and nothing after their session.

One ASGI middleware, since Starlette's own base class sees no websockets. What anybody may have: whether the server
lives, the way to the provider and back, and the notice after a log-out. A document that is asked for without a session
is asked for again after the sign-in, with all that its address says.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable
from http.cookies import CookieError, SimpleCookie
from urllib.parse import quote, unquote

from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import config
from streamlit.auth_util import encode_provider_token
from streamlit.proto.BackMsg_pb2 import BackMsg

from governance import roles
from governance.access import FINANCE, Reader
from governance.problems import Refused
from governance.ui.shell.door import allowance, at_the_door, health, open_pages, open_sessions, signed_cookie, socket
from governance.ui.shell.door.provider import CALLBACK, Provider, configured

NEXT = "governance_next"
_NEXT_SECONDS, _NEXT_LONGEST = 600, 3000
_LOGIN, _LOGOUT, _SIGNED_OUT = "/auth/login", "/auth/logout", "/signed-out"
_UPLOADS = "/_stcore/upload_file/"
_ANYBODY = frozenset({_LOGIN, "/_stcore/health"})
_STATIC = "/static/"
_NO_DOCUMENT = ("/_stcore/", "/media/", "/component/", _STATIC)


class Door:
    """Asks of each request and each message of a websocket who it is from; without a provider it stands open."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._provider = configured()
        self._base = "/" + str(config.get_option("server.baseUrlPath") or "").strip("/")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and (told := await health.answer(self._path(HTTPConnection(scope)))):
            await told(scope, receive, send)
        elif scope["type"] == "websocket":
            await self._socket(scope, receive, send)
        elif scope["type"] == "http" and self._provider is not None:
            await self._request(HTTPConnection(scope), self._provider, receive, _secured(send, self._provider))
        else:
            await self._app(scope, receive, send)

    async def _request(self, request: HTTPConnection, provider: Provider, receive: Receive, send: Send) -> None:
        path = self._path(request)
        answered: Response | None = None
        if path == CALLBACK:
            send = self._returning(request, provider, send)
        elif path == _SIGNED_OUT:
            answered = at_the_door.signed_out(request, self._at("/"))
        elif path == _LOGOUT and request.headers.get("sec-fetch-site") in (None, "same-origin", "none"):
            if come := signed_cookie.sign_in_of(request.cookies, provider):
                open_sessions.table().end(come.key)
        elif path not in _ANYBODY:
            come = signed_cookie.sign_in_of(request.cookies, provider)
            answered = self._kept_out(request, provider, path, come)
            send = _counted(send, come.claims["sub"]) if come and not path.startswith(_STATIC) else send
        await (answered or self._app)(request.scope, receive, send)

    def _kept_out(
        self, request: HTTPConnection, provider: Provider, path: str, come: signed_cookie.SignIn | None
    ) -> Response | None:
        """What whoever may not have that is told; None for all others, whose session is now in use."""
        document = _is_document(request) and not path.startswith(_NO_DOCUMENT)
        if come is None or not open_sessions.table().use(come.key):
            return self._to_sign_in(request, provider) if document else at_the_door.sign_in_first(request)
        who = _reader(come)
        if who is None:
            return at_the_door.closed(request)
        if not who.roles:
            return (
                at_the_door.unknown(request, who.name, self._at(_LOGOUT))
                if document
                else at_the_door.not_yours(request)
            )
        if path.startswith(_UPLOADS) and FINANCE not in who.roles:
            return at_the_door.not_yours(request)
        if document and allowance.PAGES.full(who.subject):
            return at_the_door.too_many_pages(request, allowance.PAGES.most)
        return None if path.startswith(_STATIC) else _too_much(request, who.subject, upload=path.startswith(_UPLOADS))

    def _to_sign_in(self, request: HTTPConnection, provider: Provider) -> Response:
        token = encode_provider_token(provider.name)
        answer = RedirectResponse(f"{self._at(_LOGIN)}?provider={quote(token)}", 302, {"Cache-Control": "no-store"})
        query = request.scope.get("query_string", b"").decode("latin-1")
        asked = quote(request.scope["path"] + (f"?{query}" if query else ""), safe="")
        if len(asked) <= _NEXT_LONGEST:
            answer.set_cookie(NEXT, asked, _NEXT_SECONDS, path=self._base, httponly=True, samesite="lax")
        return answer

    def _returning(self, request: HTTPConnection, provider: Provider, send: Send) -> Send:
        """What comes back from the provider: a session and the page that was asked for, or a notice.

        Streamlit answers each with a redirect to the first page, and sets its cookies where it accepts the sign-in.
        """
        notice: Response | None = None

        async def sending(message: Message) -> None:
            nonlocal notice
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                if signed_cookie.begun(_cookies_set(headers.getlist("set-cookie")), provider):
                    headers["location"] = _own_path(unquote(request.cookies.get(NEXT, ""))) or self._at("/")
                    headers.append("set-cookie", f"{NEXT}=; Path={self._base}; Max-Age=0; HttpOnly; SameSite=lax")
                    if before := signed_cookie.sign_in_of(request.cookies, provider):
                        open_sessions.table().end(before.key)
                elif request.query_params:
                    notice = at_the_door.not_signed_in(request, self._at("/"))
                else:  # the provider's way back after a log-out
                    headers["location"] = self._at(_SIGNED_OUT)
            if notice is None:
                await send(message)
            elif message["type"] == "http.response.start":
                await notice(request.scope, _nothing, send)

        return sending

    async def _socket(self, scope: Scope, receive: Receive, send: Send) -> None:
        provider = self._provider
        if provider is None:
            await self._app(scope, _handed_on(receive), send)
            return
        come = signed_cookie.sign_in_of(HTTPConnection(scope).cookies, provider)
        who = _looking(come, use=True)
        whose = who.subject if who else ""
        if come is None or who is None or not allowance.PAGES.enter(whose):
            await receive()
            await send({"type": "websocket.close", "code": 1013 if who else 1008})
            return
        try:
            scope, drawn = open_pages.taken_up(scope, who)
            await self._app(scope, _of_session(receive, come, drawn), _counted(send, whose))
        finally:
            allowance.PAGES.leave(whose)

    def _path(self, request: HTTPConnection) -> str:
        path = str(request.scope["path"])
        return path.removeprefix(self._base) if self._base != "/" else path

    def _at(self, path: str) -> str:
        return path if self._base == "/" else self._base + path


def _too_much(request: HTTPConnection, subject: str, *, upload: bool) -> Response | None:
    """What somebody is told who has had their share; None, and this is counted, for all others."""
    if upload and request.scope["method"] != "DELETE":
        length = request.headers.get("content-length", "")
        if not length.isdecimal():
            return at_the_door.without_length(request)
        if wait := allowance.UPLOADS.take(subject, int(length)):
            return at_the_door.too_much(request, wait)
    wait = allowance.ANSWERS.wait(subject) or allowance.REQUESTS.take(subject)
    return at_the_door.too_much(request, wait) if wait else None


def _counted(send: Send, whose: str) -> Send:
    """What is answered, as a file or to a page, counts for whoever asked."""

    async def sending(message: Message) -> None:
        if message["type"] in ("http.response.body", "websocket.send"):
            allowance.ANSWERS.take(whose, len(message.get("body") or message.get("bytes") or b""))
        await send(message)

    return sending


def _handed_on(receive: Receive) -> Receive:
    """Of the messages to a page those that it has reason to get."""

    async def receiving() -> Message:
        while True:
            message = await receive()
            if message["type"] != "websocket.receive":
                return message
            data = message.get("bytes")  # none in a text, which no page of ours sends
            if data is not None and (said := socket.handed_on(data)):
                return {"type": "websocket.receive", "bytes": said.SerializeToString()}

    return receiving


def _of_session(receive: Receive, come: signed_cookie.SignIn, drawn: Reader | None) -> Receive:
    """The same of somebody who signed in. Once their session has ended, and once their roles are others than those for
    whom the page was `drawn`, it is drawn anew, and nothing comes through of what was pressed or typed on it: a part
    that draws itself and a file that is still to be made would be as of before."""

    async def receiving() -> Message:
        nonlocal drawn
        while True:
            message = await _handed_on(receive)()
            if message["type"] != "websocket.receive":
                return message
            said: BackMsg | None = BackMsg.FromString(message["bytes"])
            assert said
            who = _looking(come, use=socket.is_use(said))
            if who is None or who != drawn:
                said = socket.bare(said)
            if said is None:
                continue
            drawn = who
            whose = come.claims["sub"]
            await asyncio.sleep(max(allowance.MESSAGES.take(whose), allowance.ANSWERS.wait(whose)))
            return {**message, "bytes": said.SerializeToString()}

    return receiving


def _looking(come: signed_cookie.SignIn | None, *, use: bool) -> Reader | None:
    """Who looks at a page, while their session lasts and they have a role."""
    table = open_sessions.table()
    if come is None or not (table.use(come.key) if use else table.is_open(come.key)):
        return None
    who = _reader(come)
    return who if who and who.roles else None


def _reader(come: signed_cookie.SignIn) -> Reader | None:
    """Who signed in, with the roles of this moment; None while the file of roles is wrong, which the log tells."""
    try:
        return roles.in_force().reader(come.claims)
    except Refused as refused:
        for problem in refused.problems:
            logging.error("%s", problem)
        return None


def _is_document(request: HTTPConnection) -> bool:
    """Whether a browser asks for something to show in its window."""
    if request.scope["method"] != "GET":
        return False
    asked = request.headers.get("sec-fetch-dest")
    return asked == "document" if asked else "text/html" in request.headers.get("accept", "")


def _own_path(asked: str) -> str | None:
    """A path of this site, or None: a browser takes what begins with two slashes, or one turned, for another host."""
    plain = asked.isprintable() and asked.isascii()
    return asked if plain and asked.startswith("/") and asked[1:2] not in ("/", "\\") else None


def _cookies_set(headers: Iterable[str]) -> dict[str, str]:
    """The cookies that an answer sets, and none that it takes away."""
    found: dict[str, str] = {}
    for header in headers:
        try:
            found.update(
                {name: morsel.value for name, morsel in SimpleCookie(header).items() if morsel["max-age"] != "0"}
            )
        except CookieError:
            continue
    return {name: value for name, value in found.items() if value}


def _secured(send: Send, provider: Provider) -> Send:
    """Behind https no cookie is ever sent without it."""
    if not provider.secure:
        return send

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            cookies = headers.getlist("set-cookie")
            del headers["set-cookie"]
            for cookie in cookies:
                headers.append("set-cookie", cookie if "; secure" in cookie.lower() else f"{cookie}; Secure")
        await send(message)

    return sending


async def _nothing() -> Message:
    return {"type": "http.disconnect"}
