"""The log of requests: one line of JSON for each, and a reference number under which an error can be found again.

A line tells when, who (by the provider's subject), what was asked for and how it was answered. It holds no figure and
no value of an address: of `?state=AUT` it says `state`, since which State somebody looks at is nobody's business. What
is a key to something (an upload's or a file's own address) is left out too.
"""

from __future__ import annotations

import json
import logging
import os
import secrets
import sys
import time
from datetime import UTC, datetime

from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from governance.settings import is_public
from governance.ui.shell.door import at_the_door
from governance.ui.shell.door.provider import configured
from governance.ui.shell.door.signed_cookie import sign_in_of

_LONGEST = 120  # characters of a path
_KEYS_BELOW = ("/_stcore/", "/media/", "/component/")

requests = logging.getLogger("governance.requests")


def open_log() -> None:
    """Write the lines into the file that GOVERNANCE_REQUEST_LOG names, or on standard output (`-`), where they go
    without it too if others are served. Who serves this machine alone has none."""
    where = os.environ.get("GOVERNANCE_REQUEST_LOG") or ("-" if configured() or is_public() else "")
    for handler in requests.handlers[:]:
        requests.removeHandler(handler)
        handler.close()
    requests.propagate = False
    if where:
        handler = logging.StreamHandler(sys.stdout) if where == "-" else logging.FileHandler(where, encoding="utf-8")
        handler.setFormatter(logging.Formatter("%(message)s"))
        requests.addHandler(handler)
        requests.setLevel(logging.INFO)


class RequestLog:
    """Gives each request its number, writes its line, and answers with the number where something went wrong."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        number, began, answered = secrets.token_hex(4), time.monotonic(), {"status": 0, "bytes": 0}

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                answered["status"] = message["status"]
                MutableHeaders(scope=message)["X-Request-Id"] = number
            elif message["type"] in ("websocket.accept", "websocket.close"):
                answered["status"] = answered["status"] or (101 if message["type"] == "websocket.accept" else 403)
            answered["bytes"] += len(message.get("body") or message.get("bytes") or b"")
            await send(message)

        try:
            await self._app(scope, receive, sending)
        except Exception:
            logging.exception("unexpected error %s", number)
            if scope["type"] != "http" or answered["status"]:
                raise
            await at_the_door.went_wrong(HTTPConnection(scope), number)(scope, receive, sending)
        finally:
            if requests.handlers:
                requests.info(json.dumps(_line(HTTPConnection(scope), number, began, answered)))


def _line(request: HTTPConnection, number: str, began: float, answered: dict[str, int]) -> dict[str, object]:
    path, named = str(request.scope["path"]), configured()
    come = sign_in_of(request.cookies, named) if named else None
    if path.startswith(_KEYS_BELOW):
        path = "/".join(path.split("/")[:3])
    return {
        "time": datetime.now(UTC).isoformat(timespec="milliseconds"),
        "reference": number,
        "who": come.claims["sub"] if come else None,
        "method": request.scope.get("method", "WEBSOCKET"),
        "path": path[:_LONGEST],
        "asked": sorted({name[:_LONGEST] for name in request.query_params}) if path != "/oauth2callback" else [],
        "status": answered["status"],
        "bytes": answered["bytes"],
        "ms": round((time.monotonic() - began) * 1000),
    }
