"""What will come in within a year, as a band, and how wrong such forecasts were on every past year.

No article; our readings. The sum of what all Members pay after their habits has a number of equally likely courses, and
the band holds the middle eight in ten of them, widened as far as it was too narrow in the past years. What a Member has
announced takes the place of its habit: it comes on its day, and only the rest of what is owed follows the habit.

Two simple rules stand beside it: as much of what is owed comes in as last year, and as in the mean of five years. All
three are run on every past year as of one day of the year, from what was known and announced then. A simple rule is
used in place of the habits where its forecasts lay nearer to what came in; its band is how far off it was.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property

from governance.rules.accounts.account import RunningSums, same_day
from governance.rules.liquidity.arrays import Share, Whole, np
from governance.rules.liquidity.habits import EACH, LEAST_YEARS, Habits
from governance.rules.liquidity.payment_days import PaymentDays, amount, cents, numbers, same_days

HABITS, LAST_YEAR, FIVE_YEARS = "habits", "last_year", "mean_of_five_years"
METHODS = (HABITS, LAST_YEAR, FIVE_YEARS)
"""The ways to forecast, the first used unless another was nearer."""

LOW, MIDDLE, HIGH = 0.1, 0.5, 0.9
"""What the band shows: in one of ten courses less than the low line comes in, in one of ten more than the high one."""

LEAST_REPLAYS = 5
"""With fewer past years no rule is chosen over another, and a simple rule has no band."""
_YEARS = {LAST_YEAR: 1, FIVE_YEARS: 5}  # of which a simple rule takes the mean
_THIN = 0.001  # of what is owed: a band no wider than this is one line


@dataclass(frozen=True)
class Announced:
    """A payment that a Member has told of, or that is agreed with it."""

    state: str
    expected: date
    amount: Decimal


Told = Callable[[date], Sequence[Announced]]
"""What had been announced by a day, to come in after it."""


def nothing_told(_: date) -> Sequence[Announced]:
    """Nobody has announced anything."""
    return ()


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

    @property
    def half(self) -> int | None:
        """The place of the first day by which half of what is expected has come in; None where nothing is."""
        return bisect_left(self.middle, self.middle[-1] / 2) if self.middle[-1] else None


@dataclass(frozen=True)
class Replay:
    """One way to forecast, run on one past year as of the day on which it is judged, beside what then came in.

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
    lies more than twelve months ahead; and the same for every past year. `like`: a forecast of the same accounts on the
    same day or an earlier one of the year, maybe for other days: its replays, way to forecast and width of the band are
    taken, so that past years are judged once."""

    def __init__(
        self,
        of: PaymentDays,
        on: date,
        days: Sequence[date],
        told: Told = nothing_told,
        like: Forecast | None = None,
    ) -> None:
        self._of, self._told, self._like = of, told, like
        self.on, self.days = on, days
        first = min((account.due_days[0].year for account in of.accounts if account.due_days), default=on.year)
        self.years = range(first, on.year)
        self._starts = [*(same_day(on, year) for year in self.years), on]
        known = of.known(self._starts)
        self._rows = [row for row, until_now in enumerate(known[:, -1]) if until_now]
        self._states = [of.accounts[row].state for row in self._rows]
        self.not_known = tuple(sorted({account.state for account in of.accounts} - {*self._states}))
        self._year_end = sum(day.year == on.year for day in days) - 1
        self._look_back(known[self._rows])

    def _look_back(self, known: Whole) -> None:
        """What each account owed on the same day of each past year, and paid by each of the same days after it."""
        self._days = same_days(self.days, [self.on.year - start.year for start in self._starts])
        then, falls_due = (found[self._rows] for found in self._of.owed(self._starts))
        known[:, :-1] &= known[:, 1:]
        self._owed: Whole = np.where(known, then, 0)
        paid = self._of.paid_after(numbers(self._starts)[:-1], self._days[:-1])[self._rows]
        paid *= (self._owed[:, :-1] > 0)[:, :, None]
        self._owed_in_all, self._paid_in_all = self._owed.sum(axis=0), paid.sum(axis=0)
        years_owed = self._owed / np.maximum(falls_due, 1)
        self._habits = Habits(self._states, self._days[-1], self._owed, years_owed, paid)

    @cached_property
    def _judged_years(self) -> list[int]:
        """The places of the past years in which something was owed, after as many as make a habit."""
        held = np.flatnonzero(self._owed_in_all[:-1])
        return [int(place) for place in held[LEAST_YEARS:]]

    @property
    def is_judged(self) -> bool:
        """Whether there are past years on which such forecasts can be run."""
        return bool(self._judged_years)

    @cached_property
    def _past(self) -> _Past:
        """Those years, of which something is expected."""
        places = self._judged_years
        owed = self._owed[:, places]
        told = np.stack([self._announced(place, of) for place, of in zip(places, owed.T, strict=True)], axis=1)
        return _Past(self._owed_in_all[places], self._paid_in_all[places], owed - told[:, :, -1], told.sum(axis=0))

    @cached_property
    def _after_habits(self) -> Share:
        """What the habits expected in those years: by line, year and day."""
        paths = self._habits.paths(self._judged_years, self._past.rest_of_each)
        assert paths is not None, "these years come after as many as make a habit"
        return _quantiles(self._habits.sums(paths))

    @cached_property
    def _after_rules(self) -> Mapping[str, Share]:
        """What each simple rule expected in those years: by year and day."""
        rest = list(zip(self._judged_years, self._past.rest, strict=True))
        return {method: np.stack([self._simple(method, place, of) for place, of in rest]) for method in _YEARS}

    @cached_property
    def _off(self) -> Mapping[str, Share]:
        """By how much each simple rule was off in those years, as shares of what was owed: by year and day."""
        past = self._past
        return {
            method: (past.came_in - past.told - expected) / past.owed[:, None]
            for method, expected in self._after_rules.items()
        }

    @cached_property
    def _wide(self) -> Share:
        """How much wider the habits' band had to be in those years to hold what came in: by year and day."""
        if self._like is not None:
            return self._like._wide
        if not self._judged_years:
            return np.zeros((0, len(self.days)))
        low, middle, high = self._after_habits
        came_in = self._past.came_in - self._past.told
        width = np.where(came_in > middle, high - middle, middle - low)
        found: Share = np.abs(came_in - middle) / np.maximum(width, _THIN * self._past.owed[:, None])
        return found

    @cached_property
    def replays(self) -> tuple[Replay, ...]:
        """Every way to forecast on every past year of which enough was known, the years in order."""
        if self._like is not None:
            return self._like.replays
        if not self._judged_years:
            return ()
        past = self._past
        by_method = {
            method: self._judged(method, np.stack([self._replayed(method, n) for n in range(len(past.rest))]))
            for method in METHODS
        }
        return tuple(replay for of_year in zip(*by_method.values(), strict=True) for replay in of_year)

    def _replayed(self, method: str, n: int) -> Share:
        """The lines of one way to forecast on the nth of those years, from what was known before it."""
        past = self._past
        if method == HABITS:
            lines = _widened(self._after_habits[:, n], self._wide[:n], past.rest[n])
        else:
            lines = _around(self._after_rules[method][n], self._off[method][:n], past.rest[n])
        found: Share = lines + past.told[n]
        return found

    def _judged(self, method: str, lines: Share) -> list[Replay]:
        """Each of those years beside what came in; `lines` by year, line and day."""
        past, end = self._past, self._year_end
        low, middle, high = lines[:, 0], lines[:, 1], lines[:, 2]
        inside = ((low <= past.came_in) & (past.came_in <= high)).mean(axis=1)
        distance = np.abs(middle - past.came_in).mean(axis=1) / past.owed
        return [
            Replay(
                self.years[place],
                method,
                amount(past.owed[n]),
                amount(middle[n, end]) if end >= 0 else Decimal(0),
                amount(past.came_in[n, end]) if end >= 0 else Decimal(0),
                None if np.isnan(low[n]).any() else _pct(inside[n]),
                _pct(distance[n]),
            )
            for n, place in enumerate(self._judged_years)
        ]

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

    def band(self, supposed: Supposed = AS_IT_IS) -> Band | None:
        """What all accounts together are expected to pay, by the way that is used. None where too few past years are
        known."""
        owed, told = self._now(supposed)
        rest, place = owed - told[:, -1], len(self.years)
        courses = self._courses(rest, supposed.late)
        if self.method == HABITS and courses is not None:
            lines = _widened(_quantiles(courses), self._wide, rest.sum())
        elif self.method == HABITS:
            return None
        else:
            lines = _around(self._simple(self.method, place, rest.sum()), self._off[self.method], rest.sum())
            if supposed.late and courses is not None:  # no simple rule knows one Member from another
                usual = self._courses(rest)
                moved = 0 if usual is None else _quantiles(courses)[1] - _quantiles(usual)[1]
                lines = _within(lines + moved, rest.sum())
        return _band(lines + told.sum(axis=0))

    def members(self, supposed: Supposed = AS_IT_IS) -> list[MemberForecast]:
        """What each account that owes anything is expected to pay, after its habit. These are the middles of each: they
        do not add up to the middle of all together, nor to what a simple rule expects."""
        owed, told = self._now(supposed)
        paths = self._habits.paths([len(self.years)], (owed - told[:, -1])[:, None], supposed.late)
        if paths is None:
            return []
        lines = _quantiles(paths[:, EACH, 0].swapaxes(0, 1)) + told
        years = self._habits.years
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
        return amount(self._of.paid_between(day, self.on)[self._rows].sum())

    @property
    def owed(self) -> Decimal:
        """All that is owed from the day on, with what falls due within twelve months."""
        return amount(self._owed_in_all[-1])

    def announced(self, supposed: Supposed = AS_IT_IS) -> list[Decimal]:
        """What of it has been announced to come in by each day."""
        return [amount(by_then) for by_then in self._now(supposed)[1].sum(axis=0)]

    def _now(self, supposed: Supposed) -> tuple[Whole, Whole]:
        """What each account owes, as supposed, and what of it is announced to come in by each day."""
        less = [cents(supposed.less.get(state, Decimal(0))) for state in self._states]
        owed = np.maximum(self._owed[:, -1] - np.array(less, dtype=np.int64), 0)
        return owed, self._announced(len(self.years), owed, supposed.late)

    def _announced(self, place: int, owed: Whole, late: Mapping[str, int | None] = {}) -> Whole:
        """What each account had announced in the year at that place to pay by each day; never more than it owed."""
        found = np.zeros((len(self._states), len(self.days)), dtype=np.int64)
        start, days = self._starts[place], self._days[place]
        for payment in self._told(start):
            delay = late.get(payment.state, 0)
            if payment.state in self._states and payment.expected > start and delay is not None:
                came = days >= payment.expected.toordinal() + delay
                found[self._states.index(payment.state)] += cents(payment.amount) * came
        return np.minimum(found, owed[:, None])

    def _courses(self, owed: Whole, late: Mapping[str, int | None] = {}) -> Share | None:
        """Equally likely courses of the sum, each account's drawn from its own; None where these are not known."""
        paths = self._habits.paths([len(self.years)], owed[:, None], late)
        return None if paths is None else self._habits.sums(paths)[:, 0]

    def _simple(self, method: str, place: int, owed: int) -> Share:
        """What comes in of what is owed after a simple rule, from the years before that place."""
        found: Share = np.floor(self._habits.simple(place, _YEARS[method]) * owed)
        return found


