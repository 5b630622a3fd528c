"""The sessions of the bodies, with next year's planned ones, and who holds the Council's offices and seats."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

from data.demonstration.cast import Part
from data.demonstration.setting import FIRST_YEAR, Setting, council_opens, working_day
from data.demonstration.states import Row, parts

COUNCIL, EXECUTIVE_COMMITTEE = "Council", "Executive Committee"
STANDING_COMMITTEE = "Standing Committee on Programmes and Finance"
JUNE_SESSIONS = (1993, 1997, 2001, 2006, 2010, 2013, 2017, 2021, 2024, 2027, 2030)
"""Years in which the Council also met in June, on one item only: it was not informed of arrears then."""
COMMITTEE_ENDS = date(2013, 11, 20)
"""The last day of the Executive Committee."""
_STANDING_SINCE = 2008
_FIRST_COUNCIL, _FIRST_COMMITTEE = 59, 74
_OFFICES = ("Chair", "First Vice-Chair", "Second Vice-Chair", "Rapporteur")


@cache
def council_numbers() -> dict[tuple[int, int], int]:
    """The number of each Council session by year and month (6 or 11), without end in sight: to 2060."""
    meetings = []
    for year in range(FIRST_YEAR - 1, 2060):
        meetings += [(year, 6)] * (year in JUNE_SESSIONS) + [(year, 11)]
    return {meeting: _FIRST_COUNCIL + place for place, meeting in enumerate(meetings)}


def council_session(year: int) -> str:
    """The number of the regular session of that year."""
    return str(council_numbers()[year, 11])


def council_document(year: int, paper: int) -> str:
    """The symbol of a paper of that year's regular session."""
    return f"DEMO/C/{council_session(year)}/{paper}"


def session_rows(setting: Setting) -> Iterator[Row]:
    """The sessions table."""
    last = setting.today.year + 1
    for (year, month), number in council_numbers().items():
        if FIRST_YEAR <= year <= last:
            opens = council_opens(year) if month == 11 else working_day(date(year, 6, 14))
            yield _session(COUNCIL, number, opens, 3 if month == 11 else 0, f"DEMO/C/{number}/1")
    for year in range(FIRST_YEAR, COMMITTEE_ENDS.year + 1):
        number = _FIRST_COMMITTEE + year - FIRST_YEAR
        yield _session(EXECUTIVE_COMMITTEE, number, working_day(date(year, 7, 2)), 1, f"DEMO/EX/{number}/1")
    for year in range(_STANDING_SINCE, last + 1):
        for half, day in enumerate((date(year, 5, 12), date(year, 10, 28))):
            number = 2 * (year - _STANDING_SINCE) + half + 1
            yield _session(STANDING_COMMITTEE, number, working_day(day), 1, f"DEMO/SCPF/{number}/1")


def _session(body: str, number: int, opens: date, more_days: int, document: str) -> Row:
    closes = opens + timedelta(days=more_days)
    return {"body": body, "session": str(number), "opens": opens, "closes": closes, "document": document}


def seat_rows(setting: Setting) -> Iterator[Row]:
    """The committee_seats table: terms on the Executive Committee, and the bureau of the Council."""
    yield from _committee_terms(setting)
    yield from _bureau(setting)


def _committee_terms(setting: Setting) -> Iterator[Row]:
    """Two-year terms of nine States, twelve in later years, until the Committee came to its end."""
    for year in range(FIRST_YEAR, COMMITTEE_ENDS.year + 1, 2):
        last = min(date(year + 1, 12, 31), COMMITTEE_ENDS)
        electable = [part.state for part in _electable(date(year, 1, 1), last)]
        elected = setting.chance("executive committee", year).sample(electable, 9 if year < 2002 else 12)
        for state in sorted(elected):
            yield {
                "body": EXECUTIVE_COMMITTEE,
                "state": state,
                "from": date(year, 1, 1),
                "to": last,
                "document": council_document(year - 1, 18),
            }


def _bureau(setting: Setting) -> Iterator[Row]:
    """The Council's officers, elected when a regular session opens, until the day before the next one opens."""
    for year in range(FIRST_YEAR, setting.council_year + 1):
        opens, last = council_opens(year), council_opens(year + 1) - timedelta(days=1)
        electable = [part.state for part in _electable(opens, last)]
        elected = setting.chance("bureau", year).sample(electable, len(_OFFICES))
        for state, role in zip(elected, _OFFICES, strict=True):
            yield {
                "body": COUNCIL,
                "state": state,
                "from": opens,
                "to": last if year < setting.council_year else None,
                "role": role,
                "document": council_document(year, 19),
            }


def _electable(first: date, last: date) -> list[Part]:
    """Members throughout the term whose votes were never in question."""
    return [
        part
        for part in parts().values()
        if part.member_on(first)
        and part.member_on(last)
        and not {"nothing", "a token"} & {habit for _, habit in part.habits}
    ]
