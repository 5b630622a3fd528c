"""The status report of all Members: issued on a day, downloaded again, and followed by what came in since."""

import streamlit as st

from governance.ui.finance import acts, issuing
from governance.ui.parts import votes
from governance.ui.parts.words import say
from governance.ui.shell.here import here

where = here()
st.title(say("Status reports"), anchor=False)
st.markdown(
    say(
        "A report that is issued is recorded with its number and the hash of its bytes: it can be made again, the "
        "same, whatever comes in later. What the {body} was informed of cites it by its number, as its document.",
        body=votes.body(where),
    )
)
if acts.is_open(where):
    issuing.form(where)
issuing.issued(where)
