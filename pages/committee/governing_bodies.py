"""The governing bodies: quorum and majorities by attendance, who may vote, seats and terms, each body's rules."""

import streamlit as st

from governance.ui.membership import governing_bodies as bodies
from governance.ui.parts import quotations, show
from governance.ui.parts.show import end
from governance.ui.parts.words import say
from governance.ui.shell.here import here

where = here()
st.title(say("Governing bodies"), anchor=False)
if not where.books.rulebook.bodies:
    st.markdown(say("The rulebook of this ledger names no bodies."))
    end()
body = bodies.chosen_body(where)
bodies.about(where, body)
session = bodies.chosen_session(where, body)
bodies.majorities(where, body, session)
bodies.who_may_vote(where, body, session)
bodies.seats(where, body)

st.header(say("All bodies"), anchor=False)
show.table(where, where.ask("bodies"), ("body", "exists", "because", "seats", "article"), key="bodies")
quotations.beside(where, "council", "council_session", "executive_committee", "director_general")
