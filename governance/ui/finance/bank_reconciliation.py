"""The bank's statements beside the receipts of a month: what was found in words, and what needs a person first."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import streamlit as st

from governance.books import Answer
from governance.questions.rows import Row
from governance.ui.parts import show
from governance.ui.parts.numbers import money_exact, period_words
from governance.ui.parts.words import count, joined, say
from governance.ui.shell import link
from governance.ui.shell.here import Here

_OPEN = ("amounts_differ", "currencies_differ", "only_in_bank", "only_here")
_COLUMNS = ("finding", "day", "counterparty", "state", "currency", "by_bank", "by_receipts", "difference", "words")
_MONTHS = ("month", "currency", "by_bank", "by_receipts", "matched", *_OPEN)


def reconciliation(where: Here) -> None:
    """The month, what was found in it, and the months beside it; or that no statement is held at all."""
    of_months = where.ask("bank_reconciliation_by_month", currency=where.currency)
    known = [row.text("month") for row in of_months.dicts() if row.known("by_bank")]
    if not known:
        st.markdown(
            say(
                "No statement of the bank is held here, so that receipts cannot be compared with it. Hand in the "
                "bank’s file as it comes: camt.053, camt.054 or MT940."
            )
        )
        return
    ended = [month for month in known if month < f"{where.as_of:%Y-%m}"]
    months = {row.text("month"): period_words(row.text("month")) for row in of_months.dicts()}
    month = link.choose("month", say("Month"), months, (ended or known)[0], width=240)
    found = where.ask("bank_reconciliation", month=month, currency=where.currency)
    _found(where, found, str(month))
    st.header(say("All months"), anchor=False)
    show.table(where, of_months, _MONTHS)


def _found(where: Here, found: Answer, month: str) -> None:
    rows = [row for row in found.dicts() if row["finding"] != "not_known"]
    unknown = [row.text("words") for row in found.dicts() if row["finding"] == "not_known"]
    if unknown:
        st.markdown(joined(" ", unknown))
        if not rows:
            return
    st.markdown(_sentence(rows, month, whole=not unknown))
    st.header(say("Entries and receipts of the month"), anchor=False)
    show.table(where, found, _COLUMNS, totals=("by_bank", "by_receipts", "difference"))


def _sentence(rows: Sequence[Row], month: str, *, whole: bool) -> str:
    """How much the bank booked and how much is held here, and how many entries and receipts agree. A month agrees only
    where the `whole` of what was booked is known."""
    matched = sum(row["finding"] == "matched" for row in rows)
    needing = sum(row["finding"] in _OPEN for row in rows)
    sums = [_sums(rows, currency, month) for currency in sorted({row.text("currency") for row in rows})]
    agreeing = count(
        "{number} entry is a receipt of the same amount.", "{number} entries are receipts of the same amounts.", matched
    )
    others = count("**{number} does not agree.**", "**{number} do not agree.**", needing)
    agrees = [say("Nothing else was booked or entered: the month agrees.")] if whole else []
    return joined(" ", (*sums, agreeing, *([others] if needing else agrees)))


def _sums(rows: Sequence[Row], currency: str, month: str) -> str:
    own = [row for row in rows if row["currency"] == currency]
    booked, here = (
        sum((row.amount_or_none(name) or Decimal(0) for row in own), Decimal(0)) for name in ("by_bank", "by_receipts")
    )
    values = {"month": period_words(month), "booked": money_exact(booked, currency)}
    if any(row["finding"] != "only_in_bank" and not row.known("by_receipts") for row in own):
        return say(
            "In {month} the bank booked **{booked}** as received; what the receipts here come to in {currency} is not "
            "known.",
            currency=currency,
            **values,
        )
    return say(
        "In {month} the bank booked **{booked}** as received, and **{here}** is held here.",
        here=money_exact(here, currency),
        **values,
    )
