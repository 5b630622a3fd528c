"""Links to files that leave by addresses of ours: in the same tab, by keyboard, and with the address to copy.

They are links and not Streamlit's download buttons, whose addresses ask nobody who comes. What is made of a session's
own input has no address, and keeps such a button.
"""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

import streamlit as st

from governance.ui.parts.words import bare, say
from governance.ui.shell import link


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
