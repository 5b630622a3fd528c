"""Where each figure comes from: the documents, what was handed in, the data dictionary, every question's definition."""

import streamlit as st

from governance.questions import CATALOGUE
from governance.tables import TABLES
from governance.ui.about import definitions
from governance.ui.parts import show
from governance.ui.parts.words import say
from governance.ui.shell import link
from governance.ui.shell.here import here

where = here()
st.title(say("Sources"), anchor=False)
st.markdown(definitions.sentence(where))
names = [say("Documents"), say("What was handed in"), say("Tables"), say("Questions")]
asked = names[1] if link.get(link.SECTION) == "coverage" else None
documents, handed_in, dictionary, questions = st.tabs(names, default=asked)
with documents:
    definitions.documents(where)
with handed_in:
    definitions.handed_in(where)
    coverage = where.ask("coverage")
    with st.container(key="section-coverage"):
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
