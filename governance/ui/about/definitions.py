"""What the page on sources lists: documents, tables and questions."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from governance.papers.evidence import in_words
from governance.questions import Question
from governance.questions.catalogue import definition
from governance.questions.declare import PARAMETERS
from governance.settings import PACKAGES
from governance.sources import sources_of
from governance.tables import TABLES, Table
from governance.ui.parts import show
from governance.ui.parts.folded import folded
from governance.ui.parts.words import code, count, say
from governance.ui.shell.here import Here


def sentence(where: Here) -> str:
    """What all figures rest on, and that nothing of it is ever changed."""
    batches = where.ask("batches").dicts()
    return count(
        "Every figure rests on **{number} table handed in**; nothing of it is ever changed: a correction comes "
        "beside it, and a mistake is taken back.",
        "Every figure rests on **{number} tables handed in**; nothing of them is ever changed: a correction comes "
        "beside them, and a mistake is taken back.",
        len(batches),
    )


def handed_in(where: Here) -> None:
    """Each table that was handed in, in words; what the register keeps of it besides is in the exports."""
    answer = where.ask("batches")
    frame = answer.frame()
    shown = frame.assign(
        table=[say(TABLES[key].title) for key in frame["table"]],
        evidence=[in_words([str(kind)]) for kind in frame["evidence"]],
    )
    show.table(where, answer, ("table", "evidence", "rows", "accepted", "note"), rows=shown, key="batches")


def documents(where: Here) -> None:
    """The documents of the shipped facts that the ledger was made from; none for one that was made from none."""
    if where.ledger.contents not in PACKAGES:
        st.markdown(say("The rows of this ledger name their documents themselves, in the column “document”."))
        return
    told = [
        (
            say("{title} ({edition})", title=source.title, edition=source.edition) if source.edition else source.title,
            source.publisher,
            _place(source.found_at),
            source.licence,
            source.known_faults,
        )
        for source in sources_of(where.ledger.contents).values()
    ]
    heads = [say("Title"), say("Publisher"), say("Found at"), say("Licence"), say("Known faults")]
    show.words(pd.DataFrame(told, columns=heads), alt=say("Documents"))


def _place(found_at: str) -> str:
    """Where a document was found, to be read: a long address may be broken, and its edition's hash is in the facts."""
    return found_at.split(", commit ")[0].replace("/", "/\u200b")


def table_definition(table: Table) -> None:
    """One table's columns, with their meaning and units."""

    def draw() -> None:
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

    words = say("**{title}** ({name})", title=say(table.title), name=code(table.name))
    folded(words, draw, key=f"table_{table.name}", icon=None)


def question_definition(question: Question) -> None:
    """One question: what its rows and columns mean, what it takes, and the text that answers it."""

    def draw() -> None:
        st.markdown(say(question.grain))
        columns = [(term.name, say(term.meaning)) for term in question.terms]
        show.words(pd.DataFrame(columns, columns=[say("Column"), say("Meaning")]), alt=say(question.title))
        for name in question.parameters:
            st.caption(say("{name}: {meaning}", name=code(name), meaning=say(PARAMETERS[name].meaning)))
        st.code(definition(question), language="sql" if question.sql else "python")

    words = say("**{title}** ({name})", title=say(question.title), name=code(question.name))
    folded(words, draw, key=f"question_{question.name}", icon=None)
