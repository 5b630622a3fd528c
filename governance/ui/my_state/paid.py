"""What a State paid: its last ten years, its last receipts and the day to which receipts are recorded, where to pay."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import pandas as pd
import streamlit as st

from governance.charts import ranked
from governance.charts.theme import ARREARS, CURRENT, GREY, PURPLE, RECEIVED
from governance.papers.account_numbers import warning
from governance.questions.rows import Row
from governance.ui.parts import show
from governance.ui.parts.numbers import day_words, money, money_exact, number
from governance.ui.parts.words import bare, count, joined, mark, plain, say
from governance.ui.shell.here import Here

_YEARS = 10
_RECEIPTS = 5
_NAMED = 4  # years that the title names; more of them are counted
_PARTS = {
    "paid": (mark("Paid"), RECEIVED),
    "adjusted": (mark("Settled by an adjustment"), GREY),
    "disputed": (mark("Disputed"), PURPLE),
    "unpaid": (mark("Unpaid"), ARREARS),
    "due": (mark("Due of the current year"), CURRENT),
}
_WHOLE, _REST = mark("Contribution of the year ({currency})"), mark("Outstanding ({currency})")
_PAID = mark("Every year since {first} is fully paid")
_SETTLED = mark("Every year since {first} is paid or settled by an adjustment")
_SETTLED_BEFORE = mark("Every year from {first} to {last} is paid or settled by an adjustment, not yet {year}")


def years(where: Here) -> None:
    """The last ten years, one bar a year, the last first: what was paid, and what was not, named beside each bar."""
    answer = where.ask("outstanding", state=where.state, currency=where.currency)
    rows = [row for row in answer.dicts() if where.as_of.year - _YEARS < row.whole("year") and row["known"] == "yes"]
    apart = where.books.rulebook.receipts.disputed == "outside"
    drawn = [bar(row, where.as_of.year, apart=apart) for row in rows]
    parts = {name: (say(_PARTS[name][0]), _PARTS[name][1]) for name in _PARTS if any(row[name] for row in drawn)}
    named = [{**row, **_in_words(row, parts)} for row in reversed(drawn)]
    if not parts and not where.books.holds("receipts"):
        return  # what was paid is in no row here, which the receipts below say
    show.chart(
        where,
        answer,
        ranked(
            named if parts else [],
            parts=parts,
            axis=say(_WHOLE if {"paid", "adjusted"} & parts.keys() else _REST, currency=where.currency or ""),
            legend=False,
            tips={"year": say("Year")},
        ),
        title=found(rows, where.as_of.year),
        subtitle=drawn_of(parts),
        key="by_year",
        note=_older(where, answer.dicts()),
        nothing=say("Nothing was due or paid for the last ten years."),
    )


def drawn_of(parts: Collection[str]) -> str:
    """What the bars are of: only of what is left where nothing paid is held, as where balances are as published."""
    if not parts or "paid" in parts or "adjusted" in parts:
        return say("The contribution of each of the last ten years, paid and unpaid")
    return say("What is unpaid of the contribution of each of the last ten years; nothing paid of them is held here")


def _in_words(row: Mapping[str, Any], parts: Mapping[str, tuple[str, str]]) -> dict[str, str]:
    """What stands at the left of a year's bar, which is what its colours mean; and at its right, which is the whole."""
    held = {words: row[part] for part, (words, _) in parts.items() if row[part]}
    return {
        "name": bare(say("{year}: {what}", year=row["year"], what=joined(", ", held))),
        "label": bare(money(sum(held.values(), Decimal(0)), "")).strip(),
    }


def bar(row: Row, year: int, *, apart: bool) -> dict[str, Any]:
    """What was paid of a year, with what came from a credit; and what was not, which of the current one is due. What
    is disputed stands by itself where it is kept `apart` from what is owed."""
    opened = row.amount("opening") and not row["received"]  # what was paid of it before is not held
    paid = Decimal(0) if opened else row.amount("received") + row.amount("credit_applied")
    unpaid = "unpaid" if row.whole("year") < year else "due"
    disputed = (row["disputed"] or None) if apart else None
    bar = {"year": row["year"], "paid": paid, "adjusted": row["adjusted"], "disputed": disputed, "unpaid": None,
           "due": None}  # fmt: skip
    return {**bar, unpaid: row["outstanding"] or None}  # nothing is no bar, not even its edge


