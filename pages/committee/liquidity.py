"""How long the money lasts: cash and reserves to come, what Members are expected to pay, and how sure that is."""

import streamlit as st

from governance.ui.parts.show import end
from governance.ui.parts.words import say
from governance.ui.shell.here import here
from governance.ui.today import money_ahead

where = here()
st.title(where.titled(say("How long the money lasts")), anchor=False)
if where.foreseen:
    st.markdown(say("How long the money lasts is shown for past days only."))
    end()
supposed = money_ahead.supposing(where)
st.markdown(money_ahead.sentence(where, supposed))
if not money_ahead.anything(where, supposed):
    end()
money_ahead.instead(where, supposed)
money_ahead.layers(where, supposed)
money_ahead.without(supposed)
with st.container(key="section-forecast"):
    money_ahead.expected(where)
money_ahead.deciding(where)
money_ahead.error(where)
