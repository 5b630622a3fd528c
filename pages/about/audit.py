"""What was done with the ledger: every change of the facts, notes, proposals, papers, and what was refused."""

import streamlit as st

from governance.ui.about import what_was_done
from governance.ui.parts.words import say
from governance.ui.shell.here import here

where = here()
st.title(say("What was done"), anchor=False)
st.markdown(
    say(
        "Each record is sealed with the one before it, so that a change of any of them is found out. The list goes on "
        "to the last record, whichever version is in view."
    )
)
what_was_done.of_ledger(where)
