"""One receipt, adjustment, action of the Council or letter, entered or corrected in a form on every file's road."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import partial

import pandas as pd
import streamlit as st

from governance.headings import choice, label
from governance.intake.service.by_hand import BY_HAND, Cells, day_of, entered, held_in, keyed, rows_of
from governance.intake.service.preview import Preview, Submission, accept, preview
from governance.ledger import Event
from governance.ledger.proposals import Act
from governance.tables import TABLES, Column, Kind, Table
from governance.tables.known_years import FIRST_DAY, LAST_DAY
from governance.ui.finance import acts, effects, upload
from governance.ui.parts import show
from governance.ui.parts.numbers import DAY_TYPED, day_words, money_exact
from governance.ui.parts.show import end
from governance.ui.parts.words import REQUIRED_MEANS, bare, joined, mark, required, say
from governance.ui.shell.here import Here, states_in

_TITLES = {
    "receipts": mark("A receipt"),
    "adjustments": mark("An adjustment"),
    "council_actions": mark("An action on a vote"),
    "notices": mark("A letter that was sent"),
}
_LOOKED_AT = "row_by_hand"
_ROUND = "round_by_hand"
_MOST_LISTED = 200  # rows to choose from: what is older is found by its reference in a file


def what(where: Here) -> tuple[str, Cells | None]:
    """The table of which a row is entered, and the row that is corrected; None for a new one."""
    table = st.radio(say("What do you enter?"), BY_HAND, format_func=lambda one: say(_TITLES[one]), key="by_hand_table",
                     horizontal=True)  # fmt: skip
    if not st.toggle(say("Correct one that is recorded"), key="by_hand_correct"):
        return table, None
    states = states_in(where.books, where.as_of, where.reader)
    chosen = st.selectbox(say("Of which State"), list(states), index=list(states).index(where.state) if where.state
                          else None, format_func=states.__getitem__, key="by_hand_state", width=420,
                          placeholder=say("Choose a State"))  # fmt: skip
    if chosen is None:
        end()
    rows = rows_of(where.books, table, chosen, where.reader)[:_MOST_LISTED]
    if not rows:
        st.markdown(say("Nothing of it is recorded of this State."))
        end()
    number = st.selectbox(
        say("Which one"),
        list(range(len(rows))),
        index=None,
        format_func=lambda one: _line(rows[one]),
        key=f"by_hand_row_{table}_{chosen}",
        placeholder=say("Choose one"),
        width=620,
    )
    if number is None:
        end()
    return table, rows[number]


def _line(row: Cells) -> str:
    """A recorded row as one chooses it: its day, amount or action, and what names it."""
    day = day_of(row)
    amount, currency = row.get("amount"), row.get("currency")
    parts = [
        day_words(day) if isinstance(day, date) else None,
        money_exact(amount, str(currency)) if isinstance(amount, Decimal) else None,
        *(choice(name, str(row[name])) for name in ("action", "kind") if row.get(name)),
        *(str(row[name]) for name in ("reference", "reason", "for_year", "session") if row.get(name)),
    ]
    return bare(joined(", ", (part for part in parts if part)))


def form(where: Here, table: str, old: Cells | None) -> None:
    """The row's cells, one input each, blank or as they are recorded; looked at when the form is sent."""
    key = f"by_hand_{st.session_state.get(_ROUND, 0)}_{table}_{hash(tuple((old or {}).items()))}"
    fixed = TABLES[table].key if old is not None and keyed(table, old) else ()
    with st.form(key):
        st.caption(say(REQUIRED_MEANS))
        with st.grid(3, min_column_width=260, gap="small"):
            cells = {
                column.name: _input(where, TABLES[table], column, (old or {}).get(column.name), f"{key}_{column.name}",
                                    disabled=column.name in fixed)
                for column in TABLES[table].columns
            }  # fmt: skip
        if st.form_submit_button(say("Look at what it would change"), type="primary"):
            look_at(where, table, cells, old)


def look_at(where: Here, table: str, cells: Cells, old: Cells | None = None) -> None:
    """Let this row be looked at: `looked_at` shows it until it is accepted or another one is."""
    st.session_state[_LOOKED_AT] = (where.ledger.key, table, old, cells)


