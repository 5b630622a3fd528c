"""Where each figure comes from: the documents, what was handed in, the data dictionary, every question's definition."""

import streamlit as st

from governance.questions import CATALOGUE
from governance.tables import TABLES
from governance.ui.about import definitions
from governance.ui.parts import show
from governance.ui.parts.words import say
from governance.ui.shell.here import here

where = here()
st.title(say("Sources"), anchor=False)
st.markdown(definitions.sentence(where))
documents, handed_in, dictionary, questions = st.tabs(
    [say("Documents"), say("What was handed in"), say("Tables"), say("Questions")]
)
with documents:
    definitions.documents(where)
with handed_in:
    definitions.handed_in(where)
    coverage = where.ask("coverage")
    st.header(say("What is declared complete"), anchor=False)
    if coverage.rows:
        show.table(where, coverage, key="coverage")
    else:
        st.markdown(say("Nothing is declared complete: balances are not known."))
with dictionary:
    for table in TABLES.values():
        definitions.table_definition(table)
with questions:
    for question in CATALOGUE.values():
        definitions.question_definition(question)
