"""At which rate published amounts were booked from whole units of assessment, where the rows prove it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from governance.access import TOTALS
from governance.questions.assessment.budget_levels import levels
from governance.questions.assessment.reconciliation import year_rows
from governance.questions.declare import Asking, Question
from governance.rules.assessment.booking_rate import BookingRate, booking_rate
from governance.rules.assessment.reconciliation import YearRows, readings
from governance.words import mark


@dataclass(frozen=True, slots=True)
class BookedYear:
    """A year booked in another currency: its rate and what was recovered, None unless proved, and the evidence of each
    kind, None where there is no scale, or no stated total."""

    year: int
    booked_currency: str
    currency: str
    rate: Decimal | None
    rows: int
    agreeing: int | None
    proved: str
    carried_by: str | None
    recovered_total: Decimal | None
    different: int
    whole: int
    whole_rate: Decimal
    whole_next: int
    whole_next_rate: Decimal | None
    on_scale_rows: int | None
    on_scale: int | None
    scale_rate: Decimal | None
    scale_next: int | None
    scale_next_rate: Decimal | None
    stated_total: Decimal | None
    stated_rate: Decimal | None
    stated_missed: Decimal | None
    because: str


def rate_of(asking: Asking, rows: YearRows) -> BookingRate | None:
    """The verdict on one year's rows in a currency that is not that of assessment, made once and kept."""
    return asking.kept(f"booking rate {rows.year} {rows.currency}", _make(rows))


def verdicts(asking: Asking) -> Iterator[tuple[YearRows, BookingRate]]:
    """The verdict on every year with assessments in a currency other than that of assessment."""
    for rows in year_rows(asking):
        if rows.currency != asking.rulebook.currency and (found := rate_of(asking, rows)):
            yield rows, found


def _make(rows: YearRows) -> Callable[[Asking], BookingRate | None]:
    def make(asking: Asking) -> BookingRate | None:
        rules = asking.rulebook.assessment
        scales = [reading.rates for reading in readings(rows, rules)] if rules else []
        return booking_rate(rows.rows, scales=scales, stated_total=_stated(asking).get(rows.year))

    return make


def _stated(asking: Asking) -> dict[int, Decimal]:
    """What documents state as the administrative budget of each year, in the currency of assessment."""
    home = asking.rulebook.currency
    held = levels(asking, "administrative").items()
    return {year: row.amount("amount") for (year, currency), row in held if currency == home}


def answer(asking: Asking, values: Mapping[str, object]) -> list[BookedYear]:
    """One row per year and currency, with each kind of evidence; the rate is blank where nothing is proved."""
    return [
        _row(rows, asking.rulebook.currency, found)
        for rows, found in verdicts(asking)
        if rows.year <= asking.as_of.year and values["year"] in (None, rows.year)
    ]


def _row(rows: YearRows, currency: str, found: BookingRate) -> BookedYear:
    whole, scale, stated = found.whole, found.scale, found.stated
    return BookedYear(
        year=rows.year,
        booked_currency=rows.currency,
        currency=currency,
        rate=found.rate,
        rows=found.rows,
        agreeing=found.agreeing if found.proved else None,
        proved="yes" if found.proved else "no",
        carried_by="; ".join(found.carried_by) or None,
        recovered_total=found.total if found.proved else None,
        different=whole.different,
        whole=whole.count,
        whole_rate=whole.rate,
        whole_next=whole.next_best,
        whole_next_rate=whole.next_rate,
        on_scale_rows=scale.rows if scale else None,
        on_scale=scale.count if scale else None,
        scale_rate=scale.rate if scale else None,
        scale_next=scale.next_best if scale else None,
        scale_next_rate=scale.next_rate if scale else None,
        stated_total=stated.total if stated else None,
        stated_rate=stated.rate if stated else None,
        stated_missed=stated.next_best if stated else None,
        because=found.because,
    )


QUESTION = Question(
    name="booking_rates",
    title=mark("Booking rates that the published rows prove"),
    grain=mark("One row per year and currency in which assessments are held that is not the currency of assessment."),
    row=BookedYear,
    parameters=("year",),
    function=answer,
    delegations=TOTALS,
)
