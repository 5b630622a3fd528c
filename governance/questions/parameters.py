"""What is given with a question, checked and turned into the values that it takes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation

from governance.names import UnknownState, find_area, recognise
from governance.problems import Problem, Refused
from governance.questions.declare import PARAMETERS, Parameter, Question, no_such_parameter
from governance.tables import Kind
from governance.tables.known_years import FIRST_YEAR, LAST_YEAR
from governance.words import say

LONGEST = 4000
"""The characters of a value, and so of a link's: two hundred States with a day for each."""

MOST_STATES = 250
"""The States that one value can name: more than there are."""

_SHOWN = 60  # characters of a value that is too long
_DECIMALS = 6  # no amount is finer
_MONTH = re.compile(r"(?:19|2[01])[0-9]{2}-(?:0[1-9]|1[0-2])")
_NEVER = "never"
_MOST_DAYS = 366

LARGEST_AMOUNT = Decimal(10) ** 15
"""No amount is larger: beyond it, shares of it would lose digits."""

_WHOLE = Decimal(100)  # per cent: no rate is above


def resolve(question: Question, given: Mapping[str, object]) -> dict[str, object]:
    """The values of all of a question's parameters, None where nothing was given.

    States are taken by any usual name. Raises Refused with every parameter that is unknown or has no such value.
    """
    problems = [no_such_parameter(question, name) for name in given if name not in question.parameters]
    values: dict[str, object] = dict.fromkeys(question.parameters)
    for name, value in given.items():
        if name not in question.parameters or value is None or value == "":
            continue
        try:
            values[name] = _value(question, PARAMETERS[name], str(value))
        except Refused as refused:
            problems += refused.problems
    if problems:
        raise Refused(*problems)
    return values


def _value(question: Question, parameter: Parameter, text: str) -> object:
    name, kind = parameter.name, parameter.kind
    if len(text) > LONGEST:
        raise Refused(too_long(name, text))
    choices = question.choices.get(name, parameter.choices)
    if kind is Kind.STATE:
        if parameter.areas and (area := find_area(text)):
            return area.code
        return _states(name, text) if parameter.several else _state(name, text)
    if kind is Kind.DATE:
        return _day(name, text)
    if kind is Kind.YEAR:
        if not (text.isascii() and text.isdecimal() and len(text) == 4):
            raise _refused(name, text, say("Write four digits, such as 2024."))
        if not FIRST_YEAR <= int(text) <= LAST_YEAR:
            hint = say("Write a year from {first} to {last}.", first=FIRST_YEAR, last=LAST_YEAR)
            raise _refused(name, text, hint)
        return int(text)
    if kind is Kind.CURRENCY:
        import pycountry  # here and not above: most questions name no currency

        currency = pycountry.currencies.get(alpha_3=text.upper())
        if currency is None:
            raise _refused(name, text, say("Write the three letters of ISO 4217, such as CHF."))
        return currency.alpha_3
    if kind is Kind.MONEY:
        return _number(name, text, say("Write an amount above zero in digits, such as 53586816."))
    if kind is Kind.RATE:
        return _number(name, text, say("Write per cent above 0 and up to 100 in digits, such as 3.5."), _WHOLE)
    if kind is Kind.PERIOD:
        if not _MONTH.fullmatch(text):
            raise _refused(name, text, say("Write year and month, such as 2024-01."))
        return text
    if choices and text.lower() not in choices:
        raise _refused(name, text, say("Use one of: {choices}.", choices=", ".join(choices)))
    return text.lower() if choices else text


def _number(name: str, text: str, hint: str, most: Decimal = LARGEST_AMOUNT) -> Decimal:
    try:
        number = Decimal(text)
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite() or not 0 < number <= most or int(number.as_tuple().exponent) < -_DECIMALS:
        raise _refused(name, text, hint)
    return number


def _state(name: str, text: str) -> str:
    try:
        return recognise(text).code
    except UnknownState as unknown:
        names = " / ".join(unknown.suggestions)
        hint = say("Did you mean {names}?", names=names) if names else say("Write an ISO 3166-1 alpha-3 code.")
        raise _refused(name, text, hint) from unknown


def _states(name: str, text: str) -> tuple[str, ...]:
    """Several States: names with a comma in them need the semicolon. Raises Refused with every one not known."""
    codes: list[str] = []
    problems: list[Problem] = []
    parts = text.split(";" if ";" in text else ",")
    if len(parts) > MOST_STATES:
        raise _refused(name, shortened(text), say("Name at most {number} States.", number=MOST_STATES))
    for part in parts:
        try:
            codes += [_state(name, part.strip())] if part.strip() else []
        except Refused as refused:
            problems += refused.problems
    if problems:
        raise Refused(*problems)
    return tuple(dict.fromkeys(codes))


def _day(name: str, text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise _refused(name, text, say("Write year, month and day, such as 2024-01-31.")) from None
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        hint = say("Write a day of the years {first} to {last}.", first=FIRST_YEAR, last=LAST_YEAR)
        raise _refused(name, text, hint)
    return day


def delays(text: object) -> dict[str, int | None]:
    """The States that pay later than usual, each by so many days; None: never. Raises Refused for a State that is none
    or named twice, and for what is no number of days."""
    found: dict[str, int | None] = {}
    for part in filter(None, (part.strip() for part in str(text or "").split(","))):
        name, _, days = part.partition(":")
        known = days == _NEVER or (days.isascii() and days.isdecimal() and int(days) <= _MOST_DAYS)
        try:
            code = recognise(name).code
        except UnknownState:
            known = False
        if not known:
            hint = say("Write each State with its days, up to 366, or never: XAA:60,XAB:never.")
            raise _refused("late", part, hint)
        if code in found:
            raise _refused("late", part, say("Name each State once."))
        found[code] = None if days == _NEVER else int(days)
    return found


def too_long(name: str, text: str) -> Problem:
    """The refusal of a value that is longer than any that means something."""
    return Problem(
        "parameter-value",
        say(
            "The value for {name} has {number} characters: {start}", name=name, number=len(text), start=shortened(text)
        ),
        column=name,
        value=shortened(text),
        suggestion=say("Give at most {number} characters.", number=LONGEST),
    )


def shortened(text: str) -> str:
    """The beginning of a text that is too long to repeat."""
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def _refused(name: str, text: str, hint: str) -> Refused:
    message = say("“{value}” is no value for {name}.", value=text, name=name)
    return Refused(Problem("parameter-value", message, column=name, value=text, suggestion=hint))
