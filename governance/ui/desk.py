"""Finance's desk on the screens: who acts, the acknowledgement of what was done, and what was refused."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from governance.intake.desk import Desk
from governance.ledger import Event, Ledger
from governance.problems import Refused
from governance.settings import target
from governance.ui import show
from governance.ui.here import Here
from governance.words import say

_NAME = "name_of_who_acts"
_DONE = "done_at_the_desk"


def name_input() -> str:
    """The name under which an act is recorded; it is kept for the session."""
    given: str = st.text_input(
        say("Your name"),
        value=st.session_state.get(_NAME, ""),
        help=say("The register keeps who did what; it is part of the record that cannot be changed."),
        max_chars=120,
        width=320,
    )
    st.session_state[_NAME] = given
    return given


def desk(where: Here, who: str = "") -> Desk:
    """The desk at the ledger in view. Raises Refused for a reader without the finance role."""
    return Desk(Ledger(target(where.ledger)), where.reader, who)


def is_open(where: Here) -> bool:
    """Whether acts are possible here; a reader of an older version is told that they are not."""
    if where.pinned:
        st.info(
            say("You look at an older version: nothing can be changed from here. Choose the newest one in the menu."),
            icon=":material/lock_clock:",
        )
    return not where.pinned


def act(label: str, doing: Callable[[], Sequence[Event]], *, key: str, disabled: bool = False) -> None:
    """A button that acts. What was done is acknowledged on the next run; what is refused is said, and nothing changed.

    `doing` answers the events that it recorded.
    """
    if not st.button(label, key=key, type="primary", disabled=disabled):
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
    with st.container(border=True):
        st.success(say("Done and recorded."), icon=":material/task_alt:")
        for event in events:
            st.markdown(sentence(event))
        last = events[-1]
        st.markdown(say("Keep this: it proves later that nothing after it was cut off."))
        st.code(
            say("version {version} · head {head}", version=last.seq, head=last.hash), language=None, wrap_lines=True
        )
    return events


def sentence(event: Event) -> str:
    """One event in words."""
    words = {
        "opened": say("The ledger was opened by {who}.", who=event.who),
        "accepted": say(
            "Batch {batch}: {rows} rows of {table} from {file}, taken in by {who}.",
            batch=event.batch,
            rows=event.row_count,
            table=event.table_name,
            file=event.file_name,
            who=event.who,
        ),
        "revoked": say("Batch {batch} was revoked by {who}: {note}", batch=event.batch, who=event.who, note=event.note),
        "reaccepted": say("Batch {batch} was taken back into force by {who}.", batch=event.batch, who=event.who),
        "closed": say("A financial year was closed by {who}.", who=event.who),
        "reopened": say("A financial year was opened again by {who}: {note}", who=event.who, note=event.note),
    }[event.kind]
    return f"{words} {event.recorded_at.isoformat(' ', timespec='seconds')} UTC"
