"""What will come in within a year, as a band, and how wrong such forecasts were on every past year.

No article; our readings. The habits: each Member pays what it owes as it paid in one of its last years in which it
owed about as many years' contributions, the last of them most likely, and each Member by itself. Which year that is is
drawn, always the same for the same Member: so the sum of what all Members pay has a number of equally likely courses,
and the band holds the middle eight in ten of them, widened as far as it was too narrow in the past years. A Member with
too few years of its own pays as all Members together did. What a Member has announced takes the place of its habit: it
comes on its day, and only the rest of what is owed follows the habit.

Two simple rules stand beside it: as much of what is owed comes in as last year, and as in the mean of five years. All
three are run on every past year as of the same day, from what was known then, without what was announced. A simple rule
is used in place of the habits where its forecasts lay nearer to what came in; its band is how far off it was.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property, lru_cache
from itertools import pairwise
from random import Random

from governance.rules.liquidity.arrays import Share, Whole, np
from governance.rules.liquidity.payment_days import PaymentDays, amount, cents, same_day

HABITS, LAST_YEAR, FIVE_YEARS = "habits", "last_year", "mean_of_five_years"
METHODS = (HABITS, LAST_YEAR, FIVE_YEARS)
"""The ways to forecast, the first used unless another was nearer."""

LOW, MIDDLE, HIGH = 0.1, 0.5, 0.9
"""What the band shows: in one of ten courses less than the low line comes in, in one of ten more than the high one."""

BACK = np.array((0, 0, 0, 1, 1, 2, 3, 4))
"""How far back the years lie of which a Member's habit is made, as often as each counts: the last is the likeliest, and
older ones tell of another government. Of those tried on the demonstration the nearest (docs/decisions/0012)."""
_ALIKE = 0.5  # years' contributions by which what is owed may differ from what was owed in a year that tells of it
LEAST_YEARS = 3
"""With fewer years of its own a Member has no habit yet."""
LEAST_REPLAYS = 5
"""With fewer past years no rule is chosen over another, and a simple rule has no band."""
_COURSES = 100
_MEAN_OF = 5
_THIN = 0.001  # of what is owed: a band no wider than this is one line


@dataclass(frozen=True)
class Announced:
    """A payment that a Member has told of, or that is agreed with it."""

    state: str
    expected: date
    amount: Decimal


@dataclass(frozen=True)
class Supposed:
    """What is supposed instead of the habit: `late` by State so many days later (None: it pays nothing), `less` by
    State so much less owed."""

    late: Mapping[str, int | None] = field(default_factory=dict)
    less: Mapping[str, Decimal] = field(default_factory=dict)


AS_IT_IS = Supposed()
"""Nothing is supposed."""


@dataclass(frozen=True)
class Band:
    """What comes in by each day, cumulative from the day of the forecast: never more than is owed."""

    low: Sequence[Decimal]
    middle: Sequence[Decimal]
    high: Sequence[Decimal]


@dataclass(frozen=True)
class Replay:
    """One way to forecast, run on one past year as of the same day, beside what then came in.

    `inside_pct`: the days on which what came in lay inside the band, in per cent; None where there was none yet.
    `expected` and `came_in` are sums until the end of that year; `distance_pct` is how far the middle line was from
    what came in, in the mean over all days, in per cent of what was owed.
    """

    year: int
    method: str
    owed: Decimal
    expected: Decimal
    came_in: Decimal
    inside_pct: Decimal | None
    distance_pct: Decimal


@dataclass(frozen=True)
class MemberForecast:
    """What one Member is expected to pay. `years` of its own are known; 0: too few, so that all stand for it."""

    state: str
    owed: Decimal
    announced: Decimal
    years: int
    band: Band


class Forecast:
    """Forecasts for all accounts of one currency, for the `days` after the day of the forecast, in order, of which none
    lies more than twelve months ahead; and the same for every past year. `like`: a forecast of the same accounts and
    day, for other days, whose way to forecast and width of the band are taken, so that past years are judged once."""

    def __init__(
        self, accounts: Sequence[PaymentDays], on: date, days: Sequence[date], like: Forecast | None = None
    ) -> None:
        self._like = like
        self.on, self.days = on, days
        first = min((of.account.due_days[0].year for of in accounts if of.account.due_days), default=on.year)
        self.years = range(first, on.year)
        self._of = [of for of in accounts if of.known(on)]
        self.not_known = tuple(sorted(of.account.state for of in accounts if not of.known(on)))
        self._states = [of.account.state for of in self._of]
        self._draws = _draws(tuple(self._states))
        self._year_end = sum(day.year == on.year for day in days) - 1
        self._look_back()

    def _look_back(self) -> None:
        """What each account owed on the same day of each past year, and paid by each of the same days after it."""
        starts = [same_day(self.on, year) for year in (*self.years, self.on.year)]
        days = np.array(
            [[same_day(day, day.year - self.on.year + year).toordinal() for day in self.days] for year in self.years]
        ).reshape(len(self.years), len(self.days))
        owed, falls_due = np.zeros((2, len(self._of), len(starts)), dtype=np.int64)
        paid = np.zeros((len(self._of), *days.shape), dtype=np.int64)
        for row, of in enumerate(self._of):
            known = [before and after for before, after in pairwise(map(of.known, starts))]
            then, falls_due[row] = of.owed(starts)
            owed[row] = np.where([*known, True], then, 0)
            paid[row] = np.where((owed[row, :-1] > 0)[:, None], of.paid_after(starts[:-1], days), 0)
        self._years_owed: Share = owed / np.maximum(falls_due, 1)
        self._now: Whole = owed[:, -1]
        self._owed: Whole = owed[:, :-1]
        self._shares = _shares(paid, self._owed)
        self._owed_in_all, self._paid_in_all = self._owed.sum(axis=0), paid.sum(axis=0)
        self._shares_in_all = _shares(self._paid_in_all, self._owed_in_all)

    @cached_property
    def _judged_years(self) -> list[int]:
        """The places of the past years in which something was owed, after as many as make a habit."""
        held = np.flatnonzero(self._owed_in_all)
        return [int(place) for place in held[LEAST_YEARS:]]

    @cached_property
    def _off(self) -> dict[str, list[Share]]:
        """By how much each simple rule was off in those years, as shares of what was owed."""
        return {
            method: [
                (self._paid_in_all[place] - self._simple(method, place, self._owed_in_all[place]))
                / self._owed_in_all[place]
                for place in self._judged_years
            ]
            for method in METHODS[1:]
        }

    @cached_property
    def _wide(self) -> list[Share]:
        """How much wider the habits' band had to be in those years to hold what came in, on each day."""
        if self._like is not None:
            return self._like._wide
        found = []
        for place in self._judged_years:
            low, middle, high = self._habits[place]
            came_in = self._paid_in_all[place]
            width = np.where(came_in > middle, high - middle, middle - low)
            found.append(np.abs(came_in - middle) / np.maximum(width, _THIN * self._owed_in_all[place]))
        return found

    @cached_property
    def _habits(self) -> dict[int, Share]:
        """What the habits expected in those years, before the band is widened: all of them in one product."""
        paths = {place: self._paths(place, self._owed[:, place], {}) for place in self._judged_years}
        held = {place: found for place, found in paths.items() if found is not None}
        if not held:
            return {}
        lines = _quantiles(self._sums(np.concatenate(list(held.values()), axis=2)))
        return dict(zip(held, np.split(lines, len(held), axis=1), strict=True))

    @cached_property
    def replays(self) -> tuple[Replay, ...]:
        """Every way to forecast on every past year of which enough was known, the years in order."""
        found: list[Replay] = []
        for number, place in enumerate(self._judged_years):
            owed = self._owed_in_all[place]
            found.append(self._judged(HABITS, place, _widened(self._habits[place], self._wide[:number], owed)))
            for method, off in self._off.items():
                lines = _around(self._simple(method, place, owed), off[:number], owed)
                found.append(self._judged(method, place, lines))
        return tuple(found)

    @cached_property
    def method(self) -> str:
        """The way to forecast that is used: the one whose middle line lay nearest to what came in, in the mean of all
        past years; the habits where these are too few, or where none was nearer."""
        if self._like is not None:
            return self._like.method
        distances = {
            method: [replay.distance_pct for replay in self.replays if replay.method == method] for method in METHODS
        }
        if len(distances[HABITS]) < LEAST_REPLAYS:
            return HABITS
        return min(METHODS, key=lambda method: sum(distances[method]) / len(distances[method]))

    def band(self, announced: Sequence[Announced] = (), supposed: Supposed = AS_IT_IS) -> Band | None:
        """What all accounts together are expected to pay, by the way that is used. None where too few past years are
        known."""
        owed, told = self._told(announced, supposed)
        rest, place = owed - told[:, -1], len(self.years)
        courses = self._courses(place, rest, supposed.late)
        if self.method == HABITS and courses is not None:
            lines = _widened(_quantiles(courses), self._wide, rest.sum())
        elif self.method == HABITS:
            return None
        else:
            lines = _around(self._simple(self.method, place, rest.sum()), self._off[self.method], rest.sum())
            if supposed.late and courses is not None:  # no simple rule knows one Member from another
                usual = self._courses(place, rest)
                moved = 0 if usual is None else _quantiles(courses)[1] - _quantiles(usual)[1]
                lines = _within(lines + moved, rest.sum())
        return _band(lines + told.sum(axis=0))

    def members(self, announced: Sequence[Announced] = (), supposed: Supposed = AS_IT_IS) -> list[MemberForecast]:
        """What each account that owes anything is expected to pay, after its habit."""
        owed, told = self._told(announced, supposed)
        paths = self._paths(len(self.years), owed - told[:, -1], supposed.late)
        if paths is None:
            return []
        lines = _quantiles(paths.swapaxes(0, 1)) + told
        years = (self._owed > 0).sum(axis=1)
        return [
            MemberForecast(
                state=state,
                owed=amount(owed[row]),
                announced=amount(told[row, -1]),
                years=int(years[row]) if years[row] >= LEAST_YEARS else 0,
                band=_band(lines[:, row]),
            )
            for row, state in enumerate(self._states)
            if owed[row]
        ]

    def came_in_since(self, day: date) -> Decimal:
        """What came in after an earlier day until that of the forecast, less refunds."""
        days = np.array([[self.on.toordinal()]], dtype=np.int64)
        return amount(sum(int(of.paid_after([day], days)[0, 0]) for of in self._of))

    @property
    def owed(self) -> Decimal:
        """All that is owed from the day on, with what falls due within twelve months."""
        return amount(self._now.sum())

    def _told(self, announced: Sequence[Announced], supposed: Supposed) -> tuple[Whole, Whole]:
        """What each account owes, as supposed, and what of it is announced to come in by each day."""
        less = [cents(supposed.less.get(state, Decimal(0))) for state in self._states]
        owed = np.maximum(self._now - np.array(less, dtype=np.int64), 0)
        told = np.zeros((len(self._states), len(self.days)), dtype=np.int64)
        for payment in announced:
            if payment.state in self._states and payment.expected > self.on:
                came = [day >= self._on_its_day(payment, supposed) for day in self.days]
                told[self._states.index(payment.state)] += cents(payment.amount) * np.array(came)
        for state, days in supposed.late.items():
            if days is None and state in self._states:
                told[self._states.index(state)] = 0
        return owed, np.minimum(told, owed[:, None])

    @staticmethod
    def _on_its_day(payment: Announced, supposed: Supposed) -> date:
        return payment.expected + timedelta(supposed.late.get(payment.state) or 0)

    def _paths(self, place: int, owed: Whole, late: Mapping[str, int | None]) -> Whole | None:
        """The courses that each account may take from the year at that place on, if it owes so much: one for each of
        its last years before, repeated where they are fewer. None where not even the Members together have enough."""
        of_all = np.flatnonzero(self._owed_in_all[:place])
        if len(of_all) < LEAST_YEARS:
            return None
        held = self._owed[:, :place] > 0
        alike = held & (np.abs(self._years_owed[:, :place] - self._years_owed[:, place, None]) < _ALIKE)
        tells = np.where(alike.sum(axis=1, keepdims=True) > 0, alike, held)
        number = tells.sum(axis=1)[:, None]
        order = np.argsort(~tells, axis=1, kind="stable")  # the years that tell of it first, oldest to newest
        chosen = np.take_along_axis(order, np.maximum(number - 1 - BACK % np.maximum(number, 1), 0), axis=1)
        shares = self._shares[np.arange(len(owed))[:, None], chosen]
        shares[held.sum(axis=1) < LEAST_YEARS] = self._shares_in_all[of_all[len(of_all) - 1 - BACK % len(of_all)]]
        for state, days in late.items():
            if state in self._states:
                row = self._states.index(state)
                shares[row] = 0 if days is None else self._later(shares[row], days)
        found: Whole = np.floor(shares * owed[:, None, None]).astype(np.int64)
        return found

    def _later(self, shares: Share, days: int) -> Share:
        """The same courses, so many days later."""
        numbers = np.array([day.toordinal() for day in self.days])
        place = np.searchsorted(numbers, numbers - days, side="right")
        return np.concatenate([np.zeros((len(shares), 1)), shares], axis=1)[:, place]

    def _courses(self, place: int, owed: Whole, late: Mapping[str, int | None] = {}) -> Share | None:
        """Equally likely courses of the sum, each account's drawn from its own; None where these are not known."""
        paths = self._paths(place, owed, late)
        return None if paths is None else self._sums(paths)

    def _sums(self, paths: Whole) -> Share:
        """The sums of what all accounts pay in each course. They are whole cents: a product of such numbers below 2 to
        the 53rd is exact, and 90 million million francs are not owed to anybody."""
        found: Share = self._draws @ paths.reshape(-1, paths.shape[2]).astype(np.float64)
        return found

    def _simple(self, method: str, place: int, owed: int) -> Share:
        """What comes in of what is owed after a simple rule, from the years before that place."""
        before = np.flatnonzero(self._owed_in_all[:place])[-(1 if method == LAST_YEAR else _MEAN_OF) :]
        found: Share = np.floor(self._shares_in_all[before].mean(axis=0) * owed)
        return found

    def _judged(self, method: str, place: int, lines: Share) -> Replay:
        owed, came_in = int(self._owed_in_all[place]), self._paid_in_all[place]
        end = self._year_end
        inside = None if np.isnan(lines[0]).any() else _pct(((lines[0] <= came_in) & (came_in <= lines[2])).mean())
        return Replay(
            self.years[place],
            method,
            amount(owed),
            amount(lines[1][end]) if end >= 0 else Decimal(0),
            amount(came_in[end]) if end >= 0 else Decimal(0),
            inside,
            _pct(np.abs(lines[1] - came_in).mean() / owed),
        )


