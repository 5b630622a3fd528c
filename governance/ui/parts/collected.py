"""How the year's contributions come in, beside the same day of the years before: as a finding, a figure and a chart."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

import streamlit as st

from governance.charts import course
from governance.charts.theme import HEIGHT
from governance.questions.rows import Row
from governance.ui.parts import show
from governance.ui.parts.numbers import day_words, of_a_whole
from governance.ui.parts.words import bare, count, mark_count, say
from governance.ui.shell.here import Here

_FINDINGS = {
    "usual": mark_count(
        "Collection is where it was the one earlier year on record: {now}, then {usual}",
        "Collection is where it usually is: {now}, in the middle of {number} years {usual}",
    ),
    "behind": mark_count(
        "Collection is behind the one earlier year on record: {now}, then {usual}",
        "Collection is behind all {number} years before: {now}, usually {usual}",
    ),
    "ahead": mark_count(
        "Collection is ahead of the one earlier year on record: {now}, then {usual}",
        "Collection is ahead of all {number} years before: {now}, usually {usual}",
    ),
}
"""What is found on the date, by how it stands to the same day of the years before."""


_DRAWN = {
    "now": "collection_rate_pct",
    "low": "least_rate_pct",
    "usual": "usual_rate_pct",
    "high": "most_rate_pct",
    "projected": "projected_rate_pct",
}
"""What the chart draws, by the columns of the question."""


class Collected(NamedTuple):
    """What has come in of the year's contributions on the date, and what had by that day in the years before."""

    now: Decimal
    usual: Decimal | None
    years: int
    found: str  # a key of the findings


def collected(where: Here) -> Collected | None:
    """How collection stands on the date; None where it is not known what came in by its day, or nothing has yet: on a
    day to come only what is held now would be compared with whole years."""
    rows = [] if where.foreseen else where.ask("collection_course", currency=where.currency).dicts()
    row = next((row for row in rows if row["day"] == where.as_of), None)
    if row is None:
        return None
    now, usual = row.amount("collection_rate_pct"), row.amount_or_none("usual_rate_pct")
    if usual is None:
        return Collected(now, None, 0, "alone")
    least, most = row.amount("least_rate_pct"), row.amount("most_rate_pct")
    return Collected(now, usual, row.whole("years"), "behind" if now < least else "ahead" if now > most else "usual")


def title(where: Here, stands: Collected) -> str:
    """What is found, as the title of the chart."""
    if stands.usual is None:
        return say(
            "Of the contributions of {year}, {now} has come in by {day}",
            year=where.as_of.year,
            now=of_a_whole(stands.now),
            day=day_words(where.as_of),
        )
    return count(*_FINDINGS[stands.found], stands.years, now=of_a_whole(stands.now), usual=of_a_whole(stands.usual))


def chart(where: Here, *, tall: int = HEIGHT, key: str = "collection") -> None:
    """The curve of the year in the band of the years before it; where it is not known, that in one sentence."""
    stands = collected(where)
    if where.foreseen:
        st.markdown(say("How fast contributions come in is shown for past days only."))
        return
    answer = where.ask("collection_course", currency=where.currency)
    rows = answer.dicts()
    show.chart(
        where,
        answer,
        course(
            [{"day": row["day"], **{name: row[column] for name, column in _DRAWN.items()}} for row in rows],
            axis=bare(say("Per cent")),
            words={name: bare(words) for name, words in _written(where, rows, stands).items()} if stands else {},
            tall=tall,
        ),
        title=title(where, stands) if stands else "",
        subtitle=say("Assessments of {year} received by {day}, cumulative, in per cent.", year=where.as_of.year,
                     day=day_words(where.as_of)),
        key=key,
        happened=("decision",) if tall == HEIGHT else (),
        note=None if stands is None or stands.usual is None else say(
            "Grey: by the same day of the years before, from the least to the most, with the middle. Dotted: a "
            "projection, if from now on as much comes in as in the middle of those years."
        ),
        nothing=say("What came in of the contributions of {year} is not known here by its day.", year=where.as_of.year),
    )  # fmt: skip


def _written(where: Here, rows: Sequence[Row], stands: Collected) -> dict[str, str]:
    """What stands at the lines."""
    year = where.as_of.year
    words = {"now": say("{year}: {share}", year=year, share=of_a_whole(stands.now))}
    if stands.usual is not None:
        words["usual"] = count("the one earlier year on record", "the {number} years before", stands.years)
        if where.as_of < rows[-1].day("day"):
            words["projected"] = say("projected {share}", share=of_a_whole(rows[-1].amount("projected_rate_pct")))
    return words
