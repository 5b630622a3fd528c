"""What the page on governing bodies says and draws: quorum and majorities, who may vote, seats and terms."""

from __future__ import annotations

from datetime import date

import pandas as pd
import streamlit as st

from governance.books import Answer
from governance.charts import curves, ranked, spans
from governance.charts.theme import BLUE, GREEN, GREY, ORANGE, VERMILION
from governance.names import printed, short
from governance.questions.rows import Row
from governance.rulebooks import Body
from governance.ui.membership.counts_over_time import between
from governance.ui.parts import choices, show, votes
from governance.ui.parts.folded import folded
from governance.ui.parts.numbers import day_words, number, percent
from governance.ui.parts.words import bare, count, named, say
from governance.ui.shell import link
from governance.ui.shell.here import Here
from governance.words import in_order

_SITTING = ("state", "role", "first_day", "term_ends", "ends_within_a_year")
_SHOWN_YEARS = 12  # of terms on the timeline, counted back from the last one; the table has all


def chosen_body(where: Here) -> Body:
    """The body in view; the first of the rulebook unless another is chosen."""
    bodies = where.books.rulebook.bodies
    names = {body.name: named(body.name) for body in bodies}
    name = link.choose("body", say("Body"), names, bodies[0].name, width=420)
    return next(body for body in bodies if body.name == name)


def about(where: Here, body: Body) -> None:
    """What the rulebook says of the body on the date, and of its seats."""
    name = str(named(body.name))  # as the rows are read: in the reader's language
    row = next(row for row in where.ask("bodies").dicts() if row["body"] == name)
    st.markdown(say("**{body}**: {article}. {because}", body=name, article=row["article"], because=row["because"]))


def chosen_session(where: Here, body: Body) -> str | None:
    """The session at which a vote is imagined; None: on the date in view."""
    sessions = votes.sessions(where, body.name)
    if not sessions:
        st.caption(say("No sessions of this body are held here: the vote is that of the date in view."))
        return None
    placeholder = say("On the date in view")
    return link.choose("session", say("Session"), sessions, None, placeholder=placeholder, width=420)


def majorities(where: Here, body: Body, session: str | None) -> None:
    """Quorum and majorities, with a slider of how many are present."""
    answer = where.ask("majorities", body=body.name, session=session)
    rows = answer.dicts()
    if not rows:
        st.markdown(_no_majorities(where, body))
        return
    members, quorum = rows[0].whole("members"), rows[0].whole("present")
    present = choices.number("present", say("How many Members are present"), 1, members, members)
    row = next((row for row in rows if row["present"] == present), None)
    if row is None:
        st.warning(
            say(
                "With {present} present no vote is valid: at least {quorum} must be there.",
                present=present,
                quorum=quorum,
            ),
            icon=":material/group_off:",
        )
    else:
        _figures(row, quorum)
    show.chart(
        where,
        answer,
        curves(
            [Row(one, here=one is (row or rows[-1])) for one in rows],
            axis=say("Votes"),
            x="present",
            across=say("Members present"),
            parts={
                "simple_majority": (say("carries by simple majority"), BLUE),
                "two_thirds_majority": (say("carries by two thirds"), GREEN),
                "blocks_two_thirds": (say("blocks a two-thirds decision"), VERMILION),
            },
            marked="here",
        ),
        title=_majorities_title(row, quorum),
        subtitle=say("Votes that carry or block a decision, by how many Members are present."),
        key="majorities",
        note=_majorities_note(where, body, rows[0], session),
    )


def _figures(row: Row, quorum: int) -> None:
    with st.grid(4, min_column_width=150, gap="small"):
        st.metric(say("Must be present"), number(quorum), border=True, help=say("With fewer present no vote is valid."))
        st.metric(say("Simple majority"), number(row["simple_majority"]), border=True, help=_blocks(row, "simple"))
        st.metric(say("Two thirds"), number(row["two_thirds_majority"]), border=True, help=_blocks(row, "two_thirds"))
        st.metric(
            say("Block two thirds"),
            number(row["blocks_two_thirds"]),
            border=True,
            help=say("So many votes against prevent a decision by two thirds."),
        )


def _blocks(row: Row, which: str) -> str:
    return count(
        "{number} vote against prevents it.", "{number} votes against prevent it.", row.whole(f"blocks_{which}")
    )


