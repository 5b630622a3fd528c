"""How the effect of a change looks: totals before and after, standings in words, and the rows one by one."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import pandas as pd
import streamlit as st

from governance.intake.service.comparing import MOST_SHOWN, RowEffect
from governance.intake.service.effect import Effect, StandingEffect, TotalEffect
from governance.papers.exports import to_csv
from governance.tables import TABLES, Kind
from governance.terms import TERMS
from governance.ui.parts import file_links, show
from governance.ui.parts.named import named
from governance.ui.parts.numbers import amount_alone, day_words, in_millions, millions, money, number
from governance.ui.parts.votes import signed
from governance.ui.parts.words import BodyName, count, plain, say

_CARDS = ("assessed", "received", "outstanding", "arrears")
_STANDINGS_SHOWN = 12
_IN_MILLIONS = 1_000_000


def effect(found: Effect, *, key: str, done: bool = False) -> None:
    """The whole effect, the money first; `done` where it is told of a change that was made."""
    if found.nothing:
        st.info(say("No row changes: the same facts are in force already."), icon=":material/equal:")
        return
    for currency in sorted({total.currency for total in found.totals}):
        _cards([total for total in found.totals if total.currency == currency])
    st.caption(
        say("Totals of all Members on {day}, before and after.", day=day_words(found.as_of))
        if any(total.before is not None or total.after is not None for total in found.totals)
        else say("No totals are known on {day}.", day=day_words(found.as_of))
    )
    for sentence in found.not_told:
        st.markdown(plain(sentence))
    _standings(found, done)
    for rows in found.rows:
        _rows(rows, key)


def _cards(totals: Sequence[TotalEffect]) -> None:
    """The totals that lead, before and after. One that is not known on either side is no card: nothing stays unchanged
    of what is not known."""
    told = [next(total for total in totals if total.name == name) for name in _CARDS]
    known = [total for total in told if total.before is not None or total.after is not None]
    for column, total in zip(st.columns(len(_CARDS)), known, strict=False):
        name = total.name
        with column:
            large = any(abs(amount) >= _IN_MILLIONS for amount in (total.before, total.after) if amount is not None)
            st.metric(
                in_millions(TERMS[name].label, total.currency) if large else f"{TERMS[name].label} ({total.currency})",
                millions(total.after) if large else _to_the_cent(total.after),
                delta=_delta(total),
                delta_color="off",
                delta_arrow="off",
                help=say("{meaning}. Before: {before}", meaning=say(TERMS[name].meaning),
                         before=money(total.before, total.currency)),
            )  # fmt: skip
    moved = [total for total in totals if total.before != total.after]
    if moved:
        heads = [say("Total"), say("Before"), say("After"), say("Change")]
        rows = [
            (TERMS[total.name].label, money(total.before, total.currency, exact=True),
             money(total.after, total.currency, exact=True), _change(total))
            for total in moved
        ]  # fmt: skip
        show.words(pd.DataFrame(rows, columns=heads), alt=say("Totals before and after"))


def _to_the_cent(amount: Decimal | None) -> str:
    """A card's figure as the table beside it writes it."""
    return say("not known") if amount is None else amount_alone(amount)


def _delta(total: TotalEffect) -> str:
    if total.before == total.after:
        return say("unchanged")
    return _change(total) or say("before: {before}", before=money(total.before, total.currency))


def _change(total: TotalEffect) -> str:
    """After less before with its sign; nothing where one of the two is not known."""
    if total.before is None or total.after is None:
        return ""
    change = total.after - total.before
    sign = "+" if change > 0 else "−"
    return f"{sign}{money(abs(change), total.currency, exact=True)}"


def _standings(effect: Effect, done: bool) -> None:
    found = effect.standings
    if not found:
        st.markdown(say("No State's right to vote or standing changes."))
        return
    number = len(found)
    st.markdown(
        count("**{number} State's standing changed:**", "**{number} States' standing changed:**", number)
        if done
        else count("**{number} State's standing would change:**", "**{number} States' standing would change:**", number)
    )
    lines = [_line(row, effect, bold="**") for row in found[:_STANDINGS_SHOWN]]
    st.markdown("\n".join(lines))
    if rest := found[_STANDINGS_SHOWN:]:
        with st.expander(count("{number} more State", "{number} more States", len(rest))):
            st.markdown("\n".join(_line(row, effect) for row in rest))


def _line(row: StandingEffect, effect: Effect, bold: str = "") -> str:
    before, after = map(_status, (row.before, row.after), effect.bodies)
    return f"- {named(row.state)}: {before} → {bold}{after}{bold}"


def _status(status: str | None, body: BodyName) -> str:
    return say("not a Member") if status is None else signed(status, body)


def _rows(rows: RowEffect, key: str) -> None:
    table = TABLES[rows.table]
    st.markdown(
        say("**{table}**: {new} new, {changed} changed, {gone} no longer in force, {unchanged} unchanged.",
            table=say(table.title), new=number(rows.new), changed=number(rows.changed), gone=number(rows.gone),
            unchanged=number(rows.unchanged))
    )  # fmt: skip
    if rows.cells:
        heads = (say("Row"), say("Column"), say("Was"), say("Is then"))
        cells = [(", ".join(_text(part) for part in c.key), c.column, _text(c.old), _text(c.new)) for c in rows.cells]
        listed(say("Changed cells: {table}", table=say(table.title)), heads, cells, f"{key}_{rows.table}_cells",
               opened=True)  # fmt: skip
    for title, found in ((say("New rows"), rows.added), (say("Rows no longer in force"), rows.removed)):
        if found:
            kept = [place for place in range(len(table.names)) if any(row[place] is not None for row in found)]
            names = tuple(table.names[place] for place in kept)
            texts = [tuple(_text(row[place]) for place in kept) for row in found]
            listed(f"{title}: {say(table.title)}", names, texts, f"{key}_{rows.table}_{title}")
    if max(rows.new, rows.changed, rows.gone) > MOST_SHOWN:
        st.caption(say("The first {number} of each are listed.", number=MOST_SHOWN))


def listed(title: str, heads: Sequence[str], rows: Sequence[Sequence[str]], key: str, *, opened: bool = False) -> None:
    """Rows of text to open, with their download."""
    with st.expander(
        say("{title} ({number})", title=title, number=number(len(rows))), expanded=opened, icon=":material/table_rows:"
    ):
        show.words(pd.DataFrame(list(rows), columns=list(heads)), alt=title, key=f"listed_{key}")
        file_links.button(
            say("Download csv"),
            lambda: to_csv(heads, [Kind.TEXT] * len(heads), rows).encode(),
            f"{key}.csv",
            key=f"csv_{key}",
            type="tertiary",
            icon=":material/download:",
        )


def _text(value: object) -> str:
    if value is None:
        return ""
    return f"{value.normalize():f}" if isinstance(value, Decimal) and value != value.to_integral() else str(value)
