"""The rulebook: the articles, from when to when they hold, and each of our readings with its parameter."""

import streamlit as st

from governance.ui.about import rules
from governance.ui.parts.words import say
from governance.ui.shell.here import here

where = here()
book = where.books.rulebook
st.title(say("Rules"), anchor=False)
if told := rules.in_force(book, where.as_of):
    st.markdown(told)
st.markdown(
    say(
        "This ledger follows the rulebook of **{name}**: it assesses in {currency}; a day ends at midnight in {zone}.",
        name=book.name,
        currency=book.currency,
        zone=book.time_zone,
    )
)
if where.currency and where.currency != book.currency:
    st.markdown(
        say("The assessments of this ledger are in {currency}, as they were published.", currency=where.currency)
    )
rules.vote(book, where.as_of)
rules.texts(book, where.as_of)
rules.assessment(book)
rules.readings(book)