def _input(where: Here, table: Table, column: Column, held: object, key: str, *, disabled: bool) -> object:
    """One cell: a day, a choice, a State or a text, with what it means."""
    title = _title(table, column)
    meaning = say(column.meaning)
    if column.kind is Kind.DATE:
        return st.date_input(title, value=held, min_value=FIRST_DAY, max_value=LAST_DAY, format=DAY_TYPED,  # type: ignore[call-overload]
                             help=meaning, key=key, disabled=disabled)  # fmt: skip
    if column.kind is Kind.CHOICE:
        options = list(column.choices)
        return st.selectbox(title, options, index=options.index(str(held)) if held in options else None, help=meaning,
                            format_func=partial(choice, column.name), key=key, disabled=disabled,
                            placeholder=say("Choose one"))  # fmt: skip
    if column.kind is Kind.STATE:
        states = states_in(where.books, where.as_of, where.reader)
        names = list(dict.fromkeys([*([str(held)] if held else []), *states]))
        return st.selectbox(title, names, index=0 if held else None, format_func=lambda one: states.get(one, one),
                            help=meaning, key=key, disabled=disabled, accept_new_options=True,
                            placeholder=say("Choose, or type another"))  # fmt: skip
    written = st.text_input(title, value="" if held is None else _written(held), help=meaning, key=key, max_chars=300,
                            disabled=disabled)  # fmt: skip
    return written.strip() or None


def _title(table: Table, column: Column) -> str:
    """The label of the input: whether it must be filled in, or one of two must."""
    title = label("column", column.name)
    if column.required:
        return required(title)
    others = [name for name in _one_of(table) if name != column.name]
    if column.name not in _one_of(table) or not others:
        return title
    return say("{label} (this or “{other}” is required)", label=title, other=label("column", others[0]))


def _one_of(table: Table) -> list[str]:
    """The columns of which one must stand, so that it is known when the row's matter happened; none where a required
    column says it."""
    names = [name for name in table.names if name in re.findall(r"\w+", table.happened)]
    return [] if any(table.column(name).required for name in names) else names


def _written(held: object) -> str:
    return f"{held.normalize():f}" if isinstance(held, Decimal) else str(held)


def looked_at(where: Here, table: str, old: Cells | None) -> None:
    """The row as it was and as it would be, all that is wrong with it, what it would change, and the act."""
    seen = st.session_state.get(_LOOKED_AT)
    if seen is None or seen[:3] != (where.ledger.key, table, old):
        return
    cells = seen[3]
    if old is not None:
        _before_and_after(table, old, cells)
    file = entered(table, cells, old, held_in(where.books, table, where.reader) if old is not None else ())
    found = preview(acts.service(where), Submission.of([file], table=table), where.books)
    upload.problems(replace(found, problems=found.obstacles), ())
    acknowledged = upload.warnings(found)
    if found.effect is None:
        return
    st.header(say("What it would change"), anchor=False)
    effects.effect(found.effect, key="by_hand")
    if not found.effect.nothing:
        _accept(where, found, acknowledged)


def _before_and_after(table: str, old: Cells, cells: Mapping[str, object]) -> None:
    """The cells that a correction changes, before and after."""
    both = [(TABLES[table].column(name), _cell(old.get(name)), _cell(cell)) for name, cell in cells.items()]
    changed = [
        (label("column", of.name), *(choice(of.name, cell) if of.kind is Kind.CHOICE else cell for cell in (was, will)))
        for of, was, will in both
        if was != will
    ]
    st.header(say("The row before and after"), anchor=False)
    if not changed:
        st.markdown(say("Nothing of it is changed."))
        return
    heads = [say("Column"), say("Was"), say("Is then")]
    show.words(pd.DataFrame(changed, columns=heads), alt=say("The row before and after"))


def _cell(value: object) -> str:
    return "–" if value is None or value == "" else _written(value)


def _accept(where: Here, found: Preview, acknowledged: bool) -> None:
    evidence = upload.evidence(found)
    note = st.text_input(say("Note to keep with it"), key="by_hand_note", max_chars=480)
    at = acts.service(where, acts.name_input())
    acts.beforehand(at, Act("accept", batches=found.batches), found.effect)
    told = bare(say("Entered by hand: {note}", note=note) if note else say("Entered by hand"))
    noted = replace(found, batches=tuple(replace(one, note=told, evidence=evidence) for one in found.batches))

    def accepted() -> list[Event]:
        events = accept(at, noted, acknowledged=acknowledged)
        st.session_state.pop(_LOOKED_AT, None)
        st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1
        return events

    acts.act(say("Accept"), accepted, key="accept_by_hand", seen=found.version, disabled=not acknowledged)
