"""What a frozen budget is still worth, what its Administration absorbed, and what it has to carry."""

import streamlit as st

from governance.ui.budget import capacity, costs, level, zero_growth
from governance.ui.parts import quotations, show
from governance.ui.parts.show import end
from governance.ui.parts.words import say
from governance.ui.shell.here import here

where = here()
st.title(say("Zero nominal growth"), anchor=False)
currencies = zero_growth.currencies(where)
if not currencies:
    show.no_budget()
    end()
first = st.container()
with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
    answers = level.choices(where, currencies)
    carried = capacity.choice(where)
first.markdown(level.sentence(answers, currencies))
for place, answer in enumerate(answers.values()):
    level.budget(where, answer, opening=place == 0)
quotations.beside(where, "zero_nominal_growth")
capacity.page(where, carried)
quotations.beside(where, "capacities", "financial_coverage", "projectization")
costs.costs(where)
costs.recovered(where)