@dataclass(frozen=True)
class _Past:
    """The past years on which forecasts are run: by year what was owed, what came in by each day, what each account
    owed beyond what it had announced, and what all had announced by each day."""

    owed: Whole
    came_in: Whole
    rest_of_each: Whole
    told: Whole

    @property
    def rest(self) -> Whole:
        """What all owed beyond what had been announced, by year."""
        found: Whole = self.rest_of_each.sum(axis=0)
        return found


def _quantiles(courses: Share) -> Share:
    """The low, middle and high line through courses: each point of a line is a point of one of them."""
    places = [math.ceil(part * len(courses)) - 1 for part in (LOW, MIDDLE, HIGH)]
    found: Share = np.sort(courses, axis=0)[places]
    return found


def _widened(lines: Share, wide: Share, owed: int) -> Share:
    """The band, wider by as much as would have held eight in ten of the days of the past years."""
    if len(wide) < LEAST_REPLAYS:
        return lines
    place = math.ceil((HIGH - LOW) * wide.size) - 1
    wider = max(float(np.partition(wide.ravel(), place)[place]), 1.0)
    return _within(lines[1] + wider * (lines - lines[1]), owed)


def _around(middle: Share, off: Share, owed: int) -> Share:
    """The line of a simple rule between what it was off by in past years; without enough of these, alone."""
    if len(off) < LEAST_REPLAYS:
        return np.stack([np.full_like(middle, np.nan), middle, np.full_like(middle, np.nan)])
    low, _, high = middle + _quantiles(off) * owed
    return _within(np.stack([np.minimum(low, middle), middle, np.maximum(high, middle)]), owed)


def _within(lines: Share, owed: int) -> Share:
    """Lines that never fall, and hold no less than nothing and no more than is owed."""
    found: Share = np.floor(np.maximum.accumulate(np.clip(lines, 0, owed), axis=1))
    return found


def _band(lines: Share) -> Band:
    assert not np.isnan(lines).any(), "a band is known or there is none"
    return Band(*map(RunningSums, lines.astype(np.int64).tolist()))


def _pct(share: float) -> Decimal:
    return Decimal(round(share * 10_000)).scaleb(-2)
