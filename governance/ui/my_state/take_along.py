"""The account on paper, in the language of whoever reads: made when it is asked for, and not before."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from governance.papers.paper import Paper
from governance.papers.pdf import to_pdf
from governance.papers.statement import statement
from governance.papers.workbook import to_workbook
from governance.ui.parts.words import mark, say
from governance.ui.shell.here import Here
from governance.words import language, reading_in

_FORMS: tuple[tuple[str, str, str, Callable[[Paper], bytes], str], ...] = (
    ("pdf", mark("Statement as PDF"), ":material/picture_as_pdf:", to_pdf, "application/pdf"),
    (
        "xlsx",
        mark("Statement as workbook"),
        ":material/table:",
        to_workbook,
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
)


def statement_on_paper(where: Here) -> None:
    """What a delegation takes along: the statement of account as PDF and as workbook."""
    for form, label, icon, make, mime in _FORMS:
        st.download_button(
            say(label),
            _made(where, make),
            file_name=f"{where.state}-{where.as_of.isoformat()}-{language.get()}.{form}",
            mime=mime,
            icon=icon,
            on_click="ignore",
            key=f"statement_{form}",
        )


def _made(where: Here, make: Callable[[Paper], bytes]) -> Callable[[], bytes]:
    """What makes the paper once somebody asks for it: outside of the page's run, so the language goes with it."""
    books, state, on, reader, code = where.books, str(where.state), where.as_of, where.reader, language.get()

    def paper() -> bytes:
        with reading_in(code):
            return make(statement(books, state, on, reader))

    return paper
