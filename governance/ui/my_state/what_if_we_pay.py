"""What follows if the State pays an amount on a day: two fields behind a button, and the answer on the page."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import streamlit as st

from governance.money import rounded_up
from governance.problems import Refused
from governance.questions.rows import Row
from governance.tables.known_years import LAST_DAY
from governance.ui.parts import show, votes
from governance.ui.parts.folded import folded
from governance.ui.parts.numbers import DAY_TYPED, day_words, money, money_exact
from governance.ui.parts.words import joined, mark, plain, say
from governance.ui.shell import link
from governance.ui.shell.here import Here

ZERO = Decimal(0)
_AMOUNT, _DAY = "pays", "pays_on"
_OPEN = "what_if_we_pay"
_NOT_KNOWN = mark("What is outstanding after a payment of **{amount}** on {day} is not known.")
_TOO_LITTLE = mark("There is still no vote on that day: that takes **{amount}** more.")
_NOT_BY_PAYING = mark("There is still no vote on that day: that takes a decision, not a payment.")
_REGAINED = mark("The vote is regained.")
_STANDS = mark("The vote stands on that day.")
_LOST_LATER = mark("It is lost from {lost} if nothing more is paid.")
_REACHED_LATER = mark("If nothing more is paid afterwards, the threshold is reached on {reached}.")
_DECEMBER = mark("To be below the threshold on {january}, **{amount}** more is needed by {december}.")
_COLUMNS = (
    "day", "amount", "currency", "outstanding", "arrears", "credit", "status", "threshold",
    "least_payment_by_31_december", "reaches_threshold_on", "no_vote_from", "because",
)  # fmt: skip
_OWES = mark(
    "If you pay **{amount}** on {day} and nothing more until then, **{outstanding}** is outstanding, of which "
    "{arrears} in arrears."
)
_OWES_NO_ARREARS = mark(
    "If you pay **{amount}** on {day} and nothing more until then, **{outstanding}** is outstanding and nothing is in "
    "arrears."
)
_NOTHING = mark("If you pay **{amount}** on {day}, nothing is outstanding.")
_CREDIT = mark("If you pay **{amount}** on {day}, nothing is outstanding and **{credit}** is in credit.")


def ask(where: Here) -> None:
    """The two fields, filled with the least to pay and its day; nothing where no vote is told of the State."""
    row = where.ask("voting", state=where.state).first()
    if row is None or row["may_vote"] is None or votes.not_told(where):
        return
    proposed, day = _proposed(where, row)
    amount, paid = (f"{name}_{where.state}_{where.as_of}" for name in (_AMOUNT, _DAY))  # what is proposed is theirs
    with st.popover(say("What if we pay ...?"), icon=":material/calculate:", key=_OPEN, on_change="rerun"):
        with st.form("if_paid", border=False):
            left, right = st.columns(2)
            left.number_input(
                say("Amount ({currency})", currency=where.currency or where.books.rulebook.currency),
                min_value=0.01, max_value=1e12, step=0.01, format="%.2f", value=proposed, key=amount,
            )  # fmt: skip
            right.date_input(
                say("Paid on"), value=day, min_value=where.as_of, max_value=LAST_DAY, format=DAY_TYPED, key=paid
            )
            st.form_submit_button(say("Show what follows"), type="primary", on_click=_show, args=(amount, paid))
        st.caption(say("Nothing is recorded: only this page shows it, and its link."))


def _show(amount: str, paid: str) -> None:
    """Put what was entered into the link, close the fields, and go to the answer, which a small screen does not show
    with them."""
    pays, day = st.session_state[amount], st.session_state[paid]
    if pays and day:
        link.put(_AMOUNT, f"{pays:.2f}")
        link.put(_DAY, day.isoformat())
        st.session_state[_OPEN] = False
        link.lead_to("if_paid")


def _proposed(where: Here, row: Row) -> tuple[float | None, date]:
    """What there is to pay for the vote and its last day, else all that is owed; in whole units."""
    owed = row.amount_or_none("least_payment_for_vote") or sum(
        row.amount_or_none(name) or ZERO for name in ("arrears", "current_year")
    )
    return (float(rounded_up(owed)) if owed else None), row.day_or_none("pay_by") or where.as_of


def answer(where: Here) -> None:
    """What follows, where an amount was given: the debt, the vote, and all figures as a table."""
    if link.get(_AMOUNT) is None:
        return
    try:
        found = where.ask("if_paid", state=where.state, pays=link.get(_AMOUNT), pays_on=link.get(_DAY))
    except Refused as refused:
        show.refusal(refused.problems)
        _close()
        return
    row = found.first()
    if row is None:
        return
    with st.container(border=True, key="section-if_paid"):
        st.markdown(joined(" ", [_debt(row), *_vote(where, row)]))
        folded(say("The same as a table"), lambda: show.table(where, found, _COLUMNS, key="if_paid"), key="if_paid")
        _close()


def _close() -> None:
    """The way back to the page without a payment; not on paper."""
    if not link.on_paper():
        st.button(say("Close"), icon=":material/close:", on_click=link.drop, args=(_AMOUNT, _DAY))


def _debt(row: Row) -> str:
    currency = row.text_or_none("currency") or ""
    words = {"day": day_words(row.day("day")), "amount": money_exact(row.amount("amount"), currency)}
    if not row.known("outstanding"):
        return say(_NOT_KNOWN, **words)
    words |= {name: money_exact(row.amount(name), currency) for name in ("outstanding", "arrears", "credit")}
    if row["outstanding"]:
        return say(_OWES if row["arrears"] else _OWES_NO_ARREARS, **words)
    return say(_CREDIT if row["credit"] else _NOTHING, **words)


def _vote(where: Here, row: Row) -> list[str]:
    """Whether there is a vote on the day of the payment, and what the next days ask for."""
    if row["may_vote"] is None:
        return [plain(row.text("because"))]
    currency, day = row.text("currency"), row.day("day")
    lost, reached, least = (
        row.day_or_none("no_vote_from"),
        row.day_or_none("reaches_threshold_on"),
        row["least_payment"],
    )
    if row["may_vote"] == "no":
        if least:
            return [say(_TOO_LITTLE, amount=money(rounded_up(row.amount("least_payment")), currency))]
        return [say(_NOT_BY_PAYING)]
    before = where.ask("voting", state=where.state).first()
    said = [say(_REGAINED if before is not None and before["may_vote"] == "no" else _STANDS)]
    december = row.amount_or_none("least_payment_by_31_december")
    if lost and lost > day:
        said.append(say(_LOST_LATER, lost=day_words(lost)))
    elif reached and reached > day and not december:
        said.append(say(_REACHED_LATER, reached=day_words(reached)))
    if december:
        january, last = date(day.year + 1, 1, 1), date(day.year, 12, 31)
        amount = money(rounded_up(december), currency)
        said.append(say(_DECEMBER, january=day_words(january), amount=amount, december=day_words(last)))
    return said
