"""Receipts of unknown payers: a list to confirm, each with the State that may have paid it and why, the surest first.

Nothing is assigned that nobody has ticked: what is ticked is looked at with its effect like any file that is handed in.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import groupby

import streamlit as st

from governance.access import FINANCE
from governance.headings import choice
from governance.intake.service.assignment import Share, assignment
from governance.intake.service.preview import Submission, accept, preview
from governance.intake.service.year_closing import read_total
from governance.ledger.proposals import Act
from governance.problems import Refused
from governance.questions.rows import Row
from governance.ui.finance import acts, effects, upload
from governance.ui.parts import show
from governance.ui.parts.numbers import day_short, money_exact
from governance.ui.parts.words import bare, count, joined, plain, say
from governance.ui.shell import link, menu
from governance.ui.shell.here import Here, states_in

_AT_ONCE = 20  # receipts that stand open together
_NAMED = 3  # States that may have paid, each with its reason
_PARTS = 8  # into which one receipt may be divided


def way_there(where: Here) -> None:
    """From the register, where they stood before, to the receipts of unknown payers."""
    if found := where.ask("unidentified").dicts():
        with st.container(key="section-unidentified"):
            menu.page_link("payers", _title(found), icon=":material/person_search:")


def unidentified(where: Here) -> None:
    """The receipts of unknown payers with who may have paid them; those that are ticked are assigned by a further
    batch."""
    answer = where.ask("proposed_payers")
    receipts = [list(rows) for _, rows in groupby(answer.dicts(), key=lambda row: row.text("receipt"))]
    if not receipts:
        held = where.books.holds("receipts")
        st.markdown(
            say("Of every receipt it is known which State paid.") if held else say("No receipts are held here.")
        )
        return
    st.markdown(_title([rows[0] for rows in receipts]))
    if FINANCE not in where.reader.roles or link.on_paper():  # there only some of what is to be ticked would stand
        show.table(where, answer)
        return
    st.markdown(
        say("Tick what is right, change the State where it is not, and look at what it would change. Nobody is "
            "credited before that.")
    )  # fmt: skip
    states = states_in(where.books, where.as_of, where.reader)
    shares = _confirmed(receipts, states) | _divided(receipts, states)
    show.downloads(where, answer)
    if shares and acts.is_open(where):
        _assign(where, shares)


def _title(rows: Sequence[Row]) -> str:
    """How much they come to, in each currency."""
    sums: defaultdict[str, Decimal] = defaultdict(Decimal)
    for row in rows:
        sums[row.text("currency")] += row.amount("amount")
    return count(
        "{number} receipt of an unknown payer: {amounts}",
        "{number} receipts of unknown payers: {amounts}",
        len(rows),
        amounts=joined(", ", (money_exact(amount, currency) for currency, amount in sorted(sums.items()))),
    )


def _confirmed(receipts: Sequence[list[Row]], states: Mapping[str, str]) -> dict[str, Sequence[Share]]:
    """The receipts that are ticked, each with the State that is chosen for it. A form, so that one goes through it by
    keys and is not kept waiting after each tick."""
    sought = st.text_input(say("Find by name, amount or reference"), key="payer_sought", width=420).casefold().split()
    found = [rows for rows in receipts if all(word in _searched(rows[0]) for word in sought)]
    shown = found[:_AT_ONCE]
    with st.form("payers", border=False):
        for rows in shown:
            _one(rows, states)
        if left := len(found) - len(shown):
            st.caption(
                count("{number} more is not shown: assign some of these, or look for it by name.",
                      "{number} more are not shown: assign some of these, or look for them by name.", left)
            )  # fmt: skip
        st.form_submit_button(say("Look at what it would change"), type="primary", disabled=not shown)
    ticked = (rows[0].text("receipt") for rows in shown if st.session_state.get(f"right_{rows[0]['receipt']}"))
    chosen = {name: st.session_state.get(f"payer_{name}") for name in ticked}
    if any(state is None for state in chosen.values()):
        st.warning(say("Choose a State for each receipt that is ticked."), icon=":material/warning:")
    return {name: [Share(state)] for name, state in chosen.items() if state}


def _searched(row: Row) -> str:
    told = (row["counterparty"], row["remittance"], row["receipt"], f"{row['amount']}", f"{row['amount']:,}")
    return " ".join(filter(None, told)).casefold()


def _one(rows: Sequence[Row], states: Mapping[str, str]) -> None:
    """One receipt: what came in and what the bank says of it; beside it the State and why."""
    row, name = rows[0], rows[0].text("receipt")
    likely = [text for one in rows if (text := one.text_or_none("state")) in states]
    options = [*likely, *(state for state in states if state not in likely)]
    left, right = (column.container(gap=None) for column in st.columns([3, 2], gap="small"))
    amount = money_exact(row.amount("amount"), row.text("currency"))
    left.checkbox(
        say("**{amount}** on {day}", amount=amount, day=day_short(row.day("value_date"))), key=f"right_{name}"
    )
    told = [text for text in (row["counterparty"], row["remittance"], name) if text]
    left.caption(plain(" · ".join(told)))
    right.selectbox(
        say("Who paid {receipt}", receipt=name),
        options,
        index=0 if _is_one(rows) else None,
        format_func=states.__getitem__,
        key=f"payer_{name}",
        label_visibility="collapsed",
        placeholder=say("Not known: choose a State"),
    )
    right.caption(plain(_why(rows, states)))


def _is_one(rows: Sequence[Row]) -> bool:
    """Whether one State is proposed before all others: of two for which as much speaks neither is chosen beforehand."""
    return rows[0]["state"] is not None and (len(rows) == 1 or rows[0]["strength"] == "strong")


def _why(rows: Sequence[Row], states: Mapping[str, str]) -> str:
    """How sure it is and why; where several States may have paid, each by its name."""
    first = rows[0]
    if first["state"] is None:
        return first.text("because")
    sure = choice("strength", first.text("strength")).capitalize()
    if _is_one(rows):
        return say("{strength}: {because}", strength=sure, because=first["because"])
    each = [
        say("{state}: {because}", state=states.get(row.text("state"), row.text("state")), because=row["because"])
        for row in rows[:_NAMED]
    ]
    return say("{strength}: {because}", strength=sure, because=joined(" ", each))


def _divided(receipts: Sequence[list[Row]], states: Mapping[str, str]) -> dict[str, Sequence[Share]]:
    """One receipt that several States paid, or that is for several years: what each paid of it."""
    by_name = {rows[0].text("receipt"): rows[0] for rows in receipts}
    with st.expander(say("Divide a receipt among States or years"), icon=":material/call_split:"):
        name = st.selectbox(
            say("Receipt"),
            list(by_name),
            index=None,
            format_func=lambda one: bare(_in_short(by_name[one])),
            key="divide",
            placeholder=say("None: pick one"),
        )
        if name is None:
            return {}
        row = by_name[name]
        parts = list(_parts(name, states))
        left = row.amount("amount") - sum((part.amount or Decimal(0) for part in parts), Decimal(0))
        st.caption(say("Left to divide: {amount}", amount=money_exact(left, row.text("currency"))))
        return {name: parts} if parts and not left else {}


def _in_short(row: Row) -> str:
    amount = money_exact(row.amount("amount"), row.text("currency"))
    return f"{amount}, {day_short(row.day('value_date'))}, {row['counterparty'] or row['receipt']}"


def _parts(name: str, states: Mapping[str, str]) -> Iterator[Share]:
    """A line for each part, and one more for the next, until the lines end."""
    for place in range(_PARTS):
        who, year, how_much = st.columns([3, 1, 2], gap="small")
        state = who.selectbox(
            say("State"), list(states), index=None, format_func=states.__getitem__, key=f"part_{name}_{place}_state",
            placeholder=say("Stays of an unknown payer"),
        )  # fmt: skip
        named = year.text_input(say("For the year"), key=f"part_{name}_{place}_year", max_chars=4).strip()
        text = how_much.text_input(say("Amount"), key=f"part_{name}_{place}_amount").strip()
        if not text:
            return
        amount = read_total(text)
        if amount is None or not (named.isdecimal() or not named):
            st.warning(say("Write an amount as 1250.50 and a year as 2026."), icon=":material/warning:")
            return
        yield Share(state, amount, int(named) if named else None)


def _assign(where: Here, shares: Mapping[str, Sequence[Share]]) -> None:
    """The file that assigns, looked at like any other that is handed in."""
    note = say("Receipts of unknown payers assigned")
    try:
        file = assignment(where.books, shares, where.reader)
    except Refused as refused:
        show.refusal(refused.problems)
        return
    found = preview(acts.service(where), Submission.of([file], table="receipts", note=note), where.books)
    if found.effect is None:
        show.refusal(found.problems)
        return
    with st.container(border=True):
        acknowledged = upload.warnings(found)
        effects.effect(found.effect, key="assign")
        at = acts.service(where, acts.name_input())
        acts.beforehand(at, Act("accept", batches=found.batches), found.effect)
        acts.act(
            say("Assign"),
            lambda: accept(at, found, acknowledged=acknowledged),
            key="do_assign",
            seen=found.version,
            disabled=not acknowledged,
        )
