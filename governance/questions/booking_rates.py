"""At which rate published amounts were booked from whole units of assessment, where the rows prove it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from decimal import Decimal

from governance.questions.declare import Asking, Question, Row
from governance.rules.booking_rate import BookingRate, booking_rate
from governance.words import mark

Found = dict[tuple[int, str], BookingRate]


def rates(asking: Asking) -> Found:
    """The verdict on every year with assessments in a currency other than that of assessment, made once and kept."""
    return asking.kept("booking rates", _make)


def _make(asking: Asking) -> Found:
    amounts: dict[tuple[int, str], dict[str, Decimal]] = defaultdict(dict)
    for row in asking.table("assessments"):
        if row["currency"] != asking.rulebook.currency:
            amounts[row["year"], row["currency"]][row["state"]] = row["amount"]
    found = {key: booking_rate(rows) for key, rows in sorted(amounts.items())}
    return {key: verdict for key, verdict in found.items() if verdict is not None}


def answer(asking: Asking, values: Mapping[str, object]) -> list[Row]:
    """One row per year and currency; the rate is blank where nothing is proved."""
    return [
        (
            year,
            currency,
            asking.rulebook.currency,
            found.rate,
            found.rows,
            found.agreeing if found.proved else None,
            "yes" if found.proved else "no",
            found.because,
        )
        for (year, currency), found in rates(asking).items()
        if year <= asking.as_of.year and values["year"] in (None, year)
    ]


QUESTION = Question(
    name="booking_rates",
    title=mark("Booking rates that the published rows prove"),
    grain=mark("One row per year and currency in which assessments are held that is not the currency of assessment."),
    columns=("year", "booked_currency", "currency", "rate", "rows", "agreeing", "proved", "because"),
    parameters=("year",),
    uses=("assessments",),
    function=answer,
)
