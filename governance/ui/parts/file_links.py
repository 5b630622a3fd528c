"""Links to files that leave by addresses of ours: in the same tab, by keyboard, and with the address to copy.

They are links and not Streamlit's download buttons, whose addresses ask nobody who comes. What is made of a session's
own input has no address, and keeps such a button: `button`, the only place with one.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from html import escape
from typing import Literal

import streamlit as st

from governance.ui.parts.words import bare, say
from governance.ui.shell import link
from governance.ui.shell.routes.answering import ANY, MEDIA


def links(files: Mapping[str, str], *, copy: str = "", buttons: bool = False) -> None:
    """Links side by side, each text with its address; none on paper. `copy` is a whole address for programs, which can
    be opened and copied; as `buttons` they look like what else is done there."""
    if link.on_paper():
        return
    look = "files buttons" if buttons else "files"
    told = "".join(f'<a href="{escape(address)}">{escape(bare(words))}</a>' for words, address in files.items())
    if copy:
        word = say("Address")
        told += f"<details><summary>{escape(word)}</summary><code>{escape(copy)}</code></details>"
    st.html(f'<div class="{look}">{told}</div>', width="content")


def button(
    label: str,
    make: Callable[[], bytes],
    name: str,
    *,
    key: str,
    icon: str,
    type: Literal["secondary", "tertiary"] = "secondary",
    disabled: bool = False,
) -> None:
    """A button for a file of that name that follows from what somebody did here, made once they ask for it.

    Streamlit keeps a file under a sum of its name, its kind and parts of it, whoever asked: of two large ones that
    differ elsewhere the second to ask would get the first. So the kind has a word by chance in it, that no other file
    has.
    """
    kind = MEDIA.get(name.rpartition(".")[2].lower(), ANY)
    st.download_button(
        label,
        make,
        name,
        f"{kind}; made={secrets.token_hex(8)}",
        key=key,
        on_click="ignore",
        type=type,
        icon=icon,
        disabled=disabled,
    )
