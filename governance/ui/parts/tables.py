"""Every table on a screen: real links, the State in view first, ten rows until more are asked for, totals beneath.

A table is HTML and not Streamlit's own, which is drawn on a canvas: there a link opens a second window, a text is cut
and a printer gets ten rows. On a telephone each row is a card (`tables.css`). Everything that is filled in is escaped.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from functools import partial
from html import escape

import pandas as pd
import streamlit as st

from governance.names import name_of
from governance.settings import ROOT
from governance.ui.parts.cells import Column, blank
from governance.ui.parts.numbers import number
from governance.ui.parts.words import bare, say
from governance.ui.shell import link
from governance.ui.shell.here import Here
from governance.ui.shell.menu import address
from governance.words import in_order, language

FIRST = 10
"""Rows that are shown before the others are asked for."""
FIRST_CARDS = 5
"""The same on a telephone, where each row is a card: `tables.css` hides those beyond."""
_MANY = 7  # columns from which letters and margins are smaller
STYLE = ROOT / "governance" / "ui" / "parts" / "tables.css"

Rows = list[tuple[object, ...]]


def style() -> None:
    """The form of all tables of a page."""
    st.html(STYLE)


def draw(
    where: Here | None,
    frame: pd.DataFrame,
    columns: Sequence[Column],
    *,
    alt: str,
    key: str | None = None,
    totals: Mapping[str, object] | None = None,
    nothing: str = "–",
) -> None:
    """The frame's rows under these columns. `totals` are the sums of some of them, for the foot; `nothing` is what
    stands for a blank cell. Without a `key` all rows are shown at once, and without `where` no State is known."""
    rows: Rows = list(frame[[column.name for column in columns]].itertuples(index=False, name=None))
    table = _Table(where, columns, alt, totals or {}, nothing)
    rows, own = table.own_first(rows)
    if key is None or len(rows) <= FIRST_CARDS or link.on_paper():
        st.html(table.html(rows, own))
        return
    asks = "all_or_ten" if len(rows) > FIRST else "all_or_five"  # the latter on a telephone only, by the style
    spoken = language.get()

    @st.fragment
    def part() -> None:
        language.set(spoken)  # the door, which sets it, has no part in a fragment's run
        drawn = st.container()
        with st.container(horizontal=True, vertical_alignment="center", gap="medium", key=f"{asks}_{key}"):
            whole = st.toggle(say("Show all {number} rows", number=number(len(rows))), key=f"all_{key}")
            order = _order(columns, key)
        ordered = rows[:own] + _ordered(rows[own:], columns, order)
        drawn.html(table.html(ordered, own) if whole else table.html(ordered[:FIRST], own, of=len(rows)))

    part()


class _Table:
    """How one table is written: rows of cells in, HTML out."""

    def __init__(
        self,
        where: Here | None,
        columns: Sequence[Column],
        alt: str,
        totals: Mapping[str, object],
        nothing: str,
    ) -> None:
        self.columns, self.alt, self.totals, self.nothing = columns, alt, totals, nothing
        named = any(column.naming for column in columns)
        self.own = where.state if where else None
        self.known = set(where.ask("states").column("state")) if where and named else set()
        self.head = next((place for place, column in enumerate(columns[:3]) if column.naming), 0)

    def own_first(self, rows: Rows) -> tuple[Rows, int]:
        """The rows with those of the State in view before all others, and how many of them there are; none where all
        are about it."""
        naming = [place for place, column in enumerate(self.columns) if column.naming]
        own, others = Rows(), Rows()
        for row in rows:
            (own if self.own in [row[place] for place in naming] else others).append(row)
        return (rows, 0) if not others or not self.own else (own + others, len(own))

    def html(self, rows: Rows, own: int, *, of: int | None = None) -> str:
        """The table of these rows, of which the first `own` are of the State in view; `of`: so many there are, and the
        others are to be asked for."""
        heads = "".join(
            f'<th scope="col" role="columnheader" class="{column.layout}" data-name="{escape(column.name)}"'
            f"{_titled(column)}>{escape(column.head)}</th>"
            for column in self.columns
        )
        body = "".join(self._row(row, mine=place < own) for place, row in enumerate(rows))
        layout = "rows" + " many" * (len(self.columns) > _MANY) + " first" * (of is not None)
        return (
            f'<div class="{layout}"><table role="table" aria-label="{escape(bare(self.alt))}">'
            f'<thead role="rowgroup"><tr role="row">{heads}</tr></thead>'
            f'<tbody role="rowgroup">{body}</tbody>{self._foot(of)}</table></div>'
        )

    def _row(self, row: tuple[object, ...], *, mine: bool) -> str:
        cells = "".join(self._cell(place, cell) for place, cell in enumerate(row))
        own = ' class="own" aria-current="true"' if mine else ""
        return f'<tr role="row"{own}>{cells}</tr>'

    def _cell(self, place: int, cell: object) -> str:
        column = self.columns[place]
        if blank(cell) or cell == "":
            return self._tag(place, f"{column.layout} none", escape(self.nothing))
        return self._tag(place, column.layout, self._shown(column, cell))

    def _tag(self, place: int, layout: str, inner: str) -> str:
        if place == self.head:
            return f'<th scope="row" role="rowheader" class="{layout}">{inner}</th>'
        return f'<td role="cell" class="{layout}" data-label="{escape(self.columns[place].head)}">{inner}</td>'

    def _shown(self, column: Column, cell: object) -> str:
        """The cell's words; a State's name leads to its statement, a name that is not known here is not said to be in
        the page's language."""
        name = name_of(str(cell)) if column.naming else None
        words = escape(column.write(cell) if name is None else name)
        if name is cell and type(cell) is str:  # an organization's that came with somebody's data, in any language
            words = f'<span lang="">{words}</span>'
        if column.leads:
            return f'<a href="{escape(column.leads(cell))}">{words}</a>'
        if column.naming and cell in self.known:
            return f'<a href="{escape(address("statement", state=str(cell)))}">{words}</a>'
        return words

    def _foot(self, of: int | None) -> str:
        if not self.totals:
            return ""
        total = say("Total") if of is None else say("Total of all {number} rows", number=number(of))
        cells = [
            self._tag(place, "word", escape(total))
            if place == self.head
            else self._tag(place, column.layout, escape(column.write(self.totals[column.name])))
            if column.name in self.totals
            else self._tag(place, f"{column.layout} none", "")
            for place, column in enumerate(self.columns)
        ]
        return f'<tfoot role="rowgroup"><tr role="row">{"".join(cells)}</tr></tfoot>'


