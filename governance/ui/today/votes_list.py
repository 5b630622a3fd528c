"""Votes lost or at risk: each Member by name, with what it must pay, by which day."""

from __future__ import annotations

from datetime import date
from html import escape

import streamlit as st

from governance.charts.theme import IN_VIEW
from governance.money import rounded_up
from governance.names import printed
from governance.questions.rows import Row
from governance.rules.vote.nearness import LOST_OR_AT_RISK
from governance.ui.parts import sourcing, votes
from governance.ui.parts.numbers import day_short, money
from governance.ui.parts.words import SEMICOLON, bare, count, joined, say
from governance.ui.shell import link
from governance.ui.shell.here import Here
from governance.ui.shell.menu import address, page_link
from governance.words import in_order

_SHOWN = 7
_TOLD = (*LOST_OR_AT_RISK, "kept")
_STYLE = f"""<style>
.votes {{width: 100%; border-collapse: collapse; font-size: .875rem; line-height: 1.25}}
.votes a {{color: {IN_VIEW}}}
.votes th, .votes td {{text-align: left; padding: .28rem .5rem .28rem 0; border: 0;
 border-bottom: 1px solid color-mix(in srgb, currentColor 15%, transparent); vertical-align: top}}
.votes .figure {{text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums}}
.votes .in-view td {{font-weight: 700}}
</style>"""


def title(where: Here) -> str:
    """What is found: how many have no vote or are about to lose it, how many others are at risk, and how many votes
    decisions keep."""
    found = votes.by_nearness(where)
    lost, more, kept = found["lost"] + found["about_to_be_lost"], found["at_risk"], found["kept"]
    parts = [say("No Member is without a vote or about to lose it")]
    if lost:
        parts = [
            count(
                "{number} Member has no vote or is about to lose it",
                "{number} Members have no vote or are about to lose it",
                lost,
            )
        ]
    if more:
        parts.append(count("{number} is at risk", "{number} are at risk", more))
    if kept:
        parts.append(count("{number} keeps it by a decision", "{number} keep it by decisions", kept))
    return where.titled(joined(SEMICOLON, parts))


def votes_list(where: Here) -> None:
    """The list, the lost first; where no vote is lost or at risk, that in one sentence."""
    answer = where.ask("voting")
    rows = sorted((row for row in answer.dicts() if row["nearness"] in _TOLD), key=lambda row: _order(row, where))
    if not rows:
        st.markdown(votes.as_known(where, where.supposed(say("No vote is lost or at risk."))))
        return
    sourcing.remember(answer)
    st.header(votes.as_known(where, title(where)), anchor=False)
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


def _order(row: Row, where: Here) -> tuple[bool, int, date, tuple[str, str]]:
    """The State in view first, then what is lost, then what is about to be, then what is at risk, what is kept last;
    among these by the last day to pay."""
    return (
        row["state"] != where.state,
        _TOLD.index(row.text("nearness")),
        row.day_or_none("pay_by") or date.max,
        in_order(printed(row.text("state"))),
    )


def _line(where: Here, row: Row) -> str:
    state = row.text("state")
    amount, by = row.amount_or_none("least_payment_for_vote"), row.day_or_none("pay_by")
    name = (
        f'<a href="{escape(address("statement", state=state), quote=True)}" target="_self">{escape(printed(state))}</a>'
    )
    status = escape(bare(votes.in_words(where, row.text("status"))))
    pay = escape(bare(money(rounded_up(amount), "").strip())) if amount else "–"
    day = "–" if by is None else escape(bare(_now(where) if by <= where.as_of else day_short(by)))
    mine = ' class="in-view"' if state == where.state else ""
    return f'<tr{mine}><td>{name}</td><td>{status}</td><td class="figure">{pay}</td><td class="figure">{day}</td></tr>'


def _now(where: Here) -> str:
    return say("on that day") if where.foreseen else say("now")
