"""Closing a financial year: totals beside the general ledger's and the bank's, and what is closed already."""

import streamlit as st

from governance.ui.finance import acts, closing
from governance.ui.parts.words import say
from governance.ui.shell import link
from governance.ui.shell.here import here

where = here()
st.title(say("Closing a year"), anchor=False)
acts.acknowledgement()
st.markdown(closing.sentence(where))

years = closing.years(where)
if not years:
    st.markdown(say("There is no year to close: a year is closed once it is over, with what was assessed for it."))
elif acts.is_open(where):
    options = {str(year): str(year) for year in years}
    year = link.choose("year", say("Year to close"), options, None, placeholder=say("Choose a year"), width=200)
    if year:
        closing.form(where, int(year))

closing.closed(where)
