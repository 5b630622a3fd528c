"""The laboratory: a budget carried forward under stated assumptions, for every Member, beside a second scenario."""

import streamlit as st

from governance.problems import Refused
from governance.ui.parts import show
from governance.ui.parts.words import say
from governance.ui.shell.here import here
from governance.ui.what_if import assumptions, results

where = here()
st.title(say("What if"), anchor=False)
years = assumptions.bases(where)
if not years:
    assumptions.nothing(where)
    st.stop()
printing = results.layout()
chosen = assumptions.from_link(years) if printing else assumptions.scenarios(where, *assumptions.base_choice(years))
try:
    projected = [results.Projection(where, scenario) for scenario in chosen]
except Refused as refused:
    show.refusal(refused.problems)
    st.stop()
st.markdown(results.sentence(projected))
if printing:
    results.plain(where, projected)
    st.stop()
results.charts(where, projected)
results.assumed_table(where, projected)
results.members(where, projected)
