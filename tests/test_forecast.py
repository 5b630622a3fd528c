"""What Members are expected to pay: from their own days in past years, never more than they owe, with its error."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from governance.books import Books
from governance.money import UNIT
from governance.questions.accounts.accounts import receipts_of
from governance.questions.liquidity.forecasts import ahead, month_ends
from governance.rules.accounts.account import Account, Assessment, Period, Receipt, RunningSums, Spell, same_day
from governance.rules.accounts.balance import is_known, outstanding
from governance.rules.liquidity import forecast as rule
from governance.rules.liquidity.forecast import HABITS, LAST_YEAR, Announced, Forecast, Supposed
from governance.rules.liquidity.payment_days import PaymentDays, amount, same_days
from tests.oracle import Fact
from tests.plain_forecast import Plain
from tests.random_ledgers import DAYS, STATES, books_over, histories
from tests.shipped import shipped_books

ON = date(2024, 6, 30)
ALWAYS = Period(date(2000, 1, 1))


def member(state: str, *pays: tuple[int, int, int] | None, first: int = 2014, yearly: int = 100) -> Account:
    """A Member assessed the same each year since `first`; each year it pays a share in per cent on a day, or nothing."""
    receipts = [Receipt(date(year, *when[:2]), Decimal(yearly * when[2]) / 100)
                for year, when in zip(range(first, 2025), pays, strict=False) if when and date(year, *when[:2]) <= ON]  # fmt: skip
    return Account(
        state,
        "CHF",
        assessments=tuple(Assessment(year, Decimal(yearly)) for year in range(first, 2025)),
        receipts=tuple(receipts),
        spells=(Spell(date(first, 1, 1)),),
        coverage=(Period(date(first, 1, 1)),),
    )


def made(*members: Account, on: date = ON, told: Sequence[tuple[date, Announced]] = ()) -> Forecast:
    """`told`: payments, each with the day on which it was announced."""

    def by(day: date) -> list[Announced]:
        return [payment for announced, payment in told if announced <= day]

    return Forecast(PaymentDays(members), on, month_ends(ahead(on)), by)


def on_day(forecast: Forecast, band: rule.Band | None, day: date) -> tuple[Decimal, Decimal, Decimal]:
    assert band is not None
    place = forecast.days.index(day)
    return band.low[place], band.middle[place], band.high[place]


def test_the_usual_day_is_the_first_by_which_half_has_come_in() -> None:
    def half(*cents: int) -> int | None:
        line = RunningSums(cents)
        return rule.Band(line, line, line).half

    assert half(0, 49, 50, 99, 100) == 2
    assert half(0, 0, 49, 99) == 3
    assert half(7) == 0
    assert half(0, 0) is None, "nothing is expected"


def test_a_member_that_always_pays_in_march_is_expected_to_pay_in_march() -> None:
    forecast = made(member("XAA", *[(3, 10, 100)] * 11))
    (expected,) = forecast.members()
    assert (expected.owed, expected.years) == (100, 10), "what falls due in January: of this year nothing is owed"
    assert on_day(forecast, expected.band, date(2025, 2, 28)) == (0, 0, 0)
    assert on_day(forecast, expected.band, date(2025, 3, 31)) == (100, 100, 100)
    assert forecast.method == HABITS
    assert on_day(forecast, forecast.band(), date(2025, 3, 31)) == (100, 100, 100)


def test_what_differs_between_years_is_the_band() -> None:
    """Each in March or in October, as it happens and each by itself, so that of many about half pay in spring."""
    chance = Random(1)
    members = [member(f"X{letter}A", *(chance.choice([(3, 10, 100), (10, 10, 100)]) for _ in range(10)))
               for letter in "ABCDEFGHIJ"]  # fmt: skip
    forecast = made(*members, on=date(2024, 1, 1))
    low, middle, high = on_day(forecast, forecast.band(), date(2024, 5, 31))
    assert 0 < low < middle < high < forecast.owed


def test_a_member_without_years_of_its_own_pays_as_all_together() -> None:
    old, new = member("XAA", *[(3, 10, 100)] * 11), member("XAN", first=2024)
    (of_new,) = (found for found in made(old, new).members() if found.state == "XAN")
    assert of_new.years == 0
    assert of_new.owed == 200, "its first year and the next"
    assert of_new.band.middle[-1] == 200


def test_what_was_announced_comes_on_its_day_and_the_rest_after_the_habit() -> None:
    pays = member("XAA", *[(3, 10, 100)] * 11)
    forecast = made(pays, told=[(ON, Announced("XAA", date(2024, 11, 5), Decimal(30)))])
    band = forecast.band()
    assert on_day(forecast, band, date(2024, 10, 31))[1] == 0
    assert on_day(forecast, band, date(2024, 11, 30))[1] == 30
    assert on_day(forecast, band, date(2025, 3, 31))[1] == 100
    late = made(pays, told=[(ON, Announced("XAA", date(2025, 5, 20), Decimal(100)))])
    assert on_day(late, late.band(), date(2025, 3, 31))[1] == 0, "it takes the place of the habit"


def test_a_replay_knows_what_had_been_announced_by_then() -> None:
    """In 2023 the contribution came in November, once; it had been announced in June, or only in July."""
    months = [*[(3, 10, 100)] * 9, (11, 5, 100), (3, 10, 100)]
    pays, payment = member("XAA", *months), Announced("XAA", date(2023, 11, 5), Decimal(100))

    def of_2023(announced: date) -> list[tuple[str, Decimal, Decimal]]:
        forecast = made(pays, told=[(announced, payment)])
        return [(r.method, r.expected, r.came_in) for r in forecast.replays if r.year == 2023]

    assert {expected for _, expected, _ in of_2023(date(2023, 6, 30))} == {100}
    assert {expected for _, expected, _ in of_2023(date(2023, 7, 1))} == {0}
    assert {came_in for _, _, came_in in of_2023(ON)} == {100}


def test_a_payment_supposed_late_or_never() -> None:
    forecast = made(member("XAA", *[(3, 10, 100)] * 11))
    late = forecast.band(supposed=Supposed(late={"XAA": 61}))
    assert [on_day(forecast, late, day)[1] for day in (date(2025, 3, 31), date(2025, 5, 31))] == [0, 100]
    told = made(member("XAA", *[(3, 10, 100)] * 11), told=[(ON, Announced("XAA", date(2025, 2, 1), Decimal(50)))])
    never = told.band(Supposed(late={"XAA": None}))
    assert on_day(forecast, never, date(2025, 6, 30)) == (0, 0, 0)
    less = forecast.band(supposed=Supposed(less={"XAA": Decimal(40)}))
    assert on_day(forecast, less, date(2025, 6, 30))[1] == 60


def test_a_simple_rule_is_used_where_it_was_nearer() -> None:
    """All Members change their day together from year to year: what all did last year tells more than each one's past."""
    months = (3, 4, 5, 6, 7, 8, 9, 10, 11, 12)
    together = [member(state, *((month, 10, 100) for month in months)) for state in ("XAA", "XAN", "XAR")]
    forecast = made(*together)
    by_method = {method: [r.distance_pct for r in forecast.replays if r.method == method] for method in rule.METHODS}
    nearest = min(rule.METHODS, key=lambda method: sum(by_method[method]))
    assert (forecast.method, nearest) == (LAST_YEAR, LAST_YEAR)


