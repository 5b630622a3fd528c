"""Who has paid in full, in part and nothing: how many beside the same day of earlier years, and each by its day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import streamlit as st

from governance.charts import courses
from governance.questions.rows import Row
from governance.ui.parts import show
from governance.ui.parts.numbers import day_words
from governance.ui.parts.words import bare, count, joined, say
from governance.ui.shell import link
from governance.ui.shell.here import Here

_COUNTS = ("year", "currency", "day", "in_full", "in_part", "nothing", "assessed", "applied", "collection_rate_pct")


def sentence(where: Here, year: int) -> str:
    """How many have paid the year in full, in part and nothing by the date; and of how many that is not known."""
    rows = where.ask("paid_in_full", year=year, currency=where.currency).dicts()
    found = Counter(row.text_or_none("status") for row in rows)
    told = [
        (
            found["in_full"],
            count(
                "By {day}, **{number} of {all} Members** has paid its assessment for {year} in full.",
                "By {day}, **{number} of {all} Members** have paid their assessments for {year} in full.",
                found["in_full"],
                day=day_words(where.as_of),
                all=len(rows),
                year=year,
            ),
        ),
        (
            found["in_part"],
            count("**{number}** has paid a part.", "**{number}** have paid a part.", found["in_part"]),
        ),
        (
            found["nothing"],
            count("**{number}** has paid nothing of it.", "**{number}** have paid nothing of it.", found["nothing"]),
        ),
        (
            found[None],
            count("Of **{number}** it is not known.", "Of **{number}** it is not known.", found[None]),
        ),
    ]
    return where.supposed(joined(" ", (words for number, words in told if number or words == told[0][1])))


def beside_earlier_years(where: Here) -> None:
    """How many had paid the year of the date in full, day by day, beside the years before; and those of the same day in
    a table."""
    answer = where.ask("payment_counts", currency=where.currency)
    rows = answer.dicts()
    on_the_day = {row.whole("year"): row for row in rows}
    now, before = on_the_day.get(where.as_of.year), on_the_day.get(where.as_of.year - 1)
    show.chart(
        where,
        answer,
        courses(
            [{**row, "year": f"{row.whole('year')}"} for row in rows] if now and len(on_the_day) > 1 else [],
            axis=bare(say("Members that have paid in full")),
            y="in_full",
            front=str(where.as_of.year),
            tips={
                "in_full": bare(say("paid in full")),
                "in_part": bare(say("paid in part")),
                "nothing": bare(say("paid nothing")),
            },
        ),
        title=_found(where, now, before) if now else "",
        subtitle=say(
            "Members that had paid the year's assessment in full, by the day of the year. Bold: {year}; grey: the "
            "years before.",
            year=where.as_of.year,
        ),
        key="paid_in_full",
        columns=_COUNTS,
        nothing=say("How many had paid by the same day of earlier years is not known here."),
    )
    if len(on_the_day) > 1:
        st.header(say("The same day of each year"), anchor=False)
        last = ~answer.frame()["year"].duplicated(keep="last")
        show.table(where, answer, _COUNTS, rows=answer.frame()[last].iloc[::-1], key="same_day")


def _found(where: Here, now: Row, before: Row | None) -> str:
    full = now.whole("in_full")
    if before is None:
        return count(
            "{number} Member has paid {year} in full", "{number} Members have paid {year} in full", full,
            year=where.as_of.year,
        )  # fmt: skip
    return count(
        "{number} Member has paid {year} in full; by the same day of {before}, {then} had",
        "{number} Members have paid {year} in full; by the same day of {before}, {then} had",
        full,
        year=where.as_of.year,
        before=where.as_of.year - 1,
        then=before.whole("in_full"),
    )


def by_day(where: Here, held: Sequence[int]) -> None:
    """The honour roll of a year, by its days where any is known; then those that have paid a part, or nothing."""
    year = link.choose("year", say("Year"), {str(year): str(year) for year in held}, str(held[0]), width=160)
    answer = where.ask("paid_in_full", year=year, currency=where.currency)
    frame = answer.frame()
    full = frame["status"] == "in_full"
    if full.any():
        by_its_day = frame["paid_on"].notna().any()
        title = say("Paid in full, in the order of the days") if by_its_day else say("Paid in full")
        st.header(where.titled(title), anchor=False)
        show.table(
            where,
            answer,
            ("state", "currency", "paid_on", "assessed"),
            rows=frame[full],
            key="honour_roll",
            totals=("assessed",),
        )
    if not full.all():
        st.header(where.titled(say("Not yet paid in full")), anchor=False)
        rest = frame[~full].sort_values("outstanding", ascending=False, kind="stable")
        columns = ("state", "currency", "status", "assessed", "outstanding")
        show.table(where, answer, columns, rows=rest, key="not_in_full", totals=("assessed", "outstanding"))


def never(where: Here) -> None:
    """Who has never paid, as far back as receipts are recorded; a status without receipts does not tell."""
    answer = where.ask("never_paid", currency=where.currency)
    if answer.rows:
        st.header(say("Who has never paid"), anchor=False)
        show.table(where, answer, key="never_paid", totals=("outstanding",))
    elif not where.books.holds("receipts"):
        st.markdown(say("No receipts are held here, so who paid on which day, and who never has, is not known."))
    elif all(row["known"] == "yes" for row in where.ask("balances", currency=where.currency).dicts()):
        st.markdown(say("Every Member that was assessed has paid something since receipts are recorded."))


def years(where: Here) -> list[int]:
    """The years of which it is known how they were paid, the last one first."""
    known = where.ask("balances", currency=where.currency).column("known")
    if "no" not in known:  # then of all: nobody need be looked at
        rows = where.ask("assessed_by_year", currency=where.currency).dicts()
        return [row.whole("year") for row in reversed(rows)]
    rows = where.ask("paid_in_full", currency=where.currency).dicts()
    return list(dict.fromkeys(row.whole("year") for row in rows if row["known"] == "yes"))
