"""One State's account on any date: the answer first, then everything that leads to it."""

import streamlit as st

from governance.names import printed
from governance.questions import CATALOGUE
from governance.ui.my_state import statement
from governance.ui.parts import balances, show, votes
from governance.ui.parts.words import say
from governance.ui.shell import link
from governance.ui.shell.here import here, states_in

where = here()
if where.state is None:
    st.title(say("Statement of account"), anchor=False)
    st.markdown(say("What does a State owe, for which years, and is its vote at risk?"))
    link.pick("state", say("State"), states_in(where.books, where.as_of), say("Choose a State to see its account"))
    st.stop()
st.title(where.titled(say("Statement of account: {state}", state=printed(where.state))), anchor=False)
st.markdown(statement.sentence(where))
if not statement.is_assessed(where):
    st.stop()
if not statement.is_known(where):
    statement.what_is_not_known(where)
    st.stop()

votes.your_vote(where)
statement.at_a_session(where)
balances.state_by_year(where, "by_year")
statement.balance(where)
for title, question, columns in statement.parts():
    asks_of_one = "state" in CATALOGUE[question].parameters
    answer = where.ask(question, state=where.state) if asks_of_one else where.ask(question)
    if answer.rows:
        st.subheader(title, anchor=False)
        show.table(where, answer, columns, rows=answer.frame().iloc[::-1], key=question)
