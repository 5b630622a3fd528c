"""What the page on closing a year shows: our totals beside those of other books, and the years that are closed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import streamlit as st

from governance.intake.service.year_closing import ITEMS, Tie, Totals, read_total, ties, why_no_total
from governance.ledger.proposals import Act
from governance.problems import Refused
from governance.ui.finance import acts
from governance.ui.parts import show
from governance.ui.parts.numbers import money
from governance.ui.parts.words import required, say
from governance.ui.shell import menu
from governance.ui.shell.here import Here


def sentence(where: Here) -> str:
    """Up to when the books are closed."""
    closed = where.books.closed
    if not closed:
        return say("No year is closed: every figure can still be corrected by a further batch.")
    last = max(closed)
    return say(
        "The books are **closed to the end of {year}**. What is found out later about these years is entered as an "
        "adjustment dated in {next} or after.",
        year=last,
        next=last + 1,
    )


def years(where: Here) -> list[int]:
    """The years that could be closed: over, with assessments, after the last closed one, with receipts on record."""
    covered = [row.day("first_day").year for row in where.ask("coverage").dicts() if row["covers"] == "receipts"]
    first = max(max(where.books.closed, default=0) + 1, min(covered, default=date.max.year))
    found = {row.whole("year") for row in where.ask("totals").dicts()}
    return sorted((year for year in found if first <= year < where.books.last_day().year), reverse=True)


def form(where: Here, year: int) -> None:
    """The totals of other books to enter, each beside ours; then the act."""
    try:
        known = ties(where.books, year, {})
    except Refused as refused:
        show.refusal(refused.problems)
        return
    st.markdown(say("Enter the totals of {year} from the general ledger and the bank: they tie, or the note says why.",
                    year=year))  # fmt: skip
    entered: dict[tuple[str, str], Decimal] = {}
    given = [_one(tie, year) for tie in known]
    for totals in given:
        entered.update(totals or {})
    note = st.text_area(say("Note (needed where a total does not tie)"), key=f"closing_note_{year}", max_chars=1000)
    who = acts.name_input()
    at = acts.service(where, who)
    acts.beforehand(at, Act("close"))
    label = say("Close {year}", year=year)
    acts.act(
        label,
        lambda: [at.close(where.books, year, entered, note=note)],
        key=f"close_{year}",
        seen=where.books.version,
        disabled=None in given,
    )


def _one(tie: Tie, year: int) -> Totals | None:
    """One total: its words, ours, the box for theirs, and whether the two tie; None where what stands there is none."""
    left, middle, right = st.columns([3, 2, 3], vertical_alignment="bottom")
    with left:
        ours = money(tie.ours, tie.currency, exact=True)
        st.markdown(say("{words}  \nRecorded here: **{ours}**", words=tie.words, ours=ours))
    with middle:
        text = st.text_input(
            required(tie.words), key=f"total_{year}_{tie.item}_{tie.currency}", label_visibility="collapsed",
            placeholder=say("Amount ({currency})", currency=tie.currency))  # fmt: skip
    with right:
        if not text.strip():
            st.markdown(say(":material/pending: not entered yet"))
            return {}
        theirs = read_total(text)
        if theirs is None:
            st.markdown(say(":material/block: {why}", why=why_no_total(text).message))
            return None
        difference = theirs - tie.ours
        if difference:
            st.markdown(
                say(":material/error: does not tie: **{difference}**",
                    difference=money(difference, tie.currency, exact=True))
            )  # fmt: skip
        else:
            st.markdown(say(":material/check_circle: ties"))
    return {(tie.item, tie.currency): theirs}


def closed(where: Here) -> None:
    """The closed years with the totals that were compared, the report as it was, and how to open the last one again."""
    answer = where.ask("closings")
    if not answer.rows:
        return
    st.header(say("Closed years"), anchor=False)
    frame = answer.frame()
    frame = frame.assign(item=[say(ITEMS[str(item)][1]) for item in frame["item"]])
    show.table(where, answer, rows=frame, key="closings")
    for year, event in sorted(where.books.closed.items(), reverse=True):
        menu.page_link(
            "arrears_and_voting",
            say("{year} as it was reported when it was closed", year=year),
            icon=":material/history:",
            as_of=date(year, 12, 31).isoformat(),
            version=str(event.seq),
        )
    if acts.is_open(where) and st.toggle(say("Open {year} again", year=max(where.books.closed)), key="reopen"):
        why = st.text_input(required(say("Why")), key="why_reopen", max_chars=500)
        at = acts.service(where, acts.name_input())
        acts.beforehand(at, Act("reopen"))
        label = say("Open {year} again", year=max(where.books.closed))
        acts.act(
            label,
            lambda: [at.reopen(max(where.books.closed), why=why)],
            key="do_reopen",
            seen=where.books.version,
        )
