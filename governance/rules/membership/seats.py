"""Seats on a body: how many there may be, and how long a term may be.

IOM Constitution, Article 13 of the text in force until 20 November 2013 (source `const-1989`):

> 1. The Executive Committee shall be composed of the representatives of nine Member States. This number may be
> increased by a two-thirds majority vote of the Council, provided it shall not exceed one third of the total
> membership of the Organization. 2. These Member States shall be elected by the Council for two years and shall be
> elegible for re-election.

A third that is no whole number is rounded down, and the nine stand where a third of the membership is less (our
reading). A term of two years ends on the eve of the day on which it began two years before (our reading).
"""

from __future__ import annotations

from datetime import date, timedelta


def most_seats(set_number: int | None, most_share_of: int | None, members: int) -> int | None:
    """How many seats a body may have with so many Members; None: as many as there are Members."""
    if set_number is None:
        return None
    return set_number if most_share_of is None else max(set_number, members // most_share_of)


def last_day_of_term(first: date, years: int) -> date:
    """The last day of a term of so many years; one that began on 29 February ends on 28 February."""
    try:
        return first.replace(year=first.year + years) - timedelta(days=1)
    except ValueError:
        return date(first.year + years, 2, 28)
