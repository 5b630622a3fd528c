"""What a page knows of who looks at it."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest


def _page(subject: str) -> None:
    import streamlit as st

    from governance.access import FINANCE, Reader, asking
    from governance.ui.shell import visitor

    visitor.keep_apart(Reader("Ana", frozenset({FINANCE}), subject=subject, issuer="https://login.example"))
    st.session_state.setdefault("begun_by", subject)
    st.write(st.session_state["begun_by"], asking.get())


def test_what_one_person_began_is_not_the_next_one_s() -> None:
    """A browser may take up a page whose session another began, by knowing its id."""
    app = AppTest.from_function(_page, args=("1",)).run()
    assert app.markdown[0].value == "1 1"
    assert app.run().session_state["begun_by"] == "1"
    other = AppTest.from_function(_page, args=("2",))
    for name in ("begun_by", "whose_page"):
        other.session_state[name] = app.session_state[name]
    assert other.run().markdown[0].value == "2 2"
