"""What the page on who gained and who paid says and draws."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pandas as pd
import streamlit as st

from governance.books import Answer
from governance.charts.growth import changes_of_all, waterfall
from governance.money import rounded, share
from governance.names import printed, short
from governance.rules.assessment.decomposition import pays_the_same
from governance.ui.parts import show
from governance.ui.parts.numbers import money, money_short, percent
from governance.ui.parts.words import joined, mark, say
from governance.ui.shell import link
from governance.ui.shell.here import Here

PARTS = {
    "budget_level": mark("Budget level"),
    "scale": mark("Scale"),
    "membership": mark("Members joining or leaving"),
    "new_members": mark("New Members' contributions"),
    "part_year": mark("Parts of a year"),
    "currency_effect": mark("Exchange rate of the year"),
    "other": mark("Rounding and corrections"),
    "not_recorded": mark("States without an amount in one of the years"),
}
"""The parts of a change, in the order in which they are told."""

_COLUMNS = ("state", "currency", "assessed_before", "assessed", "change", "change_at_one_rate", *PARTS)
_LEAST = Decimal(100)  # a part below a hundredth of this, or of the change, is not worth a word

Row = Mapping[str, object]


def years(where: Here) -> list[str]:
    """The years with assessments by the date, in the currency in view."""
    rows = where.ask("assessed_by_year", currency=where.currency).dicts()
    return [str(row["year"]) for row in rows]


def choices(where: Here, found: list[str]) -> Answer:
    """The two years and the way of splitting, and the answer about them."""
    before, after, way, unit = st.columns(4)
    with before:
        first = link.choose("from", say("From"), {year: year for year in found[:-1]}, found[-2])
    later = [year for year in found if year > str(first)]
    with after:
        last = link.choose("to", say("To"), {year: year for year in reversed(later)}, later[-1])
    with way:
        method = link.choose(
            "method",
            say("How the change is split"),
            {"sequence": say("Step by step, in a fixed order"), "average": say("Averaged over all orders")},
            "sequence",
        )
    with unit:
        currency = _currency_choice(where, first, last)
    return where.ask("assessment_change", **_asked(first, last, method, currency))


def _currency_choice(where: Here, first: str | None, last: str | None) -> str | None:
    """The currency of assessment where both years are recovered in it, or the one in which they are published."""
    home = where.books.rulebook.currency
    recovered = {str(year) for year in where.ask("recovered_by_year", currency=home).column("year")}
    if where.currency is None or where.currency == home or not {first, last} <= recovered:
        return where.currency
    names = {
        home: say("{currency}, recovered", currency=home),
        where.currency: say("{currency}, as published", currency=where.currency),
    }
    return link.choose("in", say("Amounts in"), names, home)


def _asked(first: str | None, last: str | None, method: str | None, currency: str | None) -> dict[str, Any]:
    """The question's parameters; two of their names are words of Python's own."""
    return {"from": first, "to": last, "method": method, "currency": currency}


def sentence(where: Here, answer: Answer) -> str:
    """How the sum of all assessments changed, what made most of it, and how many pay more or less.

    Who pays more is told of what Members are asked for, never of what an exchange rate makes of it.
    """
    rows: list[Row] = [row for row in answer.dicts() if row["change"] is not None]
    currency = str(rows[0]["currency"])
    change = sum((_decimal(row["change"]) for row in rows), Decimal(0))
    totals = {name: amount for name, amount in _totals(rows).items() if abs(amount) * 100 >= max(abs(change), _LEAST)}
    values = {"first": rows[0]["first_year"], "last": rows[0]["last_year"]}
    if not rounded(change, Decimal(1)) or not totals:
        whole = say("From {first} to {last}, all assessments together did not change.", **values)
    else:
        whole = say(
            "From {first} to {last}, all assessments together changed by **{change}**: {parts}.",
            **values,
            change=_signed(change, currency),
            parts=joined(
                ", ",
                (
                    say("{what} {amount}", what=_part(name, rows[0]), amount=_signed(amount, currency))
                    for name, amount in totals.items()
                ),
            ),
        )
    return joined(" ", (part for part in (whole, _who_pays(where, _known(answer)), _published(where, answer)) if part))


def _published(where: Here, answer: Answer) -> str | None:
    """Beside recovered amounts: what the published ones did, and what of it is the exchange rate; None elsewhere."""
    row = answer.dicts()[0]
    if str(row["currency"]) == where.currency or where.currency is None:
        return None
    asked = _asked(str(row["first_year"]), str(row["last_year"]), None, where.currency)
    totals = _totals([row for row in where.ask("assessment_change", **asked).dicts() if row["change"] is not None])
    return say(
        "In the {currency} that are published, the sum changed by {change}; {rate} of it is the exchange rate at which "
        "the years were booked.",
        currency=where.currency,
        change=_signed(sum(totals.values(), Decimal(0)), where.currency),
        rate=_signed(totals["currency_effect"], where.currency),
    )


def _who_pays(where: Here, rows: list[Row]) -> str:
    """How many Members pay more and less, as far as the amounts can tell."""
    currency, home = str(rows[0]["currency"]), where.books.rulebook.currency
    moved = [_asked_for(row) for row in _moved(where, rows)]
    numbers = {"more": sum(by > 0 for by in moved), "less": sum(by < 0 for by in moved)}
    if currency == where.currency == home:
        return say("**{more} Members** pay more, **{less}** less.", **numbers)
    if currency == home:
        return say("But for rounding, **{more} Members** pay more, **{less}** less.", **numbers)
    if rows[0]["change_at_one_rate"] is not None:
        return say(
            "Without the exchange rate at which {home} were booked in {currency}, and but for rounding, "
            "**{more} Members** pay more, **{less}** less.",
            home=home,
            currency=currency,
            **numbers,
        )
    return say(
        "In {currency} the amounts of **{more} Members** rose and those of **{less}** fell. Rates of exchange are in "
        "this: Members are assessed in {home}, and what they are asked for in {home} is not held here for both years.",
        home=home,
        currency=currency,
        **numbers,
    )


def _moved(where: Here, rows: list[Row]) -> list[Row]:
    """The rows that changed: by more than rounding makes, unless the amounts are what Members were asked for."""
    level = sum((_decimal(row["assessed_before"] or 0) for row in rows), Decimal(0))
    return [
        row
        for row in rows
        if row["currency"] == where.currency == where.books.rulebook.currency
        or not pays_the_same(_asked_for(row), _decimal(row["assessed_before"] or 0), level)
    ]


def _asked_for(row: Row) -> Decimal:
    """The change without the exchange rate's part, where it is known."""
    return _decimal(row["change"] if row["change_at_one_rate"] is None else row["change_at_one_rate"])


