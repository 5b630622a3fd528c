"""The days ahead as a calendar file (.ics), for one State or for all: the same bytes for the same version and day.

A day keeps its identifier from version to version, so that a calendar that takes the file in again moves what it has
and doubles nothing.
"""

from __future__ import annotations

from datetime import UTC, date, timedelta
from itertools import groupby
from uuid import UUID, uuid5

from icalendar import Calendar
from icalendar import Event as Entry

from governance.access import LOCAL, Reader
from governance.books import Books, Row
from governance.names import printed
from governance.papers.evidence import in_words_of
from governance.sources import documents_in_words
from governance.words import SEMICOLON, joined, language, say

_DAYS = UUID("8f0e7c52-5a37-5f0e-9a60-5f1c6a1d7f21")  # the space of names in which a day's identifier is made


def to_ics(books: Books, as_of: date, state: str | None = None, reader: Reader = LOCAL) -> bytes:
    """The calendar from a day on, of one State or of all, in the language in force. Raises Refused as `Books.ask`."""
    answer = books.ask("calendar", as_of, reader, state=state)
    title = say("{title}: {state}", title=say(books.title), state=printed(state)) if state else say(books.title)
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", f"-//{say(books.title)}//{language.get().upper()}")
    calendar.add("x-wr-calname", str(title))
    calendar.add("x-wr-caldesc", in_words_of(answer))
    by_day = groupby(answer.dicts(), key=lambda row: (row["day"], row["occasion"], row["state"]))
    for (day, occasion, whose), rows in by_day:
        calendar.add_component(_entry(books, (day, occasion, whose), list(rows), in_words_of(answer)))
    return bytes(calendar.to_ical())


def _entry(books: Books, key: tuple[date, str, str | None], rows: list[Row], kind: str) -> Entry:
    """What falls on one day for one State: several of a kind are one entry."""
    day, occasion, state = key
    words = joined(SEMICOLON, [row["words"] for row in rows])
    entry = Entry()
    entry.add("uid", str(uuid5(_DAYS, f"{books.genesis}/{state or ''}/{occasion}/{day.isoformat()}")))
    entry.add("dtstamp", books.events[books.version].recorded_at.replace(microsecond=0, tzinfo=UTC))
    entry.add("dtstart", day)
    entry.add("dtend", max(row.day("last_day") for row in rows) + timedelta(1))
    entry.add("summary", str(say("{state}: {words}", state=printed(state), words=words) if state else words))
    sources = dict.fromkeys(row["document"] for row in rows if row["document"])
    told = (
        kind,
        say("version {version}, head {head}", version=books.version, head=books.head),
        *map(documents_in_words, sources),
    )
    entry.add("description", str(joined("\n", told)))
    entry.add("transp", "TRANSPARENT")
    return entry
