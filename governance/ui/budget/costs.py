"""What the page on zero nominal growth says of costs absorbed, and how francs were recovered."""

from __future__ import annotations

from collections.abc import Iterator

import streamlit as st

from governance.books import Answer
from governance.ui.budget import zero_growth
from governance.ui.parts import show
from governance.ui.parts.folded import folded
from governance.ui.parts.numbers import money
from governance.ui.parts.words import count, joined, say
from governance.ui.shell.here import Here


def costs(where: Here) -> None:
    """Cost increases as the Administration states them: its own figures, apart from any price index."""
    answer = where.ask("cost_increases")
    if not answer.rows:
        return
    st.header(say("Cost increases absorbed, in the Administration's own figures"), anchor=False)
    st.markdown(_costs_sentence(answer))
    show.table(where, answer, rows=answer.frame().iloc[::-1], key="costs")
    st.caption(
        say(
            "A cost increase that a document states (staff, rents, statutory increases) is not a price index, and "
            "the two are never mixed: a budget may absorb costs and still grow against consumer prices."
        )
    )


def _costs_sentence(answer: Answer) -> str:
    rows = [row for row in answer.dicts() if (row.amount_or_none("not_granted") or 0) > 0]
    if not rows:
        return say("In no year held here was less approved than proposed.")
    last = rows[-1]
    currency = last.text("currency")
    told = say(
        "For {year}, {proposed} was proposed and {approved} approved: **{short} less**.",
        year=last["year"],
        proposed=money(last["proposed"], currency),
        approved=money(last["approved"], currency),
        short=money(last["not_granted"], currency),
    )
    often = count(
        "That is the one year held here in which less was approved than proposed.",
        "In {number} years held here less was approved than proposed.",
        len(rows),
    )
    return " ".join((told, often, *_absorbed(answer)))


def _absorbed(answer: Answer) -> Iterator[str]:
    """The last year in which a stated cost increase was not met by growth."""
    rows = [row for row in answer.dicts() if (row.amount_or_none("beyond_costs") or 0) < 0]
    for row in rows[-1:]:
        yield say(
            "Of the cost increase of {cost} that was stated for {year}, **{part} was absorbed**.",
            cost=money(row["cost_increase"], row.text("currency")),
            part=money(-row.amount("beyond_costs"), row.text("currency")),
            year=row["year"],
        )


def recovered(where: Here) -> None:
    """How the francs were recovered from the dollars, and for which years nothing is proved."""
    answer = where.ask("booking_rates")
    if not answer.rows:
        return

    def draw() -> None:
        st.markdown(
            say(
                "Contributions are assessed in whole francs and published in dollars, booked at one rate a year. At "
                "the right rate the published amounts are whole numbers of francs, add up to the total that a document "
                "states, and are what the scale makes of one budget; at a wrong one that is chance. A rate counts only "
                "where that chance is below one in a million; the other years stay in dollars."
            )
        )
        proved = [row for row in answer.dicts() if row["proved"] == "yes"]
        st.markdown("\n".join(joined("", ("- ", zero_growth.recovered(row))) for row in proved))
        frame = answer.frame().sort_values(["proved", "year"], ascending=[False, True])
        show.table(
            where,
            answer,
            ("year", "rate", "rows", "recovered_total", "proved", "carried_by", "because"),
            rows=frame,
            key="rates",
        )

    folded(say("How francs were recovered from the published dollars"), draw, key="rates", icon=":material/function:")
