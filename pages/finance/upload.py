"""Handing spreadsheets in: how they are read, all that is wrong, what they would change, and only then the act."""

import streamlit as st

from governance.ui.finance import acts, how_read, tasks, upload
from governance.ui.parts.show import end
from governance.ui.parts.words import say
from governance.ui.shell import menu
from governance.ui.shell.here import here

where = here()
st.title(say("Hand in spreadsheets"), anchor=False)
upload.links(acts.acknowledgement())
st.markdown(
    say(
        "Drop the sheets of your office or the statements of your bank here as they are. You see how they are read, "
        "all that is wrong, and what they would change, before anything is recorded."
    )
)
if acts.is_open(where):
    given = upload.files(where)
    upload.first_steps(where)
    upload.templates()
    upload.sample(where)
    menu.page_link(
        "by_hand", say("Enter or correct one receipt, adjustment or action on a vote"), ":material/edit_note:"
    )
    if given:
        found = upload.previewed(where, given)
        how_read.how_read(found)
        upload.problems(found, given)
        acknowledged = upload.warnings(found)
        upload.effect_and_acceptance(where, found, acknowledged)
        end()
tasks.last_taken_in(where)
if where.books.evidence:
    tasks.tasks(where)
