"""How a rulebook appears: each article with its dates and status, each reading of ours with its parameter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from datetime import date

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from governance.headings import label
from governance.names import printed
from governance.rulebooks import Rulebook
from governance.rules.vote.case import Regime
from governance.sources import title_of
from governance.ui.parts import show
from governance.ui.parts.numbers import day_in_year, day_words
from governance.ui.parts.words import SEMICOLON, joined, mark, named, say

_STATUS = {
    "verified": mark("read in the text itself"),
    "secondary": mark("read in another document's summary"),
}


def vote(book: Rulebook, on: date) -> None:
    """The texts about the vote, by date, with the one in force marked."""
    st.header(say("The vote"), anchor=False)
    for regime in book.votes:
        with _provision(
            regime.article,
            regime.text,
            regime.source,
            regime.status,
            regime.first_day,
            regime.last_day,
            in_force=regime.in_force(on),
        ):
            st.caption(_parameters(regime))
    if book.vote_on(on) is None:
        st.markdown(say("No text about the vote in force on {day} is held here.", day=day_words(on)))


def in_force(book: Rulebook, on: date) -> str | None:
    """The text about the loss of the vote that is in force on a day; None where none is held."""
    regime = book.vote_on(on)
    if regime is None:
        return None
    return say("On {day}, **{article}** says when a vote may be lost.", day=day_words(on), article=regime.article)


def _parameters(regime: Regime) -> str:
    """The kind of rule that a text sets, with its parameters."""
    names = [f.name for f in fields(regime.rule) if not f.name.startswith("_")]  # type: ignore[arg-type]
    values = ", ".join(f"{label('parameter', name)}: {_plain(getattr(regime.rule, name))}" for name in names)
    return say("Kind of rule: {kind}. {parameters}", kind=label("rule", regime.rule.kind), parameters=values)


def texts(book: Rulebook, on: date) -> None:
    """Quorum and majorities, bodies, due days, withdrawal, and the other provisions; nothing where none is held."""
    if not (book.quorums or book.bodies or book.due or book.withdrawal or book.texts):
        return
    st.header(say("Quorum, bodies, and other provisions"), anchor=False)
    for quorum in book.quorums:
        holds = quorum.in_force(on)
        _provision(
            quorum.article, quorum.text, quorum.source, quorum.status, quorum.first_day, quorum.last_day, in_force=holds
        )
    for body in book.bodies:
        title = say("{body}: {article}", body=named(body.name), article=body.article)
        holds = body.in_force(on)
        _provision(title, body.text, body.source, body.status, body.first_day, body.last_day, in_force=holds)
    if book.due:
        title = say("{about}: {article}", about=say("When contributions are due"), article=book.due.article)
        _provision(title, book.due.text, book.due.source, book.due.status, None, None, in_force=True)
    if book.withdrawal:
        w = book.withdrawal
        title = say("Withdrawal: {article}", article=w.article)
        _provision(title, w.text, w.source, w.status, None, None, in_force=True)
    for text in book.texts:
        title = say("{about}: {article}", about=say(text.about), article=text.article)
        holds = text.in_force(on)
        _provision(title, text.text, text.source, text.status, text.first_day, text.last_day, in_force=holds)


def assessment(book: Rulebook) -> None:
    """How the organization assesses, parameter by parameter."""
    if book.assessment is None:
        return
    st.header(say("How contributions are assessed"), anchor=False)
    held = {f.name: getattr(book.assessment, f.name) for f in fields(book.assessment)}
    held["scale_adopted"] = day_in_year(date.fromisoformat(f"2000-{held['scale_adopted']}"))
    rows = [(say(_PARAMETERS[name]), _value(value)) for name, value in held.items()]
    frame = pd.DataFrame(rows, columns=[say("Rule"), say("Value")])
    show.words(frame, alt=say("How contributions are assessed"))


def readings(book: Rulebook) -> None:
    """Every choice of ours where no text decides."""
    st.header(say("Our readings, where no text decides"), anchor=False)
    rows = [(say(r.says), say(r.why)) for r in book.readings]  # its value is a word of the rulebook: that is said here
    heads = [say("What it means"), say("Why")]
    show.words(pd.DataFrame(rows, columns=heads), alt=say("Our readings"))


def _provision(
    title: str, text: str, source: str, status: str, first: date | None, last: date | None, *, in_force: bool
) -> DeltaGenerator:
    span = " - ".join(day_words(day) if day else "…" for day in (first, last)) if first or last else ""
    now = say("in force on the date") if in_force else say("not in force on the date")
    label = joined(" · ", (part for part in (say("**{title}**", title=title), span, now) if part))
    place = st.expander(label, icon=":material/gavel:" if in_force else ":material/history:")
    with place:
        st.markdown(say("> {text}", text=text))
        names = map(title_of, source.split(";"))
        st.caption(say("Source: {sources}; {status}.", sources=joined(SEMICOLON, names), status=say(_STATUS[status])))
    return place


_PARAMETERS = {
    "whole_unit": mark("Amounts are rounded to multiples of"),
    "rate_places": mark("Decimals of a rate in per cent"),
    "scale_lag_years": mark("Years by which the United Nations scale is applied later"),
    "rate_rounding": mark("What rounding the rates leaves of 100 per cent goes to"),
    "rounding": mark("Amounts are rounded"),
    "scale_members": mark("The rates are those of the Members"),
    "scale_adopted": mark("Day of the year before on which a scale is adopted"),
    "new_member": mark("A Member that joins during a year is assessed"),
    "new_member_effect": mark("Its contribution for a whole year"),
    "rates_outside_un_scale": mark("Rates of Members that the United Nations scale does not list (per cent)"),
}
_VALUES = {
    "two_largest": mark("the two largest rates"),
    "largest_remainder": mark("so that they add up exactly (the largest remainders are rounded up)"),
    "plain": mark("each by itself"),
    "first_day": mark("on the first day of the year"),
    "when_adopted": mark("on the day on which the scale is adopted"),
    "pro_rata": mark("for the part of the year from its accession on"),
    "full_year": mark("for the whole year"),
    "next_year": mark("from the next year on"),
    "on_top": mark("raises the next year's budget"),
    "dilution": mark("leaves the budget as it is: the others pay less"),
}


def _value(value: object) -> str:
    """A parameter's value in words; rates by State with the States' names."""
    if isinstance(value, str) and value in _VALUES:
        return say(_VALUES[value])
    if isinstance(value, Mapping):
        return ", ".join(f"{printed(str(state))} {rate}" for state, rate in value.items())
    return _plain(value)


def _plain(value: object) -> str:
    if isinstance(value, bool):
        return say("yes") if value else say("no")
    if isinstance(value, tuple | list):
        return ", ".join(_plain(item) for item in value)
    if isinstance(value, dict):
        return ", ".join(f"{key} {item}" for key, item in value.items())
    return label("choice", str(value))
