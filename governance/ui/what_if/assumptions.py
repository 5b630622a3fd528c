"""The assumptions of the laboratory: two scenarios side by side, all of it in the link."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

import streamlit as st

from governance.names import by_name, printed
from governance.questions.growth.scenario_paths import RECORDED, REPEATED, ZNG, ZRG
from governance.questions.growth.scenario_reading import DEFAULT_YEARS, LONGEST
from governance.ui.parts import show
from governance.ui.parts.words import say, titles
from governance.ui.shell import link
from governance.ui.shell.here import Here
from governance.ui.what_if import inputs
from governance.words import in_order

OWN = ("growth", "inflation", "exchange", "joins", "leaves", "newcomers", "cap", "floor")

_ASKED = "asked"
_GROWTH = (-5.0, 15.0, 0.1)
_INFLATION = (-2.0, 10.0, 0.1)


@dataclass(frozen=True)
class Scenario:
    """One of the two: its sign in the link ("" or "_b"), its name, the texts of its assumptions, and the year that is
    asked about first."""

    sign: str
    name: str
    given: Mapping[str, Any]
    year: str


def nothing(where: Here) -> None:
    """Why there is no year from which a scenario can start: the first thing that is missing, and how to bring it."""
    if any(row.known("amount") for row in where.ask("zero_growth").dicts()):
        st.markdown(
            say(
                "A budget is carried forward here for every Member, by the United Nations scale. Who is a Member, or "
                "that scale, is not held here on this date: hand them in with the tables “{membership}” and "
                "“{un_scale}”.",
                **titles("membership", "un_scale"),
            )
        )
    else:
        show.no_budget()


def from_link(where: Here, years: Mapping[str, list[str]]) -> list[Scenario]:
    """The scenarios as the link has them, without any input: for printing."""
    currency = link.get("currency") or next(iter(years))
    base = link.get("base") or years.get(currency, [""])[-1]
    until = link.get("until") or (str(int(base) + DEFAULT_YEARS) if base.isdecimal() else None)
    shared = _shared(base, currency, until)
    asked = link.get(_ASKED) or (_first_asked(where, shared) if base.isdecimal() and str(until).isdecimal() else "")
    return [_named(sign, shared, asked) for sign in (("",) if link.get("compare") == "no" else ("", "_b"))]


def steering(where: Here, years: Mapping[str, list[str]]) -> list[Scenario]:
    """The inputs of both scenarios, the shared ones behind a button, and what they say."""
    with st.popover(say("Base year, currency, horizon"), icon=":material/tune:", width="stretch"):
        base, currency = _base_choice(years)
        shared = _shared(base, currency, _until(int(base)))
    years_ahead = {str(year): str(year) for year in range(int(base) + 1, int(shared["until"]) + 1)}
    asked = str(link.choose(_ASKED, say("Year that is asked about"), years_ahead, _first_asked(where, shared)))
    compared = link.get("compare") != "no"
    places = st.tabs([say("First scenario"), say("Second scenario")]) if compared else [st.container()]
    joining, leaving = _who(where, shared)
    found = []
    for sign, place in zip(("", "_b"), places, strict=False):
        with place:
            found.append(_scenario(where, sign, shared, asked, joining, leaving))
    return found


def _base_choice(years: Mapping[str, list[str]]) -> tuple[str, str]:
    """The inputs for the base year, its level and the currency."""
    codes = list(years)
    currency = str(link.choose("currency", say("Currency"), {code: code for code in codes}, codes[0]))
    found = years[currency]
    base = str(link.choose("base", say("Base year"), {year: year for year in reversed(found)}, found[-1]))
    inputs.text("level", say("Level of the base year, if another"), help=say("A whole amount, such as 60000000."))
    return base, currency


def _until(base: int) -> str:
    years = {str(year): str(year) for year in range(base + 1, base + LONGEST + 1)}
    default = str(base + DEFAULT_YEARS)
    until = link.choose("until", say("Up to"), years, default)
    widget = "choose_compare"
    st.session_state[widget] = link.get("compare") != "no"
    st.toggle(
        say("Compare with a second scenario"),
        key=widget,
        on_change=lambda: link.put("compare", None if st.session_state[widget] else "no"),
    )
    return str(until)


def _scenario(
    where: Here,
    sign: str,
    shared: Mapping[str, Any],
    asked: str,
    joining: Mapping[str, str],
    leaving: Mapping[str, str],
) -> Scenario:
    made = _named(sign, shared, asked)
    inputs.text(f"name{sign}", say("Name of the scenario"), _default_name(made.given["growth"]))
    _growth(sign, made.given["growth"], int(shared["base_year"]))
    _inflation(sign, link.get(f"inflation{sign}"), int(shared["base_year"]))
    with st.expander(say("Members, rates, exchange rate")):
        _members(where, sign, shared, joining, leaving)
        _rates(sign)
    return made


def _shared(base: str, currency: str, until: str | None) -> dict[str, Any]:
    prices = link.get(f"prices_{currency.lower()}")
    return {"base_year": base, "currency": currency, "until": until, "level": link.get("level"), "series": prices}


def _first_asked(where: Here, shared: Mapping[str, Any]) -> str:
    """Next year, or the first later one in which every State of the scenarios has joined and left; the year after the
    base where the reader has chosen that."""
    base, until = int(shared["base_year"]), int(shared["until"])
    changes = (
        (pairs(link.get(f"{name}{sign}") or "").values(), later)
        for sign in ("", "_b")
        for name, later in (("joins", 0), ("leaves", 1))
    )
    told = [int(when[:4]) + later for days, later in changes for when in days if when[:4].isdecimal()]
    coming = base if link.get("base") else max(base, where.as_of.year)
    return str(min(max([coming + 1, *told]), until))


def _named(sign: str, shared: Mapping[str, Any], asked: str) -> Scenario:
    """The scenario of a sign as the link has it."""
    own = {name: link.get(f"{name}{sign}") for name in OWN}
    growth = own["growth"] or (ZRG if sign else ZNG)
    name = link.get(f"name{sign}") or _default_name(growth)
    return Scenario(sign, name, {**shared, **own, "growth": growth}, asked)


def _default_name(growth: str) -> str:
    """What a scenario is called whose name nobody wrote."""
    if growth in (ZNG, ZRG):
        return say("Zero nominal growth") if growth == ZNG else say("Zero real growth")
    if _number(growth, _GROWTH) is not None:
        return say("{percent} % a year", percent=growth)
    return say("Year by year")


def _growth(sign: str, text: str, base: int) -> None:
    """Zero nominal growth, zero real growth, a percentage, or year by year."""
    key = f"growth{sign}"
    default = ZRG if sign else ZNG
    number = _number(text, _GROWTH)
    mode = text if text in (ZNG, ZRG) else ("percent" if number is not None else "years")
    options = {
        ZNG: say("Zero nominal growth"),
        ZRG: say("Zero real growth"),
        "percent": say("A percentage"),
        "years": say("Year by year"),
    }
    texts = {"percent": "2", "years": f"{ZNG},{base + 1}:2"}

    def chosen(option: str) -> None:
        _put(key, texts.get(option, option), default)

    inputs.select(say("Growth of the budget each year"), mode, options, chosen, key)
    if mode == "percent" and number is not None:
        inputs.slider(
            say("Per cent a year"), number, _GROWTH, lambda new: _put(key, _short(new), default), key, "%.1f %%"
        )
    elif mode == "years":
        inputs.text(key, say("Growth by year"), help=_path_help(f"{ZNG},{base + 1}:2,{base + 2}-{base + 3}:{ZRG}"))


def _inflation(sign: str, text: str | None, base: int) -> None:
    """The average of the last recorded years, a constant, the recorded or the repeated path, or year by year."""
    key = f"inflation{sign}"
    number = _number(text or "", _INFLATION)
    mode = (
        text
        if text in (RECORDED, REPEATED)
        else ("constant" if number is not None else ("years" if text else "average"))
    )
    options = {
        "average": say("Recorded, else ten-year average"),
        "constant": say("The same each year"),
        RECORDED: say("As recorded in these years"),
        REPEATED: say("As in the years before the base, once more"),
        "years": say("Year by year"),
    }
    texts = {"average": None, "constant": "1", "years": f"1,{base + 1}:2"}
    inputs.select(say("Inflation"), str(mode), options, lambda option: link.put(key, texts.get(option, option)), key)
    if mode == "constant" and number is not None:
        inputs.slider(
            say("Inflation a year"), number, _INFLATION, lambda new: link.put(key, _short(new)), key, "%.1f %%"
        )
    elif mode == "years":
        inputs.text(key, say("Inflation by year"), help=_path_help(f"1,{base + 1}:2"))


def _who(where: Here, shared: Mapping[str, Any]) -> tuple[dict[str, str], dict[str, str]]:
    """The States that could join, observers first, and those that could leave, each with its name."""
    rows = where.ask("newcomers", base_year=shared["base_year"], currency=shared["currency"]).dicts()
    joining = {row.text("state"): printed(row.text("state")) for row in rows}
    for row in rows:
        if row.known("status"):
            joining[row.text("state")] = say("{state} (observer)", state=printed(row.text("state")))
    members = [row.text("state") for row in where.ask("members", status="member").dicts()]
    joining = dict(sorted(joining.items(), key=lambda pair: in_order(pair[1])))
    return joining, by_name(state for state in members if state not in joining)


def _members(
    where: Here, sign: str, shared: Mapping[str, Any], joining: Mapping[str, str], leaving: Mapping[str, str]
) -> None:
    """States that join and leave, and how newcomers' contributions are treated."""
    base, until = int(shared["base_year"]), int(shared["until"])
    _states(sign, "joins", say("States that join"), joining, base + 1, (base + 1, until))
    _states(sign, "leaves", say("States that leave at the end of a year"), leaving, base + 1, (base, until - 1))
    rules = where.books.rulebook.assessment
    link.choose(
        f"newcomers{sign}",
        say("Contributions of new Members"),
        {"on_top": say("come on top of the level"), "dilution": say("are within the level: the others pay less")},
        rules.new_member_effect if rules else "on_top",
    )


