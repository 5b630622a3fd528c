"""What the register of uploads shows: every event, one batch at a time, and how it is taken back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import pandas as pd
import streamlit as st

from governance.books import Answer, Change
from governance.headings import choice, label
from governance.intake.service.effect import Effect
from governance.ledger import Event, Ledger
from governance.ledger.proposals import Act
from governance.settings import target
from governance.tables import TABLES
from governance.ui.finance import acts, effects
from governance.ui.parts import file_links, show
from governance.ui.parts.numbers import moment
from governance.ui.parts.words import bare, code, count, required, say
from governance.ui.shell import cache, link
from governance.ui.shell.here import Here
from governance.ui.shell.routes.addresses import BATCH, ORIGINAL, address

_SHOWN = ("version", "recorded_at", "event", "batch", "table", "file", "rows", "in_force", "year", "who", "note")


def sentence(answer: Answer) -> str:
    """How many batches there are, in force and revoked, and who changed the ledger last."""
    rows = answer.dicts()
    batches = [row for row in rows if row["event"] == "accepted"]
    counting = sum(row["in_force"] == "yes" for row in batches)
    last = rows[-1]
    words = count("**{number} batch** is in force", "**{number} batches** are in force", counting)
    return say(
        "{words}, {revoked} revoked. The last change was on {when} UTC by {who}.",
        words=words,
        revoked=len(batches) - counting,
        when=moment(datetime.fromisoformat(last.text("recorded_at"))),
        who=acts.who_did(last.text("who")),
    )


def events(where: Here, answer: Answer) -> None:
    """The events, newest first, with filters; the batch of the row that is picked opens below."""
    left, right = st.columns(2)
    tables = {str(name): say(TABLES[str(name)].title) for name in sorted({n for n in answer.column("table") if n})}  # type: ignore[type-var]
    with left:
        table = link.choose("table", say("Table"), tables, None, placeholder=say("All tables"))
    with right:
        kinds = {str(kind): label("event_kind", str(kind)) for kind in dict.fromkeys(answer.column("event"))}
        kind = link.choose("event", say("What happened"), kinds, None, placeholder=say("Everything"))
    frame = answer.frame().iloc[::-1]
    frame = frame[frame["table"].eq(table) | (table is None)]
    frame = frame[frame["event"].eq(kind) | (kind is None)].reset_index(drop=True)
    shown = frame.assign(
        event=[kinds[str(event)] for event in frame["event"]],
        recorded_at=pd.to_datetime(frame["recorded_at"]),
        in_force=[cell and choice("in_force", str(cell)) for cell in frame["in_force"]],
        table=[tables.get(str(name)) for name in frame["table"]],
        who=[bare(acts.who_did(str(who))) for who in frame["who"]],
    )[list(_SHOWN)]
    shown = shown.dropna(axis="columns", how="all")
    if link.on_paper():  # a grid to pick from prints what is seen of it
        show.table(where, answer, list(shown), rows=shown)
        return

    def picked() -> None:
        rows = st.session_state["register_rows"]["selection"]["rows"]
        link.put("batch", str(frame["batch"].iloc[rows[0]]) if rows and frame["batch"].iloc[rows[0]] else None)

    st.dataframe(
        shown,
        hide_index=True,
        height=min(420, 38 + 35 * max(len(shown), 1)),
        column_config={name: show.column(name) for name in shown.columns},
        placeholder="–",
        on_select=picked,
        selection_mode="single-row",
        key="register_rows",
        alt=say("Register of uploads"),
    )
    st.caption(say("Pick a row to see what its batch holds, what it changed, and to take it back."))
    show.downloads(where, answer)


def batch(where: Here) -> Event | None:
    """The batch that the link names; None where it names none. Raises Refused for one that is not there."""
    numbers = {str(e.batch): e for e in where.books.history(where.reader) if e.kind == "accepted"}
    options = {number: say("{number}: {file}", number=number, file=e.file_name) for number, e in numbers.items()}
    chosen = link.choose("batch", say("Batch"), options, None, placeholder=say("None: pick one"), width=420)
    return numbers[chosen] if chosen else None


def one_batch(where: Here, accepted: Event) -> None:
    """What a batch is, what it holds and what it changed when it came in."""
    number = int(accepted.batch or 0)
    in_force = accepted in where.books.sources(where.reader)
    state = say("in force") if in_force else say("revoked")
    st.markdown(say("{event} **{state}**", event=acts.sentence(accepted), state=state))
    if accepted.note:
        st.markdown(say("Note: {note}", note=accepted.note))
    at = Ledger(target(where.ledger))
    rows, names = at.rows(number, where.reader), TABLES[str(accepted.table_name)].names
    kept = {say("Download the original file"): address(where, ORIGINAL.format(batch=number))}
    files = kept if accepted.file_kept else {}
    for form in ("csv", "xlsx"):
        files[say("Download its rows as {form}", form=form)] = address(where, BATCH.format(batch=number, form=form))
    file_links.links(files, buttons=True)
    changed, held, hashes = st.tabs([say("What it changed"), say("Its rows"), say("Hashes")])
    with changed:
        books = [cache.books(target(where.ledger), version) for version in (accepted.seq - 1, accepted.seq)]
        effects.effect(Effect(books[0], books[1], where.as_of, where.reader), key=f"batch_{number}", done=True)
    with held:
        show.words(_frame(rows.to_pylist(), ("sheet_row", *names)), alt=say("Its rows"), key=f"rows_{number}")
    with hashes:
        st.markdown(
            say("File: {file}  \nRows: {rows}  \nEvent: {head}", file=code(accepted.file_sha256 or ""),
                rows=code(accepted.rows_sha256 or ""), head=code(accepted.hash))
        )  # fmt: skip


def _frame(rows: Sequence[dict[str, object]], names: Sequence[str]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=list(names)).dropna(axis="columns", how="all")


def turn(where: Here, accepted: Event) -> None:
    """Revoke the batch, or take it back: the effect first, then the reason, then the act."""
    number = int(accepted.batch or 0)
    in_force = accepted in where.books.sources(where.reader)
    first, label = (
        (say("See what revoking batch {number} changes", number=number), say("Revoke batch {number}", number=number))
        if in_force
        else (
            say("See what batch {number} changes if it is put in force again", number=number),
            say("Put batch {number} in force again", number=number),
        )
    )
    if not st.toggle(first, key=f"turn_{number}_{in_force}"):
        return
    change = Change(revoking=[number]) if in_force else Change(reaccepting=[number])
    seen = acts.service(where).preview(change, where.books)
    with st.container(border=True):
        effects.effect(seen, key=f"turn_{number}")
        who = acts.name_input()
        asked = say("Why")
        why = st.text_input(required(asked) if in_force else asked, key=f"why_{number}", max_chars=500)
        at = acts.service(where, who)
        acts.beforehand(at, Act("revoke" if in_force else "reaccept", {"batch": number}), seen)
        acts.act(
            label,
            lambda: [
                at.revoke(number, why=why, after=seen.version)
                if in_force
                else at.reaccept(number, note=why, after=seen.version)
            ],
            key=f"do_{number}",
            seen=seen.version,
        )