def _majorities_title(row: Row | None, quorum: int) -> str:
    if row is None:
        return count("A vote needs {number} member present", "A vote needs {number} members present", quorum)
    return count(
        "With {present} present, {number} vote blocks a two-thirds decision",
        "With {present} present, {number} votes block a two-thirds decision",
        row.whole("blocks_two_thirds"),
        present=row["present"],
    )


def _majorities_note(where: Here, body: Body, row: Row, session: str | None) -> str:
    note = say("All present who have a vote are taken to vote for or against; an abstention is no vote.")
    members = between(where, "members")
    if body.seats is None and session is None and members != number(row["members"]):
        told = say(
            "The true number of Members on this day is {members}, since of some States only the year is known; "
            "{number} are written down and counted here.",
            members=members,
            number=number(row["members"]),
        )
        note = f"{told} {note}"
    if not row["unknown"]:
        return note
    words = count(
        "Whether {number} member may vote is not known: it is counted among those with a vote.",
        "Whether {number} members may vote is not known: they are counted among those with a vote.",
        row.whole("unknown"),
    )
    return f"{note} {words}"


def _no_majorities(where: Here, body: Body) -> str:
    if where.books.rulebook.quorum_on(where.as_of) is None:
        return say("No text about quorum and majorities is held for {day}.", day=day_words(where.as_of))
    if body.seats is not None:
        return say("No seats of this body are recorded on this day, so its majorities are not known.")
    return say("There are no Members on this date.")


def who_may_vote(where: Here, body: Body, session: str | None) -> None:
    """Each member of the body with whether it may vote, those without first."""
    if not where.sees_all:
        return
    answer = where.ask("voting") if session is None else where.ask("session_votes", session=session, body=body.name)
    frame = answer.frame()
    if body.seats is not None and not frame.empty:
        frame = frame[frame["state"].isin(_seated(where, body, frame, session))]
    if frame.empty:
        return
    can = [None if vote is None else vote == "yes" for vote in frame["may_vote"]]
    st.header(where.titled(_may_vote_title(can)), anchor=False)
    frame = frame.assign(
        status=[votes.in_words(where, status) for status in frame["status"]],
        may_vote=[say("not known") if vote is None else say("yes") if vote else say("no") for vote in can],
    )
    names = [in_order(printed(state)) for state in frame["state"]]
    order = sorted(range(len(frame)), key=lambda n: (can[n] is True, can[n] is None, names[n]))
    least = "least_payment_for_vote" if session is None else "least_payment"
    frame[least] = votes.rounded_to_pay(frame[least])
    columns = ("state", "may_vote", "status", least, "pay_by", "because")

    def each() -> None:
        show.table(where, answer, columns, rows=frame.iloc[order], key="who_may_vote")

    if all(vote is None for vote in can):
        folded(say("Each member, with the reason"), each, key="who_may_vote")
    else:
        each()


def _seated(where: Here, body: Body, frame: pd.DataFrame, session: str | None) -> set[object]:
    on = frame["opens"].iloc[0] if session is not None else where.as_of
    return {row["state"] for row in where.ask("seats", on, body=body.name).dicts() if row["running"] == "yes"}


def _may_vote_title(can: list[bool | None]) -> str:
    unknown = sum(vote is None for vote in can)
    if unknown == len(can):
        return say("Who may vote is not known")
    yes, no = sum(vote is True for vote in can), sum(vote is False for vote in can)
    if not unknown:
        return say("Who may vote: {yes} may, {no} may not", yes=yes, no=no)
    return say("Who may vote: {yes} may, {no} may not, of {unknown} it is not known", yes=yes, no=no, unknown=unknown)


def seats(where: Here, body: Body) -> None:
    """Who sits now, with the end of each term; all terms as a timeline, folded; and the regions against the
    membership."""
    answer = where.ask("seats", body=body.name)
    rows = answer.dicts()
    if not rows:
        st.header(say("Offices and terms") if body.seats is None else say("Seats and terms"), anchor=False)
        st.caption(say("No seats of this body are recorded by this date."))
        return
    st.header(_seats_title(rows, body), anchor=False)
    frame = answer.frame()
    now = frame[frame["running"] == "yes"].sort_values("term_ends")
    if not now.empty:
        show.table(where, answer, _SITTING, rows=now, key="sitting")
    folded(say("All terms on record"), lambda: _timeline(where, answer), key="terms", icon=":material/history:")
    if body.seats is not None:
        _regions(where, body)


