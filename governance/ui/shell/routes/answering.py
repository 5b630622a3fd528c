"""How a file is sent: under its name, only where the reader has not got it already; and how a refusal reads.

A file's tag (ETag) is made of all on which it rests and not of its bytes, so that a reader who has it is told so, and
nothing is asked of the books. It is weak, since the bytes are compressed on their way. No one but the reader may
keep it, and asks before using it again.
"""

from __future__ import annotations

import hashlib
import logging
import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from governance.ledger import AWAY
from governance.papers.answer_files import as_json
from governance.problems import Problem, Refused, of_the_system
from governance.settings import ROOT
from governance.ui.parts.words import bare, say
from governance.ui.shell.routes.wanted import language_of, note_refusal
from governance.words import reading_in

JSON = "application/json"
MEDIA = {
    "csv": "text/csv",
    "ics": "text/calendar",
    "json": JSON,
    "pdf": "application/pdf",
    "png": "image/png",
    "svg": "image/svg+xml",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "zip": "application/zip",
}
"""What a file is, by the ending of its name; any other is a string of bytes."""
ANY = "application/octet-stream"
_SHOWN = ("json",)
"""The files that a browser shows itself; it saves the others."""
_STATUS = {
    "question-unknown": 404,
    "table-unknown": 404,
    "not-found": 404,
    "no-such-version": 404,
    "no-such-batch": 404,
    "report-unknown": 404,
    "not-signed-in": 401,
    "not-allowed": 403,
    "not-published": 403,
    **dict.fromkeys(AWAY, 503),
    "ledger-gone": 503,
    "ledger-not-prepared": 503,
}
_KEPT, _SMALL_BYTES = 64, 2**18
"""Files sent before that are kept, and how large one of them may be: 16 MiB at most."""
_sent_before: dict[str, bytes] = {}
_lock = threading.Lock()
_FORBIDDEN, _NOT_THEIRS = "may-not-", 403
_SOURCES = (".py", ".sql", ".toml", ".csv", ".mo", ".typ")


@dataclass(frozen=True)
class File:
    """A file that leaves: its name, all that its content rests on, and what makes it, which is called when it is sent
    and not before."""

    name: str
    rests_on: tuple[object, ...]
    make: Callable[[], bytes]
    taken: Callable[[str], None] | None = None
    """Called with the file's name once it is sent, where that is to be recorded."""

    @property
    def form(self) -> str:
        """The ending of its name."""
        return self.name.rpartition(".")[2].lower()

    @property
    def tag(self) -> str:
        """The same for the same file of the same release."""
        told = repr((_release(), self.name, self.rests_on))
        return f'W/"{hashlib.sha256(told.encode()).hexdigest()[:32]}"'


def sends(path: str, file: Callable[[Request], File]) -> Route:
    """The address `path`, at which `file` says what is sent. A plain function: it runs in a thread of its own."""

    def answer(request: Request) -> Response:
        with reading_in(language_of(request)):
            try:
                return _sent(request, file(request))
            except Refused as refused:
                answered = refusal(request, *refused.problems)
                if answered.status_code == _NOT_THEIRS:
                    note_refusal(request, refused.problems[0].rule)
                return answered
            except Exception as error:
                number = secrets.token_hex(4)
                logging.exception("unexpected error %s", number)
                return refusal(request, of_the_system(error) or _unexpected(number), status=500)

    return Route(path, answer, methods=["GET"])  # and HEAD with it


def nothing_there(path: str) -> Route:
    """Whatever else is asked for below our addresses: Streamlit would answer with a page, as if it were there."""

    def refuse(request: Request) -> File:
        raise Refused(
            Problem(
                "not-found",
                say("There is nothing at this address."),
                suggestion=say("The list of all questions and their addresses is at /data."),
            )
        )

    return sends(path, refuse)


def refusal(request: Request, *problems: Problem, status: int | None = None) -> Response:
    """Why nothing is sent: as JSON where JSON was asked for, else as text, a line each."""
    headers = {"Cache-Control": "no-store"}
    status = status or _status(problems[0])
    if status == 503:
        headers["Retry-After"] = "5"
    told = [{"rule": one.rule, "message": bare(one.message), "suggestion": bare(one.suggestion or ""),
             "parameter": one.column} for one in problems]  # fmt: skip
    if request.url.path.endswith((".json", "/data")):
        return Response(as_json({"refused": told}), status, headers, JSON)
    lines = "".join(f"{one['message']} {one['suggestion']}".strip() + "\n" for one in told)
    return Response(lines, status, headers, "text/plain")


def _sent(request: Request, file: File) -> Response:
    headers = {"ETag": file.tag, "Cache-Control": "private, no-cache"}
    if _has(request, file.tag):
        return Response(status_code=304, headers=headers)
    content = _content(file)
    if file.taken and request.method == "GET":
        file.taken(file.name)
    place = "inline" if file.form in _SHOWN else "attachment"
    headers["Content-Disposition"] = f"{place}; filename*=UTF-8''{quote(file.name, safe='')}"
    return Response(content, headers=headers, media_type=MEDIA.get(file.form, ANY))


def _content(file: File) -> bytes:
    """What is sent, made now or kept since: of small files those that were asked for last, as they never change."""
    with _lock:
        content = _sent_before.pop(file.tag, None)
    if content is None:
        content = file.make()
    if len(content) <= _SMALL_BYTES:
        with _lock:
            _sent_before[file.tag] = content
            while len(_sent_before) > _KEPT:
                del _sent_before[next(iter(_sent_before))]
    return content


def _has(request: Request, tag: str) -> bool:
    """Whether the reader has the file already; a proxy may have taken the sign of a weak tag away."""
    held = [one.strip().removeprefix("W/") for one in request.headers.get("if-none-match", "").split(",")]
    return tag.removeprefix("W/") in held  # not for “*”, which would be told without being asked who one is


def _status(problem: Problem) -> int:
    return _NOT_THEIRS if problem.rule.startswith(_FORBIDDEN) else _STATUS.get(problem.rule, 400)


def _unexpected(number: str) -> Problem:
    return Problem(
        "unexpected",
        say("Something went wrong that should not have."),
        suggestion=say("Please report number {number}; the server's log has the details under it.", number=number),
    )


@cache
def _release() -> str:
    """What tells this release from every other: its program, its registers and the libraries that it stands on."""
    found = hashlib.sha256((ROOT / "requirements.txt").read_bytes())
    for path in sorted((ROOT / "governance").rglob("*")):
        if path.suffix in _SOURCES:
            found.update(path.read_bytes())
    return found.hexdigest()
