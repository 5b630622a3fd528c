"""Published or recorded assessments held against the scale: what agrees, what does not, and why."""

import streamlit as st

from governance.ui.finance import checks
from governance.ui.parts.show import end
from governance.ui.parts.words import say
from governance.ui.shell import link
from governance.ui.shell.here import here

where = here()
st.title(say("Assessment checks"), anchor=False)
checks.printed_twice(where)
agreement = where.ask("agreement")
years = sorted({row.whole("year") for row in agreement.dicts() if row["rows"]})
if not years:
    st.markdown(say("There are no assessments that a United Nations scale could be held against on this date."))
    end()
st.markdown(checks.sentence(agreement))
checks.chart(where, agreement)
options = {"": say("All years"), **{str(year): str(year) for year in reversed(years)}}
year = link.choose("year", say("Year"), options, "", width=160)
found = where.ask("reconciliation", year=year or None)
st.header(checks.title(found, year or ""), anchor=False)
checks.findings(where, found)
