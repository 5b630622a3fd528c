"""What the page on the assessed budget says and draws."""

from __future__ import annotations

from decimal import Decimal

import pandas as pd
import streamlit as st

from governance.books import Answer
from governance.charts import lines, ranked, stacked
from governance.charts.theme import BLUE, ORANGE, VERMILION
from governance.charts.world import DISCLAIMER, NEUTRAL_AREAS, THRESHOLDS, on_map
from governance.names import short
from governance.questions.rows import Row
from governance.ui.parts import show
from governance.ui.parts.balances import WERE_ASSESSED
from governance.ui.parts.named import named
from governance.ui.parts.numbers import money, money_short, percent
from governance.ui.parts.words import count, joined, say
from governance.ui.shell.here import Here

CHANGES = ("state", "currency", "assessed_before", "assessed", "change", "change_pct")
_SHOWN = 12
_TOGETHER = 10
_LEAST = Decimal("0.1")  # per cent


def years(where: Here) -> list[int]:
    """The years with assessments by the date."""
    rows = where.ask("assessed_by_year", currency=where.currency).dicts()
    return [row.whole("year") for row in rows if row["assessed"]]


def sentence(where: Here, answer: Answer) -> str:
    """The year in one sentence: how much, from how many, and how concentrated; and what the State in view bears."""
    rows = answer.dicts()
    tenth = rows[min(len(rows), _TOGETHER) - 1]
    currency = tenth.text("currency")
    values = {
        "year": tenth["year"],
        "states": len(rows),
        "amount": money_short(_all(rows), currency),
        "share": percent(_of_all(rows, _all(rows) - tenth.amount("smaller"))),
    }
    told = (
        say(
            "For {year}, **{states} States** are assessed **{amount}**; the ten largest contribute **{share}** of it.",
            **values,
        )
        if len(rows) > _TOGETHER
        else count(*WERE_ASSESSED, len(rows), **values)
    )
    own = next((row for row in rows if row["state"] == where.state), None)
    if own is None:
        return told
    mine = say(
        "**{state}** is assessed **{amount}**, {share} of it: number {place}.",
        state=named(own.text("state")),
        amount=money(own["assessed"], currency),
        share=_share(_of_all(rows, own.amount("assessed"))),
        place=own["place"],
    )
    return joined(" ", (told, mine))


def _all(rows: list[Row]) -> Decimal:
    """What all are assessed together: the largest, and what is below it."""
    return rows[0].amount("assessed") + rows[0].amount("smaller")


def _of_all(rows: list[Row], part: Decimal) -> Decimal | None:
    """A part in per cent of what all are assessed, not rounded: the answer's own share has two places, and rounded once
    more it may read as another than the amounts give (22.948 as 22.95, as 23.0)."""
    return 100 * part / _all(rows) if _all(rows) else None


def _share(share: Decimal | None) -> str:
    """A share in words: one that would read as nothing is said to be less than the least that reads."""
    return say("less than {share}", share=percent(_LEAST)) if share and share < _LEAST else percent(share)


def largest(where: Here, answer: Answer, axis: str) -> None:
    """Who pays: the largest by name, the State in view, and all others as one bar; a sentence where all pay alike."""
    rows = answer.dicts()
    if alike := all_alike(rows):
        st.markdown(alike)
        return
    show.chart(
        where,
        answer,
        ranked(
            bars(rows, where.state),
            axis=axis,
            y="assessed",
            front=short(where.state) if where.state else None,
            tips={"label": say("Share (%)")},
        ),
        title=largest_title(rows),
        subtitle=say(
            "Assessed for {year}, in {currency}, and the share of all",
            year=rows[0]["year"],
            currency=rows[0]["currency"],
        ),
        key="largest",
        columns=("place", "state", "currency", "assessed", "share_pct", "cumulative_share_pct"),
    )


def all_alike(rows: list[Row]) -> str | None:
    """The sentence in place of a chart of equal bars; None where they differ."""
    if len(rows) < 2 or rows[0]["assessed"] != rows[-1]["assessed"]:
        return None
    amount = money(rows[0]["assessed"], rows[0].text("currency"))
    return say("All {number} States are assessed the same: {amount} each.", number=len(rows), amount=amount)


def bars(rows: list[Row], state: str | None) -> list[Row]:
    """The largest contributors, the State in view below them, and what all others are assessed together."""
    named = rows[:_SHOWN] if len(rows) > _SHOWN + 1 else rows
    own = [row for row in rows[len(named) :] if row["state"] == state]
    told = [
        Row(row, name=short(row.text("state")), label=_share(_of_all(rows, row.amount("assessed"))))
        for row in [*named, *own]
    ]
    if len(named) < len(rows):
        last, others = named[-1], len(rows) - len(named)
        told.append(
            Row(
                assessed=last["smaller"],
                label=percent(_of_all(rows, last.amount("smaller"))),
                name=say("the other {number}, {state} among them", number=others, state=short(str(state)))
                if own
                else say("the other {number}", number=others),
            )
        )
    return told


def largest_title(rows: list[Row]) -> str:
    """The finding of the chart of the largest contributors."""
    return say(
        "{state} is assessed the most: {share} of {year}",
        state=named(rows[0].text("state")),
        share=percent(_of_all(rows, rows[0].amount("assessed"))),
        year=rows[0]["year"],
    )


