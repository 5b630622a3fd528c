"""What the page on handing in shows: how each sheet is read, what is asked, what is wrong, and what it would change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from hashlib import sha256

import pandas as pd
import streamlit as st

from governance.grouping import Group, grouped
from governance.intake import write_template
from governance.intake.decisions import LEAVE_OUT, Decisions, named
from governance.intake.handing_in import Answers
from governance.intake.looking import Handed, Looked, look, take
from governance.intake.marking import marked
from governance.intake.understood import Unclear, Understanding
from governance.ledger import Event
from governance.problems import Problem
from governance.tables import TABLES
from governance.ui import desk, effects, menu
from governance.ui.here import Here
from governance.ui.plain import plain
from governance.words import count, say

_DECIDED = "decided_about_sheets"
_ROUND = "round_of_uploads"
_LOOKED = "looked_at"


def templates() -> None:
    """A table's empty workbook, for those who start from nothing."""
    with st.expander(say("Templates: an empty workbook for each table"), icon=":material/download:"):
        titles = {name: say(table.title) for name, table in TABLES.items()}
        name = st.selectbox(say("Table"), list(titles), format_func=titles.__getitem__, key="template_table", width=420)
        st.caption(say(TABLES[name].grain))
        st.download_button(
            say("Download the template"),
            lambda: write_template(TABLES[name]),
            f"{name}.xlsx",
            key="template",
            on_click="ignore",
            icon=":material/download:",
        )


def files() -> list[tuple[str, bytes]]:
    """The files that were dropped on the page: name and content."""
    given = st.file_uploader(
        say("Spreadsheets"),
        accept_multiple_files=True,
        key=f"files_{st.session_state.setdefault(_ROUND, 0)}",
        help=say("Excel (.xlsx, .xls), OpenDocument (.ods) or text (.csv)."),
    )
    return [(file.name, file.getvalue()) for file in given]


def looked_at(where: Here, given: Sequence[tuple[str, bytes]]) -> Looked:
    """The files beside the ledger, as far as they are decided."""
    decided = _decisions()
    said = sorted((file, sheet or "", one.as_json()) for (file, sheet), one in decided.items())
    key = (
        where.ledger.key,
        where.books.version,
        [(name, sha256(content).hexdigest()) for name, content in given],
        said,
    )
    if st.session_state.get(_LOOKED, (None,))[0] != key:  # a click elsewhere on the page changes nothing of it
        st.session_state[_LOOKED] = (key, _look(where, Handed(given, decisions=decided)))
    found: Looked = st.session_state[_LOOKED][1]
    return found


def _look(where: Here, handed: Handed) -> Looked:
    with st.spinner(say("Reading and checking…"), show_time=True):
        return look(desk.desk(where), handed, where.books)


def _decisions() -> Answers:
    decided: dict[tuple[str, str | None], Decisions] = st.session_state.setdefault(_DECIDED, {})
    return decided


def _decide(sheet: Understanding, **choice: object) -> None:
    """Keep one decision about a sheet, beside those that were made before."""
    decided: dict[tuple[str, str | None], Decisions] = st.session_state[_DECIDED]
    place = (sheet.grid.file, sheet.grid.name)
    decided[place] = replace(decided.get(place, Decisions()), **choice)  # type: ignore[arg-type]


def how_read(found: Looked) -> None:
    """Each sheet: which table it is, how its columns were read, what was left out, and what is asked."""
    for sentence in found.passed_over:
        st.caption(plain(sentence))
    for sheet in found.sheets:
        if sheet.skipped is not None:
            continue
        name = plain(sheet.grid.name or sheet.grid.file)
        title = say(TABLES[sheet.table].title) if sheet.table else say("not clear yet")
        with st.expander(
            say("“{sheet}” is read as: **{table}**", sheet=name, table=title),
            expanded=bool(sheet.questions),
            icon=":material/help:" if sheet.questions else ":material/check:",
        ):
            for number, question in enumerate(sheet.questions):
                _ask(sheet, question, number)
            _columns(sheet)


def _ask(sheet: Understanding, question: Unclear, number: int) -> None:
    readings = dict(zip(question.choices, question.readings or question.choices, strict=True))
    key = f"ask_{sheet.grid.file}_{sheet.grid.name}_{question.kind}_{question.letter}_{number}"

    def answered() -> None:
        _answer(sheet, question, st.session_state[key])

    st.radio(
        plain(question.message),
        list(readings),
        index=None,
        format_func=lambda choice: plain(readings[choice]) or say("leave it out"),
        key=key,
        on_change=answered,
        help=question.suggestion or None,
    )


