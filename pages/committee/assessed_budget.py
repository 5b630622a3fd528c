"""The assessed budget: by year, by State, who pays the most, what changed, and one State's history."""

import streamlit as st

from governance.ui.budget import assessed
from governance.ui.parts import balances, show
from governance.ui.parts.words import say
from governance.ui.shell import link
from governance.ui.shell.here import here

where = here()
st.title(say("Assessed budget"), anchor=False)
years = assessed.years(where)
if not years:
    st.markdown(say("No assessments are held here on this date."))
    st.stop()
year = link.choose("year", say("Year"), {str(y): str(y) for y in reversed(years)}, str(years[-1]), width=160)
st.markdown(assessed.sentence(where, str(year)))

axis = say("Assessed ({currency})", currency=where.currency or "")
left, right = st.columns(2)
with left:
    balances.assessed_by_year(where, "by_year")
with right:
    ranked = where.ask("largest_contributors", year=year, currency=where.currency)
    show.chart(
        where,
        ranked,
        assessed.largest_bars(ranked, axis),
        title=assessed.largest_title(ranked),
        key="largest",
    )

assessed.on_the_map(where, ranked, str(year))

if where.state:
    assessed.one_state(where)
else:
    st.caption(say("Choose a State above to see its amounts and rates through the years."))

st.subheader(say("Change on the year before, {year}", year=year), anchor=False)
changes = where.ask("assessment_changes", year=year, currency=where.currency)
show.table(where, changes, assessed.CHANGES, rows=assessed.by_change(changes), key="changes")
