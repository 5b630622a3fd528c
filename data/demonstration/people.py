"""Offices that open and close, and the staff in them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cache

from data.demonstration.cast import HOST
from data.demonstration.setting import FIRST_YEAR, Setting, day_between
from data.demonstration.states import Row, english_names
from governance.money import UNIT, apportion, rounded

HEADQUARTERS = "Headquarters"
OPEN_AT_START, OPENED_SINCE, CLOSED_SINCE = 8, 38, 6
"""Field offices open when the history starts, opened until LAST_OPENING, and closed again."""
LAST_OPENING = 2024
_FIRST_CLOSING, _LAST_CLOSING = date(2005, 1, 1), date(2022, 12, 31)
_CLOSABLE = 20
"""So many of the first field offices had opened some years before the first closing."""
REGIONAL_EVERY = 9
"""Every so many offices one is a regional office, the others are country offices."""

CATEGORIES = {"Professional": Decimal(24), "National Officer": Decimal(21), "General Service": Decimal(55)}
"""Categories of staff, with their weight in the field."""
AT_HEADQUARTERS = {"Professional": Decimal(60), "National Officer": Decimal(0), "General Service": Decimal(40)}
"""The same at headquarters."""


@dataclass(frozen=True)
class Office:
    """One office and the days on which it opened and closed."""

    name: str
    country: str
    kind: str
    opened: date
    closed: date | None = None

    def open_on(self, day: date) -> bool:
        """Whether the office is open on that day."""
        return self.opened <= day and (self.closed is None or day <= self.closed)


@cache
def offices(setting: Setting) -> tuple[Office, ...]:
    """Every office that was ever opened, headquarters first; the countries do not depend on membership."""
    names = english_names()
    chance = setting.chance("offices")
    countries = [code for code in names if code != HOST]
    chance.shuffle(countries)
    total = OPEN_AT_START + OPENED_SINCE
    closing = set(chance.sample(range(1, _CLOSABLE), CLOSED_SINCE))
    result = [Office(HEADQUARTERS, HOST, "headquarters", date(1951, 12, 5))]
    for place, code in enumerate(countries[:total]):
        kind = "regional office" if place % REGIONAL_EVERY == 0 else "country office"
        opened = _opened(place, setting)
        closed = day_between(chance, _FIRST_CLOSING, _LAST_CLOSING) if place in closing else None
        result.append(Office(f"{names[code]}, {kind}", code, kind, opened, closed))
    return tuple(result)


def _opened(place: int, setting: Setting) -> date:
    """The first eight between 1955 and 1988, the others evenly from 1990 on."""
    chance = setting.chance("opened", place)
    if place < OPEN_AT_START:
        year = 1955 + 4 * place
    else:
        year = FIRST_YEAR + (place - OPEN_AT_START) * (LAST_OPENING - FIRST_YEAR) // (OPENED_SINCE - 1)
    return day_between(chance, date(year, 1, 10), date(year, 12, 10))


def office_rows(setting: Setting) -> Iterator[Row]:
    """The offices table."""
    for office in offices(setting):
        if office.opened <= setting.today:
            yield {
                "office": office.name,
                "country": office.country,
                "kind": office.kind,
                "opened": office.opened,
                "closed": office.closed if office.closed and office.closed <= setting.today else None,
                "document": f"DEMO/OFFICES/{office.opened.year}",
            }


def count_days(setting: Setting) -> list[date]:
    """The days on which staff were counted: every 31 December, and the last day of the last full month."""
    days = [date(year, 12, 31) for year in range(FIRST_YEAR, setting.today.year)]
    latest = (setting.today + timedelta(days=1)).replace(day=1) - timedelta(days=1)
    return days if latest in days else [*days, latest]


def staffing_rows(setting: Setting) -> Iterator[Row]:
    """The staffing table: persons in service by day, office and category."""
    for day in count_days(setting):
        for office in offices(setting):
            if office.open_on(day):
                yield from _counted(setting, office, day)


def _counted(setting: Setting, office: Office, day: date) -> Iterator[Row]:
    """One office on one day: it starts small, and grows with its age and with the Organization."""
    at_headquarters = office.name == HEADQUARTERS
    for category, headcount in _headcounts(setting, office, day, at_headquarters).items():
        if headcount:
            yield {
                "dated": day,
                "office": office.name,
                "country": office.country,
                "location": "headquarters" if at_headquarters else "field",
                "category": category,
                "headcount": headcount,
                "document": f"DEMO/STAFF/{day.year}",
            }


def _headcounts(setting: Setting, office: Office, day: date, at_headquarters: bool) -> dict[str, Decimal]:
    years = day.year - FIRST_YEAR
    unevenness = setting.chance("staff", office.name, day.year).randint(94, 106)
    if at_headquarters:
        persons = Decimal(88 + 3 * years) * unevenness / 100
        return apportion(rounded(persons, UNIT), AT_HEADQUARTERS, UNIT)
    size = setting.chance("size", office.country).randint(5, 16)
    age = min(day.year - max(office.opened.year, FIRST_YEAR - 5), 25)
    persons = Decimal(size * (10 + 3 * age)) * unevenness / 1000 + 3 + Decimal(years) / 4
    return apportion(rounded(persons, UNIT), CATEGORIES, UNIT)
