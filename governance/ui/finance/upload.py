"""What the page on handing in shows: the files, what is wrong with them, what they would change, and the act."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from hashlib import sha256

import streamlit as st

from governance.headings import choice
from governance.intake.service import beginning
from governance.intake.service.bank.brought import proposed_payers
from governance.intake.service.grouping import Group, grouped
from governance.intake.service.marking import marked
from governance.intake.service.preview import Preview, Submission, accept, preview
from governance.intake.service.template import write_template
from governance.ledger import Event
from governance.ledger.proposals import Act
from governance.names import printed
from governance.problems import Problem
from governance.shipping.sample_statement import FILE, sample_statement
from governance.tables import TABLES
from governance.ui.finance import acts, effects, unfinished
from governance.ui.finance.how_read import decisions, forget
from governance.ui.parts import file_links
from governance.ui.parts.numbers import money_exact
from governance.ui.parts.words import count, mark, plain, say
from governance.ui.shell import menu
from governance.ui.shell.here import Here

_ROUND = "round_of_uploads"
_PREVIEW = "previewed"
_EVIDENCE = {
    "reported": mark("an office's own records"),
    "published": mark("a published document"),
    "derived": mark("computed from other figures"),
}


def first_steps(where: Here) -> None:
    """What a ledger needs first, until it has it: open where nothing is held yet."""
    steps = beginning.first_steps(where.books)
    if not steps:
        return
    with st.expander(
        say("Which tables to hand in first, and why"), expanded=not where.books.evidence, icon=":material/checklist:"
    ):
        for number, step in enumerate(steps, start=1):
            done = say("(held)") if step.held else ""
            st.markdown(say("{number}. **{title}**: {why}. {done}", number=number, title=say(TABLES[step.table].title),
                            why=step.why, done=done))  # fmt: skip


def sample(where: Here) -> None:
    """A bank's statement that fits the demonstration, for those who want to see one come in."""
    if where.ledger.contents == "demonstration":
        file_links.button(
            say("To try it: a bank’s statement that fits this demonstration"),
            lambda: sample_statement(where.books, where.reader),
            FILE,
            key="sample_statement",
            icon=":material/account_balance:",
            type="tertiary",
        )


def payers(where: Here, found: Preview) -> None:
    """Who may have paid what a bank's statement brings: to be confirmed once it is taken in."""
    rows = proposed_payers(acts.service(where), found)
    if not rows:
        return
    firsts = [row for row in rows if row["place"] in (None, 1)]
    likely = sum(row["strength"] == "strong" for row in firsts)
    st.markdown(
        count("{number} receipt is of an unknown payer; of {likely} it is likely who paid. You confirm it later.",
              "{number} receipts are of unknown payers; of {likely} it is likely who paid. You confirm it later.",
              len(firsts), likely=likely)
    )  # fmt: skip
    heads = (say("Amount"), say("Counterparty"), say("State"), say("How sure"), say("Why"))
    told = [
        (money_exact(row.amount("amount"), row.text("currency")), row["counterparty"] or row["receipt"],
         printed(row["state"]) if row["state"] else "", choice("strength", row.text("strength")), row["because"])
        for row in rows
    ]  # fmt: skip
    effects.listed(say("Who may have paid"), heads, told, "payers")


def templates() -> None:
    """A table's empty workbook, for those who start from nothing."""
    with st.expander(say("Templates: an empty workbook for each table"), icon=":material/download:"):
        titles = {name: say(table.title) for name, table in TABLES.items()}
        name = st.selectbox(say("Table"), list(titles), format_func=titles.__getitem__, key="template_table", width=420)
        st.caption(say(TABLES[name].grain))
        file_links.button(
            say("Download the template"),
            lambda: write_template(TABLES[name]),
            f"{name}.xlsx",
            key="template",
            icon=":material/download:",
        )


def files(where: Here) -> unfinished.Files:
    """The files that were dropped on the page, or had been when a session ended: name and content."""
    given = st.file_uploader(
        say("Spreadsheets (.xlsx, .xls, .ods, .csv), or statements of the bank (camt.053, MT940)"),
        accept_multiple_files=True,
        key=f"files_{st.session_state.setdefault(_ROUND, 0)}",
    )
    return unfinished.kept(where, [(file.name, file.getvalue()) for file in given])


def previewed(where: Here, given: Sequence[tuple[str, bytes]]) -> Preview:
    """The files beside the ledger, as far as they are decided."""
    decided = decisions()
    said = sorted((file, sheet or "", one.as_json()) for (file, sheet), one in decided.items())
    key = (
        where.ledger.key,
        where.books.version,
        where.reader.alone,
        [(name, sha256(content).hexdigest()) for name, content in given],
        said,
    )
    if st.session_state.get(_PREVIEW, (None,))[0] != key:  # a click elsewhere on the page changes nothing of it
        st.session_state[_PREVIEW] = (key, _preview(where, Submission.of(given, decisions=decided)))
    found: Preview = st.session_state[_PREVIEW][1]
    return found


def _preview(where: Here, submission: Submission) -> Preview:
    with st.spinner(say("Reading and checking…"), show_time=True):
        return preview(acts.service(where), submission, where.books)