def test_nothing_is_forecast_from_too_few_years_or_where_receipts_are_not_known() -> None:
    few = made(member("XAA", (3, 10, 100), (3, 10, 100), first=2022))
    assert (few.replays, few.band(), few.members()) == ((), None, [])
    hidden = member("XAA", *[(3, 10, 100)] * 11)
    unknown = made(Account("XAA", "CHF", assessments=hidden.assessments, receipts=hidden.receipts))
    assert unknown.not_known == ("XAA",)
    assert unknown.members() == []


shares = st.tuples(st.integers(1, 12), st.integers(1, 28), st.integers(0, 150)) | st.none()
members = st.lists(st.lists(shares, min_size=11, max_size=11), min_size=1, max_size=3)


@given(members, st.integers(0, 300), st.integers(1, 360))
def test_never_more_than_is_owed_never_falling_and_more_announced_never_less(
    pays: list[list[tuple[int, int, int] | None]], told: int, after: int
) -> None:
    accounts = [member(state, *years) for state, years in zip(STATES, pays, strict=False)]
    day = ahead(ON)[after]
    announced = [(ON, Announced(STATES[0], day, Decimal(told)))]
    forecast = made(*accounts, told=announced)
    band, more = (
        forecast.band(),
        made(*accounts, told=[*announced, (ON, Announced(STATES[0], day, Decimal(40)))]).band(),
    )
    if band is None or more is None:
        assert not forecast.replays
        return
    for line in (band.low, band.middle, band.high):
        assert list(line) == sorted(line)
        assert 0 <= line[0] <= line[-1] <= forecast.owed
    for low, middle, high in zip(band.low, band.middle, band.high, strict=True):
        assert low <= middle <= high
    for of_then, then, now in zip(forecast.days, more.middle, band.middle, strict=True):
        assert then >= now or of_then < day


