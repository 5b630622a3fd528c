"""Who has paid in full, in part and nothing, of which year, since when; beside the same day of earlier years."""

import streamlit as st

from governance.ui.arrears_and_votes import honour_roll
from governance.ui.parts import balances
from governance.ui.parts.show import end
from governance.ui.parts.words import say
from governance.ui.shell.here import here

where = here()
st.title(where.titled(say("Paid in full")), anchor=False)
years = honour_roll.years(where)
if not years:
    balances.no_receipts(where)
    end()
st.markdown(honour_roll.sentence(where, years[0]))
honour_roll.beside_earlier_years(where)
honour_roll.by_day(where, years)
honour_roll.never(where)