def problems(found: Preview, given: Sequence[tuple[str, bytes]]) -> None:
    """All that is wrong, grouped by cause, with the user's own sheets marked to take away."""
    if not found.problems:
        return
    if found.known:
        st.info(say("Nothing to do: these rows are in force already."), icon=":material/done_all:")
        _told(found.problems, "problems")
        return
    st.error(
        count("{number} problem must be mended before anything is taken in.",
              "{number} problems must be mended before anything is taken in.", len(found.problems)),
        icon=":material/block:",
    )  # fmt: skip
    _told(found.problems, "problems")
    _marked(found, given)


def warnings(found: Preview) -> bool:
    """What is unusual but allowed; whether it is acknowledged."""
    if not found.warnings:
        return True
    st.warning(
        count("{number} thing is unusual. Look at it and confirm.",
              "{number} things are unusual. Look at them and confirm.", len(found.warnings)),
        icon=":material/warning:",
    )  # fmt: skip
    _told(found.warnings, "warnings")
    return bool(st.checkbox(say("I have looked at these and they are right"), key=f"confirmed_{_seen(found)}"))


def _seen(found: Preview) -> int:
    return hash(tuple((p.rule, p.file, p.sheet, p.row, p.value) for p in found.warnings))


def _told(told: Sequence[Problem], key: str) -> None:
    several = len({p.file for p in told}) > 1
    st.markdown("\n".join(f"- {_group(group, several)}" for group in grouped(told)))
    heads = (say("File"), say("Sheet"), say("Cell"), say("Column"), say("Value"), say("What is wrong"),
             say("How to mend it"))  # fmt: skip
    rows = [
        (p.file or "", p.sheet or "", p.cell or (str(p.row) if p.row else ""), p.heading or "", p.value or "",
         p.message, p.suggestion or "")
        for p in told
    ]  # fmt: skip
    effects.listed(say("One by one"), heads, rows, key)


def _group(group: Group, several: bool) -> str:
    """One cause: where it is first (in which of several files), what is wrong, how to mend it."""
    places = ", ".join(group.cells)
    file = group.first.file if several or not group.first.sheet else None
    header = group.first.header if places else None
    where = ", ".join(part for part in (file, group.first.sheet, places, header) if part)
    what = plain(f"{group.message} {group.first.suggestion or ''}")
    return say("**{where}**: {what}", where=where, what=what) if where else what


def _marked(found: Preview, given: Sequence[tuple[str, bytes]]) -> None:
    for name, _ in given:
        if not any(sheet.grid.file == name and not sheet.grid.bank for sheet in found.sheets):
            continue
        file_links.button(
            say("Download {file} with the cells marked", file=name),
            partial(_marked_file, found, name),
            f"{name.rpartition('.')[0]}-marked.xlsx",
            key=f"marked_{name}",
            icon=":material/rate_review:",
        )


def _marked_file(found: Preview, name: str) -> bytes:
    return marked(found, name) or b""


def effect_and_acceptance(where: Here, found: Preview, acknowledged: bool) -> None:
    """What taking the files in would change, and the act."""
    if found.effect is None:
        return
    st.header(say("What it would change"), anchor=False)
    effects.effect(found.effect, key="upload")
    payers(where, found)
    rests_on = evidence(found)
    note = st.text_input(say("Note to keep with it"), key="upload_note", max_chars=500)
    at = acts.service(where, acts.name_input())
    if not acknowledged:
        st.caption(say("Confirm what is unusual first."))
    acts.beforehand(at, Act("accept", batches=found.batches), found.effect)
    noted = replace(found, batches=tuple(replace(one, note=note, evidence=rests_on) for one in found.batches))

    def accepted() -> list[Event]:
        events = accept(at, noted, acknowledged=acknowledged)
        start_again()
        unfinished.let_go(where)
        return events

    acts.act(say("Accept"), accepted, key="accept", seen=found.version, disabled=not acknowledged)


def evidence(found: Preview) -> str:
    """What all the figures rest on, answered once; in the demonstration it is no question."""
    held = found.batches[0].evidence
    if held not in _EVIDENCE:
        return held
    chosen: str = st.radio(
        say("What the figures rest on"),
        list(_EVIDENCE),
        list(_EVIDENCE).index(held),
        format_func=lambda one: say(_EVIDENCE[one]),
        key="upload_evidence",
        horizontal=True,
    )
    return chosen


def start_again() -> None:
    """Let go of the files and of what was decided about them."""
    st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1
    forget()


def links(events: Sequence[Event]) -> None:
    """Where what was taken in is seen; and where it is said who paid, once a bank's statement is in."""
    accepted = [event for event in events if event.kind == "accepted"]
    for event in accepted:
        menu.page_link(
            "register",
            say("Batch {batch} in the register: what it changed, its file, taking it back", batch=event.batch),
            icon=":material/inventory:",
            batch=str(event.batch),
        )
    if {"bank_entries", "receipts"} <= {event.table_name for event in accepted}:
        menu.page_link("payers", say("Say who paid: confirm what is proposed"), icon=":material/how_to_reg:")
