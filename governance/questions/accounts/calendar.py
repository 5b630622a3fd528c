"""The days ahead: when contributions and instalments fall due, sessions, by when to pay for the vote, ends of terms."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from governance.access import own_by
from governance.money import rounded_up
from governance.questions.accounts.accounts import accounts
from governance.questions.declare import Asking, Question
from governance.questions.rows import Row
from governance.wording import amount, in_words, to_pay
from governance.words import body_name, count, mark, named, say


@dataclass(frozen=True, slots=True)
class Ahead:
    """A day (or the days to `last_day`) from the date on, what it is for, and the State that it is about; blank: all.
    `occasion`: due, instalment, pay_by, session or term_ends."""

    day: date
    last_day: date
    occasion: str
    state: str | None
    words: str
    document: str | None


def answer(asking: Asking, values: Mapping[str, object]) -> list[Ahead]:
    """One row per day ahead, occasion and State; of one State, sessions are its own too. What is said of a day to pay
    by supposes that nothing more is paid."""
    state = values["state"]
    assert state is None or isinstance(state, str)
    found = [
        *_dues(asking, state),
        *_sessions(asking, state),
        *_days_to_pay(asking, state),
        *_instalments(asking, state),
        *_terms(asking, state),
    ]
    return sorted(found, key=lambda row: (row.day, row.occasion, row.state or "", row.words))


def _dues(asking: Asking, state: str | None) -> Iterator[Ahead]:
    """Of one State with its amount; of all, how many on each day."""
    together: dict[tuple[date, int], set[str]] = defaultdict(set)
    for (code, currency), account in accounts(asking).items():
        for due, year, owed in account.dues:
            if due < asking.as_of or state not in (None, code):
                continue
            together[due, year].add(code)
            if state:
                words = say("Contribution for {year} due: {amount}", year=year, amount=amount(owed, currency))
                yield Ahead(due, due, "due", state, words, None)
    for (due, year), states in together.items() if state is None else ():
        words = count(
            "Contribution of {number} Member for {year} due", "Contributions of {number} Members for {year} due",
            len(states), year=year,
        )  # fmt: skip
        yield Ahead(due, due, "due", None, words, None)


def _sessions(asking: Asking, state: str | None) -> Iterator[Ahead]:
    for row in asking.rows("sessions"):
        closes = row.day_or_none("closes") or row.day("opens")
        if closes >= asking.as_of:
            words = say("{body}, session {session}", body=named(row.text("body")), session=row["session"])
            yield Ahead(row.day("opens"), closes, "session", state, words, row.text_or_none("document"))


def _days_to_pay(asking: Asking, state: str | None) -> Iterator[Ahead]:
    """The last days to pay for the vote at a session, to keep it, and to stay below the threshold on the day on which
    it would be reached and on 1 January."""
    told = list(_for_sessions(asking, state))
    yield from told
    at_sessions = {(row.state, row.day) for row in told}
    december = date(asking.as_of.year, 12, 31)
    january = in_words(december + timedelta(1))
    for row in asking.rows("voting", state=state):
        code, currency, day = row.text("state"), row.text("currency"), row.day_or_none("pay_by")
        least, by_then = (
            rounded_up(row.amount_or_none(name) or Decimal(0))
            for name in ("least_payment_for_vote", "least_payment_by_31_december")
        )
        if least and day and day > asking.as_of and (code, day) not in at_sessions:
            yield Ahead(day, day, "pay_by", code, _for_the_vote(row, to_pay(least, currency)), None)
        if by_then > least:
            words = say(
                "Last day to pay {amount} to stay below the threshold on {january}",
                amount=to_pay(by_then, currency),
                january=january,
            )
            yield Ahead(december, december, "pay_by", code, words, None)


def _for_the_vote(row: Row, least: str) -> str:
    """What the last day to pay is for: to keep the vote, or to stay below the threshold."""
    if row["nearness"] == "about_to_be_lost":
        return say("Last day to pay {amount} to keep the vote", amount=least)
    day = in_words(row.day("reaches_threshold_on"))
    return say("Last day to pay {amount} to stay below the threshold on {january}", amount=least, january=day)


def _for_sessions(asking: Asking, state: str | None) -> Iterator[Ahead]:
    for row in asking.rows("session_votes", state=state):
        day, least = row.day_or_none("pay_by"), row.amount_or_none("least_payment")
        if day and least and day >= asking.as_of:
            words = say(
                "Last day to pay {amount} for the vote at session {session} of {body}",
                amount=to_pay(least, row.text("currency")),
                session=row["session"],
                body=body_name(row.text("body")),
            )
            yield Ahead(day, day, "pay_by", row.text("state"), words, None)


def _instalments(asking: Asking, state: str | None) -> Iterator[Ahead]:
    for row in asking.rows("instalments", state=state):
        left = row.amount("amount") - row.amount("paid")
        if row.day("due") >= asking.as_of and left > 0:
            words = say(
                "Instalment of plan {plan} due: {amount}", plan=row["plan"], amount=amount(left, row.text("currency"))
            )
            yield Ahead(row.day("due"), row.day("due"), "instalment", row.text("state"), words, None)


def _terms(asking: Asking, state: str | None) -> Iterator[Ahead]:
    for row in asking.rows("seats", state=state):
        ends = row.day_or_none("term_ends")
        if ends and row["running"] == "yes":
            words = say("Last day of the term on {body}", body=named(row.text("body")))
            yield Ahead(ends, ends, "term_ends", row.text("state"), words, row.text_or_none("document"))


QUESTION = Question(
    name="calendar",
    title=mark("The days ahead"),
    grain=mark("One row per day ahead, occasion and State; blank: of all."),
    row=Ahead,
    parameters=("state",),
    delegations=own_by("state", blank_too=True),
    function=answer,
)
