"""The columns of answers about how money comes in: collection, plans, forecasts and their error, cash, reserves."""

from governance.tables import Kind
from governance.words import mark

LIQUIDITY = (
    ("least_rate_pct", Kind.RATE, mark("The least that had come in by the same day of the five years before")),
    ("usual_rate_pct", Kind.RATE, mark("The middle of what had come in by the same day of the five years before")),
    ("most_rate_pct", Kind.RATE, mark("The most that had come in by the same day of the five years before")),
    (
        "projected_rate_pct",
        Kind.RATE,
        mark("A projection: what has come in, and what came in after the same day, in the middle of those years"),
    ),
    ("years", Kind.COUNT, mark("How many years are compared with")),
    ("due_so_far", Kind.MONEY, mark("Instalments due by the date")),
    ("paid", Kind.MONEY, mark("Paid so far")),
    ("paid_on", Kind.DATE, mark("The day on which it was paid in full")),
    ("in_full", Kind.COUNT, mark("Members that had paid the year's assessment in full by the day")),
    ("in_part", Kind.COUNT, mark("Members that had paid a part of it")),
    ("nothing", Kind.COUNT, mark("Members that had paid nothing of it")),
    ("occasion", Kind.CHOICE, mark("What the day is for")),
    ("missed", Kind.MONEY, mark("Instalments whose due date has passed and that are not paid")),
    ("owed", Kind.MONEY, mark("Outstanding less credits, with the contributions due within twelve months")),
    ("expected_least", Kind.MONEY, mark("In one of ten cases less than this comes in: a projection")),
    ("expected_amount", Kind.MONEY, mark("What is expected to come in: as likely more as less; a projection")),
    ("expected_most", Kind.MONEY, mark("In one of ten cases more than this comes in: a projection")),
    ("expected_this_year", Kind.MONEY, mark("What of it is expected until the end of the year")),
    ("announced_amount", Kind.MONEY, mark("What of it Members have announced")),
    ("forecast_method", Kind.CHOICE, mark("The way to forecast: Members’ habits, or one of two simple rules")),
    ("usual_day", Kind.DATE, mark("The day by which half of it is expected")),
    ("used", Kind.CHOICE, mark("Whether this way to forecast is used: it was the nearest in past years")),
    ("came_in", Kind.MONEY, mark("What then came in")),
    ("forecast_error", Kind.MONEY, mark("What was expected until the end of the year, less what came in")),
    ("forecast_error_pct", Kind.RATE, mark("The same in per cent of what came in")),
    ("inside_pct", Kind.RATE, mark("The days on which what came in lay within the band, in per cent")),
    (
        "distance_pct",
        Kind.RATE,
        mark("How far the middle line was from what came in, in the mean of all days, in per cent of what was owed"),
    ),
)
"""Of each term its name, what its cells hold, and what that means: see terms.py."""
