"""Operational funding: voluntary money beside the assessed core, who gives it and for what, spending and funds."""

import streamlit as st

from governance.ui.parts import quotations, stated
from governance.ui.parts.show import end
from governance.ui.parts.words import say
from governance.ui.resources import contributions
from governance.ui.resources import operational_funding as funding
from governance.ui.shell.here import here

where = here()
st.title(say("Operational funding"), anchor=False)
first = st.container()
steering = st.container(horizontal=True, gap="small")
with steering:
    currency = funding.currency_of(where)
if currency is None:
    stated.still_to_come(where, "funding_stated", "operational_funding")
    st.markdown(say("No revenue, voluntary contributions or funds are held here on this date."))
    funding.two_parts(where)
    end()
both = where.ask("core_and_voluntary", currency=currency)
first.markdown(funding.sentence(both))
given = where.ask("funding", currency=currency)
with steering:
    year = contributions.year_choice(given) if given.rows else None
    other = contributions.other_choice(where)
stated.still_to_come(where, "funding_stated", "operational_funding")
funding.core(where, both, currency)
for party in filter(None, (where.state, other)):
    contributions.one(where, party, currency)

if year:
    contributions.largest(where, year, currency)
    left, right = st.columns(2)
    with left:
        contributions.by_kind(where, currency)
    with right:
        contributions.by_area(where, year, currency)
    contributions.corrections(where, currency)

funding.two_parts(where)
quotations.beside(where, "administrative_part", "operational_part")
funding.accounts(where, currency)
funding.funds(where, currency)
quotations.beside(where, "emergency_revolving_fund", "discretionary_income", "1035_facility", "projectization")
funding.agreement(where, currency)
