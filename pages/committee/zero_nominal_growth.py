"""What a frozen budget is still worth, what its Administration absorbed, and what it has to carry."""

import streamlit as st

from governance.ui.budget import capacity, costs, growth, growth_words
from governance.ui.parts import quotations
from governance.ui.parts.words import say
from governance.ui.shell.here import here

where = here()
st.title(say("Zero nominal growth"), anchor=False)
currencies = growth_words.currencies(where)
if not currencies:
    growth.nothing()
    st.stop()
for currency in currencies:
    growth.budget(where, currency)
quotations.beside(where, "zero_nominal_growth")
costs.recovered(where)
costs.costs(where)
capacity.page(where)
quotations.beside(where, "capacities", "financial_coverage", "projectization")
