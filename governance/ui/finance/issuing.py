"""What the page on status reports shows: the report of the day in view to be issued, and those that were."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import streamlit as st

from governance.ledger import Issued, record_issued, reports
from governance.papers.addendum import addendum
from governance.papers.paper import Paper
from governance.papers.pdf import to_pdf
from governance.papers.status_report import again, status_report, to_issue
from governance.papers.workbook import to_workbook
from governance.problems import Refused
from governance.settings import target
from governance.ui.finance import acts
from governance.ui.parts import show
from governance.ui.parts.numbers import day_words
from governance.ui.parts.words import mark, say
from governance.ui.shell import cache, link, menu
from governance.ui.shell.here import Here
from governance.words import language, reading_in

_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_DONE = "report_issued"


def form(where: Here) -> None:
    """The report of the day in view, to be read before it is issued, and the act."""
    acts.service(where)  # refuses whoever is not finance
    if number := st.session_state.pop(_DONE, None):
        st.success(say("Issued: {number}", number=number), icon=":material/task_alt:")
    st.header(say("The report as of {day}", day=day_words(where.as_of)), anchor=False)
    books, on, reader = where.books, where.as_of, where.reader
    _downloads(lambda: status_report(books, on, reader), f"status-report-{on.isoformat()}", key="report")
    if books.to_come(on):
        st.markdown(say("This day has not come: a report of it foresees, and is not issued."))
        return
    at = acts.service(where, acts.name_input())
    if not st.button(say("Issue this report"), key="issue_report", type="primary"):
        return
    try:
        with st.spinner(say("Recording…"), show_time=True):
            found = record_issued(at.ledger.target, to_issue(books, on, reader), who=at.named())
    except Refused as refused:
        show.refusal(refused.problems)
        return
    st.session_state[_DONE] = found.number
    st.rerun()


def issued(where: Here) -> None:
    """The reports that were issued, the last one first; of the one chosen the same paper again and its addendum."""
    known = reports(target(where.ledger))
    st.header(say("Reports that were issued"), anchor=False)
    if not known:
        st.markdown(say("No report was issued."))
        return
    names = (say("Number"), say("As of"), say("Issued on"), say("Issued by"), say("SHA-256 of its PDF"))
    rows = [
        (
            one.number,
            day_words(one.as_of),
            day_words(one.recorded_at.date()) if one.recorded_at else "–",
            one.who,
            one.sha256,
        )
        for one in known
    ]
    show.words(pd.DataFrame(rows, columns=list(names)), alt=say("Reports that were issued"), key="reports")
    options = {one.number: one.number for one in known}
    chosen = link.choose("report", say("Report"), options, None, placeholder=say("Choose a report"), width=420)
    if chosen:
        _one(where, next(one for one in known if one.number == chosen))


def _one(where: Here, one: Issued) -> None:
    then = cache.books(target(where.ledger), one.version)
    content, same = again(then, one, where.reader)
    if same:
        st.markdown(say("Made again, it is the same to the byte as it was issued."))
    else:
        st.warning(
            say("Made again from the same facts, its bytes are others: this release of the software sets it otherwise.")
        )
    st.download_button(
        say("The report again, as PDF"),
        content,
        file_name=f"{one.number}.pdf",
        mime="application/pdf",
        icon=":material/picture_as_pdf:",
        on_click="ignore",
        key="report_again",
    )
    st.subheader(say("Addendum: what came in since"), anchor=False)
    books, on, reader = where.books, where.as_of, where.reader
    if on < one.as_of or books.version < one.version:
        st.markdown(say("Look at a later day or version to see what came in since."))
    else:
        _downloads(lambda: addendum(then, books, one, on, reader), f"{one.number}-addendum-{on.isoformat()}", key="add")
    menu.page_link("by_hand", say("Enter the Council action that cites it"), ":material/edit_note:")


def _downloads(paper: Callable[[], Paper], name: str, *, key: str) -> None:
    """A paper as PDF and as workbook, made when it is asked for: outside of the page's run, in its language."""
    code = language.get()

    def made(form: Callable[[Paper], bytes]) -> Callable[[], bytes]:
        def content() -> bytes:
            with reading_in(code):
                return form(paper())

        return content

    with st.container(horizontal=True):
        for label, ending, form, mime in _FORMS:
            st.download_button(say(label), made(form), file_name=f"{name}-{code}.{ending}", mime=mime,
                               on_click="ignore", key=f"{key}_{ending}")  # fmt: skip


_FORMS = ((mark("PDF"), "pdf", to_pdf, "application/pdf"), (mark("Workbook"), "xlsx", to_workbook, _WORKBOOK))
