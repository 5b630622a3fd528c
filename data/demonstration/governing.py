"""What documents of the demonstration say of its membership: events, lists of States, and counts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from data.demonstration.setting import Setting, council_opens
from data.demonstration.states import Row, members_on, parts

LISTED_ON = date(1996, 6, 14)
"""The day of the list of States that were observers then."""
COUNTED_IN = (1990, 1994, 1998, 2002, 2006, 2010, 2014, 2018, 2022)
"""Years whose Council session states how many Members and observers there are."""
MISCOUNTED = 2010
"""The year in which the paper already counts a State that joined a year later."""
_NOTICE = (5, 14)


def event_rows(setting: Setting) -> Iterator[Row]:
    """The membership_events table: the Constitution, every admission on a known day, and each withdrawal."""
    yield _event("1951-12-05", "constitution", None, "the Organization was set up", "DEMO/CONST/1")
    yield _event("1989-11-14", "constitution", None, "amendments of the Constitution came into force", "DEMO/CONST/2")
    yield _event("2013-11-21", "constitution", None, "the Executive Committee came to its end", "DEMO/CONST/3")
    for part in parts().values():
        for spell in part.spells:
            if spell.first > setting.today:
                continue
            if spell.precision == "day":
                kind = "membership" if spell.status == "member" else "observer_status"
                what = "the Council admitted it" if spell.status == "member" else "the Council admitted it as observer"
                document = f"DEMO/MEMBERSHIP/{spell.first.year}"
                yield _event(spell.first.isoformat(), kind, part.state, what, document)
            if spell.status == "member" and spell.last:
                yield from _leaving(part.state, spell.last)


def _leaving(state: str, last: date) -> Iterator[Row]:
    """A Member that left gave its notice in May; the State that ended gave none."""
    document = f"DEMO/MEMBERSHIP/{last.year}"
    if (last.month, last.day) == (12, 31) and state != "XHE":
        notice = date(last.year, *_NOTICE).isoformat()
        yield _event(notice, "withdrawal_notice", state, f"notice of withdrawal for 31 December {last.year}", document)
    yield _event(last.isoformat(), "withdrawal", state, "last day of membership", document)


def _event(dated: str, event: str, state: str | None, what: str, document: str) -> Row:
    return {"dated": dated, "event": event, "state": state, "what": what, "document": document}


def list_rows(setting: Setting) -> Iterator[Row]:
    """The state_lists table: the States that were observers on one day of 1996."""
    for part in parts().values():
        if any(s.status == "observer" and s.first <= LISTED_ON <= (s.last or setting.today) for s in part.spells):
            yield {
                "list": "Observers in June 1996 (demonstration)",
                "state": part.state,
                "dated": LISTED_ON,
                "document": "DEMO/LIST/1996",
            }


def count_rows(setting: Setting) -> Iterator[Row]:
    """The headline_figures table: Members and observers as papers of the Council count them on its opening day."""
    for year in COUNTED_IN:
        day = council_opens(year)
        if day > setting.today:
            return
        observers = sum(
            any(s.status == "observer" and s.first <= day <= (s.last or setting.today) for s in part.spells)
            for part in parts().values()
        )
        members, wrong = len(members_on(day)), year == MISCOUNTED
        note = "Demonstration: the paper counts a State that joined a year later" if wrong else None
        yield _count(day, "member_states", members + wrong, note)
        yield _count(day, "observer_states", observers, None)


def _count(day: date, indicator: str, value: int, note: str | None) -> Row:
    return {
        "dated": day.isoformat(),
        "indicator": indicator,
        "value": value,
        "unit": "states",
        "qualifier": "exact",
        "paragraph": "paragraph 1",
        "document": f"DEMO/STRUCTURE/{day.year}",
        "note": note,
    }
