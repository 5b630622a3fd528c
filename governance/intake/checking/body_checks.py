"""Membership, seats, sessions and actions on votes held against the rulebook, and against the rows held already.

Pure functions: rows in, problems out. `new` are the rows handed in (with their `sheet_row`), `held` those of the same
table that stay in force beside them; a problem is told of a new row, never of one that was taken long ago. What the
ledger cannot know is not held against anyone: without a single row of membership no seat is refused.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from governance.intake.checking.messages import in_cell
from governance.names import printed
from governance.problems import Problem
from governance.rulebooks import Body, Rulebook
from governance.words import say

Row = Mapping[str, Any]
_DAY = timedelta(days=1)
_NEVER = date.max - _DAY


def check_sessions(new: Sequence[Row], held: Sequence[Row], book: Rulebook) -> list[Problem]:
    """A session of a body that the rulebook does not know, or that did not exist; two at once only warn."""
    known = (problem for row in new for problem in _no_body(row, book, "opens"))
    found = _overlaps(_spans(new, held, ("body",), "opens", "closes", open_ended=False), "session-overlap")
    return [*known, *found]


def check_actions(new: Sequence[Row], book: Rulebook) -> Iterator[Problem]:
    """An action of a body that does not decide on votes by the text of its day: what the rules leave out of account is
    warned of, since the row may only name that body otherwise. A rulebook without a text about votes has none."""
    for row in new if book.votes else ():
        if not book.decides_on_votes(row["body"], row["dated"]):
            decides = book.body_of_votes(row["dated"])
            yield in_cell(
                "action-of-another-body", row, "body", found=row["body"], body=decides, written=decides.written
            )


def check_seats(new: Sequence[Row], held: Sequence[Row], membership: Sequence[Row], book: Rulebook) -> list[Problem]:
    """Seats of an unknown body, of no Member, twice at once, for too long, or more than the rulebook allows."""
    problems = [problem for row in new for problem in _no_body(row, book, "from")]
    problems += [problem for row in new for problem in _too_long(row, book)]
    problems += _overlaps(_spans(new, held, ("body", "state"), "from", "to"), "seat-overlap")
    if membership:
        problems += [problem for row in new for problem in _no_member(row, membership, book)]
        problems += _too_many(new, held, membership, book)
    return problems


@dataclass(frozen=True)
class _Span:
    key: tuple[str, ...]
    first: date
    last: date
    row: Row
    new: bool


def _spans(
    new: Sequence[Row], held: Sequence[Row], key: tuple[str, ...], first: str, last: str, *, open_ended: bool = True
) -> list[_Span]:
    return sorted(
        (
            _Span(
                tuple(row[name].casefold() for name in key),
                row[first],
                row[last] or (_NEVER if open_ended else row[first]),
                row,
                is_new,
            )
            for rows, is_new in ((held, False), (new, True))
            for row in rows
        ),
        key=lambda span: (span.key, span.first, span.new),
    )


def _overlaps(spans: list[_Span], rule: str) -> Iterator[Problem]:
    """Each span that begins before another of its key, seen already, has ended; told of a new one of the two."""
    for _, own in groupby(spans, key=lambda span: span.key):
        latest: _Span | None = None
        for span in own:
            if latest and span.first <= latest.last and (span.new or latest.new):
                told, other = (span, latest) if span.new else (latest, span)
                yield _overlap(rule, told, other)
            if latest is None or span.last > latest.last:
                latest = span


def _overlap(rule: str, told: _Span, other: _Span) -> Problem:
    last = say("today and on") if other.last == _NEVER else other.last.isoformat()
    who, begins = ("", "opens") if rule == "session-overlap" else (_name(told.row), "from")
    return in_cell(rule, told.row, begins, who=who, first=other.first.isoformat(), last=last)


def _no_body(row: Row, book: Rulebook, column: str) -> Iterator[Problem]:
    """A rulebook that names no bodies has nothing to say of them."""
    if not book.bodies:
        return
    body = book.body(row["body"])
    if body is None:
        known = ", ".join(each.name for each in book.bodies)
        yield in_cell("body-unknown", row, "body", body=row["body"], known=known)
        return
    for name in (column, "to" if column == "from" else "closes"):
        day = row[name]
        if day and not (body.first_day or date.min) <= day <= (body.last_day or date.max):
            first = body.first_day.isoformat() if body.first_day else say("its beginning")
            last = body.last_day.isoformat() if body.last_day else say("today")
            yield in_cell("body-not-there", row, name, body=body.name, day=day.isoformat(), first=first, last=last)


def _too_long(row: Row, book: Rulebook) -> Iterator[Problem]:
    body = book.body(row["body"])
    most = body.last_day_of_term(row["from"]) if body else None
    if body and most and row["to"] and row["to"] > most:
        days = {"first": row["from"].isoformat(), "most": most.isoformat()}
        yield in_cell("term-too-long", row, "to", body=body.name, years=body.term_years, **days)


def _term(row: Row, book: Rulebook) -> tuple[date, date]:
    """The days of a term; one without a last day runs as long as the rulebook lets it."""
    body = book.body(row["body"])
    limit = body.last_day_of_term(row["from"]) if body else None
    return row["from"], row["to"] or limit or _NEVER


def _no_member(row: Row, membership: Sequence[Row], book: Rulebook) -> Iterator[Problem]:
    """The first day of the term on which the State is no Member, if there is one."""
    first, last = _term(row, book)
    own = sorted((r for r in membership if r["state"] == row["state"]), key=lambda r: r["from"])
    day = first
    for spell in own:
        if spell["status"] == "member" and spell["from"] <= day <= (spell["to"] or _NEVER):
            day = (spell["to"] or _NEVER) + _DAY
    if day > last:
        return
    observes = any(r["status"] == "observer" and r["from"] <= day <= (r["to"] or _NEVER) for r in own)
    key = "seat-of-no-member observer" if observes else "seat-of-no-member"
    yield in_cell(key, row, "state", who=_name(row), day=day.isoformat())


def _too_many(new: Sequence[Row], held: Sequence[Row], membership: Sequence[Row], book: Rulebook) -> Iterator[Problem]:
    """For each body, the first day on which it has more seats than it may: told of a new row that runs then."""
    for body in book.bodies:
        own = [row for row in (*new, *held) if row["body"].casefold() == body.name.casefold()]
        if body.seats is None or not own:
            continue
        for day in sorted({row["from"] for row in own}):
            running = [row for row in own if _term(row, book)[0] <= day <= _term(row, book)[1]]
            told = next((row for row in reversed(running) if any(row is each for each in new)), None)
            if told is not None and len(running) > body.seats:
                problem = _seats(body, len(running), _members_on(membership, day), day, told)
                if problem:
                    yield problem
                    break


def _seats(body: Body, seats: int, members: int, day: date, told: Row) -> Problem | None:
    """More than the body may ever have, or more than its article sets with no document that decides so."""
    most = body.most_seats(members)
    words: dict[str, Any] = {"body": body.name, "seats": seats, "day": day.isoformat()}
    if most is not None and seats > most:
        return in_cell("seats-too-many", told, "body", members=members, most=most, rule=body.article, **words)
    if told.get("document"):
        return None
    return in_cell("seats-without-decision", told, "document", set=body.seats, **words)


def _members_on(membership: Iterable[Row], day: date) -> int:
    return sum(row["status"] == "member" and row["from"] <= day <= (row["to"] or _NEVER) for row in membership)


def _name(row: Row) -> str:
    """The State's printed name, or the organization's own."""
    return row["state"] if row.get("kind") == "organization" else printed(row["state"])
