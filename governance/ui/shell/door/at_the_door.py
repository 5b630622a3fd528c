"""What is told at the door, before there is a page: plain documents that need no script and ask for nothing else."""

from __future__ import annotations

from html import escape
from math import ceil

from starlette.datastructures import Headers
from starlette.requests import HTTPConnection
from starlette.responses import HTMLResponse, PlainTextResponse, Response

from governance.words import language as reading
from governance.words import one_of_ours, reading_in, say

_STYLE = (
    "body{font:16px/1.5 sans-serif;max-width:36rem;margin:12vh auto;padding:0 1rem;color:light-dark(#1a1a1a,#f0f0f0);"
    "background:light-dark(#fff,#0e1117)}:root{color-scheme:light dark}a{color:light-dark(#00558C,#8CCBF2)}"
    "h1{font-size:1.6rem;line-height:1.25}"
)


def signed_out(request: HTTPConnection, home: str) -> Response:
    """After a log-out."""
    with reading_in(_language(request)):
        return _page(200, say("You have signed out"), [say("Your session has ended, here and for every open page.")],
                     [(home, say("Sign in again"))])  # fmt: skip


def not_signed_in(request: HTTPConnection, home: str) -> Response:
    """After a sign-in that the provider refused or that is not for this dashboard."""
    with reading_in(_language(request)):
        return _page(403, say("You are not signed in"),
                     [say("The sign-in was refused, was given up, or was made for something else."),
                      say("Try once more; if it happens again, tell whoever runs this dashboard.")],
                     [(home, say("Sign in again"))])  # fmt: skip


def unknown(request: HTTPConnection, name: str, leave: str) -> Response:
    """To somebody who has signed in and has no role."""
    with reading_in(_language(request)):
        return _page(403, say("You have no role here"),
                     [say("You are signed in as {name}. Nobody has given you a role in this dashboard.", name=name),
                      say("Ask whoever runs it for one: what you may then see is there at the next click.")],
                     [(leave, say("Sign out"))])  # fmt: skip


def closed(request: HTTPConnection) -> Response:
    """While the file of roles is wrong: nobody's role is known."""
    with reading_in(_language(request)):
        return _page(503, say("The dashboard is closed for the moment"),
                     [say("The file that says who may do what cannot be read, so nobody is let in."),
                      say("Whoever runs it finds in the server's log what is wrong.")])  # fmt: skip


def sign_in_first(request: HTTPConnection) -> Response:
    """To whatever is no document of a browser's."""
    with reading_in(_language(request)):
        return PlainTextResponse(say("Sign in first."), 401)


def not_yours(request: HTTPConnection) -> Response:
    """To somebody whose roles do not go so far."""
    with reading_in(_language(request)):
        return PlainTextResponse(say("None of your roles permits this."), 403)


def too_much(request: HTTPConnection, seconds: float) -> Response:
    """To somebody who has taken more than their share."""
    with reading_in(_language(request)):
        told = say("You have asked for more than one person may in a while. Go on in {seconds} seconds.",
                   seconds=ceil(seconds))  # fmt: skip
        return PlainTextResponse(told, 429, {"Retry-After": f"{ceil(seconds)}"})


def too_many_pages(request: HTTPConnection, most: int) -> Response:
    """To somebody who has as many pages open as one person may."""
    with reading_in(_language(request)):
        return _page(429, say("You have too many pages open"),
                     [say("One person may have {most} pages open here at the same time. Close some, and try once more.",
                          most=most)])  # fmt: skip


def without_length(request: HTTPConnection) -> Response:
    """To an upload that does not say how large it is."""
    with reading_in(_language(request)):
        return PlainTextResponse(say("A file must come with its length."), 411)


def went_wrong(request: HTTPConnection, number: str) -> Response:
    """In place of an answer that failed."""
    with reading_in(_language(request)):
        told = say("Something went wrong that should not have. Please report number {number}; the server's log has the "
                   "details under it.", number=number)  # fmt: skip
        return PlainTextResponse(told, 500)


def _language(request: HTTPConnection) -> str:
    """The link's language, else the first of the browser's that is there."""
    accepted = Headers(scope=request.scope).get("accept-language", "")
    return one_of_ours(
        request.query_params.get("language"), *(part.split(";")[0].strip() for part in accepted.split(","))
    )


def _page(status: int, title: str, sentences: list[str], links: list[tuple[str, str]] | None = None) -> Response:
    told = "".join(f"<p>{escape(sentence)}</p>" for sentence in sentences)
    ways = "".join(f'<p><a href="{escape(address)}">{escape(words)}</a></p>' for address, words in links or [])
    return HTMLResponse(
        f'<!doctype html><html lang="{reading.get()}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head>"
        f"<body><main><h1>{escape(title)}</h1>{told}{ways}</main></body></html>",
        status,
        headers={"Cache-Control": "no-store"},
    )
