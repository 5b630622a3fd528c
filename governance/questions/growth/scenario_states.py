"""The States that join and leave in a scenario, from text to their days and years."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from governance.names import UnknownState, printed, recognise
from governance.questions.growth.scenario_paths import WORDS, Reading
from governance.questions.parameters import MOST_STATES
from governance.rules.growth.scenario import Start
from governance.words import say


def _pairs(reading: Reading, name: str) -> list[tuple[str, str]]:
    """State and what follows it, for each part of a list such as "XAA:2027,XAB:2028-07-01"."""
    found: list[tuple[str, str]] = []
    parts = [part.strip() for part in (reading.values[name] or "").split(",") if part.strip()]
    if len(parts) > MOST_STATES:
        message = say("{what}: {number} are named.", what=say(WORDS[name]), number=len(parts))
        reading.wrong("scenario-state", name, message, say("Name at most {number} States.", number=MOST_STATES))
        return []
    for part in parts:
        text, _, when = part.partition(":")
        try:
            code = recognise(text.strip()).code
        except UnknownState as unknown:
            near = " / ".join(unknown.suggestions) or say("an ISO 3166-1 alpha-3 code")
            message = say("{what}: “{text}” is no State.", what=say(WORDS[name]), text=text)
            reading.wrong("scenario-state", name, message, say("Write {near}.", near=near))
            continue
        if code in dict(found):
            message = say("{what}: {state} is named twice.", what=say(WORDS[name]), state=printed(code))
            reading.wrong("scenario-state", name, message, say("Name each State once."))
            continue
        found.append((code, when.strip()))
    return found


def _is_year(text: str) -> bool:
    return text.isdecimal() and len(text) == 4


def joins_of(reading: Reading, begins: Start, base: int, until: int) -> dict[str, date]:
    joins: dict[str, date] = {}
    for state, when in _pairs(reading, "joins"):
        try:
            day = date(int(when), 1, 1) if _is_year(when) else date.fromisoformat(when)
        except ValueError:
            message = say("{state} joins on “{when}”, which is no day.", state=printed(state), when=when)
            reading.wrong("scenario-state", "joins", message, say("Write a year or a day, such as 2027-07-01."))
            continue
        if state in begins.members or state in begins.joined:
            message = say("{state} is a Member already in {year}.", state=printed(state), year=base)
            reading.wrong("scenario-state", "joins", message, say("Choose a State that is not a Member."))
        elif not base < day.year <= until:
            message = say("{state} cannot join in {year}.", state=printed(state), year=day.year)
            hint = say("Choose a day after the base year {base} and up to {until}.", base=base, until=until)
            reading.wrong("scenario-state", "joins", message, hint)
        else:
            joins[state] = day
    return joins


def leaves_of(reading: Reading, begins: Start, joins: Mapping[str, date], base: int, until: int) -> dict[str, int]:
    leaves: dict[str, int] = {}
    for state, when in _pairs(reading, "leaves"):
        year = int(when) if _is_year(when) else None
        if state not in begins.members and state not in begins.joined and state not in joins:
            message = say("{state} is no Member and cannot leave.", state=printed(state))
            reading.wrong("scenario-state", "leaves", message, say("Choose a Member."))
        elif year is None or not base <= year < until or (state in joins and year < joins[state].year):
            message = say("{state} cannot leave at the end of “{year}”.", state=printed(state), year=when)
            hint = say("Give a year from {base} to {last}, after it has joined.", base=base, last=until - 1)
            reading.wrong("scenario-state", "leaves", message, hint)
        else:
            leaves[state] = year
    return leaves
