"""Who paid: the receipts of unknown payers, each with the State that may have paid it, to be confirmed."""

import streamlit as st

from governance.ui.finance import acts, payers
from governance.ui.parts.words import say
from governance.ui.shell.here import here

where = here()
st.title(say("Who paid"), anchor=False)
acts.acknowledgement()
payers.unidentified(where)
