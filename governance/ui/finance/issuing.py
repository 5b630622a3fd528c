"""What the page on status reports shows: the report of the day in view to be issued, and those that were."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from governance.ledger import Issued, record_issued, reports
from governance.papers.status_report import again, to_issue
from governance.problems import Refused
from governance.settings import target
from governance.ui.finance import acts
from governance.ui.parts import file_links, show, votes
from governance.ui.parts.numbers import day_words
from governance.ui.parts.words import say
from governance.ui.shell import cache, link, menu
from governance.ui.shell.here import Here
from governance.ui.shell.routes.addresses import ADDENDUM, ISSUED, STATUS_REPORT, address

_DONE = "report_issued"


def form(where: Here) -> None:
    """The report of the day in view, to be read before it is issued, and the act."""
    acts.service(where)  # refuses whoever is not finance
    if number := st.session_state.pop(_DONE, None):
        st.success(say("Issued: {number}", number=number), icon=":material/task_alt:")
    st.header(say("The report as of {day}", day=day_words(where.as_of)), anchor=False)
    books, on, reader = where.books, where.as_of, where.reader
    _downloads(where, STATUS_REPORT)
    if books.to_come(on):
        st.markdown(say("This day has not come: a report of it foresees, and is not issued."))
        return
    at = acts.service(where, acts.name_input())
    if not st.button(say("Issue this report"), key="issue_report", type="primary"):
        return
    try:
        with st.spinner(say("Recording…"), show_time=True):
            found = record_issued(at.ledger.target, to_issue(books, on, reader), reader, who=at.named())
    except Refused as refused:
        show.refusal(refused.problems)
        return
    st.session_state[_DONE] = found.number
    st.rerun()


def issued(where: Here) -> None:
    """The reports that were issued, the last one first; of the one chosen the same paper again and its addendum."""
    known = reports(target(where.ledger), where.reader)
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
    if again(then, one, where.reader)[1]:
        st.markdown(say("Made again, it is the same to the byte as it was issued."))
    else:
        st.warning(
            say("Made again from the same facts, its bytes are others: this release of the software sets it otherwise.")
        )
    again_at = address(where, ISSUED.format(number=one.number))
    file_links.links({say("The report again, as PDF"): again_at}, buttons=True)
    st.subheader(say("Addendum: what came in since"), anchor=False)
    if where.as_of < one.as_of or where.books.version < one.version:
        st.markdown(say("Look at a later day or version to see what came in since."))
    else:
        _downloads(where, ADDENDUM.replace("{number}", one.number))
    cites = say("Enter the action of the {body} that cites it", body=votes.body(where))
    menu.page_link("by_hand", cites, ":material/edit_note:")


def _downloads(where: Here, path: str) -> None:
    """A paper as PDF and as workbook, each at its address."""
    forms = {say("PDF"): "pdf", say("Workbook"): "xlsx"}
    file_links.links({label: address(where, path.format(form=form)) for label, form in forms.items()}, buttons=True)
