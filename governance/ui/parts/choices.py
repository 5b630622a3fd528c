"""Inputs of a page whose values are in the address, beside link.choose: several values, a day, a number, a view."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import streamlit as st

from governance.problems import Refused
from governance.tables.known_years import FIRST_DAY, LAST_DAY
from governance.ui.parts.numbers import DAY_TYPED
from governance.ui.parts.words import bare, say
from governance.ui.shell import link

_BETWEEN = ","


def view(key: str, label: str, options: Mapping[str, str], default: str) -> str:
    """Which part of a page is shown. Raises Refused if the address names another."""
    current = link.get(key)
    if current is not None and current not in options:
        raise Refused(link.not_a_value(key, current, label))
    widget = f"choose_{key}"
    st.session_state[widget] = current or default

    def chosen() -> None:
        picked = st.session_state[widget]
        link.put(key, picked if picked != default else None)

    st.segmented_control(
        label,
        list(options),
        key=widget,
        format_func=options.__getitem__,
        on_change=chosen,
        required=True,
        label_visibility="collapsed",
    )
    return current or default


def several(key: str, label: str, options: Mapping[str, str], *, placeholder: str) -> tuple[str, ...]:
    """Any number of `options` (value to what is shown). Raises Refused if the address names one that is not there."""
    current = tuple(value for value in (link.get(key) or "").split(_BETWEEN) if value)
    wrong = [value for value in current if value not in options]
    if wrong and link.came_from_address(key):
        raise Refused(*(link.not_a_value(key, value, label) for value in wrong))
    current = tuple(value for value in current if value in options)
    widget = f"choose_{key}"
    st.session_state[widget] = list(current)
    st.multiselect(
        label,
        list(options),
        key=widget,
        format_func=lambda value: bare(options.get(value, str(value))),
        on_change=lambda: link.put(key, _BETWEEN.join(st.session_state[widget]) or None),
        placeholder=placeholder,
    )
    return current


def day(key: str, label: str, default: date, *, help_text: str | None = None) -> date:
    """A day of its own, beside the date that all pages share. Raises Refused if the address holds no such day."""
    text = link.get(key)
    try:
        current = date.fromisoformat(text) if text else default
    except ValueError:
        raise Refused(link.not_a_value(key, str(text), label)) from None
    if not FIRST_DAY <= current <= LAST_DAY:
        raise Refused(link.not_a_value(key, str(text), label))
    widget = f"choose_{key}"
    st.session_state[widget] = current

    def chosen() -> None:
        picked: date | None = st.session_state[widget]
        link.put(key, picked.isoformat() if picked and picked != default else None)

    st.date_input(
        label, key=widget, format=DAY_TYPED, min_value=FIRST_DAY, max_value=LAST_DAY, on_change=chosen, help=help_text
    )
    return current


def number(key: str, label: str, lowest: int, highest: int, default: int) -> int:
    """A whole number on a slider. Raises Refused if the address holds none of the numbers that there are.

    One that this session's own clicks made impossible gives way to the nearest that is possible.
    """
    if lowest >= highest:
        return highest
    text = link.get(key)
    current = int(text) if text and text.isdecimal() else None
    if text and (current is None or not lowest <= current <= highest):
        if current is None or link.came_from_address(key):
            raise Refused(link.not_a_value(key, text, label))
        current = min(max(current, lowest), highest)
    shown = default if current is None else current
    widget = f"choose_{key}"
    st.session_state[widget] = shown

    def chosen() -> None:
        picked = st.session_state[widget]
        link.put(key, str(picked) if picked != default else None)

    st.slider(label, lowest, highest, key=widget, on_change=chosen)
    return shown


def on_the_way(first: date, last: date, as_of: date) -> None:
    """The date that all pages share, as a slider from the first day on record to the last known: it moves the menu's.

    A date before or after these widens the slider to it.
    """
    widget = "slide_as_of"
    st.session_state[widget] = as_of

    def chosen() -> None:
        picked: date = st.session_state[widget]
        link.put("as_of", picked.isoformat() if picked != last else None)

    st.slider(
        say("As of"),
        min_value=min(first, as_of),
        max_value=max(last, as_of),
        key=widget,
        format=DAY_TYPED,
        on_change=chosen,
        help=say("The same date as above: every figure is what was true on this day."),
    )
