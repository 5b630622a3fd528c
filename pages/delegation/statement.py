"""One State's account on any date: what to pay by when, and why, first; then everything that leads to it."""

import streamlit as st

from governance.names import printed
from governance.questions import CATALOGUE
from governance.ui.my_state import first_screen, note, paid, statement, what_if_we_pay
from governance.ui.my_state.take_along import statement_on_paper
from governance.ui.parts import show
from governance.ui.parts.days_ahead import days_ahead
from governance.ui.parts.show import end
from governance.ui.parts.words import say
from governance.ui.shell import link
from governance.ui.shell.here import here, states_in

where = here()
if where.state is None:
    st.title(say("My State"), anchor=False)
    st.markdown(say("What does a State owe, for which years, and is its vote at risk?"))
    link.pick(
        "state",
        say("State"),
        states_in(where.books, where.as_of, where.reader),
        say("Choose a State to see its account"),
    )
    end()
st.title(where.titled(printed(where.state)), anchor=False)
if not statement.is_known(where):
    statement.not_known(where)
    statement_on_paper(where)
    end()

first_screen.answer(where)
with st.container(horizontal=True, vertical_alignment="center", gap="small"):
    paid.where_to_pay(where)
    what_if_we_pay.ask(where)
    statement_on_paper(where)
    note.offer(where)
what_if_we_pay.answer(where)
note.before(where)
paid.years(where)
paid.receipts(where)
statement.at_a_session(where)
with st.container(key="section-balance"):
    statement.balance(where)
for title, question, columns in statement.parts():
    asks_of_one = "state" in CATALOGUE[question].parameters
    answer = where.ask(question, state=where.state) if asks_of_one else where.ask(question)
    if answer.rows:
        with st.container(key=f"section-{question}"):
            st.header(title, anchor=False)
        show.table(where, answer, columns, rows=answer.frame().iloc[::-1], key=question)
days_ahead(where)
