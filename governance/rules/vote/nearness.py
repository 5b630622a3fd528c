"""How near a vote is to being lost, and what there is to pay for it: decided here, and nowhere else.

`nearness` of a Member that is judged, the worst first; each holds where none before it does:

lost: there is no vote on the day.
about_to_be_lost: there is one, and it is lost on a day that is known if nothing more is paid: the body has been
informed, a decision that keeps the vote ends, or the text itself names the day. Also where the body has been informed
and the day waits for a session that is not recorded.
kept: the arrears reach the threshold, and a decision without an end keeps the vote whatever is paid (see the decisions
17 and 18 in docs/decisions).
at_risk: the arrears reach the threshold, and it is for the body to be informed or to decide; or they reach it within
the next 60 days (SOON) if nothing more is paid.
none: none of these; also where the body has been informed but on the day of the effect the arrears would be below the
threshold even if nothing were paid.

What there is to pay, and its last day, which no screen works out again:

lost: what regains the vote today; nothing is told where only a decision restores it.
about_to_be_lost: what keeps it on the day of the loss, by the day before; today where that day is not known.
kept: nothing.
at_risk and none: what brings the arrears below the threshold today; where they are below it and reach it by the coming
1 January, or within the next 60 days, what keeps them below it on that day, by the day before; else nothing.

The texts say from when a vote is lost: each rule quotes its own. The 60 days, the order, and that what is foreseen
supposes no further payment are our readings: no text speaks of a risk.
"""

from __future__ import annotations

from datetime import date, timedelta

from governance.rules.vote.verdict import LOST

LOST_OR_AT_RISK = ("lost", "about_to_be_lost", "at_risk")
"""The votes that are listed wherever votes lost or at risk are, in that order."""

SOON = timedelta(days=60)
"""How far ahead what comes by itself is told as near."""

_AT_THE_THRESHOLD = ("reaches_threshold", "may_be_suspended", "maintained")


def nearness(status: str, on: date, *, lost: date | None, waits: bool, ends: date | None, reached: date | None) -> str:
    """The word for a Member that is judged. `lost`: the first day without a vote, past or to come; `waits`:
    whether a loss waits for a day that is not recorded; `ends`: the last day of the decision in force; `reached`: the
    day on which the threshold is reached."""
    if status in LOST:
        return "lost"
    if waits or (lost is not None and lost > on):
        return "about_to_be_lost"
    if status == "maintained" and ends is None:
        return "kept"
    if status in _AT_THE_THRESHOLD or (reached is not None and on < reached <= on + SOON):
        return "at_risk"
    return "none"


def looks_to(on: date) -> date:
    """The last day of which, where the threshold is reached on it, a payment is told: the coming 1 January at least."""
    return max(date(on.year + 1, 1, 1), on + SOON)
