"""What is folded and made only once somebody opens it: a page need not wait for tables that few open."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from governance.ui.shell import link
from governance.words import language


def folded(words: str, draw: Callable[[], None], *, key: str, icon: str | None = ":material/table:") -> None:
    """Under these words what `draw` draws, which is a run of its own when it is opened. On paper it is open."""
    if link.on_paper():
        with st.expander(words, icon=icon):
            draw()
        return
    spoken = language.get()

    @st.fragment
    def part() -> None:
        language.set(spoken)  # the door, which sets it, has no part in a fragment's run
        fold = st.expander(words, icon=icon, key=f"folded_{key}", on_change="rerun")
        if fold.open:
            with fold:
                draw()

    part()
