"""What Members are expected to pay: from their own days in past years, never more than they owe, with its error."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from governance.books import Books
from governance.money import UNIT
from governance.questions.liquidity.forecasts import ahead, month_ends
from governance.rules.accounts.account import Account, Assessment, Period, Receipt, Spell
from governance.rules.accounts.balance import is_known, outstanding
from governance.rules.liquidity import forecast as rule
from governance.rules.liquidity.forecast import HABITS, LAST_YEAR, Announced, Forecast, Supposed
from governance.rules.liquidity.payment_days import PaymentDays, amount, same_day
from tests.oracle import Fact
from tests.random_ledgers import DAYS, STATES, books_over, histories
from tests.shipped import shipped_books

ON = date(2024, 6, 30)


def member(state: str, *pays: tuple[int, int, int] | None, first: int = 2014, yearly: int = 100) -> PaymentDays:
    """A Member assessed the same each year since `first`; each year it pays a share in per cent on a day, or nothing."""
    receipts = [Receipt(date(year, *when[:2]), Decimal(yearly * when[2]) / 100)
                for year, when in zip(range(first, 2025), pays, strict=False) if when and date(year, *when[:2]) <= ON]  # fmt: skip
    return PaymentDays(
        Account(
            state,
            "CHF",
            assessments=tuple(Assessment(year, Decimal(yearly)) for year in range(first, 2025)),
            receipts=tuple(receipts),
            spells=(Spell(date(first, 1, 1)),),
            coverage=(Period(date(first, 1, 1)),),
        )
    )


def made(*members: PaymentDays, on: date = ON) -> Forecast:
    return Forecast(members, on, month_ends(ahead(on)))


def on_day(forecast: Forecast, band: rule.Band | None, day: date) -> tuple[Decimal, Decimal, Decimal]:
    assert band is not None
    place = forecast.days.index(day)
    return band.low[place], band.middle[place], band.high[place]


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
    forecast = made(member("XAA", *[(3, 10, 100)] * 11))
    band = forecast.band([Announced("XAA", date(2024, 11, 5), Decimal(30))])
    assert on_day(forecast, band, date(2024, 10, 31))[1] == 0
    assert on_day(forecast, band, date(2024, 11, 30))[1] == 30
    assert on_day(forecast, band, date(2025, 3, 31))[1] == 100
    late = forecast.band([Announced("XAA", date(2025, 5, 20), Decimal(100))])
    assert on_day(forecast, late, date(2025, 3, 31))[1] == 0, "it takes the place of the habit"


def test_a_payment_supposed_late_or_never() -> None:
    forecast = made(member("XAA", *[(3, 10, 100)] * 11))
    late = forecast.band(supposed=Supposed(late={"XAA": 61}))
    assert [on_day(forecast, late, day)[1] for day in (date(2025, 3, 31), date(2025, 5, 31))] == [0, 100]
    never = forecast.band([Announced("XAA", date(2025, 2, 1), Decimal(50))], Supposed(late={"XAA": None}))
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
    hidden = member("XAA", *[(3, 10, 100)] * 11).account
    unknown = made(PaymentDays(Account("XAA", "CHF", assessments=hidden.assessments, receipts=hidden.receipts)))
    assert unknown.not_known == ("XAA",)
    assert unknown.members() == []


shares = st.tuples(st.integers(1, 12), st.integers(1, 28), st.integers(0, 150)) | st.none()
members = st.lists(st.lists(shares, min_size=11, max_size=11), min_size=1, max_size=3)


@given(members, st.integers(0, 300), st.integers(1, 360))
def test_never_more_than_is_owed_never_falling_and_more_announced_never_less(
    pays: list[list[tuple[int, int, int] | None]], told: int, after: int
) -> None:
    forecast = made(*(member(state, *years) for state, years in zip(STATES, pays, strict=False)))
    day = ahead(ON)[after]
    announced = [Announced(STATES[0], day, Decimal(told))]
    band, more = forecast.band(announced), forecast.band([*announced, Announced(STATES[0], day, Decimal(40))])
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

    for account in accounts(_Asking(books_over(facts), day)).values():
        balance = outstanding(account, day)
        (found,) = PaymentDays(account).outstanding_less_credit([day])
        assert amount(found) == balance.outstanding - balance.credit
        days = PaymentDays(account)
        assert [days.known(each) for each in DAYS] == [is_known(account, each) for each in DAYS]
        assert is_known(account, day) == balance.known


def test_the_day_of_a_leap_year_has_a_day_in_every_year() -> None:
    assert same_day(date(2024, 2, 29), 2023) == date(2023, 2, 28)
    assert ahead(date(2024, 2, 29))[-1] == date(2025, 2, 28)


def test_the_questions_tell_months_states_and_errors(books: Books) -> None:
    """Seven years in May, announced for this one in November; XAN has said nothing and paid nothing.

    membership: state | status | from
    XAA | member | 2010-01-01
    XAN | member | 2010-01-01
    assessments: year | state | amount
    2017 | XAA | 100.00
    2018 | XAA | 100.00
    2019 | XAA | 100.00
    2020 | XAA | 100.00
    2021 | XAA | 100.00
    2022 | XAA | 100.00
    2023 | XAA | 100.00
    2024 | XAA | 100.00
    2024 | XAN | 50.00
    receipts: received | state | amount | reference
    2017-05-10 | XAA | 100.00 | A1
    2018-05-10 | XAA | 100.00 | A2
    2019-05-10 | XAA | 100.00 | A3
    2020-05-10 | XAA | 100.00 | A4
    2021-05-10 | XAA | 100.00 | A5
    2022-05-10 | XAA | 100.00 | A6
    2023-05-10 | XAA | 100.00 | A7
    coverage: covers | from
    receipts | 2010-01-01
    opening_balances | 2010-01-01
    expected_payments: state | announced | expected | amount | said_by
    XAA | 2024-03-01 | 2024-11-05 | 80.00 | Note verbale
    """
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
    assert 72 <= (sum(inside) / len(inside)).quantize(UNIT) <= 88
