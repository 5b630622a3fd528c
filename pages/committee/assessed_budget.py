"""The assessed budget: by year, by State, who pays the most, what changed, and one State's history."""

import streamlit as st

from governance.ui.budget import assessed
from governance.ui.parts import balances
from governance.ui.parts.show import end
from governance.ui.parts.words import say
from governance.ui.shell import link
from governance.ui.shell.here import here

where = here()
st.title(say("Assessed budget"), anchor=False)
years = assessed.years(where)
if not years:
    st.markdown(say("No assessments are held here on this date."))
    end()
first = st.container()
year = str(link.choose("year", say("Year"), {str(y): str(y) for y in reversed(years)}, str(years[-1]), width=160))
ranked = where.ask("largest_contributors", year=year, currency=where.currency)
first.markdown(assessed.sentence(where, ranked))

left, right = st.columns(2)
with left:
    balances.assessed_by_year(where, "by_year")
with right:
    assessed.largest(where, ranked, say("Assessed ({currency})", currency=where.currency or ""))
if where.state:
    assessed.one_state(where)
assessed.on_the_map(where, ranked)
assessed.changes(where, year)
