"""The Organization on one page: what is assessed, collected and owed, whose vote is at risk, what needs attention."""

import streamlit as st

from governance.ui.parts.show import end
from governance.ui.parts.words import say
from governance.ui.shell.here import here
from governance.ui.today import beside, key_figures, money_ahead, overview

where = here()
st.title(where.titled(say("Today")), anchor=False)
st.markdown(overview.sentence(where))
if not where.books.evidence:
    overview.steps(where)
    end()
key_figures.show_figures(where)
overview.not_known(where)
beside.panels(where)
money_ahead.on_today(where)
overview.attention(where)
