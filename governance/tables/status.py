"""Tables of a published status of contributions: what a publisher prints of every party, and its printed totals."""

from governance.access import ALL, own_by
from governance.tables.declare import CURRENCY, STATE, Check, Column, Kind, amount, day, in_order, table
from governance.words import mark

_DATED = day("dated", mark("The day as at which the status is printed"), required=True)
_FIRST = Column(
    "first_year", Kind.YEAR, mark("First year of the sheet"), required=True, unit=mark("year"), example="2021"
)
_LAST = Column("last_year", Kind.YEAR, mark("Last year of the sheet"), required=True, unit=mark("year"), example="2023")

_AMOUNTS = (
    amount(mark("The contribution agreed"), "agreed"),
    amount(mark("Paid in cash"), "cash"),
    amount(mark("Paid by bilateral assistance"), "bilateral"),
    amount(mark("Paid by promissory notes"), "promissory_notes"),
    amount(mark("What the party contests"), "disputed"),
    amount(mark("Outstanding as printed; negative: more was paid than agreed"), "unpaid"),
    CURRENCY,
)

_FOOTS = Check(
    "row_foots",
    "unpaid",
    "abs(agreed::decimal(38, 2) - cash - bilateral - promissory_notes - disputed - unpaid) <= 1",
    mark("Agreed less what was paid and disputed is not what is printed as outstanding."),
    mark("See whether a figure is in another column; a difference of up to one unit is rounding."),
    warning=True,
)

STATUS = (
    table(
        "contribution_status",
        mark("Status of contributions"),
        mark("One row per day, sheet (of one year or several) and State."),
        _DATED,
        _FIRST,
        _LAST,
        STATE,
        Column("printed", Kind.TEXT, mark("The State's name as the sheet prints it, marks included"), example="Malta*"),
        *_AMOUNTS,
        key=("dated", "first_year", "last_year", "state", "currency"),
        checks=(in_order("first_year", "last_year"), _FOOTS),
        first_schema=3,
        delegations=own_by("state"),
    ),
    table(
        "contribution_status_totals",
        mark("Printed totals of a status of contributions"),
        mark("One row per day and sheet."),
        _DATED,
        _FIRST,
        _LAST,
        *_AMOUNTS,
        key=("dated", "first_year", "last_year", "currency"),
        checks=(in_order("first_year", "last_year"), _FOOTS),
        first_schema=3,
        delegations=ALL,
    ),
)