@given(members, members)
def test_a_replay_of_a_past_date_never_changes(
    pays: list[list[tuple[int, int, int] | None]], later: list[list[tuple[int, int, int] | None]]
) -> None:
    """Whatever is paid afterwards: what was forecast as of 30 June 2020 for the year is what it was."""

    def replays(rest: list[list[tuple[int, int, int] | None]]) -> list[rule.Replay]:
        years = [[*own[:7], *(rest[number % len(rest)][7:])] for number, own in enumerate(pays)]
        found = made(*(member(state, *own) for state, own in zip(STATES, years, strict=False)))
        return [replay for replay in found.replays if replay.year < 2020]

    assert replays(pays) == replays(later)


@given(histories, st.sampled_from(DAYS))
@settings(max_examples=15)
def test_what_is_owed_is_the_balance(facts: list[Fact], day: date) -> None:
    """Worked out for many days at once, it is what the one definition of outstanding says of each."""
    from governance.books.books import _Asking
    from governance.questions.accounts.accounts import accounts

    held = [*accounts(_Asking(books_over(facts), day)).values()]
    days = PaymentDays(held)
    found, known = days.outstanding_less_credit(DAYS), days.known(DAYS)
    for row, account in enumerate(held):
        balances = [outstanding(account, each) for each in DAYS]
        assert [*map(amount, found[row])] == [balance.outstanding - balance.credit for balance in balances]
        assert [*(known[row] > 0)] == [balance.known for balance in balances]
        assert is_known(account, day) == outstanding(account, day).known


@given(histories, st.sampled_from([day for day in DAYS if day.year > 2021]))
@settings(max_examples=8)
def test_all_at_once_is_what_one_account_year_and_day_at_a_time_say(facts: list[Fact], day: date) -> None:
    from governance.books.books import _Asking
    from governance.questions.accounts.accounts import accounts

    held = [
        replace(account, receipts=tuple(receipts_of(_Asking(books_over(facts), day), *key)), coverage=(ALWAYS,))
        for key, account in accounts(_Asking(books_over(facts), day)).items()
    ]
    days = month_ends(ahead(day))
    forecast, plain = Forecast(PaymentDays(held), day, days), Plain(held, day, days)
    for found in forecast.members():
        paths = [sorted(by_day) for by_day in zip(*plain.paths(found.state, len(plain.years)), strict=True)]
        lines = [[amount(by_day[place]) for by_day in paths] for place in (0, 3, 7)]
        assert [list(line) for line in (found.band.low, found.band.middle, found.band.high)] == lines
    for replay in (replay for replay in forecast.replays if replay.method == HABITS):
        middle, end = plain.middle(replay.year - plain.years[0]), sum(each.year == day.year for each in days) - 1
        assert replay.expected == (amount(middle[end]) if end >= 0 else 0)


def test_the_same_days_of_other_years_are_those_of_one_at_a_time() -> None:
    days = ahead(date(2024, 2, 29))
    for row, years in zip(same_days(days, range(5)), range(5), strict=True):
        assert [date.fromordinal(int(day)) for day in row] == [same_day(day, day.year - years) for day in days]


def test_the_day_of_a_leap_year_has_a_day_in_every_year() -> None:
    assert same_day(date(2024, 2, 29), 2023) == date(2023, 2, 28)
    assert ahead(date(2024, 2, 29))[-1] == date(2025, 2, 28)


EACH_MAY = "\n".join(
    (
        "assessments: year | state | amount",
        *(f"{year} | XAA | 100.00" for year in range(2017, 2025)),
        "receipts: received | state | amount | reference",
        *(f"{year}-05-10 | XAA | 100.00 | A{year}" for year in range(2017, 2024)),
        "coverage: covers | from",
        "receipts | 2010-01-01",
        "opening_balances | 2010-01-01\n",
    )
)
"""XAA was assessed as much each year and paid it each May, but for this year."""


