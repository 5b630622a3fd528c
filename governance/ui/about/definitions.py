"""What the page on sources lists: documents, tables and questions."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from governance.questions import Question
from governance.questions.catalogue import definition
from governance.questions.declare import PARAMETERS
from governance.sources import sources
from governance.tables import Table
from governance.ui.parts import show
from governance.ui.parts.words import code, say
from governance.ui.shell.here import Here


def documents(where: Here) -> None:
    """The documents that the shipped facts cite; none for a ledger that cites none of them."""
    if "published" not in where.books.evidence:
        st.markdown(say("The rows of this ledger name their documents themselves, in the column “document”."))
        return
    heads = {
        say("Key"): "key",
        say("Title"): "title",
        say("Publisher"): "publisher",
        say("Edition"): "edition",
        say("Found at"): "found_at",
        say("Licence"): "licence",
        say("Known faults"): "known_faults",
    }
    columns = {head: [getattr(source, name) for source in sources().values()] for head, name in heads.items()}
    show.words(pd.DataFrame(columns), alt=say("Documents"))


def table_definition(table: Table) -> None:
    """One table's columns, with their meaning and units."""
    with st.expander(say("**{title}** ({name})", title=say(table.title), name=code(table.name))):
        st.markdown(say(table.grain))
        rows = [
            (
                column.name,
                say(column.meaning),
                say("required") if column.required else "",
                say(column.unit),
                ", ".join(column.choices),
                column.example,
            )
            for column in table.columns
        ]
        heads = [say("Column"), say("Meaning"), say("Required"), say("Unit"), say("Words allowed"), say("Example")]
        show.words(pd.DataFrame(rows, columns=heads), alt=say(table.title))
        for check in table.checks:
            st.caption(say(check.sentence, column=code(check.column)))


def question_definition(question: Question) -> None:
    """One question: what its rows and columns mean, what it takes, and the text that answers it."""
    with st.expander(say("**{title}** ({name})", title=say(question.title), name=code(question.name))):
        st.markdown(say(question.grain))
        columns = [(term.name, say(term.meaning)) for term in question.terms]
        show.words(pd.DataFrame(columns, columns=[say("Column"), say("Meaning")]), alt=say(question.title))
        for name in question.parameters:
            st.caption(say("{name}: {meaning}", name=code(name), meaning=say(PARAMETERS[name].meaning)))
        st.code(definition(question), language="sql" if question.sql else "python")
