"""The link: everything that a view depends on is in the address, and an address that is wrong is refused in words.

The values live in the session as text under one key, are taken from the address whenever it was changed from
outside, and are written back at the end of every run. Nothing falls back in silence: a value from the address
that is not possible is refused; only one that this session's own clicks made impossible gives way to the default.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal
from urllib.parse import urlencode

import streamlit as st

from governance.problems import Problem, Refused
from governance.questions.parameters import LONGEST, shortened, too_long
from governance.ui.parts.words import bare, joined, say
from governance.words import one_of_ours

LANGUAGE = "language"
PRINT = "print"
SECTION = "section"
"""The part of the page that a link leads to: it stays in the address, and is gone to when it is followed."""
ON = "1"
_VALUES = "link"
_WRITTEN = "link_written"
_FROM_ADDRESS = "link_from_address"
_REFUSED = "link_refused"
_ASKED = "link_section"
_MOST_VALUES = 60


def read() -> None:
    """Take over what the address says, if it is not what we last wrote there.

    Raises Refused for an address that says one thing twice, too many or too long ones: nothing of it is taken over.
    """
    query = dict(st.query_params)
    values = st.session_state.setdefault(_VALUES, {})
    if query == st.session_state.get(_WRITTEN):
        return
    problems = impossible([(key, text) for key in st.query_params for text in st.query_params.get_all(key)])
    st.session_state[_REFUSED] = bool(problems)
    if problems:
        raise Refused(*problems)
    values.pop(SECTION, None)
    values.update(query)
    st.session_state[_FROM_ADDRESS] = set(query)
    st.session_state[_ASKED] = query.get(SECTION)


def impossible(said: Sequence[tuple[str, str]]) -> list[Problem]:
    """What no address of ours says, whatever it means; one refusal for each kind. `said` are its names and values."""
    names = dict.fromkeys(key for key, _ in said)
    if len(names) > _MOST_VALUES:
        message = say("The link names {number} values, and at most {most} mean something.", number=len(names),
                      most=_MOST_VALUES)  # fmt: skip
        return [Problem("link-value", message, suggestion=say("Start again from a page in the menu."))]
    twice = [shortened(name) for name in names if sum(key == name for key, _ in said) > 1]
    if twice:
        message = say("The link gives more than one value for {names}.", names=joined(", ", twice))
        return [Problem("link-value", message, suggestion=say("Take all but one away."))]
    return [too_long(shortened(key), text) for key, text in said if len(text) > LONGEST]


def language() -> str:
    """The language of whoever reads: the link's, else the browser's, else English. Asked for before the link is read,
    so that a refusal of it is said in that language."""
    return one_of_ours(_said(LANGUAGE), get(LANGUAGE), st.context.locale)


def on_paper() -> bool:
    """Whether the page is to be printed. Asked for before the link is read, as the language is."""
    return (_said(PRINT) or get(PRINT)) == ON


def section_asked() -> str | None:
    """The section to which the link leads that was followed just now; asked once."""
    name: str | None = st.session_state.pop(_ASKED, None)
    return name if name and name.isidentifier() else None


def lead_to(name: str) -> None:
    """Go to a section of the page that is drawn next, as a link that names it would."""
    st.session_state[_ASKED] = name


def _said(key: str) -> str | None:
    """What the address says, if it is not what we last wrote there."""
    return None if dict(st.query_params) == st.session_state.get(_WRITTEN) else st.query_params.get(key)


def write() -> None:
    """Make the address say what is shown; one that was refused stays, with its refusal."""
    if st.session_state.get(_REFUSED):
        return
    values = current()
    if dict(st.query_params) != values:
        st.query_params.from_dict(values)
    st.session_state[_WRITTEN] = values


def get(key: str) -> str | None:
    """The text of one value, None where it is not set."""
    return st.session_state.get(_VALUES, {}).get(key) or None


def put(key: str, text: str | None) -> None:
    """Set one value, or unset it."""
    if text:
        st.session_state[_VALUES][key] = text
    else:
        st.session_state[_VALUES].pop(key, None)


def drop(*keys: str) -> None:
    """Unset values that make no sense any more."""
    for key in keys:
        put(key, None)


def came_from_address(key: str) -> bool:
    """Whether the value stood in an address that somebody typed or followed."""
    return key in st.session_state.get(_FROM_ADDRESS, set())


def choose(
    key: str,
    label: str,
    options: Mapping[str, str],
    default: str | None,
    *,
    placeholder: str | None = None,
    width: int | Literal["stretch"] = "stretch",
    label_visibility: Literal["visible", "collapsed"] = "visible",
) -> str | None:
    """A selectbox whose value is in the address. `options` maps values to what is shown; None: nothing chosen yet.

    Raises Refused if the address names a value that is not among the options.
    """
    current = get(key)
    if current is not None and current not in options:
        if came_from_address(key):
            raise Refused(not_a_value(key, current, label))
        current = None
        drop(key)
    widget = f"choose_{key}"
    st.session_state[widget] = current if current is not None else default
    keys = list(options)
    chosen: str | None = st.selectbox(
        label,
        keys,
        index=None if default is None else 0,  # the value itself stands in the session already
        key=widget,
        format_func=lambda value: bare(options.get(value, str(value))),
        on_change=lambda: put(key, st.session_state[widget] if st.session_state[widget] != default else None),
        placeholder=placeholder or say("Choose one"),  # or the words are Streamlit's, in English
        width=width,
        label_visibility=label_visibility,
    )
    return chosen


def pick(key: str, label: str, options: Mapping[str, str], placeholder: str) -> None:
    """A second place on the page for a choice that stands in the head, for a page that shows nothing without it."""
    widget = f"pick_{key}"
    st.selectbox(
        label,
        list(options),
        index=None,
        key=widget,
        format_func=lambda value: bare(options.get(value, str(value))),
        on_change=lambda: put(key, st.session_state[widget]),
        placeholder=placeholder,
        width=420,
    )


def full(values: Mapping[str, str]) -> str:
    """The address of this view with nothing left to defaults."""
    shown = {key: text for key, text in current().items() if key != SECTION}
    written = {key: text for key, text in {**shown, **values}.items() if text}
    base = (st.context.url or "").split("?")[0]
    return f"{base}?{urlencode(written)}"


def not_a_value(key: str, text: str, label: str) -> Problem:
    """The refusal of a value in the address."""
    return Problem(
        "link-value",
        say("The link asks for “{value}” as “{label}”, which is not there.", value=text, label=label),
        column=key,
        value=text,
        suggestion=say("Nothing is shown in its place. Choose another above."),
    )


def current() -> dict[str, str]:
    """Everything that is set, as the address writes it."""
    return {key: text for key, text in st.session_state.get(_VALUES, {}).items() if text}