def found(rows: list[Row], year: int) -> str:
    """What the chart of the last years shows: which of them are not fully paid, the current one apart. What is disputed
    is not paid, whether or not it is owed; what an adjustment settled is not paid either, and nothing of it is owed."""
    if not rows:
        return say("Contributions of the last ten years")
    unpaid = [row.whole("year") for row in rows if row["outstanding"] or row["disputed"]]
    settled = any(row["adjusted"] for row in rows if row.whole("year") not in unpaid)
    ended = [each for each in unpaid if each < year]
    first = min(row.whole("year") for row in rows)
    if not unpaid:
        return say(_SETTLED if settled else _PAID, first=first)
    if not ended and settled and first < year:
        return say(_SETTLED_BEFORE, first=first, last=year - 1, year=year)
    if not ended:
        return say("Every year from {first} to {last} is fully paid, not yet {year}", first=first, last=year - 1,
                   year=year) if first < year else say("{year} is not yet fully paid", year=year)  # fmt: skip
    if len(unpaid) > _NAMED:
        return count(
            "{number} of the years since {first} is not fully paid",
            "{number} of the years since {first} are not fully paid",
            len(unpaid),
            first=first,
        )
    return say("Not fully paid: {years}", years=joined(", ", map(str, unpaid)))


def _older(where: Here, rows: list[Row]) -> str | None:
    """What of older years is unpaid: it stands in no bar."""
    older = [row for row in rows if row.whole("year") <= where.as_of.year - _YEARS and row["outstanding"]]
    if not older:
        return None
    amount = sum((row.amount("outstanding") for row in older), Decimal(0))
    told = money_exact(amount, older[0].text("currency"))
    first, last = min(row.whole("year") for row in older), max(row.whole("year") for row in older)
    if first == last:
        return say("A further {amount} is unpaid for {year}.", amount=told, year=first)
    return say("A further {amount} is unpaid for {first} to {last}.", amount=told, first=first, last=last)


def recorded_to(where: Here) -> date | None:
    """The day to which receipts are recorded, at most the date; None where they are not declared complete on it."""
    days = [
        min(day for day in (row["last_day"], where.as_of, where.books.foreseen_from(where.as_of)) if day)
        for row in where.ask("coverage").dicts()
        if row["covers"] == "receipts" and row.day("first_day") <= where.as_of
    ]
    return max(days, default=None)


def receipts(where: Here) -> None:
    """The last five receipts, and the day to which they are recorded."""
    to = recorded_to(where)
    title = say("Receipts recorded to {day}", day=day_words(to)) if to else say("Receipts recorded here")
    st.header(title, anchor=False)
    if not where.books.holds("receipts"):
        st.markdown(say("No single receipts are held here: balances are as they were published."))
        return
    rows = where.ask("received", state=where.state).dicts()
    if not rows:
        st.markdown(say("No receipt of this State is recorded."))
        return
    heads = (say("Day"), say("Amount"), say("Reference"))
    last = [
        (
            day_words(row.day("value_date")),
            money_exact(row.amount("amount"), row.text("currency")),
            row["reference"] or "–",
        )
        for row in rows[: -_RECEIPTS - 1 : -1]
    ]
    show.words(pd.DataFrame(last, columns=list(heads)), alt=title)
    if len(rows) > _RECEIPTS:
        st.caption(say("The last {shown} of {all}: all of them are below.", shown=_RECEIPTS, all=number(len(rows))))


def where_to_pay(where: Here) -> None:
    """The accounts to which the State pays, one button away; nothing where none is held."""
    rows = where.ask("payment_instructions", currency=where.currency).dicts()
    if not rows:
        return
    with st.popover(say("Where to pay"), icon=":material/account_balance:"):
        for row in rows:
            st.markdown(say("**{account}**, {bank}", account=row["account"], bank=row["bank"]))
            st.code(row.text("iban"), language=None)
            if words := warning(row.text("iban")):
                st.warning(plain(words), icon=":material/warning:")
            if row["reference_rule"]:
                st.caption(say("Reference: {rule}", rule=row["reference_rule"]))
