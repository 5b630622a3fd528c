"""Who paid a year's assessment in full, in part or not at all: each Member with its day, and how many on each day."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import accumulate
from typing import Any

from governance.access import TOTALS, own_by
from governance.money import share
from governance.questions.accounts.accounts import accounts
from governance.questions.collection.collection_course import YEARS
from governance.questions.declare import Asking, Question
from governance.questions.rows import Row
from governance.rules.accounts.account import Account, Running, same_day
from governance.rules.accounts.balance import ZERO, history_start, is_known
from governance.rules.accounts.paid_years import Course, paid_in_full_on, paid_years
from governance.words import mark


@dataclass(frozen=True, slots=True)
class PaidYear:
    """A year of a Member by the date. Where its receipts are not known, neither is how it was paid: all blank."""

    year: int
    state: str
    currency: str
    status: str | None
    paid_on: date | None
    assessed: Decimal
    outstanding: Decimal | None
    known: str


@dataclass(frozen=True, slots=True)
class Counted:
    """How many Members had paid the year in full, in part or nothing by the day, and the money that had come in of it
    (as in `collection`); blank where it was assessed before the recorded history."""

    year: int
    currency: str
    day: date
    day_of_year: int
    in_full: int
    in_part: int
    nothing: int
    assessed: Decimal | None
    applied: Decimal | None
    collection_rate_pct: Decimal | None


Key = tuple[str, str]


def answer(asking: Asking, values: Mapping[str, object]) -> list[PaidYear]:
    """One row per year, Member and currency of which anything was assessed and due by the date."""
    known = {_key(row): row["known"] == "yes" for row in asking.rows("balances")}
    asked: dict[str, Any] = {name: values[name] for name in ("state", "year", "currency")}
    rows = asking.rows("outstanding", **asked)
    owed = {(*_key(row), row.whole("year")): row.amount_or_none("outstanding") for row in rows}
    assessed = {key: _assessed(account, asking.as_of) for key, account in accounts(asking).items()}
    found: list[PaidYear] = []
    for key, year, account, course in _courses(asking, values):
        status = course.on(asking.as_of)
        if status is None:
            continue
        told = known[key]
        found.append(
            PaidYear(
                year=year,
                state=key[0],
                currency=key[1],
                status=status if told else None,
                paid_on=paid_in_full_on(account, course, asking.as_of) if told and status == "in_full" else None,
                assessed=assessed[key][year],
                outstanding=owed.get((*key, year), ZERO) if told else None,
                known="yes" if told else "no",
            )
        )
    return sorted(found, key=lambda row: (-row.year, row.currency, row.paid_on or date.max, row.state))


def _assessed(account: Account, on: date) -> Mapping[int, Decimal]:
    """What was assessed and due by the day, by year."""
    found: dict[int, Decimal] = defaultdict(Decimal)
    for due, year, amount in account.dues:
        if due <= on:
            found[year] += amount
    return found


def counts(asking: Asking, values: Mapping[str, object]) -> list[Counted]:
    """One row per year, from the fifth before that of the date, currency, and day on which a count changed, the last of
    them the same day as the date's. A year in which the receipts of a Member are not known has no rows."""
    last = asking.as_of.year
    wanted = range(last - YEARS, last + 1)
    paid_in = _paid_in(asking, wanted[0])
    by_year: dict[tuple[int, str], list[tuple[Account, Course]]] = defaultdict(list)
    for (_, currency), year, account, course in _courses(asking, values):
        if year in wanted and course.due <= same_day(asking.as_of, year):
            by_year[year, currency].append((account, course))
    found: list[Counted] = []
    for (year, currency), courses in sorted(by_year.items()):
        until = same_day(asking.as_of, year)
        if all(is_known(account, until) for account, _ in courses):
            starts = (history_start(account, until) or date.min for account, _ in courses)
            days = max(date(year, 1, 1), *starts), until
            found += _counted(year, currency, days, courses, paid_in.get((year, currency), Running((), ())))
    return found


def _counted(
    year: int, currency: str, days: tuple[date, date], held: Sequence[tuple[Account, Course]], paid_in: Running
) -> Iterator[Counted]:
    since, until = days
    changed = {max(day, since) for _, course in held for day in course.days if day <= until}
    dues = [due for account, _ in held for due in account.dues if due[1] == year and due[0] >= since]
    for day in sorted(changed | {until}):
        number = Counter(course.on(day) for _, course in held)
        assessed = sum((amount for due, _, amount in dues if due <= until), ZERO)
        applied = paid_in.by(day) if assessed else None
        yield Counted(
            year=year,
            currency=currency,
            day=day,
            day_of_year=day.timetuple().tm_yday,
            in_full=number["in_full"],
            in_part=number["in_part"],
            nothing=number["nothing"],
            assessed=assessed or None,
            applied=applied,
            collection_rate_pct=None if applied is None else share(applied, assessed),
        )


def _paid_in(asking: Asking, since_year: int) -> Mapping[tuple[int, str], Running]:
    """What came in of each year's assessments, as sums by day."""
    found: dict[tuple[int, str], list[Row]] = defaultdict(list)
    for row in asking.rows("collected_by_day", since_year=since_year):
        found[row.whole("year"), row.text("currency")].append(row)
    return {
        key: Running([row.day("day") for row in rows], list(accumulate(row.amount("applied") for row in rows)))
        for key, rows in found.items()
    }


def _courses(asking: Asking, values: Mapping[str, object]) -> Iterator[tuple[Key, int, Account, Course]]:
    """Each account's assessed years, of those that are asked for."""
    money = asking.rulebook.receipts
    since = values.get("since_year") or 0
    assert isinstance(since, int)
    for key, account in accounts(asking).items():
        if values.get("state") in (None, key[0]) and values["currency"] in (None, key[1]):
            for year, course in paid_years(account, money.honours_named_year, money.years_apart).items():
                if values.get("year") in (None, year) and year >= since:
                    yield key, year, account, course


def _key(row: Row) -> Key:
    return row.text("state"), row.text("currency")


QUESTION = Question(
    name="paid_in_full",
    title=mark("Who paid in full, in part, and nothing"),
    grain=mark("One row per year, Member and currency of which anything was assessed and due by the date."),
    row=PaidYear,
    parameters=("year", "state", "currency", "since_year"),
    function=answer,
    delegations=own_by("state"),
)

COUNTS = Question(
    name="payment_counts",
    title=mark("How many paid in full, in part, and nothing, beside the same day of the years before"),
    grain=mark(
        "One row per year, from the fifth before that of the date, currency, and day on which a count changed, up to "
        "the same day as the date's."
    ),
    row=Counted,
    parameters=("currency",),
    delegations=TOTALS,
    function=counts,
)
