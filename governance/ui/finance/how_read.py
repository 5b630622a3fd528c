"""How each sheet is read: as which table and columns; what is asked of it; and how to have it read otherwise."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd
import streamlit as st

from governance.headings import label
from governance.help_sheets import is_help
from governance.intake.service.preview import Preview
from governance.intake.understanding.asked import answered
from governance.intake.understanding.sheet_decisions import (
    AWAY,
    LEAVE_OUT,
    NOT_TAKEN,
    ROWS,
    TAKE,
    TURN,
    Answers,
    Decisions,
    named,
    value_key,
)
from governance.intake.understanding.understood import ColumnReading, Unclear, Understanding
from governance.intake.understanding.what_was_read import called
from governance.tables import TABLES, Kind
from governance.ui.parts import show
from governance.ui.parts.words import bare, plain, say

_AT_A_GLANCE = 6  # choices that stand open; more of them are a list to choose from, the likely ones first
_DECIDED = "decided_about_sheets"


def decisions() -> Answers:
    """What was decided about sheets since the page was opened."""
    decided: dict[tuple[str, str | None], Decisions] = st.session_state.setdefault(_DECIDED, {})
    return decided


def forget() -> None:
    """Let go of all that was decided about sheets."""
    st.session_state.pop(_DECIDED, None)


def recall(decided: Answers) -> None:
    """Take up what was decided about the same sheets before."""
    st.session_state[_DECIDED] = dict(decided)


def _decided(sheet: Understanding) -> Decisions:
    return decisions().get(_place(sheet), Decisions())


def _place(sheet: Understanding) -> tuple[str, str | None]:
    return sheet.grid.file, sheet.grid.name


def _keep(sheet: Understanding, decided: Decisions) -> None:
    st.session_state[_DECIDED] = {**decisions(), _place(sheet): decided}


def how_read(found: Preview) -> None:
    """Each sheet: which table it is, how its columns were read, what was left out, and what is asked."""
    told = {id(sheet): (read, others) for sheet, read, others in found.told}
    for sentence in found.passed_over:
        st.markdown(plain(sentence))
    before: set[object] = set()  # a sheet that was read once for each year of its columns asks nothing twice
    for sheet in found.sheets:
        name = called(sheet.grid)
        if sheet.skipped is not None:
            if sheet.grid.rows and not sheet.grid.bank and not is_help(sheet.grid.rows):
                _otherwise(sheet, say("Read {sheet} all the same", sheet=name))
            continue
        read, others = told[id(sheet)]
        st.markdown("\n".join((f"**{plain(read)}**", "", *(f"- {plain(sentence)}" for sentence in others))))
        if sheet.grid.bank:  # its format says which column is what
            continue
        with st.expander(
            say("How each column of {sheet} is read", sheet=name),
            expanded=bool(sheet.questions) or _decided(sheet) != Decisions(),  # an answer closes nothing under a hand
            icon=":material/help:" if sheet.questions else ":material/check:",
        ):
            with st.container():  # what stands below keeps its place, and a click on it, when nothing is asked any more
                for number, question in enumerate(sheet.questions):
                    if (_place(sheet), question) not in before:
                        _ask(sheet, question, number)
            _columns(sheet)
            if _place(sheet) not in before:
                _otherwise(sheet, say("Read it otherwise"))
        before |= {_place(sheet), *((_place(sheet), question) for question in sheet.questions)}


def _ask(sheet: Understanding, question: Unclear, number: int, decided: str | None = None) -> None:
    """Ask; `decided` is what was answered before."""
    readings = dict(zip(question.choices, question.readings or question.choices, strict=True))
    shown = {choice: reading or say("leave it out") for choice, reading in readings.items()}
    key = f"ask_{sheet.grid.file}_{sheet.grid.name}_{question.kind}_{question.letter}_{question.words}_{number}"

    def answered() -> None:
        _answer(sheet, question, st.session_state[key])

    if question.kind == "values":
        _ask_of_values(sheet, question, key)
        return
    if question.kind == "currency" or _is_open(sheet, question):
        st.selectbox(
            plain(question.message),
            question.choices,
            index=None,
            placeholder=say("Choose, or type another"),
            accept_new_options=True,
            key=key,
            on_change=answered,
            help=plain(question.suggestion or "") or None,
            width=420,
        )
        return
    settings: dict[str, Any] = {
        "index": question.choices.index(decided) if decided in question.choices else None,
        "key": key,
        "on_change": answered,
        "help": plain(question.suggestion or "") or None,
    }
    if len(readings) <= _AT_A_GLANCE:
        st.radio(plain(question.message), list(readings), format_func=lambda one: plain(shown[one]), **settings)
    else:
        st.selectbox(plain(question.message), list(readings), format_func=shown.__getitem__,
                     placeholder=say("Choose one"), **settings)  # fmt: skip


def _ask_of_values(sheet: Understanding, question: Unclear, key: str) -> None:
    """What becomes of the rows with each value: all of it is said before the sheet is read again."""
    words = {TAKE: say("as they stand"), TURN: say("opposite sign"), NOT_TAKEN: say("left out")}
    keys = [f"{key}_{place}" for place in range(len(question.choices))]

    def answered() -> None:
        chosen = {
            value_key(value): str(st.session_state[one])
            for value, one in zip(question.choices, keys, strict=True)
            if st.session_state[one]
        }
        decided, place = _decided(sheet), _named(question)
        _keep(sheet, replace(decided, values={**decided.values, place: chosen}))

    with st.form(key, border=True):
        st.markdown(plain(question.message))
        for reading, likely, one in zip(question.readings, question.likely, keys, strict=True):
            st.radio(
                plain(reading),
                ROWS,
                index=ROWS.index(likely) if likely else None,
                format_func=words.__getitem__,
                horizontal=True,
                key=one,
            )
        st.form_submit_button(say("Read the rows so"), on_click=answered)


def _named(question: Unclear) -> str:
    """The column that a question is about, as decisions name it."""
    return named(question.header) if question.header else str(question.letter)


def _is_open(sheet: Understanding, question: Unclear) -> bool:
    """Whether what all rows have may be another than those proposed: any year may, but no other status."""
    if question.kind != "everywhere":
        return False
    return TABLES[str(sheet.table)].column(str(question.column)).kind not in (Kind.CHOICE, Kind.TABLE)


def _answer(sheet: Understanding, question: Unclear, choice: str | None) -> None:
    if choice is None:
        return
    _keep(sheet, answered(_decided(sheet), question, choice))


def _columns(sheet: Understanding) -> None:
    rows = [
        (c.letter, c.header, column_words(c.column or LEAVE_OUT), c.raw, c.read, " ".join(c.how)) for c in sheet.columns
    ]
    heads = [say("Column"), say("Header"), say("Read as"), say("In the file"), say("Read"), say("How")]
    show.words(pd.DataFrame(rows, columns=heads), alt=say("How the columns are read"))


def _otherwise(sheet: Understanding, label: str) -> None:
    """Whatever is not read as the user means it is decided here: the table, and what each column is."""
    key = f"otherwise_{sheet.grid.file}_{sheet.grid.name}"
    with st.popover(label, icon=":material/edit:", key=key):
        _table(sheet, f"{key}_table_{sheet.table}")
        for column in sheet.columns if sheet.table else ():
            if column.letter:
                _column(sheet, column, f"{key}_{column.letter}_{column.column}")
        for number, question in enumerate(sheet.answered):
            if question.kind == "values":
                _ask_of_values(sheet, question, f"{key}_{question.letter}_values")
            else:
                _ask(sheet, question, number, _decided(sheet).unseen.get(question.kind))
        if _decided(sheet) != Decisions():
            st.button(
                say("Forget what I decided here"),
                key=f"{key}_forget",
                icon=":material/undo:",
                on_click=lambda: _keep(sheet, Decisions()),
            )


def _table(sheet: Understanding, key: str) -> None:
    tables = [*TABLES, LEAVE_OUT]
    titles = {name: say(table.title) for name, table in TABLES.items()} | {LEAVE_OUT: say("left out")}

    def decide() -> None:
        _keep(sheet, Decisions(table=st.session_state[key], header_row=_decided(sheet).header_row))

    place = tables.index(sheet.table) if sheet.table else None
    st.selectbox(say("The sheet is"), tables, place, format_func=titles.__getitem__, key=key, on_change=decide,
                 placeholder=say("Choose one"))  # fmt: skip


def _column(sheet: Understanding, column: ColumnReading, key: str) -> None:
    """One column of the sheet; the column that was taken for the same before is then left out."""
    table = TABLES[str(sheet.table)]
    names = [LEAVE_OUT, *table.names, *(f"{AWAY}{c.name}" for c in table.columns if c.kind is Kind.MONEY)]

    def decide() -> None:
        choice = st.session_state[key] or None
        same = {one.letter: None for one in sheet.columns if choice and one.column == choice and one.letter}
        decided = _decided(sheet)
        everywhere = {name: value for name, value in decided.everywhere.items() if name != choice}
        columns = {**decided.columns, **same, column.letter: choice}
        _keep(sheet, replace(decided, columns=columns, everywhere=everywhere))

    st.selectbox(
        say("Column {letter}: {header}", letter=column.letter, header=column.header or column.raw),
        names,
        names.index(column.column or LEAVE_OUT),
        format_func=column_words,
        key=key,
        on_change=decide,
    )


def column_words(column: str) -> str:
    """A column of the table by its label, as one chooses it: a list of options draws no Markdown."""
    if not column:
        return say("left out")
    name = label("column", column.removeprefix(AWAY))
    return bare(say("{column}, taken away", column=name)) if column.startswith(AWAY) else name
