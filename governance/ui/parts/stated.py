"""Figures that documents state: in words with their qualifier, as dots on a chart, and as a table with the quotes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pandas as pd
import streamlit as st

from governance import charts
from governance.books import Answer
from governance.headings import label
from governance.questions.rows import Row
from governance.sources import title_of
from governance.tables.known_years import LAST_DAY
from governance.ui.parts import show
from governance.ui.parts.numbers import day_words, period_words, qualified
from governance.ui.parts.words import bare, say
from governance.ui.shell.here import Here
from governance.ui.shell.menu import page_link

OFFICES = ("field_offices", "field_locations", "countries_with_offices")
PROJECTS = ("active_programmes", "active_projects")
"""Kinds of count that are drawn together, each with its own sign: they count different things."""

COLUMNS = ("stated_for", "indicator", "figure", "unit", "quote", "note", "paragraph", "document")


def dated(period: str, note: str | None) -> str:
    """What a figure is about, with what is to be known of it: that its document dates it loosely, say."""
    words = period_words(period)
    return say("{period} ({note})", period=words, note=note) if note else words


def still_to_come(where: Here, question: str, page: str) -> None:
    """One line where documents have figures of the year in view that count from a later day of it only; and where
    none stands yet, the years for which some are held, with the way to them."""
    every = where.ask(question, LAST_DAY).dicts()
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
    rows.sort(key=lambda row: row["indicator"] != told)
    drawing = charts.dots(
        rows,
        axis=axis,
        y="figure",
        series="indicator",
        parts={row["indicator"]: label("indicator", row.text("indicator")) for row in rows},
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
        table_rows=_latest_first(answer.frame(), only),
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
        "what": label("indicator", kind),
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


def _latest_first(frame: pd.DataFrame, only: tuple[str, ...] | None) -> pd.DataFrame:
    frame = frame.iloc[::-1]
    return frame if only is None else frame[frame["indicator"].isin(only)]


def _middle(text: str) -> date:
    """Where the dot of a day, a month or a year stands: in the middle, since no day in it is known."""
    year, month, day = (*(int(part) for part in text.split("-")), 0, 0)[:3]
    return date(year, month or 7, day or (15 if month else 1))
