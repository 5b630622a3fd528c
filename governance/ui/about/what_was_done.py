"""What the page on what was done shows: the ledger's chains as one list, to be filtered and taken along."""

from __future__ import annotations

from datetime import date, timedelta

import pandas as pd
import streamlit as st

from governance.ledger.trail import Done, Sought, trail
from governance.names import printed
from governance.settings import target
from governance.tables import TABLES
from governance.ui.parts import choices, file_links, show
from governance.ui.parts.words import SEMICOLON, bare, count, joined, mark, say
from governance.ui.shell import link
from governance.ui.shell.here import Here
from governance.ui.shell.routes import addresses

_WHAT = {
    "events.opened": mark("ledger opened"),
    "events.accepted": mark("taken in"),
    "events.revoked": mark("revoked"),
    "events.reaccepted": mark("taken back into force"),
    "events.closed": mark("year closed"),
    "events.reopened": mark("year opened again"),
    "events.adopted": mark("rules adopted"),
    "notes.told": mark("note of a delegation"),
    "notes.closed": mark("note closed"),
    "proposals.proposed": mark("proposed"),
    "proposals.approved": mark("approved"),
    "proposals.rejected": mark("rejected"),
    "audit.issued": mark("paper issued"),
    "audit.refused": mark("refused"),
    "audit.downloaded": mark("downloaded"),
    "audit.missing": mark("downloads that are in the server's log only"),
}
"""What is done with a ledger, by chain and kind, in words."""


def of_ledger(where: Here) -> None:
    """What was done, the last first, as the link says: what, by whom, from one day to another; and as a file."""
    done = trail(target(where.ledger), where.reader)
    sought = _sought(done)
    found = sought.among(done)
    st.markdown(
        count(
            "**{number} record** of {all} is shown.", "**{number} records** of {all} are shown.", len(found),
            all=len(done),
        )
    )  # fmt: skip
    heads = [say("When (UTC)"), say("What happened"), say("Who"), say("What it is about"), say("Note")]
    rows = [
        (f"{one.recorded_at:%Y-%m-%d %H:%M:%S}", _in_words(one.what), one.who, _about(one), one.note) for one in found
    ]
    show.words(pd.DataFrame(rows, columns=heads), alt=say("What was done"), key="audit")
    values = {"what": sought.what, "who": sought.who,
              "since": sought.since and sought.since.isoformat(),
              "until": sought.until and sought.until.isoformat()}  # fmt: skip
    given = {name: text for name, text in values.items() if text}
    file_links.links(
        {
            say("Download csv"): addresses.address(where, addresses.AUDIT.format(form="csv"), **given),
            say("Download workbook"): addresses.address(where, addresses.AUDIT.format(form="xlsx"), **given),
        }
    )


def _sought(done: list[Done]) -> Sought:
    """What the link looks for. Raises Refused for a link that looks for what there is not."""
    whats = {what: _in_words(what) for what in sorted({one.what for one in done})}
    names = {who: who for who in sorted({one.who for one in done}, key=str.casefold)}
    first = min((one.recorded_at.date() for one in done), default=date.today())
    last = max((one.recorded_at.date() for one in done), default=first) + timedelta(1)
    with st.grid(4, min_column_width=180, gap="small"):
        what = link.choose("what", say("What happened"), whats, None, placeholder=say("Everything"))
        who = link.choose("who", say("Who"), names, None, placeholder=say("Everybody"))
        since = choices.day("since", say("From day"), first)
        until = choices.day("until", say("To day"), last)
    return Sought(what, who, since if link.get("since") else None, until if link.get("until") else None)


def _in_words(what: str) -> str:
    return say(_WHAT[what]) if what in _WHAT else what


def _about(one: Done) -> str:
    """What it is about, as a person asks for it: the table, the file, the State, a paper's or a batch's number. All
    that the ledger keeps of it is in the file."""
    table, state = one.told.get("table"), one.told.get("state")
    parts = (
        say(TABLES[str(table)].title) if table in TABLES else None,
        printed(str(state)) if state else None,
        *(one.told.get(name) for name in ("file", "year", "number")),
    )
    return bare(joined(SEMICOLON, [str(part) for part in parts if part is not None]))  # in a table, not in Markdown
