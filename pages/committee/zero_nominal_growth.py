"""What a frozen budget is still worth, what its Administration absorbed, and what it has to carry."""

import streamlit as st

from governance.ui.budget import capacity, costs, zero_growth
from governance.ui.parts import quotations, show
from governance.ui.parts.words import say
from governance.ui.shell.here import here

where = here()
st.title(say("Zero nominal growth"), anchor=False)
currencies = zero_growth.currencies(where)
if not currencies:
    show.no_budget()
    st.stop()
for currency in currencies:
    zero_growth.budget(where, currency)
quotations.beside(where, "zero_nominal_growth")
costs.recovered(where)
costs.costs(where)
capacity.page(where)
quotations.beside(where, "capacities", "financial_coverage", "projectization")