def _shares(paid: Whole, owed: Whole) -> Share:
    """What was paid by each day as a share of what was owed: it never falls, and is never more than all."""
    found: Share = np.clip(np.maximum.accumulate(paid, axis=-1) / np.maximum(owed, 1)[..., None], 0, 1)
    return found


def _quantiles(courses: Share | Whole) -> Share:
    """The low, middle and high line through courses: each point of a line is a point of one of them."""
    places = [math.ceil(part * len(courses)) - 1 for part in (LOW, MIDDLE, HIGH)]
    found: Share = np.sort(courses, axis=0)[places].astype(np.float64)
    return found


def _widened(lines: Share, wide: Sequence[Share], owed: int) -> Share:
    """The band, wider by as much as would have held eight in ten of the days of the past years."""
    if len(wide) < LEAST_REPLAYS:
        return lines
    held = np.sort(np.concatenate(wide))
    wider = max(float(held[math.ceil((HIGH - LOW) * len(held)) - 1]), 1.0)
    return _within(lines[1] + wider * (lines - lines[1]), owed)


def _around(middle: Share, off: Sequence[Share], owed: int) -> Share:
    """The line of a simple rule between what it was off by in past years; without enough of these, alone."""
    if len(off) < LEAST_REPLAYS:
        return np.stack([np.full_like(middle, np.nan), middle, np.full_like(middle, np.nan)])
    low, _, high = middle + _quantiles(np.array(off)) * owed
    return _within(np.stack([np.minimum(low, middle), middle, np.maximum(high, middle)]), owed)


def _within(lines: Share, owed: int) -> Share:
    """Lines that never fall, and hold no less than nothing and no more than is owed."""
    found: Share = np.floor(np.maximum.accumulate(np.clip(lines, 0, owed), axis=1))
    return found


def _band(lines: Share) -> Band:
    return Band(*([amount(point) for point in line] for line in lines))


def _pct(share: float) -> Decimal:
    return Decimal(round(share * 10_000)).scaleb(-2)


@lru_cache(maxsize=8)
def _draws(states: tuple[str, ...]) -> Share:
    """Which of its years each account takes in each course, as ones among zeros: each as often as the others, in an
    order that is the State's own and always the same."""
    found = np.zeros((_COURSES, len(states) * len(BACK)))
    for place, state in enumerate(states):
        chance = Random(state)
        order = sorted(range(_COURSES), key=lambda _: chance.random())
        found[np.arange(_COURSES), place * len(BACK) + np.array(order) % len(BACK)] = 1
    return found
