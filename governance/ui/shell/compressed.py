"""What is sent is compressed; what never changes, once for all who come."""

from __future__ import annotations

from posixpath import normpath

from starlette.datastructures import Headers
from starlette.middleware.gzip import GZipMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_LEVEL = 6
"""Streamlit sends its own scripts as they are, 5.7 MB to a new visitor: a third of that at this level. The higher ones
take longer and save no more."""
_NEVER_CHANGES = "immutable"
"""What Streamlit says of its own scripts, whose names hold a hash of what they are: there are so many and no more."""


class Compressed:
    """Compresses answers. Streamlit's own scripts took a fifth of a second of each new visitor's first page, and of
    everybody's whose page was being made meanwhile."""

    def __init__(self, app: ASGIApp) -> None:
        self._compressing = GZipMiddleware(app, compresslevel=_LEVEL)
        self._kept: dict[str, list[Message]] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not _asks_for_a_whole_file(scope):
            await self._compressing(scope, receive, send)
            return
        path = normpath(scope["path"])  # one file has many addresses, with dots and strokes: it is kept once
        if path not in self._kept:
            answer: list[Message] = []

            async def keeping(message: Message) -> None:
                answer.append(_copied(message))
                await send(message)

            await self._compressing(scope, receive, keeping)
            if answer and _never_changes(answer[0]) and not answer[-1].get("more_body"):
                self._kept[path] = answer
            return
        for message in self._kept[path]:
            await send(_copied(message))


def _asks_for_a_whole_file(scope: Scope) -> bool:
    if scope["type"] != "http" or scope["method"] != "GET":
        return False
    headers = Headers(scope=scope)
    partly = "range" in headers or "if-none-match" in headers or "if-modified-since" in headers
    return "gzip" in headers.get("accept-encoding", "") and not partly


def _never_changes(start: Message) -> bool:
    return start["status"] == 200 and _NEVER_CHANGES in Headers(raw=start["headers"]).get("cache-control", "")


def _copied(message: Message) -> Message:
    """A message whose headers whoever sends it may add to."""
    return {**message, "headers": [*message["headers"]]} if "headers" in message else message
