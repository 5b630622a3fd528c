"""Who is a Member and who an observer on the date: the map, the list, and by region."""

from __future__ import annotations

import streamlit as st

from governance.charts import ranked
from governance.charts.world import DISCLAIMER, NEUTRAL_AREAS, on_map
from governance.questions.rows import Row
from governance.ui.membership.counts_over_time import STATUS, between
from governance.ui.membership.observing import held_since
from governance.ui.parts import show, tables
from governance.ui.parts.numbers import day_words, number, percent
from governance.ui.parts.words import listed, say
from governance.ui.shell.here import Here


def on_the_date(where: Here) -> None:
    """Who is a Member and who an observer on the date: the map, the list, and by region."""
    answer = where.ask("members")
    if not answer.rows:
        st.caption(say("There are no Members or observers on this date."))
        return
    frame = answer.frame()
    _map(where)
    left, right = st.columns(2)
    with left:
        st.header(say("Members and observer States"), anchor=False)
        shown = held_since(frame).assign(status=[say(STATUS[status]) for status in frame["status"]])
        columns = ("state", "status", "held_since")
        show.table(where, answer, columns, rows=tables.by_name(shown), key="members")
    with right:
        _regions(where)


def _map(where: Here) -> None:
    answer = where.ask("members")
    title = say(
        "On {day}, Members: {members}; observer States: {observers}",
        members=between(where, "members"),
        observers=between(where, "observers"),
        day=day_words(where.as_of),
    )
    if where.demonstration:
        st.header(title, anchor=False)
        st.caption(say("Fictional States have no map; the list has all of them."))
        return
    note = f"{say(DISCLAIMER)} {say(NEUTRAL_AREAS)}"
    drawing = on_map(
        answer.dicts(), value="status", legend=say("Status"), scale="category", said=lambda status: say(STATUS[status])
    )
    show.chart(where, answer, drawing, title=title, key="map", note=note)


def _regions(where: Here) -> None:
    answer = where.ask("by_region")
    rows = answer.dicts()
    show.chart(
        where,
        answer,
        ranked(
            [Row(row, region=say(row.text("region"))) for row in rows],
            axis=say("States"),
            name="region",
            parts={"members": say("Members"), "observers": say("Observer States")},
            label=number,
            counted=True,
            beside=True,
        ),
        title=_most_members(rows),
        subtitle=say("Number of Members and of observer States in each region."),
        key="regions",
        note=say("Invented regions of fictional States.")
        if where.demonstration
        else say("The five regions by which the United Nations groups States for statistics."),
    )


def _most_members(rows: list[Row]) -> str:
    """The region with the most Members; all of them where several have as many."""
    most = max(row.whole("members") for row in rows)
    first = [row for row in rows if row["members"] == most]
    names, share = listed([say(row.text("region")) for row in first]), percent(first[0]["members_share_pct"])
    if len(first) > 1:
        return say("{regions} have the most Members: {share} each", regions=names, share=share)
    return say("{region} has the most Members: {share}", region=names, share=share)
