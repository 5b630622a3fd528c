"""Finance's service on the screens: who acts, the acknowledgement of what was done, and what was refused."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence

import streamlit as st

from governance.access import FINANCE
from governance.intake.service.effect import Effect
from governance.intake.service.service import SHIPPED, Service
from governance.ledger import Event, Ledger
from governance.ledger.proposals import Act
from governance.problems import Refused
from governance.settings import target
from governance.tables import TABLES
from governance.ui.parts import show
from governance.ui.parts.numbers import moment
from governance.ui.parts.words import count, joined, required, say
from governance.ui.shell.here import Here
from governance.ui.shell.visitor import reader

_NAME = "name_of_who_acts"
_DONE = "done_by_the_service"


def name_input(key: str | None = None) -> str:
    """The name under which an act is recorded; it is kept for the session. `key` where a page asks in two places."""
    if (asking := reader()).subject:
        st.caption(say("Recorded under the name {name}.", name=asking.name))
        return asking.name
    given: str = st.text_input(
        required(say("Your name")),
        value=st.session_state.get(_NAME, ""),
        help=say("The register keeps who did what; it is part of the record that cannot be changed."),
        max_chars=120,
        width=320,
        key=key,
    )
    st.session_state[_NAME] = given
    return given


def service(where: Here, who: str = "") -> Service:
    """The service of the ledger in view. Raises Refused for a reader without the finance role."""
    return Service(Ledger(target(where.ledger)), where.reader, who)


def is_open(where: Here) -> bool:
    """Whether acts are possible here, for this reader; a reader of an older version is told that they are not."""
    return FINANCE in where.reader.roles and is_current(where)


def is_current(where: Here) -> bool:
    """Whether the newest version is looked at; a reader of an older one is told that nothing is done from there."""
    if where.pinned:
        st.info(
            say("You look at an older version: nothing can be changed from here. The newest is under “Link” above."),
            icon=":material/lock_clock:",
        )
    return not where.pinned


def beforehand(at: Service, act: Act, effect: Effect | None = None) -> None:
    """Beside an act and its effect, how far who acts may go alone, and whether it takes another person."""
    if told := at.beforehand(act, effect):
        st.info(joined(" ", told), icon=":material/group:")


def act(label: str, doing: Callable[[], Sequence[Event]], *, key: str, seen: int, disabled: bool = False) -> None:
    """A button that acts. What was done is acknowledged on the next run; what is refused is said, and nothing changed.

    `doing` answers the events that it recorded. `seen` is the version on which what stands above the button was worked
    out: if it is not the one that stood there when the button was pressed, the new state is looked at first.
    """
    shown = f"shown_{key}"
    before = st.session_state.get(shown, seen)
    st.session_state[shown] = seen
    if not st.button(label, key=key, type="primary", disabled=disabled):
        return
    if before != seen:
        st.warning(
            say("The ledger has changed since you looked at it. What you see above is as it is now: decide again."),
            icon=":material/sync:",
        )
        return
    try:
        with st.spinner(say("Recording…"), show_time=True):
            events = list(doing())
    except Refused as refused:
        show.refusal(refused.problems)
        return
    st.session_state[_DONE] = events
    st.rerun()


def acknowledgement() -> list[Event]:
    """What the last act recorded, said once: number, rows, hashes and the head of the chain. Answers its events."""
    events: list[Event] = st.session_state.pop(_DONE, [])
    if not events:
        return []
    # the button may have stood far down the page, and the screen stays there
    st.toast(say("Recorded. The top of this page says what."), icon=":material/arrow_upward:", duration="long")
    with st.container(border=True):
        if events[-1].kind == "proposed":
            st.success(say("Proposed. It takes effect when another person approves it; until then it is in no figure."),
                       icon=":material/group:")  # fmt: skip
            return []
        st.success(say("Done and recorded."), icon=":material/task_alt:")
        for event in events:
            st.markdown(sentence(event))
        last = events[-1]
        st.caption(
            say("Keep a copy of this line. With it, anyone can later prove that nothing was removed from the register.")
        )
        st.code(
            say("version {version} · head {head}", version=last.seq, head=last.hash), language=None, wrap_lines=True
        )
    return events


def who_did(who: str) -> str:
    """Who did it, as a sentence names them: what came with the software came from no person."""
    return say("the software itself") if who == SHIPPED else who


def sentence(event: Event) -> str:
    """One event in words."""
    who, note, file = who_did(event.who), event.note or "", event.file_name or ""
    year = json.loads(event.details).get("year")
    words = {
        "opened": say("The ledger was opened by {who}.", who=who),
        "accepted": count(
            "Batch {batch}: “{table}”, {number} row from {file}, taken in by {who}.",
            "Batch {batch}: “{table}”, {number} rows from {file}, taken in by {who}.",
            event.row_count or 0,
            batch=event.batch,
            table=say(TABLES[event.table_name].title) if event.table_name else "",
            file=file,
            who=who,
        ),
        "revoked": say("Batch {batch} was revoked by {who}: {note}", batch=event.batch, who=who, note=note),
        "reaccepted": say("Batch {batch} was taken back into force by {who}.", batch=event.batch, who=who),
        "closed": say("The year {year} was closed by {who}.", year=year, who=who),
        "reopened": say("The year {year} was opened again by {who}: {note}", year=year, who=who, note=note),
        "adopted": say("Rules were adopted by {who}.", who=who),
    }[event.kind]
    return say("{event} {moment} UTC", event=words, moment=moment(event.recorded_at))
