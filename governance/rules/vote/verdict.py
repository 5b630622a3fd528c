"""What is said of one Member's vote on one day, and the order of the statuses."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_DOWN, Decimal

from governance.words import BodyName, mark, say

STATUSES = (
    "in_good_standing",
    "owes_current_year",
    "in_arrears",
    "reaches_threshold",
    "may_be_suspended",
    "informed",
    "maintained",
    "no_vote",
    "suspended",
)
"""From best to worst: more money never moves a Member to the right.

in_good_standing: nothing is outstanding. owes_current_year: only the current year is. in_arrears: an earlier year
is, below the threshold (or not tested). reaches_threshold: the arrears reach it, without effect so far.
may_be_suspended: the body may decide. informed: it has been, and the grace is running. maintained: the arrears
reach it, and a decision keeps the vote. no_vote: lost by the text itself. suspended: taken by a decision.
"""

LOST = ("no_vote", "suspended")

UNDECIDED = ("not_known", "no_rule")
"""not_known: the ledger lacks what the rule needs. no_rule: no text in force on that day is held, or no Member."""

STATUS_WORDS = {
    "in_good_standing": mark("in good standing"),
    "owes_current_year": mark("owes the current year"),
    "in_arrears": mark("in arrears"),
    "reaches_threshold": mark("threshold reached"),
    "may_be_suspended": mark("may be suspended"),
    "informed": mark("{body} informed, vote at risk"),
    "maintained": mark("vote by decision of the {body}"),
    "no_vote": mark("no vote"),
    "suspended": mark("vote suspended"),
    "not_known": mark("not known"),
    "no_rule": mark("no rule held for this date"),
}
"""Each status in the words that a delegate reads; `body` decides on the vote."""

FORESEEN_WORDS = STATUS_WORDS | {
    "in_good_standing": mark("would be in good standing"),
    "owes_current_year": mark("would owe the current year"),
    "in_arrears": mark("would owe for earlier years"),
    "reaches_threshold": mark("would be at the threshold"),
    "no_vote": mark("would have no vote"),
}
"""The same of a day that has not come, if nothing more is paid."""


def status_in_words(status: str, body: BodyName, *, foreseen: bool = False) -> str:
    """A status as it is read: of a day that has come, or one `foreseen`."""
    return say((FORESEEN_WORDS if foreseen else STATUS_WORDS)[status], body=body)


@dataclass(frozen=True)
class Verdict:
    """The vote of one Member on one day, with both sides of the comparison, the dates and the reason.

    Amounts are in `currency`, None where they are not known. `arrears` is what is outstanding for years that have
    ended, `current_year` what is for the current one; `compared` is the side that the rule holds against
    `threshold` (the arrears, unless the rule counts otherwise); `ratio` is their quotient cut to four places, so
    that it is 1 or more exactly where the threshold is equalled. `least_payment` lifts the threshold today,
    `least_payment_by_31_december` keeps it lifted on the coming 1 January. `nearness` says how near the vote is to
    being lost, and `least_payment_for_vote` what there is to pay for it by `pay_by`, both as
    `governance.rules.vote.nearness` has them; None where the vote is not known, or a payment does not decide.
    `informed`: the day of the information that counts. `no_vote_from`: the first day without a vote, past or to come.
    `reaches_threshold_on`: the first day of the present time at the threshold, else the coming day on which it is
    reached if nothing is paid; None where an assessment on which it depends is not recorded. `action`,
    `action_dated`, `ends`: the decision in force and its last day. `may_vote` None: not known.
    """

    state: str
    currency: str
    on: date
    status: str
    may_vote: bool | None
    because: str
    nearness: str | None = None
    arrears: Decimal | None = None
    current_year: Decimal | None = None
    compared: Decimal | None = None
    threshold: Decimal | None = None
    ratio: Decimal | None = None
    least_payment: Decimal | None = None
    least_payment_by_31_december: Decimal | None = None
    least_payment_for_vote: Decimal | None = None
    pay_by: date | None = None
    informed: date | None = None
    no_vote_from: date | None = None
    reaches_threshold_on: date | None = None
    action: str = ""
    action_dated: date | None = None
    ends: date | None = None
    rule: str = ""
    article: str = ""


def ratio(compared: Decimal, threshold: Decimal | None) -> Decimal | None:
    """`compared` over `threshold`, cut (not rounded) to four places; None where there is no threshold."""
    if not threshold:
        return None
    return (compared / threshold).quantize(Decimal("0.0001"), rounding=ROUND_DOWN)
