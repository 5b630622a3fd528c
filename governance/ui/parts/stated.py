"""Figures that documents state: in words with their qualifier, as dots on a chart, and as a table with the quotes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import pandas as pd
import streamlit as st

from governance import charts
from governance.books import Answer
from governance.headings import label
from governance.questions.rows import Row
from governance.sources import title_of
from governance.ui.parts import show
from governance.ui.parts.numbers import day_words, number, period_words
from governance.ui.parts.words import bare, mark, say
from governance.ui.shell.here import Here
from governance.ui.shell.menu import page_link

INDICATORS = {
    "staff_total": mark("All staff"),
    "staff_headquarters": mark("Staff at headquarters"),
    "staff_operational": mark("Operational staff"),
    "field_offices": mark("Offices in the field"),
    "field_locations": mark("Places of work in the field"),
    "countries_with_offices": mark("Countries with offices"),
    "active_programmes": mark("Programmes under way"),
    "active_projects": mark("Projects under way"),
    "us_assessed_contribution_chf": mark("Assessed contribution of the United States of America"),
    "us_assessed_share_pct": mark("Share of the United States of America in the administrative part"),
    "us_voluntary_contribution_usd": mark("Voluntary contributions of the United States of America"),
    "total_expenditure_change_pct": mark("Change of total expenditure on the year before"),
}
"""What is counted, in words. Others are in the register of labels."""

OFFICES = ("field_offices", "field_locations", "countries_with_offices")
PROJECTS = ("active_programmes", "active_projects")
"""Kinds of count that are drawn together, each with its own sign: they count different things."""

_HEDGES = {
    "about": mark("about {figure}"),
    "more than": mark("more than {figure}"),
    "over": mark("over {figure}"),
}
_EVER = date(2199, 12, 31)
COLUMNS = ("stated_for", "indicator", "qualifier", "figure", "unit", "quote", "note", "paragraph", "document")


def indicator_words(key: str) -> str:
    """What an indicator counts, in words."""
    if key in INDICATORS:
        return say(INDICATORS[key])
    return label("indicator", key)


def hedged(figure: str, qualifier: str | None) -> str:
    """A figure as it is written, with the word with which its document hedges it, if it does."""
    return say(_HEDGES[qualifier], figure=figure) if qualifier in _HEDGES else figure


def qualified(value: Decimal | int, qualifier: str | None) -> str:
    """A number with the word that hedges it."""
    return hedged(number(value), qualifier)


def dated(period: str, note: str | None) -> str:
    """What a figure is about, with what is to be known of it: that its document dates it loosely, say."""
    words = period_words(period)
    return say("{period} ({note})", period=words, note=note) if note else words


def still_to_come(where: Here, question: str, page: str) -> None:
    """One line where documents have figures of the year in view that count from a later day of it only; and where
    none stands yet, the years for which some are held, with the way to them."""
    every = where.ask(question, _EVER).dicts()
    days = [row.day("last_day") for row in every if row.known("last_day")]
    later = [day for day in days if day.year == where.as_of.year and day > where.as_of]
    if later:
        st.caption(
            say("Figures of the year {year} appear from {day}.", year=where.as_of.year, day=day_words(min(later)))
        )
    if days and min(days) > where.as_of:
        st.markdown(say("Figures are held for {first} to {last}.", first=min(days).year, last=max(days).year))
        label = say("See the first of them, on {day}", day=day_words(min(days)))
        page_link(page, label, ":material/event:", as_of=min(days).isoformat())


def dots(
    where: Here,
    answer: Answer,
    axis: str,
    *,
    told: str,
    subtitle: str,
    key: str,
    note: str,
    only: tuple[str, ...] | None = None,
) -> None:
    """The figures (or `only` some kinds of count) as dots, with the documents' words as the table.

    The title is about the kind of count that is `told`, or about the first that is held where that is not.
    """
    rows = [_dot(row) for row in answer.dicts() if only is None or row["indicator"] in only]
    rows.sort(key=lambda row: list(INDICATORS).index(row.text("indicator")))
    drawing = charts.dots(
        rows,
        axis=axis,
        y="figure",
        series="indicator",
        parts={row["indicator"]: indicator_words(row.text("indicator")) for row in rows},
        day="on",
        label="said",
        tips={"said": say("Stated"), "about": say("About"), "document": say("Document"), "quote": "“"},
    )
    show.chart(
        where,
        answer,
        drawing,
        title=course(rows, told),
        subtitle=subtitle,
        key=key,
        nothing=say("No figures of this are held here."),
        happened=("constitution", "growth"),
        note=note,
        table_rows=as_words(answer.frame(), only),
        columns=COLUMNS,
    )


def course(rows: Sequence[Row], told: str) -> str:
    """From which figure to which a kind of count went, as documents state them."""
    kinds = [row.text("indicator") for row in rows]
    if not kinds:
        return ""
    kind = told if told in kinds else kinds[0]
    held = sorted((row for row in rows if row["indicator"] == kind), key=lambda row: row.text("stated_for"))
    first, last = held[0], held[-1]
    values = {
        "what": indicator_words(kind),
        "now": qualified(last["figure"], last["qualifier"]),
        "last": period_words(last.text("stated_for")),
        "before": qualified(first["figure"], first["qualifier"]),
        "first": period_words(first.text("stated_for")),
    }
    if first is last:
        return say("{what}: {now} ({last})", **values)
    if values["now"] == values["before"]:
        return say("{what}: {now}, in {last} as in {first}", **values)
    return say("{what}: from {before} ({first}) to {now} ({last})", **values)


def _dot(row: Row) -> Row:
    """The row with its day, and with what is read at its dot in words."""
    return Row(
        row,
        on=_middle(row.text("stated_for")),
        said=qualified(row["figure"], row["qualifier"]),
        about=bare(dated(row.text("stated_for"), row["note"])),
        document=title_of(row.text_or_none("document") or ""),
        quote=row["quote"] or "",
    )


def as_words(frame: pd.DataFrame, only: tuple[str, ...] | None = None) -> pd.DataFrame:
    """An answer's rows for a screen: what is counted in words, the latest first."""
    frame = frame.iloc[::-1]
    frame = frame if only is None else frame[frame["indicator"].isin(only)]
    return frame.assign(
        indicator=[indicator_words(key) for key in frame["indicator"]],
        stated_for=[period_words(text) for text in frame["stated_for"]],
    )


def _middle(text: str) -> date:
    """Where the dot of a day, a month or a year stands: in the middle, since no day in it is known."""
    year, month, day = (*(int(part) for part in text.split("-")), 0, 0)[:3]
    return date(year, month or 7, day or (15 if month else 1))
