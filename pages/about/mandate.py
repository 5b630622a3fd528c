"""What the Organization is for: service areas, main areas of work, activities and objectives, each with its source."""

import streamlit as st

from governance.ui.about import mandate
from governance.ui.parts import quotations
from governance.ui.parts.show import end
from governance.ui.parts.words import say
from governance.ui.shell.here import here

where = here()
st.title(say("Mandate"), anchor=False)
answer = where.ask("mandate")
if not answer.rows:
    st.markdown(say("No mandate is held here: it is handed in with the tables service_areas and objectives."))
    end()
if where.demonstration:
    st.markdown(say("This mandate is made up, like the organization that it is about."))
else:
    st.markdown(mandate.sentence(answer))
quotations.beside(where, "mission_statement")
mandate.service_areas(answer)
mandate.main_areas(answer)
mandate.objectives(answer, answer.evidence)
mandate.table(where, answer)
if where.ask("quotations").rows:
    st.header(say("In the words of the documents"), anchor=False)
    quotations.under_titles(where, *quotations.OF_THE_MANDATE[1:])
    quotations.table(where)
