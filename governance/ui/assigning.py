"""Receipts of unknown payers on the register: which there are, and how they are assigned to a State."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from governance.books import Change
from governance.intake import prepare
from governance.intake.assigning import Place, assignment
from governance.ledger import Batch
from governance.ui import desk, effects, show
from governance.ui.here import Here, states_in
from governance.words import say

_ROWS = "unidentified_rows"


def unidentified(where: Here) -> None:
    """The receipts of unknown payers; those that are picked are assigned to a State by a further batch."""
    answer = where.ask("unidentified")
    if not answer.rows:
        return
    st.subheader(say("Receipts of unknown payers"), anchor=False)
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
    show.downloads(where, answer, "unidentified")
    places = [_place(answer.dicts()[row]) for row in picked["selection"]["rows"]]
    states = states_in(where.books, where.as_of)
    state = st.selectbox(
        say("They were paid by"), list(states), index=None, format_func=states.__getitem__, key="assign_to", width=420
    )
    if places and state and desk.is_open(where):
        _assign(where, dict.fromkeys(places, state))


def _place(row: Mapping[str, object]) -> Place:
    return int(str(row["batch"])), int(str(row["sheet_row"]))


def _assign(where: Here, states: Mapping[Place, str]) -> None:
    batch = _batch(where, states)
    seen = desk.desk(where).look(Change(adding=[batch]), where.books)
    with st.container(border=True):
        effects.effect(seen, key="assign")
        at = desk.desk(where, desk.name_input())
        desk.act(say("Assign"), lambda: at.take([batch], after=seen.version), key="do_assign")


def _batch(where: Here, states: Mapping[Place, str]) -> Batch:
    evidence = "demonstration" if where.demonstration else "reported"
    (ready,) = prepare(
        [assignment(where.books, states)],
        currency=where.books.rulebook.currency,
        table="receipts",
        evidence=evidence,
        note=say("Receipts of unknown payers assigned"),
    )
    return ready.batch
