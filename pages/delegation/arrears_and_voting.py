"""Who owes what, by year of debt, on any date; and one State's account by year."""

import streamlit as st

from governance.ui.arrears_and_votes import arrears, who_may_vote
from governance.ui.parts import balances, collected, quotations, show, tables, votes
from governance.ui.parts.days_ahead import days_ahead
from governance.ui.parts.show import end
from governance.ui.parts.words import joined, say
from governance.ui.shell.here import here
from governance.ui.shell.menu import page_link

where = here()
st.title(where.titled(say("Arrears and votes")), anchor=False)
if not where.receipts_known:
    arrears.not_known(where)
    end()
st.markdown(joined(" ", (arrears.sentence(where), who_may_vote.sentence(where))))

if where.state:
    if not votes.not_told(where):
        votes.your_vote(where)
    balances.state_by_year(where, "state", arrears.state_title(where))
    page_link("statement", say("Open the statement of account"), ":material/receipt_long:")

who_may_vote.who_may_vote(where)
with st.container(key="section-debts"):
    arrears.who_owes_what(where)
arrears.identity(where)
quotations.beside(where, "outstanding_contributions")
arrears.published(where)

left, right = st.columns(2)
with left:
    balances.owed_by_year(where)
with right:
    collected.chart(where)

st.header(where.titled(say("The balance of each State")), anchor=False)
each = where.ask("balances", currency=where.currency)
show.table(
    where, each, arrears.columns(where), rows=tables.by_name(each.frame()), key="balances", totals=balances.SUMMED
)
days_ahead(where)
