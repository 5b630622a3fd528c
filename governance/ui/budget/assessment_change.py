"""What the page on who gained and who paid says and draws."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

import streamlit as st

from governance.books import Answer
from governance.charts import spans, stacked
from governance.charts.theme import BLUE, GREY, VERMILION
from governance.money import rounded
from governance.names import printed, short
from governance.questions.rows import Row
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
_STEP = 42  # pixels of a step of the waterfall: its words, and its amount below them


def years(where: Here) -> list[str]:
    """The years with assessments by the date, in the currency in view."""
    rows = where.ask("assessed_by_year", currency=where.currency).dicts()
    return [str(row.whole("year")) for row in rows]


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
    return where.ask("assessment_change", **_asked(first, last, method=method, currency=currency))


def _currency_choice(where: Here, first: str | None, last: str | None) -> str | None:
    """The currency of assessment where both years are recovered in it, or the one in which they are published."""
    home = where.books.rulebook.currency
    recovered = {str(row.whole("year")) for row in where.ask("recovered_by_year", currency=home).dicts()}
    if where.currency is None or where.currency == home or not {first, last} <= recovered:
        return where.currency
    names = {
        home: say("{currency}, recovered", currency=home),
        where.currency: say("{currency}, as published", currency=where.currency),
    }
    return link.choose("in", say("Amounts in"), names, home)


def _asked(first: str | None, last: str | None, **others: str | None) -> dict[str, Any]:
    """The question's parameters; two of their names are words of Python's own."""
    return {"from": first, "to": last, **others}


def _both(row: Row) -> dict[str, Any]:
    """The two years and the currency of an answer's row, to ask about them again."""
    return _asked(str(row.whole("first_year")), str(row.whole("last_year")), currency=row.text("currency"))


def sentence(where: Here, answer: Answer) -> str:
    """How the sum of all assessments changed, what made most of it, and how many pay more or less.

    Who pays more is told of what Members are asked for, never of what an exchange rate makes of it.
    """
    rows = [row for row in answer.dicts() if row.known("change")]
    currency = rows[0].text("currency")
    change = sum((row.amount("change") for row in rows), Decimal(0))
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
    if row["currency"] == where.currency or where.currency is None:
        return None
    published = where.ask("assessment_change", **{**_both(row), "currency": where.currency})
    totals = _totals(row for row in published.dicts() if row.known("change"))
    return say(
        "In the {currency} that are published, the sum changed by {change}; {rate} of it is the exchange rate at which "
        "the years were booked.",
        currency=where.currency,
        change=_signed(sum(totals.values(), Decimal(0)), where.currency),
        rate=_signed(totals["currency_effect"], where.currency),
    )


