"""Inputs whose value stands in the link, as `link.choose` has it for a choice among a few."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

from governance.ui.parts.words import bare, say
from governance.ui.shell import link


def text(key: str, label: str, default: str = "", *, help: str | None = None) -> str:
    """A line of text; the default is not written into the link."""
    widget = f"text_{key}"
    st.session_state[widget] = link.get(key) or default
    written: str = st.text_input(label, key=widget, help=help, max_chars=300, on_change=_keep(key, widget, default))
    return written


def slider(
    label: str,
    current: float,
    bounds: tuple[float, float, float],
    changed: Callable[[float], None],
    key: str,
    form: str,
) -> None:
    """A slider from the first to the second bound in steps of the third; `changed` gets the new number."""
    widget = f"slide_{key}"
    st.session_state[widget] = current
    low, high, step = bounds
    st.slider(
        label,
        min_value=low,
        max_value=high,
        step=step,
        format=form,
        key=widget,
        on_change=lambda: changed(st.session_state[widget]),
    )


def select(
    label: str,
    current: str,
    options: Mapping[str, str],
    changed: Callable[[str], None],
    key: str,
) -> None:
    """A choice that is not itself in the link; `changed` gets the option chosen and writes what follows from it."""
    widget = f"select_{key}"
    st.session_state[widget] = current
    st.selectbox(
        label,
        list(options),
        key=widget,
        format_func=lambda option: bare(options.get(option, str(option))),
        on_change=lambda: changed(st.session_state[widget]),
    )


def several(
    label: str, current: list[str], options: Mapping[str, str], changed: Callable[[list[str]], None], key: str
) -> None:
    """A choice of several; `changed` gets all that are chosen."""
    widget = f"several_{key}"
    known = {**options, **{code: options.get(code, code) for code in current}}
    st.session_state[widget] = current
    st.multiselect(
        label,
        list(known),
        key=widget,
        placeholder=say("Choose States"),
        format_func=lambda code: bare(known.get(code, str(code))),
        on_change=lambda: changed(st.session_state[widget]),
    )


def _keep(key: str, widget: str, default: str) -> Callable[[], None]:
    def keep() -> None:
        written = st.session_state[widget].strip()
        link.put(key, None if written == default else written)

    return keep
