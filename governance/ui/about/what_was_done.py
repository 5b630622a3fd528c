"""What the page on what was done shows: the ledger's chains as one list, to be filtered and taken along."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pandas as pd
import streamlit as st

from governance.headings import label
from governance.intake.service.service import SHIPPED
from governance.ledger.trail import EVERY_STATE, Done, Sought, batches_about, times_back, trail
from governance.names import printed
from governance.settings import target
from governance.tables import TABLES
from governance.ui.parts import choices, file_links, show
from governance.ui.parts.numbers import number
from governance.ui.parts.words import SEMICOLON, bare, count, joined, mark, say
from governance.ui.shell import link
from governance.ui.shell.here import Here, states_in
from governance.ui.shell.routes import addresses
from governance.ui.shell.routes.taken import SERVER
from governance.wording import amount
from governance.words import in_order

_WHAT = {
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
"""What is done with a ledger besides its events, by chain and kind, in words."""
_MOST_LISTED, _MOST_NAMED = 500, 3
_NUMBERED = {"batch": mark("batch {number}"), "proposal": mark("proposal {number}"), "note": mark("note {number}")}
_ACTS = {
    "accept": mark("to take in"),
    "revoke": mark("to revoke"),
    "reaccept": mark("to take back into force"),
    "close": mark("to close a year"),
    "reopen": mark("to open a year again"),
    "adopt": mark("to adopt rules"),
}
"""What is proposed."""
_REFUSED = {
    "may-not-change": mark("to change the ledger"),
    "may-not-approve": mark("to approve or reject a proposal"),
    "own-proposal": mark("to approve a proposal of their own"),
    "beyond-bound": mark("to approve more than their bound"),
    "may-not-see-state": mark("to see another State's account"),
    "may-not-see-all": mark("to see the accounts of all States"),
    "may-not-see-as-finance": mark("to see what finance staff see"),
    "not-allowed": mark("to see what is not open to their role"),
}
"""What somebody asked for who may not, by the rule of the refusal."""


def of_ledger(where: Here) -> None:
    """What was done, the last first, as the link says: what, by whom, from one day to another; and as a file."""
    done = trail(target(where.ledger), where.reader)
    sought = _sought(where, done)
    found = sought.among(done)
    st.markdown(
        count(
            "**{number} record** of {all} matches.", "**{number} records** of {all} match.", len(found),
            all=number(len(done)),
        )
    )  # fmt: skip
    heads = [say("When (UTC)"), say("What happened"), say("Who"), say("What it is about"), say("Note")]
    rows = [(one.recorded_at, _in_words(one.what), _by(one.who), _about(one), one.note) for one in found[:_MOST_LISTED]]
    show.words(pd.DataFrame(rows, columns=heads), alt=say("What was done"), key="audit")
    if len(found) > _MOST_LISTED:
        st.caption(say("The last {number} are listed; the files have all.", number=_MOST_LISTED))
    if back := times_back(done):
        st.caption(back)
    values = {"what": sought.what, "who": sought.who, "about": sought.state,
              "since": sought.since and sought.since.isoformat(),
              "until": sought.until and sought.until.isoformat()}  # fmt: skip
    given = {name: text for name, text in values.items() if text}
    file_links.links(
        {
            say("Download csv"): addresses.address(where, addresses.AUDIT.format(form="csv"), **given),
            say("Download workbook"): addresses.address(where, addresses.AUDIT.format(form="xlsx"), **given),
        }
    )


def _sought(where: Here, done: list[Done]) -> Sought:
    """What the link looks for. Raises Refused for a link that looks for what there is not."""
    whats = {what: _in_words(what) for what in sorted({one.what for one in done})}
    names = {who: _by(who) for who in sorted({one.who for one in done}, key=str.casefold)}
    first = min((one.recorded_at.date() for one in done), default=date.today())
    last = max((one.recorded_at.date() for one in done), default=first)
    with st.grid(5, min_column_width=180, gap="small"):
        what = link.choose("what", say("What happened"), whats, None, placeholder=say("Everything"))
        who = link.choose("who", say("Who"), names, None, placeholder=say("Everybody"))
        states = states_in(where.books, where.as_of, where.reader)
        about = link.choose("about", say("About the State"), states, None, placeholder=say("All States"))
        since = choices.day("since", say("From day"), first)
        until = choices.day("until", say("To day"), last)
    batches = batches_about(target(where.ledger), about, where.reader) if about else frozenset()
    days = since if link.get("since") else None, until if link.get("until") else None
    return Sought(what, who, *days, about, batches)


def _in_words(what: str) -> str:
    if what in _WHAT:
        return say(_WHAT[what])
    return label("event_kind", what.removeprefix("events."))


def _by(who: str) -> str:
    """Who did it; what comes with the software, and what the server says of itself, came from no person."""
    return say("the software itself") if who in (SHIPPED, SERVER) else who


def _about(one: Done) -> str:
    """What it is about, as a person asks for it: what was proposed or asked for, the rows, the file, the State, the
    batch and the number of a paper or a proposal. All that the ledger keeps of it is in the file."""
    told = one.told
    tables = [say(TABLES[name].title) for name in str(told.get("table", "")).split(", ") if name in TABLES]
    whose = sorted(map(printed, one.states - {EVERY_STATE}), key=in_order) if len(one.states) <= _MOST_NAMED else []
    parts = [
        say(_ACTS[str(told["act"])]) if told.get("act") in _ACTS else None,
        _refused(str(told["rule"])) if one.what == "audit.refused" else None,
        count("{table}: {number} row", "{table}: {number} rows", int(str(told["rows"])), table=joined(", ", tables))
        if tables and told.get("rows")
        else None,
        *(told.get(name) for name in ("file", "address", "rulebook", "year")),
        say("All States") if EVERY_STATE in one.states else None,
        *whose,
        amount(Decimal(str(told["amount"])), str(told["currency"])) if one.what.startswith("notes.") else None,
        *(say(words, number=told[name]) for name, words in _NUMBERED.items() if name in told),
        told.get("number"),
    ]
    return bare(joined(SEMICOLON, [str(part) for part in parts if part is not None]))  # in a table, not in Markdown


def _refused(rule: str) -> str:
    return say(_REFUSED[rule]) if rule in _REFUSED else rule
