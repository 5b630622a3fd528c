"""Letters to a State about its contributions: drafted, edited, taken as a PDF, and registered once they were sent."""

import streamlit as st

from governance.ui.finance import acts, all_papers, letters
from governance.ui.parts.words import say
from governance.ui.shell.here import here

where = here()
st.title(say("Letters"), anchor=False)
acts.acknowledgement()
st.markdown(
    say(
        "Nothing is sent from here: edit the draft, take the letter as a PDF, send it as your office does, and "
        "register it as sent."
    )
)
if acts.is_open(where):
    letters.write(where)
letters.register(where)
all_papers.statements_of_all(where)
