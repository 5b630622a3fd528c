"""What was proposed and waits for another person: its effect, and the approval or the rejection."""

from __future__ import annotations

import json

import streamlit as st

from governance.access import APPROVER
from governance.intake.service.alone import may_not_approve_so_much
from governance.intake.service.effect import Effect
from governance.intake.service.two_persons import approve, effect_of, may_decide, reject, seen_change, waiting, whose
from governance.ledger import Ledger
from governance.ledger.proposals import Act, Proposal, act_of
from governance.problems import Refused
from governance.settings import signs_in, target, two_persons
from governance.tables import TABLES
from governance.ui.finance import acts, effects
from governance.ui.parts import show
from governance.ui.parts.words import bare, count, joined, required, say
from governance.ui.shell import link
from governance.ui.shell.here import Here

_REJECTED = "proposal_was_rejected"


def number_waiting(where: Here) -> int:
    """How many proposals wait; none where one person is enough for everything."""
    return len(_found(where))


def proposals(where: Here) -> None:
    """The proposals that wait, and the one that is picked with its effect and what may be decided of it."""
    if st.session_state.pop(_REJECTED, False):
        st.success(say("It is rejected. Whoever proposed it reads your reason."), icon=":material/task_alt:")
    found = {str(one.number): one for one in _found(where)}
    if not found:
        return
    title = count("{number} proposal waits for another person", "{number} proposals wait for another person",
                  len(found))  # fmt: skip
    st.header(title, anchor=False)
    st.caption(say("Pending proposals are in no figure: they take effect when another person approves them."))
    names = {number: bare(in_words(one)) for number, one in found.items()}
    chosen = link.choose("proposal", say("Proposal"), names, None, placeholder=say("None: pick one"), width=640)
    if chosen:
        _one(where, found[chosen])


def in_words(one: Proposal) -> str:
    """A proposal in a sentence."""
    values = {"number": one.number, "who": one.who, "batch": one.values.get("batch"), "year": one.values.get("year"),
              "note": one.values.get("note") or "–", "tables": _tables(one)}  # fmt: skip
    return {
        "accept": say("{number}: {who} proposes to take in {tables}", **values),
        "revoke": say("{number}: {who} proposes to revoke batch {batch}: {note}", **values),
        "reaccept": say("{number}: {who} proposes to take batch {batch} back into force", **values),
        "close": say("{number}: {who} proposes to close the year {year}", **values),
        "reopen": say("{number}: {who} proposes to open the year {year} again: {note}", **values),
        "adopt": say("{number}: {who} proposes to adopt other rules", **values),
    }[one.kind]


def _tables(one: Proposal) -> str:
    batches = json.loads(one.event.details)["batches"]
    rows = (
        count("{table}: {number} row", "{table}: {number} rows", batch["row_count"],
              table=say(TABLES[batch["table"]].title))
        for batch in batches
    )  # fmt: skip
    return joined(", ", rows)


def _found(where: Here) -> list[Proposal]:
    return waiting(target(where.ledger), where.reader) if two_persons() or signs_in() else []


def _one(where: Here, one: Proposal) -> None:
    ledger = Ledger(target(where.ledger))
    with st.container(border=True):
        st.markdown(in_words(one))
        too_much = None
        try:
            act = act_of(ledger.target, one, where.reader)
            effect = _effect(where, ledger, act, one)
            too_much = may_not_approve_so_much(where.reader, act.kind, effect.amounts if effect else {})
        except Refused as refused:
            show.refusal(refused.problems)
        if not acts.is_current(where):
            return
        who = acts.name_input(key=f"decides_{one.number}")
        own = whose(where.reader, who) == one.whose
        if own:
            st.info(say("You proposed this yourself: another person decides."), icon=":material/group:")
        if may_decide(where.reader, who, one) and too_much:
            show.refusal([too_much])
        elif may_decide(where.reader, who, one):
            acts.act(
                say("Approve: it takes effect"),
                lambda: approve(ledger, where.reader, who, one.number, after=where.books.version),
                key=f"approve_{one.number}",
                seen=where.books.version,
            )
        if own or APPROVER in where.reader.roles:
            _rejection(where, ledger, one, who)


def _effect(where: Here, ledger: Ledger, act: Act, one: Proposal) -> Effect | None:
    if one.version != where.books.version:
        st.info(say("The ledger has changed since this was proposed. The effect is that on the ledger as it is now."))
    found = effect_of(seen_change(ledger, act, where.books.version), where.reader)
    if found:
        effects.effect(found, key=f"proposal_{one.number}")
    return found


def _rejection(where: Here, ledger: Ledger, one: Proposal, who: str) -> None:
    with st.form(f"reject_{one.number}", border=False):
        why = st.text_input(required(say("Why it is rejected")), max_chars=500)
        rejected = st.form_submit_button(say("Reject"))
    if not rejected:
        return
    try:
        reject(ledger, where.reader, who, one.number, why=why)
    except Refused as refused:
        show.refusal(refused.problems)
        return
    link.drop("proposal")
    st.session_state[_REJECTED] = True
    st.rerun()
