"""Members and observers: how they grew, who they are on any date, who joined and left, and lists of States followed."""

import streamlit as st

from governance.ui.membership import history as lives
from governance.ui.membership import members, members_moves, members_on
from governance.ui.membership import withdrawal as leaving
from governance.ui.parts import choices, quotations
from governance.ui.parts.words import say
from governance.ui.shell.here import here

where = here()
st.title(say("Members and observers"), anchor=False)
first = members.first_day(where)
if first is None:
    st.markdown(say("No membership is held here: hand it in with the table of membership."))
    st.stop()
st.markdown(members.sentence(where))
members.slider(where, first)

VIEWS = {
    "growth": say("Growth"),
    "date": say("On the date"),
    "changes": say("Joining and leaving"),
    "states": say("One State, or a list"),
    "tools": say("What if"),
}
view = choices.view("view", say("What to show"), VIEWS, "growth")
if view == "growth":
    members.growth(where)
    quotations.beside(where, "membership")
elif view == "date":
    members_on.on_the_date(where)
elif view == "changes":
    members_moves.changes(where)
elif view == "states":
    lives.one_state(where)
    lives.followed(where)
else:
    leaving.tools(where)
