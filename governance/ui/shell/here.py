"""Where the reader is: which ledger, on which date, as known at which version, with which State in view."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import streamlit as st

from governance.access import Reader, check_own
from governance.books import Answer, Books
from governance.ledger import PUBLISHED
from governance.names import by_name, find
from governance.problems import Problem, Refused
from governance.settings import LedgerSetting, is_public, listed, setting, target
from governance.shipping.ledgers import absent
from governance.tables.known_years import FIRST_DAY, LAST_DAY
from governance.ui.parts.numbers import day_words
from governance.ui.parts.words import plain, say
from governance.ui.shell import cache, link
from governance.ui.shell.visitor import reader
from governance.words import language, reading_in

_LONGEST_VERSION = 9  # digits: a ledger with a thousand million events is none


@dataclass(frozen=True)
class Here:
    """What every page is given: the books to ask, the date, the reader, and the State in view, if any."""

    ledger: LedgerSetting
    books: Books
    as_of: date
    reader: Reader
    state: str | None
    pinned: bool  # an older version was chosen

    def ask(self, question: str, on: date | None = None, **parameters: object) -> Answer:
        """The books' answer on the date in view (or `on` another), for this reader."""
        return self.books.ask(question, on or self.as_of, self.reader, **parameters)

    @property
    def sees_all(self) -> bool:
        """Whether the reader sees the accounts of every State: else nothing is said of all by counting their rows."""
        return self.reader.limit is None

    @property
    def foreseen(self) -> bool:
        """Whether what is said of money on the date is a projection."""
        return self.books.foreseen_from(self.as_of) is not None

    def titled(self, title: str) -> str:
        """A title about money on the date: on one that has not come it says what it supposes."""
        return say("{title}, if nothing more is paid", title=title) if self.foreseen else title

    def supposed(self, words: str) -> str:
        """Sentences about money on the date: on one that has not come they say what they suppose, once."""
        if not self.foreseen or words.startswith(say("If nothing more is paid")):
            return plain(words)
        return say("If nothing more is paid: {words}", words=words)

    def as_known(self, words: str) -> str:
        """Sentences about what all owe: where it is not known of some, they say that they are about the others."""
        known = self.ask("balances", currency=self.currency).column("known")
        return hedged(words) if "no" in known else words

    @property
    def demonstration(self) -> bool:
        """Whether the ledger is about fictional States."""
        return "demonstration" in self.books.evidence

    @property
    def membership_held(self) -> bool:
        """Whether anything is held of who was a Member, on whatever day."""
        return bool(self.ask("member_bands", LAST_DAY).rows)

    @property
    def receipts_known(self) -> bool:
        """Whether receipts are declared complete on the date for anyone at all."""
        return "yes" in self.ask("balances").column("known")

    @property
    def currency(self) -> str | None:
        """The currency of the assessments: the rulebook's where it is used, else the one that is; None without any."""
        used = [row.text("currency") for row in self.ask("identity").dicts()]
        home = self.books.rulebook.currency
        return home if home in used else (used[0] if used else None)


def hedged(words: str) -> str:
    """Sentences about all that hold only as far as it is known."""
    return say("As far as it is known: {words}", words=words)


def here() -> Here:
    """Where the reader is now, from the link. Raises Refused for a link that names what is not there."""
    version = link.get("version")
    ledger, books = opened(link.get("ledger"), version)
    on = day_named(link.get("as_of")) or books.last_day()
    who = reader()
    return Here(ledger, books, on, who, _state(books, on, who), version is not None)


def opened(key: str | None, version: str | None) -> tuple[LedgerSetting, Books]:
    """The ledger and the version that an address names (default: the first of the list, and its last version), open.
    Raises Refused for what is not there, and for what is not published where this installation publishes."""
    ledger = _ledger(key)
    if problem := absent(ledger, seen=cache.has_seen(target(ledger))):
        raise Refused(problem)
    books = cache.books(target(ledger), _version(version))
    _check_published(books)
    return ledger, books


def states_in(books: Books, on: date, reader: Reader) -> dict[str, str]:
    """The States that the books know and whose accounts the reader may see, code to printed name, in the order of the
    names."""
    limit = reader.limit
    codes = map(str, books.ask("states", on, reader).column("state"))
    return dict(_in_order(tuple(code for code in codes if limit is None or code in limit), language.get()))


@lru_cache(maxsize=16)
def _in_order(codes: tuple[str, ...], spoken: str) -> tuple[tuple[str, str], ...]:
    with reading_in(spoken):
        return tuple(by_name(codes).items())


def _ledger(key: str | None) -> LedgerSetting:
    if key is None:
        return listed()[0]
    found = setting(key)
    if found is None:
        known = ", ".join(entry.key for entry in listed())
        raise Refused(_refused("ledger", key, say("The ledgers are: {known}.", known=known)))
    return found


def _version(text: str | None) -> int | None:
    if text is None:
        return None
    if not (text.isascii() and text.isdecimal() and len(text) <= _LONGEST_VERSION):
        raise Refused(_refused("version", text, say("A version is a whole number.")))
    return int(text)


def day_named(text: str | None) -> date | None:
    """The day that an address names, if it names one. Raises Refused for a text that is none, or far from all facts."""
    if text is None:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise Refused(_refused("as_of", text, say("Write the date as year-month-day, such as 2024-06-30."))) from None
    if not FIRST_DAY <= day <= LAST_DAY:
        hint = say("Choose a date from {first} to {last}.", first=day_words(FIRST_DAY), last=day_words(LAST_DAY))
        raise Refused(_refused("as_of", text, hint))
    return day


def _state(books: Books, on: date, who: Reader) -> str | None:
    text = link.get("state")
    if text is None:
        return None
    try:
        code = state_named(books, on, text, who)
    except Refused:
        if link.came_from_address("state"):
            raise
        link.drop("state")
        return None
    link.put("state", code)  # whichever way the link names it
    return code


def state_named(books: Books, on: date, text: str, who: Reader) -> str:
    """The code of the State that an address names in some usual way. Raises Refused for one that the books know
    not, and for one whose account the reader may not see."""
    found = find(text) or find(text.upper())
    if found is None or found.code not in books.ask("states", on, who).column("state"):
        raise Refused(_refused("state", text, say("This ledger has no such State: choose one from its list.")))
    check_own(who, found.code)
    return found.code


def _check_published(books: Books) -> None:
    """An installation that publishes shows figures of cited documents, and no office's own."""
    if is_public() and not PUBLISHED.issuperset(books.evidence):
        raise Refused(
            Problem(
                "not-published",
                say("This ledger holds figures that are not published, so it is not shown here."),
                suggestion=say("Finance staff see it where the dashboard is not public."),
            )
        )


def _refused(key: str, text: str, hint: str) -> Problem:
    names = {"ledger": say("ledger"), "version": say("version"), "as_of": say("date"), "state": say("State")}
    message = say("The link asks for the {what} “{value}”, which is not there.", what=names[key], value=text)
    return Problem("link-value", message, column=key, value=text, suggestion=hint)


def forget_session_choice(*keys: str) -> None:
    """Start again from the defaults, or only without these values: what the button under a refused link does."""
    link.drop(*(keys or ("ledger", "version", "as_of", "state")))
    st.query_params.clear()