def test_the_questions_tell_months_states_and_errors(books: Books) -> None:
    """<ledger> Seven years in May, announced for this one in November; XAN has said nothing and paid nothing."""
    day = date(2024, 4, 1)
    months = books.ask("forecast", day).dicts()
    assert [(row["day"], row["expected_amount"], row["announced_amount"]) for row in months[6:9]] == [
        (date(2024, 10, 31), Decimal("110.00"), 0),
        (date(2024, 11, 30), Decimal("190.00"), 80),
        (date(2024, 12, 31), Decimal("190.00"), 80),
    ]
    assert books.ask("forecast", day, currency="USD").rows == ()
    states = books.ask("forecast_by_state", day).dicts()
    assert [(row["state"], row["owed"], row["announced_amount"], row["years"]) for row in states] == [
        ("XAA", 200, 80, 7), ("XAN", 100, 0, 0)]  # fmt: skip
    errors = books.ask("forecast_error", day).dicts()
    assert {(row["year"], row["forecast_method"]) for row in errors if row["used"] == "yes"} == {
        (year, "habits") for year in range(2020, 2024)}  # fmt: skip
    assert {row["forecast_error"] for row in errors if row["used"] == "yes"} == {0}


test_the_questions_tell_months_states_and_errors.__doc__ = f"""{EACH_MAY}
membership: state | status | from
XAA | member | 2010-01-01
XAN | member | 2010-01-01
assessments: year | state | amount
2024 | XAN | 50.00
expected_payments: state | announced | expected | amount | said_by
XAA | 2024-03-01 | 2024-11-05 | 80.00 | Note verbale
"""


def test_instalments_are_announced_unless_their_plan_is_broken(books: Books) -> None:
    """<ledger> XAA pays each May and owes 60 of old, agreed in March 2024 to be paid in June and December; of the first
    half 20 has been told of besides, which pays it as a receipt would."""

    def announced(day: date) -> list[tuple[date, Decimal]]:
        rows = books.ask("forecast", day).dicts()
        sums = [(row.day("day"), row.amount("announced_amount")) for row in rows]
        return [now for before, now in pairwise([(day, Decimal(0)), *sums]) if now[1] != before[1]]

    assert announced(date(2024, 3, 1)) == []
    assert announced(date(2024, 3, 18)) == [(date(2024, 6, 30), 30), (date(2024, 12, 31), 60)]
    assert announced(date(2024, 4, 1)) == [(date(2024, 6, 30), 30), (date(2024, 12, 31), 60)], "nothing twice"
    assert announced(date(2024, 7, 1)) == [], "broken"


test_instalments_are_announced_unless_their_plan_is_broken.__doc__ = f"""{EACH_MAY}
assessments: year | state | amount
2016 | XAA | 160.00
receipts: received | state | amount | reference
2016-05-10 | XAA | 100.00 | A2016
expected_payments: state | announced | expected | amount
XAA | 2024-03-20 | 2024-06-20 | 20.00
payment_plans: state | plan | agreed | due | amount
XAA | OLD | 2024-03-15 | 2024-06-30 | 30.00
XAA | OLD | 2024-03-15 | 2024-12-31 | 30.00
"""


@pytest.mark.parametrize("on", [date(2026, 9, 15), date(2026, 1, 1)], ids=str)
def test_the_band_holds_about_eight_in_ten_days_on_the_demonstration(shipped: Path, on: date) -> None:
    """It is made of habits: there only calibration is claimed."""
    rows = [
        row
        for row in shipped_books("demonstration").ask("forecast_error", on).dicts()
        if row["forecast_method"] == HABITS
    ]
    inside = [row.amount("inside_pct") for row in rows if row["inside_pct"] is not None]
    assert len(rows) > 30
    assert 72 <= (sum(inside, Decimal(0)) / len(inside)).quantize(UNIT) <= 88


def test_all_days_of_a_month_share_the_judgement_of_its_first(shipped: Path) -> None:
    """The past years are run once a month, so that neither the way to forecast nor its errors jump from day to day."""
    books = shipped_books("demonstration")
    first, middle, last = (books.ask("forecast_error", date(2026, 10, day)) for day in (1, 17, 31))
    assert first.rows == middle.rows == last.rows != ()
    assert first.rows != books.ask("forecast_error", date(2026, 11, 1)).rows
    assert books.ask("forecast", date(2026, 10, 17)).rows != books.ask("forecast", date(2026, 10, 18)).rows


def test_another_day_of_a_month_runs_no_past_year_again(shipped: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    books = shipped_books("demonstration")
    books.ask("forecast", date(2026, 10, 1))
    monkeypatch.delattr(Forecast, "_after_habits")
    assert books.ask("forecast", date(2026, 10, 17)).rows
    assert books.ask("forecast_by_state", date(2026, 10, 18)).rows
