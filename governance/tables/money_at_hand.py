"""Tables about how long the money lasts: cash, what is planned to be spent, reserves, and announced payments."""

from governance.access import ALL, own_by
from governance.tables.declare import (
    CURRENCY,
    STATE,
    Check,
    Column,
    Kind,
    amount,
    day,
    in_order,
    not_negative,
    table,
)
from governance.words import mark

_MONTH_KNOWN = Check(
    "month_is_a_month",
    "month",
    'length("month") >= 7',
    mark("A spending plan tells months: a whole year does not say when money is spent."),
    mark("Write the month, such as 2026-03."),
)
_WITHIN_CEILING = Check(
    "level_within_ceiling",
    "level",
    '"level" <= "ceiling"',
    mark("The reserve holds more than its ceiling."),
    mark("Make sure of both."),
    warning=True,
)

MONEY_AT_HAND = (
    table(
        "cash",
        mark("Cash"),
        mark("One row per day, account and currency."),
        day("dated", mark("The day at whose end the account held this"), required=True),
        Column(
            "account",
            Kind.TEXT,
            mark("The name of the account; what reserves hold stands in the table of reserves"),
            required=True,
            example="Assessed contributions",
        ),
        amount(mark("The balance at the end of the day; negative: overdrawn")),
        CURRENCY,
        key=("dated", "account", "currency"),
        first_schema=7,
        happened="dated",
        delegations=ALL,
    ),
    table(
        "spending_plan",
        mark("Spending plan"),
        mark("One row per month and currency."),
        Column("month", Kind.PERIOD, mark("The month"), required=True, example="2026-03"),
        amount(mark("What is planned to be spent of assessed contributions in the month")),
        CURRENCY,
        key=("month", "currency"),
        checks=(_MONTH_KNOWN, not_negative("amount")),
        first_schema=7,
        delegations=ALL,
    ),
    table(
        "reserves",
        mark("Reserves"),
        mark("One row per reserve, day from which it holds the amount, and currency."),
        Column("reserve", Kind.TEXT, mark("The name of the reserve"), required=True, example="Working Capital Fund"),
        day("from", mark("First day on which it holds the amount"), required=True),
        amount(mark("What the reserve holds"), "level", example="3000000.00"),
        amount(mark("What the reserve is meant to hold at most"), "ceiling", required=False, example="3000000.00"),
        Column(
            "order",
            Kind.COUNT,
            mark("Its place in the order in which reserves are drawn on: 1 is the first"),
            unit=mark("place"),
            example="1",
        ),
        CURRENCY,
        key=("reserve", "from", "currency"),
        checks=(not_negative("level"), _WITHIN_CEILING),
        first_schema=7,
        happened='"from"',
        delegations=ALL,
    ),
    table(
        "expected_payments",
        mark("Expected payments"),
        mark("One row per State and day on which it is expected to pay."),
        STATE,
        day("announced", mark("The day on which the payment was announced or agreed"), required=True),
        day("expected", mark("The day on which the money is expected"), required=True),
        amount(mark("What is expected to come in; 0: it was taken back")),
        CURRENCY,
        Column("said_by", Kind.TEXT, mark("Who said so, and where"), example="Note verbale of 3 March"),
        key=("state", "expected", "currency"),
        checks=(in_order("announced", "expected"), not_negative("amount")),
        first_schema=7,
        happened="announced",
        delegations=own_by("state"),
    ),
)
