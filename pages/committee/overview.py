"""The Organization on one page: what is assessed, collected and outstanding, and what needs attention."""

import streamlit as st

from governance.charts.years import bars_by_year, owed_over_time
from governance.ui.parts import show
from governance.ui.parts.words import say
from governance.ui.shell.here import here
from governance.ui.today import overview

where = here()
st.title(where.titled(say("Overview")), anchor=False)
st.markdown(overview.sentence(where))
overview.cards(where)
overview.attention(where)

currency = where.currency or ""
left, right = st.columns(2)
with left:
    totals = where.ask("assessed_by_year", currency=where.currency)
    frame = totals.frame()
    show.chart(
        where,
        totals,
        bars_by_year("assessed", say("Assessed ({currency})", currency=currency)),
        frame[frame["assessed"] > 0],
        title=say("Assessed contributions by year"),
        key="assessed",
        columns=("year", "states", "assessed", "currency"),
    )
with right:
    if where.receipts_known:
        owed = where.ask("over_time", currency=where.currency)
        words = (say("Arrears"), say("Due of the current year"))
        show.chart(
            where,
            owed,
            owed_over_time(say("Outstanding ({currency})", currency=currency), *words),
            overview.owed_parts(owed, words),
            title=say("Outstanding at the end of each year"),
            key="owed",
            nothing=say("What was owed at the end of an earlier year is not known here."),
        )
    else:
        overview.no_receipts(where)
