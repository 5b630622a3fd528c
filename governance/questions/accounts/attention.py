"""What needs attention on the date, in words: what a chair would want to be told before opening the meeting."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from governance.access import own_by
from governance.money import share
from governance.names import printed
from governance.questions.accounts.accounts import account_of
from governance.questions.declare import Asking, Question
from governance.questions.liquidity.forecasts import expected_this_year
from governance.questions.rows import Row
from governance.rules.accounts.balance import outstanding
from governance.rules.vote.nearness import SOON
from governance.rules.vote.verdict import UNDECIDED
from governance.wording import amount, in_words, to_pay
from governance.words import count, mark, say

_FALLS = Decimal("0.05")  # of what was expected: less is the usual change from month to month
_REACHES = mark("If nothing more is paid, {state} reaches the threshold on {day}: {amount} by {pay_by} keeps it below.")
_LOSES = mark("If nothing more is paid, {state} loses its vote on {day}: {amount} by {pay_by} keeps it.")
_COMES = {"about_to_be_lost": (_LOSES, "no_vote_from"), "at_risk": (_REACHES, "reaches_threshold_on")}
"""What is said of a vote that is as near as that to being lost, and the column of the day that comes."""
_UNDECIDED_YET = ("reaches_threshold", "may_be_suspended")


@dataclass(frozen=True, slots=True)
class Matter:
    """A matter: its place, the page and its section where it is seen or done, the one State that it is about, and the
    sentence."""

    place: int
    page: str
    section: str | None
    state: str | None
    words: str


Found = tuple[str, str | None, str | None, str]
"""A matter without its place."""


def answer(asking: Asking, values: Mapping[str, object]) -> list[Matter]:
    """One row per matter, the most pressing first."""
    totals = asking.rows("identity")
    matters = [
        *_unknown(asking, totals),
        *_votes(asking),
        *_arrears(asking, totals),
        *_forecast_fell(asking),
        *_unlike_members(asking),
        *_unidentified(totals),
        *_coverage_ends(asking),
    ]
    return [Matter(place, *found) for place, found in enumerate(matters, start=1)]


def _unknown(asking: Asking, totals: list[Row]) -> list[Found]:
    if not totals:
        return [("upload", None, None, say("This ledger holds no assessments or receipts by this date."))]
    if all(row["known"] == "yes" for row in totals):
        return []
    if any(row["covers"] == "receipts" for row in asking.rows("coverage")):
        missing = {row.text("state") for row in asking.rows("balances") if row["known"] == "no"}
        unopened = [state for state in missing if outstanding(account_of(asking, state), asking.as_of).unopened]
        found = _not_known(len(missing) - len(unopened), len(unopened))
        return [(page, section, None, words) for number, page, section, words in found if number]
    words = say("No receipts are published: what each Member has paid and owes is not known.")
    return [("arrears_and_voting", None, None, words)]


def _not_known(uncovered: int, unopened: int) -> list[tuple[int, str, str | None, str]]:
    """Of how many States no balance is known since receipts, or what was owed before them, are not."""
    return [
        (
            uncovered,
            "sources",
            "coverage",
            count(
                "The receipts of {number} State are not declared complete up to this date: no total is shown.",
                "The receipts of {number} States are not declared complete up to this date: no total is shown.",
                uncovered,
            ),
        ),
        (
            unopened,
            "upload",
            None,
            count(
                "What {number} State owed when the receipts begin is not known: no total is shown. Hand in its opening "
                "balance, or declare that nothing was owed before.",
                "What {number} States owed when the receipts begin is not known: no total is shown. Hand in their "
                "opening balances, or declare that nothing was owed before.",
                unopened,
            ),
        ),
    ]


def _votes(asking: Asking) -> list[Found]:
    rows = asking.rows("voting")
    found_so = Counter(row["nearness"] for row in rows)
    lost, near = found_so["lost"], found_so["about_to_be_lost"]
    reached = sum(row["nearness"] == "at_risk" and row["status"] in _UNDECIDED_YET for row in rows)
    found = [
        (lost, count("{number} Member has no vote.", "{number} Members have no vote.", lost)),
        (
            near,
            count(
                "{number} Member is about to lose its vote, unless it pays.",
                "{number} Members are about to lose their votes, unless they pay.",
                near,
            ),
        ),
        (
            reached,
            count(
                "{number} Member has reached the threshold; the {body} has not been informed or has not decided.",
                "{number} Members have reached the threshold; the {body} has not been informed or has not decided.",
                reached,
                body=asking.rulebook.body_of_votes(asking.as_of),
            ),
        ),
    ]
    unknown = sum(row["may_vote"] is None and row["status"] not in UNDECIDED for row in asking.rows("voting"))
    found.append(
        (
            unknown,
            count(
                "Whether {number} Member may vote is not known: assessments of the years before are not held here.",
                "Whether {number} Members may vote is not known: assessments of the years before are not held here.",
                unknown,
            ),
        )
    )
    told: list[Found] = [("arrears_and_voting", "votes", None, words) for number, words in found if number]
    broken = dict.fromkeys(row.text("state") for row in asking.rows("plans") if row["status"] == "broken")
    plans = [
        ("statement", "plans", state, say("A payment plan of {state} is broken.", state=printed(state)))
        for state in broken
    ]
    return [*told, *_soon(asking), *plans]


def _soon(asking: Asking) -> list[Found]:
    """Each Member that reaches the threshold, or loses its vote, within the next days, with what to pay by when."""
    found: list[tuple[date, str, str]] = []
    for row in asking.rows("voting"):
        told = _COMES.get(row["nearness"])
        if told is None or not row.known("pay_by"):
            continue
        message, name = told
        day, state = row.day_or_none(name), row.text("state")
        if day and asking.as_of < day <= asking.as_of + SOON:
            amount_to_pay = to_pay(row.amount("least_payment_for_vote"), row.text("currency"))
            values = {"day": in_words(day), "pay_by": in_words(row.day("pay_by"))}
            found.append((day, state, say(message, state=printed(state), amount=amount_to_pay, **values)))
    return [("statement", None, state, words) for _, state, words in sorted(found)]


def _arrears(asking: Asking, totals: list[Row]) -> list[Found]:
    """What is owed in each currency in which it is known of every State: no total is told that is not whole."""
    found: list[Found] = []
    for currency in (row.text("currency") for row in totals if row["known"] == "yes"):
        owing = [row for row in asking.rows("balances", currency=currency) if (row.amount_or_none("arrears") or 0) > 0]
        if not owing:
            continue
        amounts = [row.amount("arrears") for row in owing]
        whole, largest = sum(amounts, Decimal(0)), max(amounts)
        words = count(
            "{number} State owes {amount} for years that have ended.",
            "{number} States owe {amount} for years that have ended; the largest debt is {share} % of it.",
            len(owing),
            amount=amount(whole, currency),
            share=share(largest, whole, Decimal("1")),
        )
        found.append(("arrears_and_voting", "debts", None, words))
        found.extend(_oldest(asking, owing))
    return found


def _oldest(asking: Asking, owing: list[Row]) -> list[Found]:
    oldest, state = min((row.whole("oldest_year"), row.text("state")) for row in owing)
    if asking.as_of.year - oldest < 3:
        return []
    words = say("The oldest debt is for {year}, of {state}.", year=oldest, state=printed(state))
    return [("statement", "balance", state, words)]


def _forecast_fell(asking: Asking) -> list[Found]:
    """Where less is expected to have come in by the end of the year than at the beginning of the month before, by more
    than a twentieth."""
    before = (asking.as_of.replace(day=1) - timedelta(1)).replace(day=1)
    if before.year != asking.as_of.year:
        return []
    then, now = (expected_this_year(asking, day) for day in (before, asking.as_of))
    found: list[Found] = []
    for currency, (expected, forecast) in now.items():
        whole = then[currency][0] if currency in then else Decimal(0)
        less = whole - forecast.came_in_since(before) - expected
        if less > whole * _FALLS:
            words = say(
                "{amount} less is expected until the end of the year than on {day}: a projection.",
                amount=amount(less, currency),
                day=in_words(before),
            )
            found.append(("liquidity", "forecast", None, words))
    return found


def _unlike_members(asking: Asking) -> list[Found]:
    """Balances of States that are no Members, and credits that are larger than a year's contribution."""
    members = {row.text("state") for row in asking.rows("members", status="member")}
    yearly = {
        (row["state"], row["currency"]): row["assessed"] for row in asking.rows("assessed", year=asking.as_of.year)
    }
    found: list[Found] = []
    for row in asking.rows("balances"):
        state, currency = row.text("state"), row.text("currency")
        owed = row.amount_or_none("outstanding") or Decimal(0)
        credit = row.amount_or_none("credit") or Decimal(0)
        named = printed(state)
        former = bool(members) and state not in members
        if owed and former:
            words = say("{state} is not a Member and owes {amount}.", state=named, amount=amount(owed, currency))
            found.append(("statement", "balance", state, words))
        if credit and former:
            words = say(
                "{state} is not a Member and has a credit of {amount}: make sure whose money it is.",
                state=named,
                amount=amount(credit, currency),
            )
            found.append(("statement", "balance", state, words))
        elif (state, currency) in yearly and credit > yearly[state, currency]:
            words = say(
                "{state} has a credit of {amount}, more than a year’s contribution: make sure whose money it is.",
                state=named,
                amount=amount(credit, currency),
            )
            found.append(("statement", "balance", state, words))
    return found


def _unidentified(totals: list[Row]) -> list[Found]:
    return [
        (
            "payers",
            None,
            None,
            say(
                "{amount} came in from payers who are not identified: it is counted for no State.",
                amount=amount(row.amount("unidentified"), row.text("currency")),
            ),
        )
        for row in totals
        if row["unidentified"]
    ]


def _coverage_ends(asking: Asking) -> list[Found]:
    """Receipts that are complete only up to a day shortly before the date."""
    ends = [row["last_day"] for row in asking.rows("coverage") if row["covers"] == "receipts"]
    if not ends or None in ends:
        return []
    last = max(day for day in ends if isinstance(day, date))
    if last >= asking.as_of or asking.as_of - last > timedelta(days=366):
        return []
    words = say("Receipts are declared complete up to {day}: look at that date for balances.", day=in_words(last))
    return [("sources", "coverage", None, words)]


QUESTION = Question(
    name="attention",
    title=mark("What needs attention"),
    grain=mark("One row per matter, the most pressing first."),
    row=Matter,
    function=answer,
    delegations=own_by("state", blank_too=True),
)
