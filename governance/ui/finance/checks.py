"""What the page on assessment checks says and lists."""

from __future__ import annotations

import streamlit as st

from governance.books import Answer
from governance.charts import stacked
from governance.charts.theme import CURRENT, VERMILION
from governance.ui.parts import show
from governance.ui.parts.words import count, joined, say
from governance.ui.shell.here import Here
from governance.wording import figure

_QUIET = ("agrees", "rounding", "total_agrees")
_NO_ROWS = ("not_recorded", "total_gap")  # findings that are of no recorded row
_COLUMNS = ("year", "state", "finding", "words", "currency", "recorded", "predicted", "ratio")


def sentence(answer: Answer) -> str:
    """How many of all rows agree, how many but for rounding, and how many differ."""
    rows = answer.dicts()
    number, agreeing, rounding = (
        sum(row.whole(name) for row in rows) for name in ("rows", "agreeing", "but_for_rounding")
    )
    told = say(
        "**{agreeing} of {rows}** recorded assessments are what the United Nations scale predicts, once its rates are "
        "raised in proportion so that those of the Members add up to 100 per cent.",
        agreeing=figure(agreeing),
        rows=figure(number),
    )
    more = count(
        "{number} more would be, but for the rounding of a rate.",
        "{number} more would be, but for the rounding of a rate.",
        rounding,
    )
    needing = number - agreeing - rounding
    others = count(
        "**{number}** differs: the table below says what was found of it.",
        "**{number}** differ: the table below says what was found of each.",
        needing,
    )
    return joined(" ", (told, more, others) if rounding else (told, others))


def printed_twice(where: Here) -> None:
    """Where a publisher prints an amount twice and the two differ; nothing where no such status is held."""
    if not where.ask("status").rows:
        return
    answer = where.ask("printed_twice")
    places = len(answer.rows)
    st.header(say("What is printed twice"), anchor=False)
    st.markdown(
        count(
            "The status prints each amount by year and by period. They differ in **{number} place**, by more than is "
            "rounding.",
            "The status prints each amount by year and by period. They differ in **{number} places**, by more than is "
            "rounding.",
            places,
        )
    )
    columns = ("period", "state", "item", "currency", "by_year", "by_triennium", "difference")
    show.table(where, answer, columns, key="printed_twice")


def chart(where: Here, answer: Answer) -> None:
    """For each year, how many rows agree, rounding set aside, and how many differ."""
    rows = [(row, row.whole("agreeing") + row.whole("but_for_rounding")) for row in answer.dicts()]
    show.chart(
        where,
        answer,
        stacked(
            [{**row, "agree": agree, "need": row.whole("rows") - agree} for row, agree in rows],
            parts={"agree": (say("agree with the scale"), CURRENT), "need": (say("differ from the scale"), VERMILION)},
            axis=say("Assessments"),
            number=",.0f",
            counted=True,
        ),
        title=_found([(row.whole("rows"), agree) for row, agree in rows]),
        subtitle=say("The recorded assessments of each year, by whether they are what the scale predicts"),
        key="agreement",
        note=say("A row agrees within 0.2 % or 2 units of what the scale predicts, or but for the rounding of a rate."),
    )


def _found(rows: list[tuple[int, int]]) -> str:
    whole, agreeing = (sum(part) for part in zip(*rows, strict=True)) if rows else (0, 0)
    if whole == agreeing:
        return count("{number} recorded assessment agrees with the scale",
                     "All {number} recorded assessments agree with the scale", whole)  # fmt: skip
    return say(
        "{agreeing} of {rows} recorded assessments agree with the scale", agreeing=figure(agreeing), rows=figure(whole)
    )


def title(answer: Answer, year: str) -> str:
    """How many rows differ from the scale, and what is listed besides: Members without a row, totals that differ."""
    found = answer.column("finding")
    missing, gaps = (found.count(name) for name in _NO_ROWS)
    number = sum(finding not in (*_QUIET, *_NO_ROWS) for finding in found)
    parts = [count("{number} row differs from the scale", "{number} rows differ from the scale", number)]
    if missing:
        parts.append(count("{number} Member is without a row", "{number} Members are without a row", missing))
    if gaps:
        parts.append(count("{number} total differs", "{number} totals differ", gaps))
    told = joined(", ", parts)
    return say("{found}: {year}", found=told, year=year) if year else say("{found}: all years", found=told)


def findings(where: Here, answer: Answer) -> None:
    """The findings of rows that differ, and what is listed besides; the table's download has all rows."""
    frame = answer.frame()
    told = frame[~frame["finding"].isin(_QUIET)] if len(frame) else frame
    if told.empty:
        st.markdown(say("Every row agrees."))
    show.table(where, answer, _COLUMNS, rows=told, key="findings")