def _timeline(where: Here, answer: Answer) -> None:
    words = {"running": say("term runs"), "soon": say("ends within a year"), "ended": say("ended")}
    show.chart(
        where,
        answer,
        spans(
            _terms(where, answer.dicts()),
            parts=dict(zip(words, zip(words.values(), (BLUE, ORANGE, GREY), strict=True), strict=True)),
            begins="first_day",
            now=where.as_of,
            tips={"part": say("Term"), "said": say("Time")},
        ),
        title=_held_title(answer.dicts()),
        subtitle=say(
            "Each term to its last day; the dashed line is {day}. Terms of the last {years} years that are "
            "recorded; the table has all.",
            day=day_words(where.as_of),
            years=_SHOWN_YEARS,
        ),
        key="seats",
        happened=("constitution", "rule"),
    )


def _held_title(rows: list[Row]) -> str:
    """How many terms are recorded, and of how many States."""
    return count(
        "{number} term on record, of {states} States",
        "{number} terms on record, of {states} States",
        len(rows),
        states=len({row["state"] for row in rows}),
    )


def _seats_title(rows: list[Row], body: Body) -> str:
    running = sum(row["running"] == "yes" for row in rows)
    soon = sum(row["ends_within_a_year"] == "yes" for row in rows)
    if not running and body.seats is None:
        return say("Offices and terms: none runs on this date")
    if not running:
        return say("Seats and terms: none runs on this date")
    if not soon:
        if body.seats is None:
            return count("{number} office is held", "{number} offices are held", running)
        return count("{number} seat is held", "{number} seats are held", running)
    if body.seats is None:
        return say("Offices held: {running}; terms that end within a year: {soon}", running=running, soon=soon)
    return say("Seats held: {running}; terms that end within a year: {soon}", running=running, soon=soon)


def _terms(where: Here, rows: list[Row]) -> list[Row]:
    """The terms of the last years that are recorded, the latest first."""
    terms = [Row(row, ends=row.day_or_none("term_ends") or where.as_of) for row in rows]
    last = max(min(term.day("ends"), where.as_of) for term in terms)
    first = date(last.year - _SHOWN_YEARS, 1, 1)
    shown = [term for term in terms if term.day("ends") >= first]
    for term in shown:
        term["name"] = short(term.text("state"))
        running = "running" if term["running"] == "yes" else "ended"
        term["part"] = "soon" if term["ends_within_a_year"] == "yes" else running
        told = {"role": term["role"] or say("member"), "first": day_words(term.day("first_day"))}
        term["said"] = bare(
            say("{role}, {first} to {last}", last=day_words(term.day("term_ends")), **told)
            if term.known("term_ends")
            else say("{role}, since {first}", **told)
        )
    return sorted(shown, key=lambda term: term.day("first_day"), reverse=True)


def _regions(where: Here, body: Body) -> None:
    answer = where.ask("seats_by_region", body=body.name)
    if not answer.rows:
        return
    show.chart(
        where,
        answer,
        ranked(
            [Row(row, region=say(row.text("region"))) for row in answer.dicts()],
            axis=say("Per cent"),
            name="region",
            parts={"seats_share_pct": say("share of the seats"), "members_share_pct": say("share of the Members")},
            label=percent,
            counted=True,
            beside=True,
        ),
        title=_apart_title(answer.dicts()),
        subtitle=say("Each region's share of the seats, and of the Members, in per cent."),
        key="seat_regions",
        note=say("Invented regions of fictional States.") if where.demonstration else None,
    )


def _apart_title(rows: list[Row]) -> str:
    """The region whose share of the seats is furthest above its share of the Members."""
    first = max(rows, key=lambda row: row.amount("seats_share_pct") - row.amount("members_share_pct"))
    seated, members = first.amount("seats_share_pct"), first.amount("members_share_pct")
    if seated <= members:
        return say("Each region has the share of the seats that it has of the Members")
    return say(
        "{region} holds {seated} of the seats with {members} of the Members, the most above its share",
        region=say(first.text("region")),
        seated=percent(seated),
        members=percent(members),
    )
