"""The frame of the story: the day on which it is told, the seed, and the days on which the Council meets."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta

FIRST_YEAR = 1990
"""The first financial year of the uploaded history."""

SCALE_YEARS = 3
"""The length of a period of the UN-like scale in years."""


@dataclass(frozen=True)
class Setting:
    """The last day that the story knows, and the seed from which its chances are drawn."""

    today: date
    seed: int

    def chance(self, *names: object) -> random.Random:
        """A stream of chances of its own for each purpose, so that one State's change leaves the others alone."""
        return random.Random("/".join(str(name) for name in (self.seed, *names)))

    @property
    def council_year(self) -> int:
        """The year of the last regular Council session that has opened: recent habits are told relative to it."""
        return self.today.year if council_opens(self.today.year) <= self.today else self.today.year - 1

    @property
    def last_assessed_year(self) -> int:
        """The last year with an approved budget: next year's is approved at this year's Council session."""
        return self.council_year + 1

    def year(self, told: int) -> int:
        """The calendar year of a year as the cast tells it: as it stands, or zero and below counted back from
        the Council year."""
        return told if told > 0 else self.council_year + told


def council_opens(year: int) -> date:
    """The first day of the regular Council session: the Tuesday from 20 to 26 November.

    From 2023 to 2029 each session then opens a year or less after the last, so that whoever was informed at the
    last session has had less than a year since (a day of the week must drift back in some year: here in 2030).
    """
    day = date(year, 11, 20)
    return day + timedelta(days=(1 - day.weekday()) % 7)


def working_day(day: date) -> date:
    """The day itself, or the Monday after a weekend: banks book on working days."""
    return day + timedelta(days=max(0, 7 - day.weekday())) if day.weekday() > 4 else day


def day_between(chance: random.Random, first: date, last: date) -> date:
    """Any day of the period (both ends included)."""
    return first + timedelta(days=chance.randint(0, (last - first).days))