def _who_pays(where: Here, rows: list[Row]) -> str:
    """How many Members pay more and less, as far as the amounts can tell."""
    currency, home = rows[0].text("currency"), where.books.rulebook.currency
    numbers = {way: sum(row["pays"] == way for row in rows) for way in ("more", "less")}
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
    errors = [row.text("state") for row in _known(answer) if row["explained"] == "no"]
    if errors:
        told.append(
            say(
                "Left out of the chart, since no part explains the recorded amounts (see the assessment checks): "
                "{states}.",
                states=joined(", ", sorted(printed(state) for state in errors)),
            )
        )
    unknown = [printed(row.text("state")) for row in answer.dicts() if not row.known("change")]
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
        st.caption(say("Choose a State above to see its change step by step."))
        return
    rows = [row for row in answer.dicts() if row["state"] == where.state]
    if not rows or not rows[0].known("change"):
        st.markdown(say("{state} has no recorded change between these years.", state=printed(where.state)))
        return
    own = where.ask("assessment_change", **_both(rows[0]), method=link.get("method"), state=where.state)
    st.markdown(_one_sentence(rows[0]))
    show.chart(
        where,
        own,
        spans(
            _steps(rows[0]),
            axis=say("Change ({currency})", currency=rows[0]["currency"]),
            series="kind",
            parts={
                "more": (say("More"), VERMILION),
                "less": (say("Less"), BLUE),
                "all": (say("Change in all"), GREY),
            },
            name="step",
            begins="start",
            ends="end",
            tall=_STEP,
            tips={},
        ),
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
    currency = row.text("currency")
    largest = max(PARTS, key=lambda name: abs(row[name] or 0))
    return say(
        "**{state}** is assessed {after} for {last} and was assessed {before} for {first}: **{change}**. The largest "
        "part: {what}, {amount}.",
        state=printed(row.text("state")),
        after=money(row["assessed"] or 0, currency),
        before=money(row["assessed_before"] or 0, currency),
        first=row["first_year"],
        last=row["last_year"],
        change=_signed(row.amount("change"), currency),
        what=_part(largest, row),
        amount=_signed(row[largest] or Decimal(0), currency),
    )


def _steps(row: Row) -> list[dict[str, object]]:
    """The bars of the waterfall: each part that is not zero, starting where the one before ended, then the whole."""
    bars, at = [], Decimal(0)
    for name in PARTS:
        if amount := row[name]:
            bars.append((_part(name, row), at, at + amount, "more" if amount > 0 else "less"))
            at += amount
    bars.append((say("Change in all"), Decimal(0), at, "all"))
    return [
        {"step": f"{words}|{_signed(end - start, row.text('currency'))}", "start": start, "end": end, "kind": kind}
        for words, start, end, kind in bars
    ]


def of_all(where: Here, answer: Answer) -> None:
    """Every Member's change, sorted, in money or per cent; and the table of all parts."""
    unit = link.choose(
        "unit",
        say("Changes in"),
        {"amount": say("amounts"), "percent": say("per cent of the first year")},
        "percent",
        width=260,
    )
    row, in_percent = answer.dicts()[0], unit == "percent"
    currency, mixed = row.text("currency"), _exchange_rates_included(where, row)
    kinds = (say("pays more"), say("pays less"))
    if mixed:
        kinds = (say("higher in {currency}", currency=currency), say("lower in {currency}", currency=currency))
    drawn = _columns(answer, "asked_change_pct" if in_percent else "asked_change")
    show.chart(
        where,
        answer,
        stacked(
            drawn,
            axis=say("Change (%)") if in_percent else say("Change ({currency})", currency=currency),
            x="place",
            across=say("Each column is one Member, the largest rise first"),
            unnamed=True,
            y="value",
            series="rises",
            parts={True: (kinds[0], VERMILION), False: (kinds[1], BLUE)},
            number="+,.2f",
            tips={"name": say("State")},
        ),
        title=_title(drawn, currency, where.books.rulebook.currency, in_percent=in_percent, mixed=mixed),
        key="all_changes",
        note=explained(answer),
        columns=_COLUMNS,
    )


def _exchange_rates_included(where: Here, row: Row) -> bool:
    return row["currency"] != where.books.rulebook.currency and not row.known("change_at_one_rate")


def _title(drawn: list[Row], currency: str, home: str, *, in_percent: bool, mixed: bool) -> str:
    """The largest rise and the largest fall, or the smallest rise where nobody pays less. A fall that only rounding
    made is none: the sentence above counts nobody who pays less by it."""

    def values(among: list[Row]) -> dict[str, str]:
        first, last = among[0], among[-1]
        more, less = (
            percent(row["value"], signed=True) if in_percent else _signed(row.amount("value"), currency)
            for row in (first, last)
        )
        return {"first": printed(first.text("state")), "more": more, "last": printed(last.text("state")), "less": less}

    if not drawn:
        return say("Each Member's change")
    if mixed:
        return say(
            "Each Member's change in {currency}, rates of exchange included: from {first} ({more}) to {last} ({less})",
            currency=currency,
            **values(drawn),
        )
    what = say("Each Member's change") if currency == home else say("Each Member's change without the exchange rate")
    moved = [row for row in drawn if row["pays"] != "the same"]
    if not moved:
        return say("{what}: none but for rounding", what=what)
    told = values(moved)
    if moved[-1]["value"] > 0 > drawn[-1]["value"]:
        return say("{what}: {first} rises the most ({more}), nobody pays less but for rounding", what=what, **told)
    return say("{what}: from {first} ({more}) to {last} ({less})", what=what, **told)


def _columns(answer: Answer, column: str) -> list[Row]:
    """A column for each Member whose change is explained, the largest rise first: the rest are errors of recorded
    rows, and no State's doing."""
    rows = [row for row in _known(answer) if row["explained"] == "yes" and row.known(column)]
    rows.sort(key=lambda row: (-row.amount(column), row.text("state")))
    return [
        Row(row, place=place, value=row[column], rises=row[column] >= 0, name=short(row.text("state")))
        for place, row in enumerate(rows)
    ]


def _known(answer: Answer) -> list[Row]:
    return [row for row in answer.dicts() if row.known("change") and row.known("state")]


def _totals(rows: Iterable[Row]) -> dict[str, Decimal]:
    found = list(rows)
    return {name: sum((row[name] or Decimal(0) for row in found), Decimal(0)) for name in PARTS}


def _signed(amount: Decimal, currency: str) -> str:
    text = money_short(abs(amount), currency)
    return say("{sign}{amount}", sign="+" if amount > 0 else ("−" if amount < 0 else ""), amount=text)
