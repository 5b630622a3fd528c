"""The addresses of files, for the links of pages: relative to the page, wherever the dashboard is served.

The pages' own view is all in them, so that a link gives the figures that are on the screen; the address to copy leaves
the version out, unless one was chosen: it goes on to give what is known when it is asked.
"""

from __future__ import annotations

from urllib.parse import urlencode

import streamlit as st

from governance.books import Answer
from governance.papers.answer_files import given_as_text
from governance.ui.shell import link
from governance.ui.shell.here import Here
from governance.words import language, one_of_ours

DATA = "data/{question}.{form}"
TABLE = "data/tables/{table}.{form}"
BATCH = "data/batches/{batch}.{form}"
ORIGINAL = "data/batches/{batch}/original"
STATEMENT = "papers/statement.{form}"
STATEMENTS = "papers/statements.zip"
CALENDAR = "papers/calendar.ics"
AUDIT = "papers/audit.{form}"
STATUS_REPORT = "papers/status-report.{form}"
ISSUED = "papers/reports/{number}.pdf"
ADDENDUM = "papers/reports/{number}/addendum.{form}"


def of_answer(where: Here, answer: Answer, form: str) -> str:
    """Where an answer is, as it is on the page."""
    path = DATA.format(question=answer.question.name, form=form)
    return address(where, path, **{"as_of": answer.as_of.isoformat(), **given_as_text(answer)})


def to_copy(where: Here, answer: Answer, form: str) -> str:
    """The whole address at which an answer can be fetched from now on."""
    path = DATA.format(question=answer.question.name, form=form)
    values = {"as_of": answer.as_of.isoformat(), **given_as_text(answer)}
    return whole(_with(where, path, values, pinned=where.pinned))


def address(where: Here, path: str, **values: str) -> str:
    """An address of ours at the ledger, version, day and in the language in view, with other `values` besides."""
    return _with(where, path, {"as_of": where.as_of.isoformat(), **values}, pinned=True)


def whole(relative: str) -> str:
    """A relative address with the host before it, as another program needs it."""
    return f"{(st.context.url or '').split('?')[0].rpartition('/')[0]}/{relative}"


def _with(where: Here, path: str, values: dict[str, str], *, pinned: bool) -> str:
    view = {"ledger": where.ledger.key, **values}
    if pinned:
        view["version"] = str(where.books.version)
    if language.get() != one_of_ours():
        view[link.LANGUAGE] = language.get()
    return f"{path}?{urlencode(view)}"
