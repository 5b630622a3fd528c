"""What would move Members to pay early: who would gain, and what interest on late payment would come to."""

from __future__ import annotations

from decimal import Decimal

import streamlit as st

from governance.ui.parts import choices, show
from governance.ui.parts.numbers import money_short
from governance.ui.parts.words import count, say
from governance.ui.shell import link
from governance.ui.shell.here import Here

_THOUSANDS = 1000
_MOST_PCT = 12


def show_incentives(where: Here) -> None:
    """The controls, what follows in one sentence, and every State; no control where who paid when is not known."""
    if not where.ask("incentives", currency=where.currency).rows:  # whatever would be asked
        st.markdown(
            say(
                "Who paid when is not known here for {year}: that takes the table “Receipts” from the beginning of the "
                "year on, and the table “Coverage” to say that none is missing.",
                year=where.as_of.year,
            )
        )
        return
    with st.container(horizontal=True):
        ways = {"sum": say("A sum"), "interest": say("Late interest")}
        shares = link.choose("shares", say("What is shared by day of payment"), ways, "sum")
        currency = where.currency or where.books.rulebook.currency
        asked = say("The sum, in thousands of {currency}", currency=currency)
        pool = choices.number("pool", asked, 10, 2000, 100) if shares == "sum" else None
        first = choices.number("interest", say("Interest in the first six months, per cent a year"), 1, _MOST_PCT, 3)
        later = choices.number("later", say("Interest from the seventh month, per cent a year"), 1, _MOST_PCT, 6)
    answer = where.ask(
        "incentives",
        currency=where.currency,
        shares=shares,
        pool=None if pool is None else str(pool * _THOUSANDS),
        interest=str(first),
        interest_later=str(later),
    )
    rows = answer.dicts()
    interest = sum((row.amount("late_interest") for row in rows), Decimal(0))
    gaining = sum(row.amount("gains") > 0 for row in rows)
    st.markdown(
        count(
            "For {year}, until this date, interest on late payment would come to **{interest}**. **{number} Member** "
            "would gain more from a shared {pool} than it would pay in interest.",
            "For {year}, until this date, interest on late payment would come to **{interest}**. **{number} Members** "
            "would gain more from a shared {pool} than they would pay in interest.",
            gaining,
            year=where.as_of.year,
            interest=money_short(interest, currency),
            pool=money_short(sum((row.amount("incentive_share") for row in rows), Decimal(0)), currency),
        )
    )
    st.caption(
        say(
            "Interest as the Convention of the International Telecommunication Union had it in 1947: 3 per cent a year "
            "for six months, 6 per cent from the seventh. The shared sum goes by what was paid of the year’s "
            "contribution, and for how many days. Assumptions, not rules of this Organization."
        )
    )
    show.table(where, answer, totals=("assessed", "unpaid_then", "incentive_share", "late_interest"))
