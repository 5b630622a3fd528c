"""What is given with a question, checked and turned into the values that it takes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation

import pycountry

from governance.names import UnknownState, recognise
from governance.problems import Problem, Refused
from governance.questions.declare import PARAMETERS, Parameter, Question, no_such_parameter
from governance.tables import Kind
from governance.words import say


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
    choices = question.choices.get(name, parameter.choices)
    if kind is Kind.STATE:
        return _state(name, text)
    if kind is Kind.YEAR:
        if not (text.isdecimal() and len(text) == 4):
            raise _refused(name, text, say("Write four digits, such as 2024."))
        return int(text)
    if kind is Kind.CURRENCY:
        currency = pycountry.currencies.get(alpha_3=text.upper())
        if currency is None:
            raise _refused(name, text, say("Write the three letters of ISO 4217, such as CHF."))
        return currency.alpha_3
    if kind is Kind.DATE:
        return _day(name, text)
    if kind is Kind.MONEY:
        return _amount(name, text)
    if choices and text.lower() not in choices:
        raise _refused(name, text, say("Use one of: {choices}.", choices=", ".join(choices)))
    return text.lower() if choices else text


def _day(name: str, text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise _refused(name, text, say("Write the day as year-month-day, such as 2024-06-30.")) from None


def _amount(name: str, text: str) -> Decimal:
    try:
        amount = Decimal(text)
    except InvalidOperation:
        amount = Decimal("NaN")
    if not amount.is_finite() or amount <= 0:
        raise _refused(name, text, say("Write an amount above zero in digits, such as 53586816."))
    return amount


def _state(name: str, text: str) -> str:
    try:
        return recognise(text).code
    except UnknownState as unknown:
        names = " / ".join(unknown.suggestions)
        hint = say("Did you mean {names}?", names=names) if names else say("Write an ISO 3166-1 alpha-3 code.")
        raise _refused(name, text, hint) from unknown


def _refused(name: str, text: str, hint: str) -> Refused:
    message = say("“{value}” is no value for {name}.", value=text, name=name)
    return Refused(Problem("parameter-value", message, column=name, value=text, suggestion=hint))