def _states(sign: str, name: str, label: str, options: Mapping[str, str], year: int, bounds: tuple[int, int]) -> None:
    """States chosen, each with its year or day; one added later takes that of the last."""
    key = f"{name}{sign}"
    current = pairs(link.get(key) or "")
    choices = {str(y): str(y) for y in range(bounds[0], bounds[1] + 1)}
    if not choices:
        return

    last = next(reversed(current.values()), str(year))

    def chosen(states: list[str]) -> None:
        link.put(key, ",".join(f"{state}:{current.get(state, last)}" for state in states) or None)

    def moved(option: str) -> None:
        link.put(key, ",".join(f"{state}:{option}" for state in current) or None)

    inputs.several(label, list(current), options, chosen, key)

    if current:
        inputs.select(
            say("In which year"),
            last if last in choices else next(iter(choices)),
            choices if last in choices else {last: last, **choices},
            moved,
            f"{key}_year",
        )


def _rates(sign: str) -> None:
    """A ceiling and a floor of the rates, and the exchange rate."""
    left, middle, right = st.columns(3)
    with left:
        inputs.text(f"cap{sign}", say("No rate above (%)"))
    with middle:
        inputs.text(f"floor{sign}", say("No rate below (%)"))
    with right:
        inputs.text(f"exchange{sign}", say("Exchange rate"), help=_path_help("0.9,2030:0.85"))


def _path_help(example: str) -> str:
    return say(
        "A value for all years, and others by their years, such as {example}.",
        example=example,
    )


def pairs(text: str) -> dict[str, str]:
    """The States of a link with their year or day."""
    parts = [part.strip().partition(":") for part in text.split(",") if part.strip()]
    return {state.strip(): when.strip() for state, _, when in parts}


def _number(text: str, bounds: tuple[float, float, float]) -> float | None:
    """The number of a text, if the slider can show it."""
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    low, high, _ = bounds
    return float(number) if number.is_finite() and Decimal(str(low)) <= number <= Decimal(str(high)) else None


def _short(number: float) -> str:
    return f"{Decimal(str(round(number, 1))).normalize():f}"


def _put(key: str, text: str, default: str) -> None:
    link.put(key, None if text == default else text)
