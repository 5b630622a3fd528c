"""Whose assessment rises and falls the most: the chart of both ends, or the sentence where nothing stands out."""

from __future__ import annotations

from decimal import Decimal

import streamlit as st

from governance.books import Answer
from governance.charts import ends
from governance.names import printed, short
from governance.questions.rows import Row
from governance.ui.budget.assessment_change import COLUMNS, known, signed
from governance.ui.parts import show
from governance.ui.parts.folded import folded
from governance.ui.parts.named import named
from governance.ui.parts.numbers import percent
from governance.ui.parts.words import count, joined, say
from governance.ui.shell import link
from governance.ui.shell.here import Here
from governance.words import in_order

_FEW = 3  # changes from which a chart shows more than a sentence tells
_ALIKE = Decimal(1)  # percentage points within which all changes are one


def of_all(where: Here, answer: Answer) -> None:
    """Whose assessment rises and falls the most, in per cent or in money; a sentence where all moved alike."""
    first = answer.dicts()[0]
    currency, in_percent = first.text("currency"), link.get("unit") != "amount"
    moved = changed(answer, "asked_change_pct") if in_percent else []
    in_percent = bool(moved)  # of those that were not assessed before there is no percentage
    column, moved = "asked_change_pct" if moved else "asked_change", moved or changed(answer, "asked_change")
    axis = say("Change (%)") if in_percent else say("Change ({currency})", currency=currency)
    if alike := nothing_stands_out(answer, changed(answer, "asked_change")):
        st.markdown(alike)
        folded(
            say("Each Member's change"),
            lambda: show.table(where, answer, COLUMNS, key="all_changes"),
            key="all_changes",
        )
        return

    def words(row: Row) -> str:
        return percent(row[column], signed=True) if in_percent else signed(row.amount(column), currency)

    show.chart(
        where,
        answer,
        ends(
            [Row(row, name=short(row.text("state")), label=words(row)) for row in moved],
            axis=axis,
            y=column,
            others=lambda number: count("{number} other", "{number} others", number),
            front=short(where.state) if where.state else None,
        ),
        title=_ends_title(moved, [words(row) for row in (moved[0], moved[-1])]),
        subtitle=_measured(where, first, in_percent=in_percent),
        key="all_changes",
        note=_left_out(answer, in_percent=in_percent),
        columns=COLUMNS,
    )


def _measured(where: Here, row: Row, *, in_percent: bool) -> str:
    """What the dots measure, with its unit, and whether rates of exchange are in it."""
    currency = row.text("currency")
    unit = say("per cent of amounts in {currency}", currency=currency) if in_percent else currency
    values = {"first": row["first_year"], "last": row["last_year"], "unit": unit}
    if _exchange_rates_included(where, row):
        return say("Each Member's change from {first} to {last}, rates of exchange included, in {unit}", **values)
    if currency != where.books.rulebook.currency:
        return say("Each Member's change from {first} to {last} without the exchange rate, in {unit}", **values)
    return say("Each Member's change from {first} to {last}, in {unit}", **values)


def _exchange_rates_included(where: Here, row: Row) -> bool:
    return row["currency"] != where.books.rulebook.currency and not row.known("change_at_one_rate")


def nothing_stands_out(answer: Answer, moved: list[Row]) -> str | None:
    """The sentence in place of a chart: where nobody changed, only one or two did, or all did alike; None otherwise."""
    first = answer.dicts()[0]
    years = {"first": first["first_year"], "last": first["last_year"]}
    if not moved:
        return say("But for rounding, no Member's assessment changed from {first} to {last}.", **years)
    if len(moved) < _FEW:
        names = (joined(" ", (named(row.text("state")), f"({_change(row)})")) for row in moved)
        told = say("From {first} to {last} only these assessments changed, but for rounding: {names}.",
                   names=joined(", ", names), **years)  # fmt: skip
        return joined(" ", filter(None, (told, _left_out(answer))))
    shares = [row.amount("asked_change_pct") for row in moved if row.known("asked_change_pct")]
    if len(shares) == len(moved) == len(changed(answer, "asked_change", also_same=True)) and (
        max(shares) - min(shares) <= _ALIKE
    ):
        told = say(
            "From {first} to {last} all {number} assessments changed alike: by {least} to {most}.",
            number=len(moved),
            least=percent(min(shares), signed=True),
            most=percent(max(shares), signed=True),
            **years,
        )
        return joined(" ", filter(None, (told, _left_out(answer))))
    return None


def _change(row: Row) -> str:
    """A change in per cent; in money where there was nothing before."""
    if row.known("asked_change_pct"):
        return percent(row["asked_change_pct"], signed=True)
    return signed(row.amount("asked_change"), row.text("currency"))


def _ends_title(moved: list[Row], words: list[str]) -> str:
    """The largest rise and the largest fall; where all go one way, who goes furthest and least."""
    states = [named(row.text("state")) for row in (moved[0], moved[-1])]
    if moved[0]["asked_change"] > 0 > moved[-1]["asked_change"]:
        return say(
            "{first} rises the most ({more}), {last} falls the most ({less})",
            first=states[0],
            more=words[0],
            last=states[1],
            less=words[1],
        )
    if moved[0]["asked_change"] > 0:
        return say(
            "{number} rise and none falls: {first} the most ({more}), {last} the least ({less})",
            number=len(moved),
            first=states[0],
            more=words[0],
            last=states[1],
            less=words[1],
        )
    return say(
        "{number} fall and none rises: {first} the most ({more}), {last} the least ({less})",
        number=len(moved),
        first=states[1],
        more=words[1],
        last=states[0],
        less=words[0],
    )


def changed(answer: Answer, column: str, *, also_same: bool = False) -> list[Row]:
    """The Members whose assessment changed by more than rounding, the largest rise first. What no part explains is an
    error of recorded rows, and no State's doing."""
    rows = [
        row
        for row in known(answer)
        if row["explained"] == "yes" and row.known(column) and (also_same or row["pays"] != "the same")
    ]
    return sorted(rows, key=lambda row: (-row.amount(column), row.text("state")))


def _left_out(answer: Answer, *, in_percent: bool = False) -> str | None:
    """Who is not drawn, and why; None where all are."""
    told = []
    without = [row.text("state") for row in changed(answer, "asked_change") if not row.known("asked_change_pct")]
    if in_percent and without:
        told.append(
            say(
                "Not assessed for {first}, so without a percentage: {states}.",
                first=answer.dicts()[0]["first_year"],
                states=joined(", ", sorted(map(printed, without), key=in_order)),
            )
        )
    errors = [row.text("state") for row in known(answer) if row["explained"] == "no"]
    if errors:
        told.append(
            say(
                "Left out of the chart, since no part explains the recorded amounts (see the assessment checks): "
                "{states}.",
                states=joined(", ", map(named, sorted(errors, key=lambda state: in_order(printed(state))))),
            )
        )
    unknown = [named(row.text("state")) for row in answer.dicts() if not row.known("change")]
    if unknown:
        told.append(
            say(
                "Without a recorded amount in one of the two years, so not split: {states}.",
                states=joined(", ", unknown),
            )
        )
    return joined(" ", told) if told else None
