"""What is said of rows that do not stand, by themselves or beside the ledger: a table of the rules.

Checks that are SQL files and the row checks of tables declare their own sentences.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from governance.problems import Message, Messages, Problem
from governance.words import mark, mark_count

_MIXED = mark("The sheet mixes {main} and {other} (rows in {other}: {times}): its amounts cannot be added up.")
_NO_AMOUNT = mark("“{value}” is not an amount.")
_A_DATE = mark("Write year, month and day, such as 2024-01-31.")
_ONE_SEAT = mark("A State has one seat: end the one term on the day before the other begins.")
_MEMBERSHIP = mark("Correct the State or the days, or hand the membership in first.")
_DAYS = mark("Correct the days, or confirm that it met in two sessions at once.")
_YEAR = mark("Make sure of the year.")
_CLOSED = mark("The financial year {year} was closed on {closed_on}: its figures stand.")

MESSAGES = Messages({
    "cell-blank": Message(mark("The cell is blank: {meaning}."), mark("Fill it in.")),
    # a cell that is not what its column holds
    "not-an-amount": Message(
        _NO_AMOUNT, mark("Write digits with a point before at most two decimals, such as 1234.50.")
    ),
    "not-an-amount rounded": Message(
        _NO_AMOUNT,
        mark(
            "Write at most two decimals, such as 1234.50. In a spreadsheet, ROUND(…, 2) rounds a computed amount; see "
            "that the rounded ones still add up."
        ),
    ),
    "not-a-number": Message(
        mark("“{value}” is not a number."), mark("Write digits with a point before the decimals, such as 0.2534.")
    ),
    "not-a-number rounded": Message(
        mark("“{value}” has more decimals than the {most} that are kept here."),
        mark(
            "Write at most {most} decimals. In a spreadsheet, ROUND(…, {most}) rounds a computed figure; see that the "
            "rounded ones still add up."
        ),
    ),
    "not-a-count": Message(mark("“{value}” is not a whole number."), mark("Write digits only, such as 12.")),
    "not-a-year": Message(mark("“{value}” is not a year."), mark("Write four digits, such as 2024.")),
    "not-a-date": Message(mark("“{value}” is not a date."), _A_DATE),
    "not-a-date no-such-day": Message(mark("“{value}” is not a date that exists."), _A_DATE),
    "not-a-date short-year": Message(
        mark("“{value}” has a year of two digits, which may be of either century."), _A_DATE
    ),
    "not-a-date far-ahead": Message(
        mark("The year of “{value}” is too far ahead: dates up to the year {last_year} are kept."), _A_DATE
    ),
    "not-a-date long-ago": Message(
        mark("The year of “{value}” is too long ago: dates from the year {first_year} on are kept."), _A_DATE
    ),
    "not-a-period": Message(
        mark("“{value}” is not a day, a month or a year."), mark("Write 2014-07-01, 2014-07 or 2014.")
    ),
    "not-a-choice": Message(mark("“{value}” is not one of the words for this column.")),
    "not-a-table": Message(mark("“{value}” is not the name of a table.")),
    "not-a-currency": Message(
        mark("“{value}” is not a currency."), mark("Write the three letters of ISO 4217, such as CHF.")
    ),
    "state-unknown": Message(
        mark("“{value}” is not a State that is known here."),
        mark("Write the State's name as the United Nations prints it, or its ISO 3166-1 alpha-3 code."),
    ),
    "state-unknown area": Message(
        mark("“{value}” is an area that is no State."),
        mark("An area may have an office or contribute voluntarily; only States are Members and pay."),
    ),
    # cells together
    "key-twice": Message(
        mark("Row {first} has the same {key}."), mark("Keep one of the two rows, or correct what names them.")
    ),
    "two-currencies": Message(
        _MIXED, mark("Hand in one sheet for each currency, or name the currency in every row.")
    ),
    "two-currencies named": Message(_MIXED, mark("Make sure of both.")),
    "cannot-be-checked": Message(
        mark("Nothing is known yet of: {titles}. What depends on it could not be checked."),
        mark("Hand that in first, or make sure yourself that these rows fit it."),
        warning=True,
    ),
    # bodies, seats and sessions
    "body-unknown": Message(mark("The rulebook knows no body “{body}”."), mark("The bodies are: {known}.")),
    "body-not-there": Message(mark("{body} did not exist on {day}."), mark("It existed from {first} to {last}.")),
    "session-overlap": Message(mark("The body meets in another session from {first} to {last}."), _DAYS, warning=True),
    "action-of-another-body": Message(
        mark("By the rulebook it is the {body} that decides on votes, not “{found}”: this action changes no vote."),
        mark(
            "If the {body} acted, write “{written}”. If another body did, nothing need be done: the row stays on "
            "record, without effect on the vote."
        ),
        warning=True,
    ),
    "seat-overlap": Message(mark("{who} holds a seat on this body from {first} to {last} already."), _ONE_SEAT),
    "seat-of-no-member": Message(mark("{who} is not a Member on {day}, within the term."), _MEMBERSHIP),
    "seat-of-no-member observer": Message(
        mark("{who} is an observer on {day}, not a Member: observers hold no seats."), _MEMBERSHIP
    ),
    "term-too-long": Message(
        mark("A term on {body} lasts {years} years: one from {first} ends on {most} at the latest."),
        mark("Correct the days; a re-election is a term of its own, in another row."),
    ),
    "seats-too-many": Message(
        mark("Seats of {body} on {day} would be {seats}; by the number of Members ({members}) it may have {most}."),
        mark("Take out the seats that are too many, or correct their days. The rule: {rule}."),
    ),
    "seats-without-decision": Message(
        mark("Seats of {body} on {day} would be {seats}; its article sets {set}."),
        mark("Name the document of the two-thirds decision that allows more."),
        warning=True,
    ),
    # offices, staff, voluntary contributions and funds
    "fund-opening": Message(
        mark("{fund} opens {year} with {opening:,.2f} {currency}, but closed {before} with {closing:,.2f}."),
        mark("Correct one of the two years; keep both if the opening was restated."),
        warning=True,
    ),
    "office-closed": Message(
        mark("{office} has {number} staff on {day}, but was not open then."),
        mark("Correct the day or the headcount here, or the days in the table offices."),
    ),
    "office-closed counted": Message(
        mark("{office} would not be open on {day}, a day on which staff were counted in it."),
        mark("Correct the days here, or hand in a corrected count first."),
    ),
    "office-twice": Message(
        mark("{office} would be open twice on the same days."),
        mark("Close the earlier period before the later one opens, or leave one of them out."),
    ),
    "office-unknown": Message(mark("The register of offices has no such office."), warning=True),
    "service-area-unknown": Message(mark("The mandate names no such service area."), warning=True),
    "spelt-twice": Message(
        mark("“{value}” is also written “{other}”: the row would count twice."),
        mark("Write it as it stands there, or keep both if they are two."),
        warning=True,
    ),
    # beside the ledger
    "debt-not-known": Message(
        mark("What {state} owed on {day} is not known, so that the plan {plan} cannot be compared with it."),
        mark("Hand in the assessments, receipts and coverage first, or make sure yourself."),
        warning=True,
    ),
    "plan-above-debt": Message(
        mark("The plan {plan} comes to {currency} {amount}, but {state} owed {debt} on {day}."),
        mark("Correct the instalments, or the day on which the plan was agreed."),
    ),
    "year-closed": Message(_CLOSED, mark("Enter the difference as an adjustment dated in the open year.")),
    "year-closed receipts": Message(
        _CLOSED,
        # Money that came in is a receipt, however late it is found.
        mark(
            "Enter the receipt with the day on which it is booked in the open year as its value_date, or open the year "
            "{year} again."
        ),
    ),
    "day-ahead": Message(
        mark("{day} lies ahead: today is {today}."), mark("Make sure of the day, month and year."), warning=True
    ),
    "day-far-back": Message(
        mark("{day} lies years before all else in this table, which begins on {first}."), _YEAR, warning=True
    ),
    "year-ahead": Message(mark("{year} lies years ahead."), _YEAR, warning=True),
    "sheets-differ": Message(
        mark("Row {other_row} of {place} has the same {key}, but differs in: {columns}."),
        mark("Hand in the one that is right."),
    ),
    "identical-rows": Message(
        mark("Row {first} is the same, and nothing tells the two apart."),
        mark("If it is one and the same, take one out; if these are two, leave both."),
        warning=True,
    ),
    "taken-as-held": Message(
        mark("Row {held_row} of {file} (batch {held_batch}) is the same: it is taken as the same one, not added."),
        mark("If it is another one, tell the two apart by the column {column}."),
        warning=True,
    ),
    "rows-missing": Message(
        mark_count(
            "{number} row of {file} (batch {batch}) is missing here, where most of it is repeated: {named}.",
            "{number} rows of {file} (batch {batch}) are missing here, where most of it is repeated. First: {named}.",
        ),
        mark("What is missing stays in force. If it was wrong, revoke batch {batch} or enter what corrects it."),
        warning=True,
    ),
})  # fmt: skip
"""By rule, and by what distinguishes sentences of one rule, what is said and what helps."""


def in_cell(key: str, row: Mapping[str, Any], column: str, /, suggestion: str = "", **values: object) -> Problem:
    """What is wrong in one cell of a row that was handed in: by column name, with its `sheet_row`."""
    value, helps = row.get(column), {"suggestion": suggestion} if suggestion else {}
    written = None if value is None else str(value)
    return MESSAGES.problem(
        key, {"value": value, **values}, row=row.get("sheet_row"), column=column, value=written, **helps
    )