def by_name(frame: pd.DataFrame) -> pd.DataFrame:
    """The rows in the order of their States' names, as they are read, and not of their codes; those of none last."""
    names = [None if blank(code) else in_order(name_of(code)) for code in frame["state"]]
    return frame.iloc[sorted(range(len(names)), key=lambda place: (names[place] is None, names[place] or ("", "")))]


def sums(frame: pd.DataFrame, names: Sequence[str], *, unknown: bool) -> dict[str, object]:
    """The exact sums of these columns; none of a column that holds no figure, or, where a blank cell is one that is
    not known (`unknown`), that has one."""
    found: dict[str, object] = {}
    for name in (name for name in names if name in frame):
        held = [cell for cell in frame[name] if not blank(cell)]
        if held and not (unknown and len(held) < len(frame)):
            found[name] = sum(held, Decimal(0))
    return found


def _titled(column: Column) -> str:
    return f' title="{escape(column.meaning)}"' if column.meaning else ""


def _order(columns: Sequence[Column], key: str) -> str | None:
    """The column by which the reader wants the rows; None: as the page has them."""
    names = {column.name: _told(column) for column in columns if column.layout in ("figure", "day", "word")}
    chosen: str | None = st.selectbox(
        say("Order of the rows"),
        list(names),
        index=None,
        key=f"order_{key}",
        format_func=lambda name: names[name],
        placeholder=say("Order of the rows"),
        label_visibility="collapsed",
        width=300,
    )
    return chosen


def _told(column: Column) -> str:
    if column.layout == "figure":
        return bare(say("{column}: largest first", column=column.head))
    if column.layout == "day":
        return bare(say("{column}: latest first", column=column.head))
    return bare(say("{column}: A to Z", column=column.head))


def _ordered(rows: Rows, columns: Sequence[Column], order: str | None) -> Rows:
    """The rows by one column, those without anything in it last; as they are without one."""
    if order is None:
        return rows
    place = next(place for place, column in enumerate(columns) if column.name == order)
    column = columns[place]
    held = [row for row in rows if not blank(row[place])]
    known: dict[str, Callable[[object], object]] = {"figure": _figure, "day": str}
    by = known.get(column.layout, partial(_written, column))
    # a day is held as a date or, known by its year alone, as a text: in ISO form they sort together
    held.sort(key=lambda row: by(row[place]), reverse=column.layout != "word")  # type: ignore[arg-type, return-value]
    return held + [row for row in rows if blank(row[place])]


def _written(column: Column, cell: object) -> tuple[str, str]:
    return in_order(name_of(str(cell)) if column.naming else column.write(cell))


def _figure(cell: object) -> tuple[bool, object]:
    """A figure, or a range by its ends; a page's own words in the place of one stand below all of them."""
    is_figure = isinstance(cell, Decimal | int | float | tuple)
    return is_figure, cell if is_figure else str(cell)