def _part(name: str, row: Row) -> str:
    """The name of a part; the budget level's says so where the exchange rate is inside it."""
    inside = name == "budget_level" and row["currency_effect"] is None
    return say("Budget level and exchange rate, not told apart") if inside else say(PARTS[name])


def explained(answer: Answer) -> str:
    """What the parts mean, what the chosen way does, and what is not known."""
    told = [
        say("The parts add up to each change exactly."),
        say(
            "Step by step: budget level first, then the scale, the membership, new Members' contributions, parts of a "
            "year and the exchange rate at which the year was booked; each part is what its step adds. Averaged: the "
            "mean of what it adds over all orders of these six, so that none is preferred."
        ),
    ]
    if any(row["currency_effect"] is None for row in _known(answer)):
        told.append(
            say(
                "The exchange rate at which one of the two years was booked cannot be read from its amounts: what it "
                "did is inside the budget level."
            )
        )
    errors = {str(row["state"]) for row in _known(answer)} - {str(row["state"]) for row in _explained(answer)}
    if errors:
        told.append(
            say(
                "Left out of the chart, since no part explains the recorded amounts (see the assessment checks): "
                "{states}.",
                states=joined(", ", sorted(printed(state) for state in errors)),
            )
        )
    unknown = [printed(str(row["state"])) for row in answer.dicts() if row["change"] is None]
    if unknown:
        told.append(
            say(
                "Without a recorded amount in one of the two years, so not split: {states}.",
                states=joined(", ", unknown),
            )
        )
    return " ".join(told)


def one_state(where: Here, answer: Answer) -> None:
    """The waterfall of the State in view; without one, a hint."""
    if not where.state:
        st.caption(say("Choose a State in the menu to see its change step by step."))
        return
    rows = [row for row in answer.dicts() if row["state"] == where.state]
    if not rows or rows[0]["change"] is None:
        st.markdown(say("{state} has no recorded change between these years.", state=printed(where.state)))
        return
    own = where.ask(
        "assessment_change",
        **_asked(str(rows[0]["first_year"]), str(rows[0]["last_year"]), link.get("method"), str(rows[0]["currency"])),
        state=where.state,
    )
    kinds = (say("More"), say("Less"), say("Change in all"))
    st.markdown(_one_sentence(rows[0]))
    show.chart(
        where,
        own,
        waterfall(say("Change ({currency})", currency=rows[0]["currency"]), kinds),
        _steps(rows[0], kinds),
        title=say(
            "{state}: from {first} to {last}, cause by cause",
            state=printed(where.state),
            first=rows[0]["first_year"],
            last=rows[0]["last_year"],
        ),
        key="waterfall",
        columns=_COLUMNS,
    )


def _one_sentence(row: Row) -> str:
    """How much more or less, and the cause that weighs most."""
    currency = str(row["currency"])
    largest = max(PARTS, key=lambda name: abs(_decimal(row[name] or 0)))
    return say(
        "**{state}** is assessed {after} for {last} and was assessed {before} for {first}: **{change}**. The largest "
        "part: {what}, {amount}.",
        state=printed(str(row["state"])),
        after=money(row["assessed"] or 0, currency),
        before=money(row["assessed_before"] or 0, currency),
        first=row["first_year"],
        last=row["last_year"],
        change=_signed(_decimal(row["change"]), currency),
        what=_part(largest, row),
        amount=_signed(_decimal(row[largest] or 0), currency),
    )


