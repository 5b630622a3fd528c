"""How the year's contributions come in, beside the same day of the years before: as a finding, a figure and a chart."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from governance.charts import course
from governance.charts.theme import HEIGHT
from governance.ui.parts import show
from governance.ui.parts.numbers import day_words, percent
from governance.ui.parts.words import bare, mark, say
from governance.ui.shell.here import Here

_FINDINGS = {
    "usual": mark("Collection is where it usually is: {now}, in the middle of {years} years {usual}"),
    "behind": mark("Collection is behind all {years} years before: {now}, usually {usual}"),
    "ahead": mark("Collection is ahead of all {years} years before: {now}, usually {usual}"),
    "alone": mark("Of the contributions of {year}, {now} has come in by {day}"),
}
"""What is found on the date, by how it stands to the same day of the years before."""


class Collected(NamedTuple):
    """What has come in of the year's contributions on the date, and what had by that day in the years before."""

    now: Decimal
    usual: Decimal | None
    years: int
    found: str  # a key of the findings


def collected(where: Here) -> Collected | None:
    """How collection stands on the date; None where it is not known what came in by its day."""
    rows = where.ask("collection_course", currency=where.currency).dicts()
    row = next((row for row in rows if row["day"] == where.as_of), None)
    if row is None or not row.known("collection_rate_pct"):
        return None
    now, usual = row.amount("collection_rate_pct"), row.amount_or_none("usual_rate_pct")
    if usual is None:
        return Collected(now, None, 0, "alone")
    found = (
        "behind" if now < row.amount("least_rate_pct") else "ahead" if now > row.amount("most_rate_pct") else "usual"
    )
    return Collected(now, usual, row.whole("years"), found)


def title(where: Here, stands: Collected) -> str:
    """What is found, as the title of the chart."""
    return say(
        _FINDINGS[stands.found],
        now=percent(stands.now),
        usual=percent(stands.usual),
        years=stands.years,
        year=where.as_of.year,
        day=day_words(where.as_of),
    )


def chart(where: Here, *, tall: int = HEIGHT, key: str = "collection") -> None:
    """The curve of the year in the band of the years before it; where it is not known, that in one sentence."""
    answer = where.ask("collection_course", currency=where.currency)
    rows = answer.dicts()
    stands = collected(where)
    foreseen = where.foreseen  # then what is "collected" is supposed itself, and nothing is foreseen beyond it
    drawn = [{**row, **_named(row, projected=not foreseen)} for row in rows]
    words: dict[str, str] = {}
    if stands:
        words["now"] = bare(say("{year}: {share}", year=where.as_of.year, share=percent(stands.now)))
        first = where.as_of.year - 5
        words["usual"] = bare(say("{first} to {last}", first=first, last=where.as_of.year - 1))
        end = next((row for row in reversed(rows) if row.known("projected_rate_pct")), None)
        if end and not foreseen and end["day"] > where.as_of:
            words["projected"] = bare(say("projected {share}", share=percent(end.amount("projected_rate_pct"))))
    show.chart(
        where,
        answer,
        course(drawn, axis=bare(say("Per cent")), words=words, tall=tall),
        title=title(where, stands) if stands else "",
        subtitle=say(
            "Assessments of {year} received by {day}, cumulative, in per cent.",
            year=where.as_of.year,
            day=day_words(where.as_of),
        ),
        key=key,
        note=_read(stands, foreseen=foreseen),
        nothing=say("What came in of the contributions of {year} is not known here by its day.", year=where.as_of.year),
    )


def _read(stands: Collected | None, *, foreseen: bool) -> str | None:
    """How the grey and the dots of the chart are to be read."""
    if stands is None or stands.usual is None:
        return None
    if foreseen:
        return say("Grey: by the same day of the years before, from the least to the most, with the middle.")
    return say(
        "Grey: by the same day of the years before, from the least to the most, with the middle. Dotted: a projection, "
        "if from now on as much comes in as in the middle of those years."
    )


def _named(row: dict[str, object], *, projected: bool) -> dict[str, object]:
    return {
        "now": row["collection_rate_pct"],
        "low": row["least_rate_pct"],
        "usual": row["usual_rate_pct"],
        "high": row["most_rate_pct"],
        "projected": row["projected_rate_pct"] if projected else None,
    }