def changes(where: Here, year: str) -> None:
    """Every State's change on the year before, the largest amounts first; a heading that says what there is to see."""
    answer = where.ask("assessment_changes", year=year, currency=where.currency)
    known = [row for row in answer.dicts() if row.known("change")]
    st.header(changes_title(known, year), anchor=False)
    show.table(where, answer, CHANGES, rows=_by_change(answer, where.state), key="changes")


def changes_title(known: list[Row], year: str) -> str:
    """How many rise and fall on the year before."""
    if not known:
        return say("No State was assessed both for {year} and for the year before", year=year)
    moves = [row.amount("change") for row in known]
    more, less = sum(move > 0 for move in moves), sum(move < 0 for move in moves)
    if not more and not less:
        return say("Nobody's assessment for {year} differs from the year before", year=year)
    return count(
        "On the year before, {number} assessment for {year} is higher and {less} lower",
        "On the year before, {number} assessments for {year} are higher and {less} lower",
        more,
        year=year,
        less=less,
    )


def _by_change(answer: Answer, state: str | None) -> pd.DataFrame:
    """The State in view, then the largest changes; States in only one of the two years at the end."""
    rows = answer.dicts()
    order = sorted(
        range(len(rows)),
        key=lambda place: (
            rows[place]["state"] != state,
            -abs(rows[place]["change"]) if rows[place]["change"] is not None else 1,
        ),
    )
    return answer.frame().iloc[order]


def one_state(where: Here) -> None:
    """One State's amounts, and its rates beside the United Nations scale."""
    state = where.state or ""
    history = where.ask("state_history", state=state, currency=where.currency)
    left, right = st.columns(2)
    with left:
        show.chart(
            where,
            history,
            stacked(history.dicts(), axis=say("Assessed ({currency})", currency=where.currency or ""), y="assessed"),
            title=_amounts_title(state, history.dicts()),
            subtitle=say("Assessed by year, in {currency}", currency=where.currency or ""),
            key="state_amounts",
            happened=("growth", "membership"),
        )
    with right:
        rates = {
            "share_pct": (say("Share of all assessments"), BLUE),
            "rate_pct": (say("Rate in the Organization's scale"), ORANGE),
            "un_rate_pct": (say("United Nations rate"), VERMILION),
        }
        show.chart(
            where,
            history,
            lines(history.dicts(), axis=say("Per cent"), parts=rates),
            title=_share_title(state, history.dicts()),
            subtitle=say("Share of all assessments, and rates, in per cent"),
            key="state_rates",
            happened=("membership",),
            note=say("The United Nations scale of a year is used for assessments one year later."),
        )


def _amounts_title(state: str, rows: list[Row]) -> str:
    """What the first and the last year held of a State come to."""
    held = [row for row in rows if row.known("assessed")]
    if not held:
        return say("{state} has not been assessed", state=named(state))
    first, last = held[0], held[-1]
    values = {
        "state": named(state),
        "year": last["year"],
        "amount": money(last["assessed"], last.text("currency")),
        "first": first["year"],
        "before": money(first["assessed"], first.text("currency")),
    }
    if first["year"] == last["year"]:
        return say("{state} is assessed {amount} for {year}", **values)
    if first["assessed"] == last["assessed"]:
        return say("{state} is assessed the same for {year} as for {first}: {amount}", **values)
    return say("{state} is assessed {amount} for {year}, and was {before} for {first}", **values)


def _share_title(state: str, rows: list[Row]) -> str:
    """What became of a State's share of all assessments."""
    held = [row for row in rows if row.known("share_pct")]
    if not held:
        return say("No share of {state} is held", state=named(state))
    first, last = held[0], held[-1]
    values = {"state": named(state), "share": _share(last.amount("share_pct")), "year": last["year"],
              "before": _share(first.amount("share_pct")), "first": first["year"]}  # fmt: skip
    if values["share"] == values["before"]:
        return say("{state} bears {share} of all assessments, in {year} as in {first}", **values)
    return say("{state} bears {share} of all assessments in {year}, {before} in {first}", **values)


def on_the_map(where: Here, answer: Answer) -> None:
    """The year's assessments on the map, with the disclaimer; fictional States have none, and nothing is said of it."""
    if where.demonstration:
        return
    currency, rows = where.currency or "", answer.dicts()
    show.chart(
        where,
        answer,
        on_map(
            rows,
            value="assessed",
            legend=say("Assessed ({currency})", currency=currency),
            scale="threshold",
            said=lambda amount: money(amount, currency),
            front=where.state,
        ),
        title=map_title(rows, currency),
        subtitle=say(
            "Assessed contributions of {year} by State, in {currency}", year=rows[0]["year"], currency=currency
        ),
        key="map",
        note=f"{say(DISCLAIMER)} {say(NEUTRAL_AREAS)}",
    )


def map_title(rows: list[Row], currency: str) -> str:
    """How many States bear little and how many much, by the ends of the map's own scale."""
    low, high = Decimal(THRESHOLDS[0]), Decimal(THRESHOLDS[-2])
    few, many = (
        sum(row.amount("assessed") < low for row in rows),
        sum(row.amount("assessed") >= high for row in rows),
    )
    values = {"few": few, "many": many, "low": money(low, currency), "high": money(high, currency), "all": len(rows)}
    if not few and not many:
        return count(
            "The one State is assessed between {low} and {high}",
            "All {all} States are assessed between {low} and {high}",
            len(rows),
            **values,
        )
    return count(
        "Of {all} State, {few} are assessed less than {low} and {many} at least {high}",
        "Of {all} States, {few} are assessed less than {low} and {many} at least {high}",
        len(rows),
        **values,
    )
