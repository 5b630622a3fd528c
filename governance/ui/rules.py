"""How a rulebook appears: each article with its dates and status, each reading of ours with its parameter."""

from __future__ import annotations

from dataclasses import fields
from datetime import date

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from governance.rulebooks import Rulebook
from governance.rules.case import Regime
from governance.sources import sources
from governance.ui.numbers import day_words
from governance.words import mark, say

_STATUS = {
    "verified": mark("read in the text itself"),
    "secondary": mark("read in another document's summary"),
}


def vote(book: Rulebook, on: date) -> None:
    """The texts about the vote, by date, with the one in force marked."""
    st.subheader(say("The vote"), anchor=False)
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


def _parameters(regime: Regime) -> str:
    """The kind of rule that a text sets, with its parameters."""
    names = [f.name for f in fields(regime.rule) if not f.name.startswith("_")]  # type: ignore[arg-type]
    values = ", ".join(f"{name.replace('_', ' ')}: {_plain(getattr(regime.rule, name))}" for name in names)
    return say("Kind of rule: {kind}. {parameters}", kind=regime.rule.kind.replace("_", " "), parameters=values)


def texts(book: Rulebook, on: date) -> None:
    """Quorum and majorities, bodies, withdrawal, and the other provisions."""
    st.subheader(say("Quorum, bodies, and other provisions"), anchor=False)
    for quorum in book.quorums:
        holds = (quorum.first_day or date.min) <= on <= (quorum.last_day or date.max)
        _provision(
            quorum.article, quorum.text, quorum.source, quorum.status, quorum.first_day, quorum.last_day, in_force=holds
        )
    for body in book.bodies:
        title = say("{body}: {article}", body=body.name, article=body.article)
        holds = body in book.bodies_on(on)
        _provision(title, body.text, body.source, body.status, body.first_day, body.last_day, in_force=holds)
    if book.withdrawal:
        w = book.withdrawal
        title = say("Withdrawal: {article}", article=w.article)
        _provision(title, w.text, w.source, w.status, None, None, in_force=True)
    for text in book.texts:
        title = say("{about}: {article}", about=text.about, article=text.article)
        _provision(title, text.text, text.source, text.status, text.first_day, text.last_day, in_force=True)


def assessment(book: Rulebook) -> None:
    """How the organization assesses, parameter by parameter."""
    if book.assessment is None:
        return
    st.subheader(say("How contributions are assessed"), anchor=False)
    rows = [(f.name.replace("_", " "), _plain(getattr(book.assessment, f.name))) for f in fields(book.assessment)]
    frame = pd.DataFrame(rows, columns=[say("Parameter"), say("Value")])
    st.dataframe(frame, hide_index=True, alt=say("How contributions are assessed"))


def readings(book: Rulebook) -> None:
    """Every choice of ours where no text decides."""
    st.subheader(say("Our readings, where no text decides"), anchor=False)
    rows = [(r.parameter, _plain(r.value), r.says, r.why) for r in book.readings]
    heads = [say("Parameter"), say("Value"), say("What it means"), say("Why")]
    st.dataframe(
        pd.DataFrame(rows, columns=heads),
        hide_index=True,
        alt=say("Our readings"),
        row_height=90,
        column_config={
            heads[2]: st.column_config.TextColumn(width="large"),
            heads[3]: st.column_config.TextColumn(width="large"),
        },
    )


def _provision(
    title: str, text: str, source: str, status: str, first: date | None, last: date | None, *, in_force: bool
) -> DeltaGenerator:
    span = " - ".join(day_words(day) if day else "…" for day in (first, last)) if first or last else ""
    now = say("in force on the date") if in_force else say("not in force on the date")
    label = " · ".join(part for part in (f"**{title}**", span, now) if part)
    place = st.expander(label, icon=":material/gavel:" if in_force else ":material/history:")
    with place:
        st.markdown(f"> {' '.join(text.split())}")
        names = [sources()[key].title if key in sources() else key for key in source.split(";")]
        st.caption(say("Source: {sources}; {status}.", sources="; ".join(names), status=say(_STATUS[status])))
    return place


def _plain(value: object) -> str:
    if isinstance(value, bool):
        return say("yes") if value else say("no")
    if isinstance(value, tuple | list):
        return ", ".join(_plain(item) for item in value)
    if isinstance(value, dict):
        return ", ".join(f"{key} {item}" for key, item in value.items())
    return str(value).replace("_", " ")
