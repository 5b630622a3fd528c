"""What the page on whose assessment rises and falls says and draws."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

import streamlit as st

from governance.books import Answer
from governance.charts import waterfall
from governance.charts.theme import ASSESSED, IN_VIEW
from governance.money import rounded
from governance.questions.rows import Row
from governance.ui.parts import show
from governance.ui.parts.named import named
from governance.ui.parts.numbers import money, money_short
from governance.ui.parts.words import count, joined, mark, say
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

COLUMNS = ("state", "currency", "assessed_before", "assessed", "change", "change_at_one_rate", *PARTS)
_LEAST = Decimal(100)  # a part below a hundredth of this, or of the change, is not worth a word


def years(where: Here) -> list[str]:
    """The years with assessments by the date, in the currency in view."""
    rows = where.ask("assessed_by_year", currency=where.currency).dicts()
    return [str(row.whole("year")) for row in rows]


def choices(where: Here, found: list[str]) -> Answer:
    """The two years, the way of splitting and the unit, and the answer about them."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        first = link.choose(
            "from", say("From"), {year: year for year in found[:-1]}, _compared(where, found), width=110
        )
        later = [year for year in found if year > str(first)]
        last = link.choose("to", say("To"), {year: year for year in reversed(later)}, later[-1], width=110)
        units = {"percent": say("per cent"), "amount": say("amounts")}
        link.choose("unit", say("Changes in"), units, "percent", width=150)
        currency = _currency_choice(where, first, last)
        method = link.choose(
            "method",
            say("How the change is split"),
            {"sequence": say("Step by step, in a fixed order"), "average": say("Averaged over all orders")},
            "sequence",
            width=290,
        )
    return where.ask("assessment_change", **_asked(first, last, method=method, currency=currency))


def _compared(where: Here, found: list[str]) -> str:
    """The year with which the last is compared: the one before it that is held like it in the currency of assessment,
    else the year before."""
    held = _recovered(where)
    if where.currency == where.books.rulebook.currency or found[-1] not in held:
        return found[-2]
    return max((year for year in found[:-1] if year in held), default=found[-2])


def _recovered(where: Here) -> set[str]:
    """The years whose amounts are recovered in the currency of assessment."""
    rows = where.ask("recovered_by_year", currency=where.books.rulebook.currency).dicts()
    return {str(row.whole("year")) for row in rows}


def _currency_choice(where: Here, first: str | None, last: str | None) -> str | None:
    """The currency of assessment where both years are recovered in it, or the one in which they are published."""
    home = where.books.rulebook.currency
    if where.currency is None or where.currency == home or not {first, last} <= _recovered(where):
        return where.currency
    names = {
        home: say("{currency}, recovered", currency=home),
        where.currency: say("{currency}, as published", currency=where.currency),
    }
    return link.choose("in", say("Amounts in"), names, home, width=250)


def _asked(first: str | None, last: str | None, **others: str | None) -> dict[str, Any]:
    """The question's parameters; two of their names are words of Python's own."""
    return {"from": first, "to": last, **others}


def _both(row: Row) -> dict[str, Any]:
    """The two years and the currency of an answer's row, to ask about them again."""
    return _asked(str(row.whole("first_year")), str(row.whole("last_year")), currency=row.text("currency"))


def sentence(where: Here, answer: Answer) -> str:
    """What became of the State in view, if any, and of all: each in a sentence."""
    rows = [row for row in answer.dicts() if row["state"] == where.state]
    if not where.state:
        return _of_all_together(where, answer)
    own = (
        one_sentence(rows[0])
        if rows and rows[0].known("change")
        else say("{state} has no recorded change between these years.", state=named(where.state))
    )
    return joined("\n\n", (own, _of_all_together(where, answer)))


def _of_all_together(where: Here, answer: Answer) -> str:
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
        parts = (
            say("{what} {amount}", what=_part(name, rows[0]), amount=signed(amount, currency))
            for name, amount in totals.items()
        )
        whole = say(
            "From {first} to {last}, all assessments together changed by **{change}**: {parts}.",
            **values,
            change=signed(change, currency),
            parts=joined(", ", parts),
        )
    return joined(" ", (whole, _who_pays(where, known(answer))))


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
        change=signed(sum(totals.values(), Decimal(0)), where.currency),
        rate=signed(totals["currency_effect"], where.currency),
    )


def _who_pays(where: Here, rows: list[Row]) -> str:
    """How many Members pay more and less, as far as the amounts can tell."""
    currency, home = rows[0].text("currency"), where.books.rulebook.currency
    numbers = {way: sum(row["pays"] == way for row in rows) for way in ("more", "less")}
    if currency == where.currency == home:
        return count("**{more} Member** pays more, **{less}** less.", "**{more} Members** pay more, **{less}** less.",
                     numbers["more"], **numbers)  # fmt: skip
    if currency == home:
        return count(
            "But for rounding, **{more} Member** pays more, **{less}** less.",
            "But for rounding, **{more} Members** pay more, **{less}** less.",
            numbers["more"],
            **numbers,
        )
    if rows[0]["change_at_one_rate"] is not None:
        return count(
            "Without the exchange rate at which {home} were booked in {currency}, and but for rounding, "
            "**{more} Member** pays more, **{less}** less.",
            "Without the exchange rate at which {home} were booked in {currency}, and but for rounding, "
            "**{more} Members** pay more, **{less}** less.",
            numbers["more"],
            home=home,
            currency=currency,
            **numbers,
        )
    return count(
        "In {currency} the amount of **{more} Member** rose and those of **{less}** fell. Rates of exchange are in "
        "this: Members are assessed in {home}, and what they are asked for in {home} is not held here for both years.",
        "In {currency} the amounts of **{more} Members** rose and those of **{less}** fell. Rates of exchange are in "
        "this: Members are assessed in {home}, and what they are asked for in {home} is not held here for both years.",
        numbers["more"],
        home=home,
        currency=currency,
        **numbers,
    )


