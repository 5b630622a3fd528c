"""What the field's terms mean, in one list."""

from html import escape

import streamlit as st

from governance.glossary import entries
from governance.ui.parts.words import say
from governance.words import in_order

st.title(say("Terms"), anchor=False)
st.markdown(
    say(
        "The words of the field as they are meant here. They stand behind the sign beside a heading or a figure as "
        "well: point at it, tap it, or reach it with the keyboard."
    )
)
told = sorted(
    ((str(say(entry.term)), str(say(entry.definition))) for entry in entries()), key=lambda pair: in_order(pair[0])
)
st.html(f"<dl>{''.join(f'<dt><b>{escape(term)}</b></dt><dd>{escape(meaning)}</dd>' for term, meaning in told)}</dl>")
