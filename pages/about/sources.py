"""Where each figure comes from: every batch and document, the data dictionary, and every question's definition."""

import streamlit as st

from governance.questions import CATALOGUE
from governance.tables import TABLES
from governance.ui.about import definitions
from governance.ui.parts import show
from governance.ui.parts.words import say
from governance.ui.shell.here import here

where = here()
st.title(say("Sources"), anchor=False)
st.markdown(
    say(
        "Every figure rests on rows that came in as batches, each with its evidence. "
        "A batch is never changed: a correction is another batch, a mistake is revoked."
    )
)

batches, documents, dictionary, questions = st.tabs([say("Batches"), say("Documents"), say("Tables"), say("Questions")])
with batches:
    show.table(where, where.ask("batches"), key="batches")
    st.caption(say("Head of the chain of events: {head}", head=where.books.head))
    coverage = where.ask("coverage")
    st.subheader(say("What is declared complete"), anchor=False)
    if coverage.rows:
        show.table(where, coverage, key="coverage")
    else:
        st.markdown(say("Nothing is declared complete: balances are not known."))
with documents:
    definitions.documents(where)
with dictionary:
    for table in TABLES.values():
        definitions.table_definition(table)
with questions:
    for question in CATALOGUE.values():
        definitions.question_definition(question)
