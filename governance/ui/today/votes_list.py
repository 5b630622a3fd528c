"""Votes lost or at risk: each Member by name, with what it must pay, by which day."""

from __future__ import annotations

from datetime import date, timedelta
from html import escape

import streamlit as st

from governance.charts.theme import IN_VIEW
from governance.money import rounded_up
from governance.names import printed
from governance.questions.rows import Row
from governance.questions.vote.near import about_to_lose
from governance.rules.vote.verdict import LOST
from governance.ui.parts import sourcing, votes
from governance.ui.parts.numbers import day_short, money
from governance.ui.parts.words import bare, count, say
from governance.ui.shell import link
from governance.ui.shell.here import Here
from governance.ui.shell.menu import address, page_link
from governance.words import in_order

_SHOWN = 7
_SOON = timedelta(days=60)
_STYLE = f"""<style>
.votes {{width: 100%; border-collapse: collapse; font-size: .875rem; line-height: 1.25}}
.votes a {{color: {IN_VIEW}}}
.votes th, .votes td {{text-align: left; padding: .28rem .5rem .28rem 0; border: 0;
 border-bottom: 1px solid color-mix(in srgb, currentColor 15%, transparent); vertical-align: top}}
.votes .figure {{text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums}}
.votes .in-view td {{font-weight: 700}}
</style>"""


def title(where: Here, listed: int) -> str:
    """What is found: how many have no vote or are about to lose it, and how many of those `listed` are near it."""
    lost, near = votes.lost_and_near(where)
    found = say("No Member is without a vote or about to lose it")
    if lost + near:
        found = count(
            "{number} Member has no vote or is about to lose it",
            "{number} Members have no vote or are about to lose it",
            lost + near,
        )
    more = listed - lost - near
    return where.titled(say("{found}; {number} more at risk", found=found, number=more) if more else found)


def votes_list(where: Here) -> None:
    """The list, the lost first; where no vote is lost or at risk, that in one sentence."""
    answer = where.ask("voting")
    rows = sorted((row for row in answer.dicts() if _told(row, where.as_of)), key=lambda row: _order(row, where))
    if not rows:
        st.markdown(votes.as_known(where, where.supposed(say("No vote is lost or at risk."))))
        return
    sourcing.remember(answer)
    st.header(votes.as_known(where, title(where, len(rows))), anchor=False)
    st.caption(say("What keeps or regains the vote, in {currency}, and by when.", currency=where.currency or ""))
    heads = "".join(
        f'<th scope="col"{kind}>{escape(bare(words))}</th>'
        for words, kind in (
            (say("Member"), ""), (say("Vote"), ""), (say("Pay"), ' class="figure"'), (say("By"), ' class="figure"')
        )
    )  # fmt: skip
    shown = rows if len(rows) <= _SHOWN + 1 else rows[:_SHOWN]  # one more takes no more room than its link
    lines = "".join(_line(where, row) for row in shown)
    st.html(f'{_STYLE}<table class="votes"><thead><tr>{heads}</tr></thead><tbody>{lines}</tbody></table>')
    if left := len(rows) - len(shown):
        words = count("and {number} more", "and {number} more", left)
        page_link("arrears_and_voting", words, ":material/arrow_forward:", **{link.SECTION: "votes"})


def _told(row: Row, on: date) -> bool:
    """Whether a vote is lost or at risk, or comes to be within the next days if nothing is paid."""
    reached = row.day_or_none("reaches_threshold_on")
    return row["status"] in votes.AT_RISK or bool(reached and on < reached <= on + _SOON)


def _order(row: Row, where: Here) -> tuple[bool, bool, bool, date, tuple[str, str]]:
    """The State in view first, then what is lost, then what is about to be, then by the day on which something is to
    be paid."""
    near = about_to_lose(row, where.as_of)
    last = row.day_or_none("pay_by") or row.day_or_none("reaches_threshold_on") or date.max
    return (
        row["state"] != where.state,
        row["status"] not in LOST,
        not near,
        last,
        in_order(printed(row.text("state"))),
    )


def _line(where: Here, row: Row) -> str:
    state = row.text("state")
    amount, by = _to_pay(row, where.as_of)
    name = (
        f'<a href="{escape(address("statement", state=state), quote=True)}" target="_self">{escape(printed(state))}</a>'
    )
    status = escape(bare(votes.in_words(where, row.text("status"))))
    pay = "–" if amount is None else escape(bare(amount))
    day = "–" if by is None else escape(bare(_now(where) if by <= where.as_of else day_short(by)))
    mine = ' class="in-view"' if state == where.state else ""
    return f'<tr{mine}><td>{name}</td><td>{status}</td><td class="figure">{pay}</td><td class="figure">{day}</td></tr>'


def _now(where: Here) -> str:
    return say("on that day") if where.foreseen else say("now")


def _to_pay(row: Row, on: date) -> tuple[str | None, date | None]:
    """What to pay and the last day for it: for the vote itself, else to stay below the threshold on 1 January; nothing
    for a vote that a decision keeps without an end."""
    if votes.is_kept(row):
        return None, None
    amount, by = row.amount_or_none("least_payment_for_vote"), row.day_or_none("pay_by")
    reached = row.day_or_none("reaches_threshold_on")
    if row["status"] not in votes.AT_RISK and reached == date(on.year + 1, 1, 1):
        amount, by = row.amount_or_none("least_payment_by_31_december"), reached - timedelta(1)
    if not amount:
        return None, None
    return money(rounded_up(amount), "").strip(), by