def _steps(row: Row, kinds: tuple[str, str, str]) -> pd.DataFrame:
    """The bars of the waterfall: each part that is not zero, starting where the one before ended, then the whole."""
    currency = str(row["currency"])
    at = Decimal(0)
    bars = []
    for name in PARTS:
        amount = _decimal(row[name] or 0)
        if amount:
            kind = kinds[0] if amount > 0 else kinds[1]
            bars.append(_bar(_part(name, row), at, at + amount, kind, _signed(amount, currency)))
        at += amount
    bars.append(_bar(say("Change in all"), Decimal(0), at, kinds[2], _signed(at, currency)))
    return pd.DataFrame(bars)


def _bar(step: str, start: Decimal, end: Decimal, kind: str, label: str) -> dict[str, object]:
    return {"step": f"{step}|{label}", "start": start, "end": end, "kind": kind}


def of_all(where: Here, answer: Answer) -> None:
    """Every Member's change, sorted, in money or per cent; and the table of all parts."""
    unit = link.choose(
        "unit",
        say("Changes in"),
        {"amount": say("amounts"), "percent": say("per cent of the first year")},
        "percent",
        width=260,
    )
    currency, home = str(answer.dicts()[0]["currency"]), where.books.rulebook.currency
    axis = say("Change (%)") if unit == "percent" else say("Change ({currency})", currency=currency)
    kinds = (say("pays more"), say("pays less"))
    if currency != home and answer.dicts()[0]["change_at_one_rate"] is None:
        kinds = (say("higher in {currency}", currency=currency), say("lower in {currency}", currency=currency))
    drawn = _columns(answer, unit == "percent", kinds)
    show.chart(
        where,
        answer,
        changes_of_all(axis, say("Each column is one Member, the largest rise first"), kinds),
        drawn,
        title=_title(where, answer, drawn, unit == "percent"),
        key="all_changes",
        note=explained(answer),
        columns=_COLUMNS,
    )


def _title(where: Here, answer: Answer, drawn: pd.DataFrame, in_percent: bool) -> str:
    """The largest rise and the largest fall, or the smallest rise where nobody pays less. A fall that only rounding
    made is none: the sentence above counts nobody who pays less by it."""
    if drawn.empty:
        return say("Each Member's change")
    rows, home = _known(answer), where.books.rulebook.currency
    currency = str(rows[0]["currency"])

    def values(among: pd.DataFrame) -> dict[str, str]:
        ends = [among.iloc[place]["value"] for place in (0, -1)]
        more, less = (percent(value, signed=True) if in_percent else _signed(value, currency) for value in ends)
        return {"first": among["state"].iloc[0], "more": more, "last": among["state"].iloc[-1], "less": less}

    if currency != home and rows[0]["change_at_one_rate"] is None:
        return say(
            "Each Member's change in {currency}, rates of exchange included: from {first} ({more}) to {last} ({less})",
            currency=currency,
            **values(drawn),
        )
    what = say("Each Member's change") if currency == home else say("Each Member's change without the exchange rate")
    moved = drawn[drawn["state"].isin([printed(str(row["state"])) for row in _moved(where, rows)])]
    if moved.empty:
        return say("{what}: none but for rounding", what=what)
    told = values(moved)
    if moved["value"].iloc[-1] > 0 > drawn["value"].iloc[-1]:
        return say("{what}: {first} rises the most ({more}), nobody pays less but for rounding", what=what, **told)
    return say("{what}: from {first} ({more}) to {last} ({less})", what=what, **told)


def _columns(answer: Answer, in_percent: bool, kinds: tuple[str, str]) -> pd.DataFrame:
    """One column for each Member, the largest rise first."""
    rows = []
    for row in _explained(answer):
        value: Decimal | None = _asked_for(row)
        if in_percent:
            value = share(_asked_for(row), _decimal(row["assessed_before"])) if row["assessed_before"] else None
        if value is not None:
            rows.append((str(row["state"]), value))
    rows.sort(key=lambda pair: (-pair[1], pair[0]))
    return pd.DataFrame(
        [
            {
                "place": place,
                "state": printed(state),
                "name": short(state),
                "value": value,
                "direction": kinds[0] if value >= 0 else kinds[1],
            }
            for place, (state, value) in enumerate(rows)
        ]
    )


def _known(answer: Answer) -> list[Row]:
    return [row for row in answer.dicts() if row["change"] is not None and row["state"] is not None]


def _explained(answer: Answer) -> list[Row]:
    """The changes of which some part is explained: the rest are errors of recorded rows, and no State's doing."""
    return [row for row in _known(answer) if not row["change"] or any(row[name] for name in PARTS if name != "other")]


def _totals(rows: list[Row]) -> dict[str, Decimal]:
    return {name: sum((_decimal(row[name] or 0) for row in rows), Decimal(0)) for name in PARTS}


def _signed(amount: Decimal, currency: str) -> str:
    text = money_short(abs(amount), currency)
    return say("{sign}{amount}", sign="+" if amount > 0 else ("−" if amount < 0 else ""), amount=text)


def _decimal(value: object) -> Decimal:
    return Decimal(str(value))
