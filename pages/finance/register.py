"""The register of uploads: every batch and event, what each changed, the original file, and how to take one back."""

import streamlit as st

from governance.ui.finance import acts, payers, register, waiting
from governance.ui.parts.words import say
from governance.ui.shell.here import here

where = here()
st.title(say("Register of uploads"), anchor=False)
acts.acknowledgement()
waiting.proposals(where)
answer = where.ask("register")
st.markdown(register.sentence(answer))
register.events(where, answer)

chosen = register.batch(where)
if chosen is not None:
    register.one_batch(where, chosen)
    if acts.is_open(where):
        register.turn(where, chosen)

payers.way_there(where)
st.caption(say("Head of the chain of events: {head}", head=where.books.head))
