"""What an address of a file says: of which ledger, at which version, on which day, in which language, for which reader.

The same words as in the link of a page, refused for the same reasons. What else it says are parameters.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial

from starlette.requests import Request

from governance.access import OWN, Reader, Shown
from governance.books import Books
from governance.names import find
from governance.problems import Problem, Refused
from governance.questions.parameters import shortened
from governance.settings import LedgerSetting, listed, setting, target
from governance.ui.parts.words import joined, say
from governance.ui.shell import link
from governance.ui.shell.here import day_named, opened
from governance.ui.shell.routes.taken import note, note_refused
from governance.ui.shell.visitor import reader_of
from governance.words import language, one_of_ours

VIEW = ("ledger", "as_of", "version", link.LANGUAGE)
"""The words of an address that are about the view and no parameters of what is asked."""


@dataclass(frozen=True)
class Wanted:
    """What is wanted of which ledger, and by whom. `given` are the parameters, as the address has them."""

    ledger: LedgerSetting
    books: Books
    as_of: date
    reader: Reader
    given: dict[str, str]

    @property
    def state_of_things(self) -> tuple[object, ...]:
        """All on which an answer of these books rests, besides the question: where it is the same, so is the answer."""
        books = self.books
        return (
            self.ledger.key, books.genesis, books.head, books.version, self.as_of, books.foreseen_from(self.as_of),
            language.get(), self.reader.scope, tuple(sorted(self.given.items())),
        )  # fmt: skip

    def taken(self, state: str | None = None) -> Callable[[str], None]:
        """What is called with the name of a file about a State's own account, or those of all whom the reader sees,
        once it is sent."""
        return partial(note, self.reader, target(self.ledger), self.books.version, state)

    def taken_if_own(self, shown: Shown | None, state: object = None) -> Callable[[str], None] | None:
        """The same, where a delegation sees its own rows only of what the file holds."""
        own = shown is not None and shown.rows == OWN
        return self.taken(str(state) if state else None) if own else None


def language_of(request: Request) -> str:
    """The language that an address names, else English: an address gives everyone the same."""
    return one_of_ours(request.query_params.get(link.LANGUAGE))


def asking(request: Request) -> Reader:
    """Who sends the request. Raises Refused for nobody: who has not signed in where one must, or no more."""
    found = reader_of(request)
    if not found.roles:
        raise Refused(Problem("not-signed-in", say("Sign in first.")))
    return found


def wanted(request: Request) -> Wanted:
    """What the request asks for. Raises Refused for an address that names what is not there."""
    reader, said = asking(request), request.query_params
    if problems := link.impossible(said.multi_items()):
        raise Refused(*problems)
    ledger, books = opened(said.get("ledger"), said.get("version"))
    on = day_named(said.get("as_of")) or books.last_day()
    given = {name: text for name, text in said.items() if name not in VIEW}
    return Wanted(ledger, books, on, reader, given)


def note_refusal(request: Request, rule: str) -> None:
    """Let it be recorded in the ledger of the address that whoever sends the request asked for what is not theirs."""
    said = request.query_params
    entry, state = setting(said.get("ledger") or listed()[0].key), find(said.get("state", ""))
    if entry:
        note_refused(reader_of(request), target(entry), state.code if state else None, rule, request.url.path)


def of_view_only(asked: Wanted, *parameters: str) -> Wanted:
    """The same, where the address says nothing but the view and these parameters. Raises Refused where it does."""
    if strangers := [name for name in asked.given if name not in parameters]:
        raise Refused(
            Problem(
                "parameter-unknown",
                say("This address takes no {names}.", names=joined(", ", map(shortened, strangers))),
                suggestion=say("It takes {names}.", names=joined(", ", (*parameters, *VIEW))),
            )
        )
    return asked