def _answer(sheet: Understanding, question: Unclear, choice: str) -> None:
    decided = _decisions().get((sheet.grid.file, sheet.grid.name), Decisions())
    place = named(question.header) if question.header else str(question.letter)
    if question.kind == "table":
        _decide(sheet, table=choice)
    elif question.kind == "header":
        _decide(sheet, header_row=int(choice))
    elif question.kind == "column":
        _decide(sheet, columns={**decided.columns, place: choice if choice != LEAVE_OUT else None})
    elif question.kind == "numbers":
        _decide(sheet, numbers={**decided.numbers, place: choice})
    else:
        _decide(sheet, dates={**decided.dates, place: choice})


def _columns(sheet: Understanding) -> None:
    rows = [(c.letter, c.header, c.column or say("left out"), "; ".join(c.how), c.raw, c.read) for c in sheet.columns]
    heads = [say("Column"), say("Header"), say("Read as"), say("How"), say("In the file"), say("Read")]
    st.dataframe(pd.DataFrame(rows, columns=heads), hide_index=True, alt=say("How the columns are read"))
    for ignored in sheet.ignored:
        st.caption(say("Row {row}: {why}", row=ignored.row, why=plain(ignored.why)))


def problems(found: Looked, given: Sequence[tuple[str, bytes]]) -> None:
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


def warnings(found: Looked) -> bool:
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


def _seen(found: Looked) -> int:
    return hash(tuple((p.rule, p.file, p.sheet, p.row, p.value) for p in found.warnings))


def _told(told: Sequence[Problem], key: str) -> None:
    st.markdown("\n".join(f"- {_group(group)}" for group in grouped(told)))
    heads = (say("File"), say("Sheet"), say("Cell"), say("Column"), say("Value"), say("What is wrong"),
             say("How to mend it"))  # fmt: skip
    rows = [
        (p.file or "", p.sheet or "", p.cell or (str(p.row) if p.row else ""), p.heading or "", p.value or "",
         p.message, p.suggestion or "")
        for p in told
    ]  # fmt: skip
    effects.listed(say("One by one"), heads, rows, key)


def _group(group: Group) -> str:
    """One cause: where it is first, what is wrong, how to mend it."""
    places = ", ".join(group.cells)
    sheet = group.first.sheet or group.first.file
    header = group.first.header if places else None
    where = ", ".join(part for part in (sheet, places, header) if part)
    start = f"**{plain(where)}**: " if where else ""
    return start + plain(f"{group.message} {group.first.suggestion or ''}")


def _marked(found: Looked, given: Sequence[tuple[str, bytes]]) -> None:
    for name, _ in given:
        if not any(sheet.grid.file == name for sheet in found.sheets):
            continue
        st.download_button(
            say("Download {file} with the cells marked", file=plain(name)),
            partial(_marked_file, found, name),
            f"{name.rpartition('.')[0]}-marked.xlsx",
            key=f"marked_{name}",
            on_click="ignore",
            icon=":material/rate_review:",
        )


def _marked_file(found: Looked, name: str) -> bytes:
    return marked(found, name) or b""


def effect_and_acceptance(where: Here, found: Looked, acknowledged: bool) -> None:
    """What taking the files in would change, and the act."""
    if found.effect is None:
        return
    st.subheader(say("What it would change"), anchor=False)
    effects.effect(found.effect, key="upload")
    note = st.text_input(say("Note to keep with it"), key="upload_note", max_chars=500)
    at = desk.desk(where, desk.name_input())
    if not acknowledged:
        st.caption(say("Confirm what is unusual first."))
    noted = replace(found, batches=tuple(replace(batch, note=note) for batch in found.batches))

    def accepted() -> list[Event]:
        events = take(at, noted, acknowledged=acknowledged)
        start_again()
        return events

    desk.act(say("Accept"), accepted, key="accept", seen=found.version, disabled=not acknowledged)


def start_again() -> None:
    """Let go of the files and of what was decided about them."""
    st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1
    st.session_state.pop(_DECIDED, None)


def links(events: Sequence[Event]) -> None:
    """Where what was taken in is seen."""
    for event in events:
        if event.kind == "accepted":
            menu.page_link(
                "register",
                say("Batch {batch} in the register: what it changed, its file, taking it back", batch=event.batch),
                icon=":material/inventory:",
                batch=str(event.batch),
            )
