"""How each Member pays what it owes, as it paid in past years: the courses that it may take, and those that are drawn.

No article; our readings. A Member pays as it paid in one of its last years in which it owed about as many years'
contributions; which one is drawn, each Member by itself, and always the same for the same Member. One with too few
years of its own pays as all Members together did.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from random import Random

from governance.rules.liquidity.arrays import Share, Whole, np

COUNTS = (3, 2, 1, 1, 1)
"""How often the last year counts, the one before it, and so on: the last is the likeliest, and older ones tell of
another government. Of those tried on the demonstration the nearest (docs/decisions/0012)."""
EACH = np.repeat(np.arange(len(COUNTS)), COUNTS)
"""The years back, each as often as it counts."""
LEAST_YEARS = 3
"""With fewer years of its own a Member has no habit yet."""
_ALIKE = 0.5  # years' contributions by which what is owed may differ from what was owed in a year that tells of it
_COURSES = 100


class Habits:
    """What each account `owed` in past years and, as the last, now (in years' contributions: `years_owed`), and what it
    `paid` after that by each of the `days`: by account, year and day."""

    def __init__(self, states: Sequence[str], days: Whole, owed: Whole, years_owed: Share, paid: Whole) -> None:
        self._states, self._days = states, days
        self._years_owed = years_owed
        self._held = owed[:, :-1] > 0
        self._shares = shares(paid, owed[:, :-1])
        self._in_all = np.flatnonzero(self._held.any(axis=0))
        self._shares_in_all = shares(paid.sum(axis=0), owed[:, :-1].sum(axis=0))
        self._drawn = _drawn(tuple(states))

    @property
    def years(self) -> Whole:
        """Of how many past years of each account something is known."""
        found: Whole = self._held.sum(axis=1)
        return found

    def simple(self, place: int, of_years: int) -> Share:
        """The share of what all Members owed that came in by each day, in the mean of the last years before a place."""
        found: Share = self._shares_in_all[self._in_all[self._in_all < place][-of_years:]].mean(axis=0)
        return found

    def paths(self, places: Sequence[int], owed: Whole, late: Mapping[str, int | None] = {}) -> Share | None:
        """How each account pays from the years at these places on if it owes so much (by account and place), after each
        of its last years before: by account, year back, place and day, in whole cents. None where not even the Members
        together have enough years. `late` by State: so many days later than usual; None: it pays nothing."""
        before = [self._in_all[self._in_all < place] for place in places]
        if any(len(years) < LEAST_YEARS for years in before):
            return None
        back = np.arange(len(COUNTS))[:, None]
        held = self._held[:, None] & (np.arange(self._held.shape[1]) < np.array(places)[:, None])
        apart = np.abs(self._years_owed[:, None, :-1] - self._years_owed[:, places, None])
        alike = held & (apart < _ALIKE)
        tells = np.where(alike.any(axis=2, keepdims=True), alike, held)
        number = tells.sum(axis=2)
        after = number.cumsum().reshape(number.shape)  # where the years that tell of what follows begin
        chosen = np.nonzero(tells)[2][after[:, None] - 1 - back % np.maximum(number, 1)[:, None]]
        found: Share = self._shares[np.arange(len(self._states))[:, None, None], chosen]
        few = held.sum(axis=2) < LEAST_YEARS
        of_all = np.stack([self._shares_in_all[years[len(years) - 1 - back[:, 0] % len(years)]] for years in before])
        found.swapaxes(1, 2)[few] = of_all[np.nonzero(few)[1]]
        for state, days in late.items():
            if state in self._states:
                row = self._states.index(state)
                found[row] = 0 if days is None else self._later(found[row], days)
        found *= owed[:, None, :, None]
        np.floor(found, out=found)
        return found

    def _later(self, of_days: Share, days: int) -> Share:
        """The same courses, so many days later."""
        place = np.searchsorted(self._days, self._days - days, side="right")
        return np.concatenate([np.zeros((*of_days.shape[:-1], 1)), of_days], axis=-1)[..., place]

    def sums(self, paths: Share) -> Share:
        """What all accounts pay in each of the equally likely courses, by course, place and day: in whole cents, whose
        sums are exact below 2 to the 53rd. Account by account: a product of matrices would be spread over threads that
        wait for each other on a machine with other work."""
        found = np.zeros((_COURSES, *paths.shape[2:]))
        taken = np.empty_like(found)  # one room for all: a new one for each is asked of the system, which costs more
        for of_account, drawn in zip(paths, self._drawn, strict=True):
            np.take(of_account, drawn, axis=0, out=taken, mode="clip")
            found += taken
        return found


def shares(paid: Whole, owed: Whole) -> Share:
    """What was paid by each day as a share of what was owed: it never falls, and is never more than all."""
    found: Share = np.clip(np.maximum.accumulate(paid, axis=-1) / np.maximum(owed, 1)[..., None], 0, 1)
    return found


@lru_cache(maxsize=8)
def _drawn(states: tuple[str, ...]) -> Whole:
    """Which of its years each account takes in each course, as so many years back: each as often as it counts, in an
    order that is the State's own and always the same."""
    found = []
    for state in states:
        chance = Random(state)
        order = sorted(range(_COURSES), key=lambda _: chance.random())
        found.append(EACH[np.array(order) % len(EACH)])
    return np.array(found, dtype=np.int64).reshape(-1, _COURSES)
