"""One receipt, adjustment or action of the Council in a form: looked at, accepted and taken back like any file."""

import streamlit as st

from governance.ui.finance import acts, by_hand, upload
from governance.ui.parts.words import say
from governance.ui.shell.here import here

where = here()
st.title(say("Enter one by hand"), anchor=False)
upload.links(acts.acknowledgement())
st.markdown(say("For one that came alone. Many are handed in as the office's own spreadsheet."))
if acts.is_open(where):
    table, old = by_hand.what(where)
    by_hand.form(where, table, old)
    by_hand.looked_at(where, table, old)
