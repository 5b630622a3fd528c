"""At which rate published amounts were booked from whole units of assessment, where the rows prove it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal

from governance.questions.assessment.reconciliation import year_rows
from governance.questions.declare import Asking, Question
from governance.questions.rows import Cells
from governance.rules.assessment.booking_rate import BookingRate, booking_rate
from governance.rules.assessment.reconciliation import YearRows, readings
from governance.words import mark

_DECIDED = ("revised", "approved", "stated")


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
    stages: dict[int, dict[str, Decimal]] = {}
    for row in asking.table("budgets"):
        if row["part"] == "administrative" and row["currency"] == asking.rulebook.currency:
            stages.setdefault(row["year"], {})[row["stage"]] = row["amount"]
    return {
        year: next(found[stage] for stage in _DECIDED if stage in found)
        for year, found in stages.items()
        if not found.keys().isdisjoint(_DECIDED)
    }


def answer(asking: Asking, values: Mapping[str, object]) -> list[Cells]:
    """One row per year and currency, with each kind of evidence; the rate is blank where nothing is proved."""
    return [
        _row(rows, asking.rulebook.currency, found)
        for rows, found in verdicts(asking)
        if rows.year <= asking.as_of.year and values["year"] in (None, rows.year)
    ]


def _row(rows: YearRows, currency: str, found: BookingRate) -> Cells:
    whole, scale, stated = found.whole, found.scale, found.stated
    return (
        rows.year,
        rows.currency,
        currency,
        found.rate,
        found.rows,
        found.agreeing if found.proved else None,
        "yes" if found.proved else "no",
        "; ".join(found.carried_by) or None,
        found.total if found.proved else None,
        whole.different,
        whole.count,
        whole.rate,
        whole.next_best,
        whole.next_rate,
        scale.rows if scale else None,
        scale.count if scale else None,
        scale.rate if scale else None,
        scale.next_best if scale else None,
        scale.next_rate if scale else None,
        stated.total if stated else None,
        stated.rate if stated else None,
        stated.next_best if stated else None,
        found.because,
    )


QUESTION = Question(
    name="booking_rates",
    title=mark("Booking rates that the published rows prove"),
    grain=mark("One row per year and currency in which assessments are held that is not the currency of assessment."),
    columns=(
        "year",
        "booked_currency",
        "currency",
        "rate",
        "rows",
        "agreeing",
        "proved",
        "carried_by",
        "recovered_total",
        "different",
        "whole",
        "whole_rate",
        "whole_next",
        "whole_next_rate",
        "on_scale_rows",
        "on_scale",
        "scale_rate",
        "scale_next",
        "scale_next_rate",
        "stated_total",
        "stated_rate",
        "stated_missed",
        "because",
    ),
    parameters=("year",),
    function=answer,
)
