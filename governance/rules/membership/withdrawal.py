"""Leaving: when a notice of withdrawal takes effect, and for which years the whole contribution is owed.

IOM Constitution, Article 3 (both texts; sources `const-1989`, `const-2013`):

> Any Member State may give notice of withdrawal from the Organization effective at the end of a financial year. Such
> notice must be in writing and must reach the Director General of the Organization at least four months before the
> end of the financial year. The financial obligations to the Organization of a Member State which has given notice of
> withdrawal shall include the entire financial year in which notice is given.

The financial year ends on 31 December. Four months before it is 31 August: a notice that arrives on that day is in
time, one that arrives later takes effect a year after (our reading). In that case the State is a Member throughout
the following year and is assessed for it as well (our reading).
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from governance.wording import in_words
from governance.words import listed, mark, say

IN_TIME = mark(
    "The notice of {notice} is in time: it arrived by {deadline}. The State is a Member until {effective} and owes its"
    " whole contribution for {years}."
)
TOO_LATE = mark(
    "The notice of {notice} came after {deadline}, too late for that year: the State is a Member until {effective} and"
    " owes its whole contribution for {years}."
)


@dataclass(frozen=True)
class Leaving:
    """A notice judged: the last day on which it would have been in time for its own year, the last day of
    membership, and the years whose whole contribution is owed."""

    notice: date
    deadline: date
    effective: date
    years: tuple[int, ...]

    @property
    def because(self) -> str:
        """The verdict in words."""
        words = IN_TIME if self.notice <= self.deadline else TOO_LATE
        return say(
            words,
            notice=in_words(self.notice),
            deadline=in_words(self.deadline),
            effective=in_words(self.effective),
            years=listed(self.years),
        )


def leaving(notice: date, notice_months: int, owes_whole_year: bool) -> Leaving:
    """What follows from a notice that arrived on that day. Where the year of notice is not owed as a whole, nothing
    is said of it here: `years` then begins with the next one."""
    year = notice.year
    while notice > _deadline(year, notice_months):
        year += 1
    first = notice.year if owes_whole_year else notice.year + 1
    return Leaving(notice, _deadline(notice.year, notice_months), date(year, 12, 31), tuple(range(first, year + 1)))


def _deadline(year: int, months: int) -> date:
    """The day so many months before 31 December: the last day of its month."""
    place = year * 12 + 11 - months
    return date(place // 12, place % 12 + 1, monthrange(place // 12, place % 12 + 1)[1])