def _part(name: str, row: Row) -> str:
    """The name of a part; the budget level's says so where the exchange rate is inside it."""
    inside = name == "budget_level" and row["currency_effect"] is None
    return say("Budget level and exchange rate, not told apart") if inside else say(PARTS[name])


def _split(where: Here, answer: Answer) -> str:
    """What the parts mean, what the chosen way does, and what the published amounts did."""
    told = [
        say("The parts add up to each change exactly."),
        say(
            "Step by step: budget level first, then the scale, the membership, new Members' contributions, parts of a "
            "year and the exchange rate at which the year was booked; each part is what its step adds. Averaged: the "
            "mean of what it adds over all orders of these six, so that none is preferred."
        ),
    ]
    if any(row["currency_effect"] is None for row in known(answer)):
        told.append(
            say(
                "The exchange rate at which one of the two years was booked cannot be read from its amounts: what it "
                "did is inside the budget level."
            )
        )
    if published := _published(where, answer):
        told.append(published)
    return joined(" ", told)


def causes(where: Here, answer: Answer) -> None:
    """The waterfall of the State in view, of all together without one; nothing where nothing changed."""
    rows = [row for row in answer.dicts() if row.known("change") and where.state in (None, row["state"])]
    totals = {name: amount for name, amount in _totals(rows).items() if rounded(amount, Decimal(1))}
    change = sum((row.amount("change") for row in rows), Decimal(0))
    if not totals:  # less than a unit is what rounding left
        return
    first, own = rows[0], answer
    if where.state:
        own = where.ask("assessment_change", **_both(first), method=link.get("method"), state=where.state)
    currency = first.text("currency")
    show.chart(
        where,
        own,
        waterfall(
            [(_part(name, first), amount, signed(amount, currency)) for name, amount in totals.items()],
            axis=say("Change ({currency})", currency=currency),
            whole=(say("Change in all"), signed(change, currency)),
            colour=IN_VIEW if where.state else ASSESSED,
        ),
        title=causes_title(where.state, totals, change, first),
        subtitle=say(
            "What made the change from {first} to {last}, cause by cause ({currency})",
            first=first["first_year"],
            last=first["last_year"],
            currency=currency,
        ),
        key="waterfall",
        note=_split(where, answer),
        columns=COLUMNS,
    )


def causes_title(state: str | None, totals: Mapping[str, Decimal], change: Decimal, row: Row) -> str:
    """The change of a State, or of all together, and the cause that weighs most."""
    largest = max(totals, key=lambda name: abs(totals[name]))
    return say(
        "{who}: {change}; the largest part: {what} ({amount})",
        who=named(state) if state else say("All Members together"),
        change=signed(change, row.text("currency")),
        what=_part(largest, row),
        amount=signed(totals[largest], row.text("currency")),
    )


def one_sentence(row: Row) -> str:
    """How much more or less, and the cause that weighs most; of a State that was assessed for one year only, that."""
    currency = row.text("currency")
    largest = max(PARTS, key=lambda name: abs(row[name] or 0))
    values = {
        "state": named(row.text("state")),
        "after": money(row["assessed"], currency),
        "before": money(row["assessed_before"], currency),
        "first": row["first_year"],
        "last": row["last_year"],
        "change": signed(row.amount("change"), currency),
        "what": _part(largest, row),
        "amount": signed(row[largest] or Decimal(0), currency),
    }
    if not row.known("assessed_before"):
        return say("**{state}** is assessed {after} for {last}, and was not assessed for {first}.", **values)
    if not row.known("assessed"):
        return say("**{state}** was assessed {before} for {first}, and is not assessed for {last}.", **values)
    if not row["change"]:
        return say("**{state}** is assessed the same for {last} as for {first}: {after}.", **values)
    return say(
        "**{state}** is assessed {after} for {last} and was assessed {before} for {first}: **{change}**. The largest "
        "part: {what}, {amount}.",
        **values,
    )


def known(answer: Answer) -> list[Row]:
    """The rows of States whose change is known."""
    return [row for row in answer.dicts() if row.known("change") and row.known("state")]


def _totals(rows: Iterable[Row]) -> dict[str, Decimal]:
    found = list(rows)
    return {name: sum((row[name] or Decimal(0) for row in found), Decimal(0)) for name in PARTS}


def signed(amount: Decimal, currency: str) -> str:
    """A change in money, short, with its sign."""
    text = money_short(abs(amount), currency)
    return say("{sign}{amount}", sign="+" if amount > 0 else ("−" if amount < 0 else ""), amount=text)
