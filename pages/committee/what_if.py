"""The laboratory: a budget carried forward under stated assumptions, for every Member, beside a second scenario."""

import streamlit as st

from governance.problems import Refused
from governance.ui.parts import scenario_links, show
from governance.ui.parts.show import end
from governance.ui.parts.words import say
from governance.ui.shell.here import here
from governance.ui.what_if import assumptions, held_budgets, newcomers, results

where = here()
st.title(say("What if"), anchor=False)
years = scenario_links.bases(where)
if not years:
    assumptions.nothing(where)
    end()
if printing := results.layout_asked():
    results.layout()
    left, chosen = st.container(), assumptions.from_link(where, years)
else:
    left, right = st.columns([2, 1], gap="medium")
    with right:
        chosen = assumptions.steering(where, years)
try:
    projected = [results.Projection(where, scenario) for scenario in chosen]
except Refused as refused:
    with left:
        show.refusal(refused.problems)
    end()
left.markdown(results.sentence(projected))
if held := held_budgets.of_the_year(where, projected[0].asked, projected[0].rows[0].whole("year")):
    left.markdown(held)
if printing:
    results.plain(where, projected)
    end()
with left:
    newcomers.told(where, projected[0])
    results.budget(where, projected)
results.rest(where, projected)
results.members(where, projected)
results.assumed_table(where, projected)
results.layout()
