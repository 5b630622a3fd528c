"""Receipts of unknown payers on the register: which there are, and how they are assigned to a State."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal

import streamlit as st

from governance.intake.service.assignment import assignment
from governance.intake.service.preview import Submission, accept, preview
from governance.ledger.proposals import Act
from governance.questions.rows import Row
from governance.ui.finance import acts, effects, upload
from governance.ui.parts import show
from governance.ui.parts.numbers import money_exact
from governance.ui.parts.words import count, joined, say
from governance.ui.shell.here import Here, states_in

SECTION = "unidentified"
_ROWS = "unidentified_rows"


def unidentified(where: Here) -> None:
    """The receipts of unknown payers; those that are picked are assigned to a State by a further batch."""
    with st.container(key=f"section-{SECTION}"):
        _unidentified(where)


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


def _unidentified(where: Here) -> None:
    answer = where.ask("unidentified")
    if not answer.rows:
        return
    st.header(_title(answer.dicts()), anchor=False)
    st.markdown(say("Pick the receipts of one State, choose it, and look at the effect. A further batch is recorded."))
    picked = st.dataframe(
        answer.frame(),
        hide_index=True,
        column_config={name: show.column(name) for name in answer.columns},
        on_select="rerun",
        selection_mode="multi-row",
        key=_ROWS,
        placeholder="–",
        alt=say("Receipts of unknown payers"),
    )
    show.downloads(where, answer)
    names = [str(answer.column("receipt")[row]) for row in picked["selection"]["rows"]]
    states = states_in(where.books, where.as_of, where.reader)
    state = st.selectbox(
        say("They were paid by"), list(states), index=None, format_func=states.__getitem__, key="assign_to", width=420
    )
    if names and state and acts.is_open(where):
        _assign(where, dict.fromkeys(names, state))


def _assign(where: Here, states: Mapping[str, str]) -> None:
    """The file that assigns, looked at like any other that is handed in."""
    note = say("Receipts of unknown payers assigned")
    file = assignment(where.books, states, where.reader)
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
