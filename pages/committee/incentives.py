"""What if Members that pay early gained, and late payment cost interest."""

import streamlit as st

from governance.ui.parts.show import end
from governance.ui.parts.words import say
from governance.ui.shell.here import here
from governance.ui.what_if import incentives

where = here()
st.title(where.titled(say("Paying early")), anchor=False)
if where.foreseen:
    st.markdown(say("Who would gain from paying early is shown for past days only."))
    end()
incentives.show_incentives(where)
