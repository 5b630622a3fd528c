"""The Organization on one page: what is assessed, collected and outstanding, and what needs attention."""

import streamlit as st

from governance.ui.parts import balances
from governance.ui.parts.words import say
from governance.ui.shell.here import here
from governance.ui.today import overview

where = here()
st.title(where.titled(say("Today")), anchor=False)
st.markdown(overview.sentence(where))
overview.cards(where)
overview.attention(where)

left, right = st.columns(2)
with left:
    balances.assessed_by_year(where, "assessed")
with right:
    if where.receipts_known:
        balances.owed_by_year(where)
    else:
        balances.no_receipts(where)
