"""Who owes what, by year of debt, on any date; and one State's account by year."""

import streamlit as st

from governance.charts.members import ageing
from governance.charts.years import collection_curves, owed_over_time, state_by_year
from governance.ui.arrears_and_votes import arrears, votes
from governance.ui.parts import quotations, show
from governance.ui.parts.words import joined, say
from governance.ui.shell.here import here
from governance.ui.shell.menu import page_link
from governance.ui.today import overview

where = here()
st.title(where.titled(say("Arrears and voting")), anchor=False)
if not where.receipts_known:
    arrears.not_known(where)
    st.stop()
st.markdown(joined(" ", (arrears.sentence(where), votes.sentence(where))))

currency = where.currency or ""
axis = say("Outstanding ({currency})", currency=currency)
if where.state:
    if not votes.not_told(where):
        votes.your_vote(where)
    outstanding = where.ask("outstanding", state=where.state, currency=where.currency)
    show.chart(
        where,
        outstanding,
        state_by_year(say("Amount ({currency})", currency=currency), tuple(arrears.parts(outstanding).values())),
        arrears.state_bars(outstanding),
        title=arrears.state_title(where),
        key="state",
    )
    page_link("statement", say("Open the statement of account"), ":material/receipt_long:")

votes.who_may_vote(where)

aged = where.ask("ageing", currency=where.currency)
show.chart(
    where,
    aged,
    ageing(axis, arrears.buckets(where)),
    arrears.ageing_bars(where, aged),
    title=say("Who owes what, by year of debt"),
    key="ageing",
    note=say("States that owe nothing are in the table."),
)
arrears.identity(where)
quotations.beside(where, "outstanding_contributions")
arrears.published(where)

left, right = st.columns(2)
with left:
    owed = where.ask("over_time", currency=where.currency)
    show.chart(
        where,
        owed,
        owed_over_time(axis, *(words := (say("Arrears"), say("Due of the current year")))),
        overview.owed_parts(owed, words),
        title=say("Outstanding at the end of each year"),
        key="owed",
        nothing=say("What was owed at the end of an earlier year is not known here."),
    )
with right:
    collected = where.ask("collection", currency=where.currency, since_year=str(where.as_of.year - 5))
    show.chart(
        where,
        collected,
        collection_curves(say("Collected (% of the year's assessments)")),
        arrears.curves(where, collected),
        title=say("How fast contributions come in: {year} against earlier years", year=where.as_of.year),
        key="collection",
        note=say("Thin grey lines: each of the five years before."),
        nothing=say("No receipts with their days are held for these years."),
    )

st.subheader(where.titled(say("The balance of each State")), anchor=False)
balances = where.ask("balances", currency=where.currency)
show.table(where, balances, arrears.columns(where), rows=arrears.by_name(balances), key="balances")
