"""The two panels below the figures: how the money comes in beside the votes; or, where that is not known, what is."""

from __future__ import annotations

from decimal import Decimal

import streamlit as st

from governance.charts import Drawing, ranked
from governance.charts.theme import ARREARS, ASSESSED, IN_VIEW, OTHERS
from governance.names import short
from governance.questions.rows import Row
from governance.ui.parts import balances, collected, show, votes
from governance.ui.parts.named import named
from governance.ui.parts.numbers import money_short, of_a_whole, percent
from governance.ui.parts.words import bare, count, say
from governance.ui.shell.here import Here
from governance.ui.today import key_figures
from governance.ui.today.votes_list import votes_list

_TALL = 200  # pixels: with its title the curve lies above the fold of a small laptop
_NAMED = 10
_BAR = 17  # pixels of a bar


def panels(where: Here) -> None:
    """The left one tells of the money, the right one of the Members."""
    known = where.receipts_known
    left, right = st.columns([11, 9], gap="medium")
    with left:
        if collected.collected(where):
            collected.chart(where, tall=_TALL)
        elif known:
            balances.owed_by_age(where, tall=_TALL)
        else:
            balances.assessed_by_year(where, "assessed", tall=_TALL)
    with right:
        if not known or not where.sees_all:
            largest_contributors(where)
        elif votes.not_told(where):
            largest_debts(where)
        else:
            votes_list(where)


def largest_debts(where: Here) -> None:
    """Who owes most for years that have ended, and the others together."""
    answer = where.ask("balances", currency=where.currency)
    owing = [row for row in answer.dicts() if (row.amount_or_none("arrears") or 0) > 0]
    owing.sort(key=lambda row: row.amount("arrears"), reverse=True)
    whole = sum((row.amount("arrears") for row in owing), Decimal(0))
    currency = where.currency or ""
    show.chart(
        where,
        answer,
        _with_the_others(where, owing, "arrears", say("Arrears ({currency})", currency=currency), ARREARS),
        title=where.as_known(_largest_debt(owing, whole, currency)) if owing else "",
        subtitle=say("Owed for years that have ended, in {currency}, by State.", currency=currency),
        key="largest_debts",
        columns=("state", "arrears", "current_year", "outstanding", "oldest_year"),
        nothing=where.as_known(where.supposed(say("No State owes anything for years that have ended."))),
    )


def _largest_debt(owing: list[Row], whole: Decimal, currency: str) -> str:
    return say(
        "{state} owes {share} of the {amount} owed for ended years",
        state=named(owing[0].text("state")),
        share=of_a_whole(100 * owing[0].amount("arrears") / whole),
        amount=money_short(whole, currency),
    )


def largest_contributors(where: Here) -> None:
    """Who is assessed the most in the last year, and the others together."""
    answer = where.ask("largest_contributors", currency=where.currency)
    rows = answer.dicts()
    currency = where.currency or ""
    show.chart(
        where,
        answer,
        _with_the_others(where, rows, "assessed", say("Assessed ({currency})", currency=currency), ASSESSED),
        title=_largest(where, rows),
        subtitle=say("Assessed for {year}, in {currency}, by State.", year=rows[0]["year"], currency=currency)
        if rows
        else None,
        key="largest_contributors",
        nothing=say("No assessments are held here on this date."),
    )


def _largest(where: Here, rows: list[Row]) -> str:
    if not rows:
        return ""
    share = key_figures.share_of_ten(where)
    if share is None:
        share = 100 * rows[0].amount("assessed") / sum(row.amount("assessed") for row in rows)
        return say("{state} is assessed the most: {share}", state=named(rows[0].text("state")), share=percent(share))
    return say("Ten Members bear {share} of the assessments of {year}", share=percent(share), year=rows[0]["year"])


def _with_the_others(where: Here, rows: list[Row], measure: str, axis: str, colour: str) -> Drawing:
    """Bars of the first, of the State in view, and one of all others together, which is grey."""
    front = next((row for row in rows if row["state"] == where.state), None)
    first = rows[:_NAMED]
    if front is not None and all(front is not one for one in first):
        first = [*first, front]
    rest = [row for row in rows if all(row is not one for one in first)]
    bars = [
        {"name": short(row.text("state")), "amount": row.amount(measure), "of": "view" if row is front else "named"}
        for row in first
    ]
    if rest:
        others = bare(count("The other {number}", "The other {number}", len(rest)))
        bars.append({"name": others, "amount": sum((row.amount(measure) for row in rest), Decimal(0)), "of": "others"})
    whole = sum((row.amount(measure) for row in rows), Decimal(0))
    return ranked(
        bars,
        axis=bare(axis),
        y="amount",
        series="of",
        parts={
            "named": (bare(say("Named")), colour),
            "view": (bare(say("The State in view")), IN_VIEW),
            "others": (bare(say("All others")), OTHERS),
        },
        label=lambda amount: bare(percent(100 * amount / whole)),
        front=short(str(where.state)) if front is not None else None,
        tall=_BAR,
        legend=False,
    )
