"""A scenario as it is written in a link or a file, read and checked: everything impossible is refused, all at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from governance.money import rounded
from governance.names import UnknownState, printed, recognise
from governance.problems import Problem, Refused
from governance.questions.declare import Asking
from governance.questions.growth_figures import Series, chosen_series, figures
from governance.questions.scenario_start import History, exchange_history, scales_held, start
from governance.rules.apportionment import AssessmentRules
from governance.rules.paths import NoSuchPath, path
from governance.rules.scenario import ZNG, ZRG, Scenario, Start
from governance.words import mark, say

RECORDED, REPEATED = "recorded", "repeated"
LONGEST = 30
"""Years after the base: further no assumption says anything."""

_DEFAULT_YEARS = 10
_WORDS = {
    "growth": mark("Growth"),
    "inflation": mark("Inflation"),
    "exchange": mark("The exchange rate"),
    "joins": mark("States that join"),
    "leaves": mark("States that leave"),
}


@dataclass
class _Reading:
    """What is read so far, and what is wrong with it."""

    asking: Asking
    values: Mapping[str, Any]
    problems: list[Problem] = field(default_factory=list)

    def wrong(self, rule: str, name: str, message: str, hint: str) -> None:
        value = self.values.get(name)
        self.problems.append(
            Problem(rule, message, column=name, value=None if value is None else str(value), suggestion=hint)
        )


@dataclass(frozen=True)
class Read:
    """A scenario with what it starts from, its currencies, its price index, and the texts of its paths."""

    scenario: Scenario
    start: Start
    currency: str
    other_currency: str | None
    series: str | None
    inflation: str
    exchange: str | None


def read(asking: Asking, values: Mapping[str, Any]) -> Read | None:
    """The scenario; None where the books hold neither budget nor scale. Raises Refused with all that is impossible."""
    rules = asking.rulebook.assessment
    found = figures(asking)
    if rules is None or not scales_held(asking) or not found:
        return None
    reading = _Reading(asking, values)
    home = asking.rulebook.currency
    currency = str(values["currency"] or (home if home in found else next(iter(found))))
    held = found.get(currency, {})
    base = int(values["base_year"] or _last_year(held, asking.as_of.year))
    until = int(values["until"] or base + _DEFAULT_YEARS)
    level = _level(reading, base, currency, held.get(base), rules)
    if not base < until <= base + LONGEST:
        message = say("The scenario runs from {base} to {until}.", base=base, until=until)
        hint = say("Let it end after its base year and no later than {last}.", last=base + LONGEST)
        reading.wrong("scenario-years", "until", message, hint)
        raise Refused(*reading.problems)
    years = range(base + 1, until + 1)
    series = chosen_series(asking, currency, values["series"])
    growth = _path(reading, "growth", values["growth"] or ZNG, years, (ZNG, ZRG), Decimal(-100))
    inflation_text, inflation = _inflation(reading, years, series)
    exchange_text, other, exchange = _exchange(reading, range(base, until + 1), currency)
    begins = start(asking, base, rules)
    joins = _joins(reading, begins, base, until)
    leaves = _leaves(reading, begins, joins, base, until)
    for name in ("cap", "floor"):
        if values[name] is not None and not 0 < values[name] <= 100:
            message = say("{value} % is no rate.", value=values[name])
            reading.wrong("scenario-bounds", name, message, say("Give a rate above 0 and up to 100 per cent."))
    if not begins.members and not begins.joined:
        message = say("No Members of {year} are held here.", year=base)
        reading.wrong("scenario-years", "base_year", message, say("Choose a later base year."))
    if reading.problems:
        raise Refused(*reading.problems)
    made = Scenario(
        base,
        until,
        level,
        growth,
        inflation,
        exchange,
        joins,
        leaves,
        newcomers=values["newcomers"] or rules.new_member_effect,
        cap=values["cap"],
        floor=values["floor"],
    )
    return Read(made, begins, currency, other, series.name if series else None, inflation_text, exchange_text)


def _last_year(held: Mapping[int, object], this_year: int) -> int:
    """The last year with a figure; without one, the year of the date, of which it is then said that it has none."""
    return max((year for year in held if year <= this_year), default=this_year)


def _level(reading: _Reading, base: int, currency: str, figure: Any, rules: AssessmentRules) -> Decimal:
    given = reading.values["level"]
    if given is not None:
        if given % rules.whole_unit:
            message = say("The level {value} is no multiple of {unit}.", value=given, unit=rules.whole_unit)
            reading.wrong("scenario-level", "level", message, say("Assessments are made in whole units."))
        return Decimal(given)
    if figure is None:
        message = say("No budget of {year} in {currency} is held here.", year=base, currency=currency)
        reading.wrong("scenario-level", "base_year", message, say("Choose another base year, or give its level."))
        return Decimal(0)
    return rounded(figure.amount, rules.whole_unit)


def _path(
    reading: _Reading, name: str, text: str, years: range, words: tuple[str, ...], above: Decimal
) -> dict[int, Any]:
    """The values of a path, numbers above a bound."""
    try:
        found = path(text, years, words)
    except NoSuchPath as error:
        reading.wrong(
            "scenario-path", name, say("{what}: {error}", what=say(_WORDS[name]), error=str(error)), _how(words)
        )
        return {}
    for year, value in found.items():
        if isinstance(value, Decimal) and value <= above:
            message = say("{what} of {year} cannot be {value}.", what=say(_WORDS[name]), year=year, value=value)
            reading.wrong("scenario-path", name, message, say("It must be above {above}.", above=above))
            return {}
    return found


def _how(words: tuple[str, ...]) -> str:
    if ZNG in words:
        return say(
            "Write zng (zero nominal growth), zrg (zero real growth) or a percentage for all years, and others by "
            "their years, such as {example}.",
            example=f"{ZNG},2027:3.5,2028-2030:{ZRG}",
        )
    return say(
        "Write a value for all years, and others by their years, such as {example}; a value is a number or one of: "
        "{words}.",
        example=f"{words[0]},2027:3.5,2028-2030:1",
        words=", ".join(words),
    )


def _inflation(reading: _Reading, years: range, series: Series | None) -> tuple[str, dict[int, Decimal]]:
    """Inflation by year: numbers, as recorded in these years, or as in as many years before the base again."""
    history = History({year: price.value for year, price in series.years.items()} if series else {})
    text = reading.values["inflation"]
    if not text:
        recorded = all(history.change(year) is not None for year in years)
        text = RECORDED if recorded else str(history.average_change() or 0)
    found = _path(reading, "inflation", text, years, (RECORDED, REPEATED), Decimal(-100))
    return text, {
        year: _told(reading, "inflation", value, year, years, history.change) for year, value in found.items()
    }


def _exchange(reading: _Reading, years: range, currency: str) -> tuple[str | None, str | None, dict[int, Decimal]]:
    """The rate by year, the base included; none where no series of rates is held for the currency."""
    known = exchange_history(reading.asking, currency)
    text = reading.values["exchange"]
    if known is None:
        if text:
            message = say("No exchange rates of {currency} are held here.", currency=currency)
            reading.wrong("scenario-path", "exchange", message, say("Leave the exchange rate out."))
        return None, None, {}
    other, history = known
    if not text:
        held = [year for year in history.values if year <= years[0]]
        text = f"{rounded(history.values[max(held)], Decimal('0.0001')):f}" if held else ""
    if not text:
        return None, None, {}
    found = _path(reading, "exchange", text, years, (RECORDED, REPEATED), Decimal(0))
    told = {
        year: _told(reading, "exchange", value, year, years, lambda y: history.values.get(y))
        for year, value in found.items()
    }
    return text, other, told


def _told(reading: _Reading, name: str, value: Any, year: int, years: range, held: Any) -> Decimal:
    """A number, or what history holds for the year, or for the same place among as many years before."""
    if isinstance(value, Decimal):
        return value
    source = year if value == RECORDED else year - len(years)
    found = held(source)
    if found is None:
        message = say(
            "{what} of {year}: nothing is recorded for {source}.", what=say(_WORDS[name]), year=year, source=source
        )
        if not any(problem.column == name for problem in reading.problems):
            reading.wrong("scenario-path", name, message, say("Give a number for the years that are not recorded."))
        return Decimal(1)
    return Decimal(found)


def _pairs(reading: _Reading, name: str) -> list[tuple[str, str]]:
    """State and what follows it, for each part of a list such as "XAA:2027,XAB:2028-07-01"."""
    found: list[tuple[str, str]] = []
    for part in (part.strip() for part in str(reading.values[name] or "").split(",") if part.strip()):
        text, _, when = part.partition(":")
        try:
            code = recognise(text.strip()).code
        except UnknownState as unknown:
            near = " / ".join(unknown.suggestions) or say("an ISO 3166-1 alpha-3 code")
            message = say("{what}: “{text}” is no State.", what=say(_WORDS[name]), text=text)
            reading.wrong("scenario-state", name, message, say("Write {near}.", near=near))
            continue
        if code in dict(found):
            message = say("{what}: {state} is named twice.", what=say(_WORDS[name]), state=printed(code))
            reading.wrong("scenario-state", name, message, say("Name each State once."))
            continue
        found.append((code, when.strip()))
    return found


def _is_year(text: str) -> bool:
    return text.isdecimal() and len(text) == 4


def _joins(reading: _Reading, begins: Start, base: int, until: int) -> dict[str, date]:
    joins: dict[str, date] = {}
    for state, when in _pairs(reading, "joins"):
        try:
            day = date(int(when), 1, 1) if _is_year(when) else date.fromisoformat(when)
        except ValueError:
            message = say("{state} joins on “{when}”, which is no day.", state=printed(state), when=when)
            reading.wrong("scenario-state", "joins", message, say("Write a year or a day, such as 2027-07-01."))
            continue
        if state in begins.members or state in begins.joined:
            message = say("{state} is a Member already in {year}.", state=printed(state), year=base)
            reading.wrong("scenario-state", "joins", message, say("Choose a State that is not a Member."))
        elif not base < day.year <= until:
            message = say("{state} cannot join in {year}.", state=printed(state), year=day.year)
            hint = say("Choose a day after the base year {base} and up to {until}.", base=base, until=until)
            reading.wrong("scenario-state", "joins", message, hint)
        else:
            joins[state] = day
    return joins


def _leaves(reading: _Reading, begins: Start, joins: Mapping[str, date], base: int, until: int) -> dict[str, int]:
    leaves: dict[str, int] = {}
    for state, when in _pairs(reading, "leaves"):
        year = int(when) if _is_year(when) else None
        if state not in begins.members and state not in begins.joined and state not in joins:
            message = say("{state} is no Member and cannot leave.", state=printed(state))
            reading.wrong("scenario-state", "leaves", message, say("Choose a Member."))
        elif year is None or not base <= year < until or (state in joins and year < joins[state].year):
            message = say("{state} cannot leave at the end of “{year}”.", state=printed(state), year=when)
            hint = say("Give a year from {base} to {last}, after it has joined.", base=base, last=until - 1)
            reading.wrong("scenario-state", "leaves", message, hint)
        else:
            leaves[state] = year
    return leaves
