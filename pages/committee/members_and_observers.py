"""Members and observers: who observes, how they grew, who joined and left, and lists of States followed."""

import streamlit as st

from governance.ui.membership import (
    counts_over_time,
    history,
    leaving_and_joining,
    observing,
    on_the_date,
    status_changes,
)
from governance.ui.parts import choices, quotations
from governance.ui.parts.show import end
from governance.ui.parts.words import say
from governance.ui.shell.here import here

where = here()
st.title(say("Members and observers"), anchor=False)
first = counts_over_time.first_day(where)
if first is None:
    st.markdown(say("No membership is held here: hand it in with the table of membership."))
    end()
st.markdown(counts_over_time.sentence(where))
counts_over_time.slider(where, first)

VIEWS = {
    "observers": say("Observers"),
    "growth": say("Growth"),
    "date": say("On the date"),
    "changes": say("Joining and leaving"),
    "states": say("One State, or a list"),
    "tools": say("What if"),
}
view = choices.view("view", say("What to show"), VIEWS, "observers")
if view == "observers":
    observing.observers(where)
elif view == "growth":
    counts_over_time.growth(where)
    quotations.beside(where, "membership")
elif view == "date":
    on_the_date.on_the_date(where)
elif view == "changes":
    status_changes.changes(where)
elif view == "states":
    history.one_state(where)
    history.followed(where)
else:
    leaving_and_joining.tools(where)
