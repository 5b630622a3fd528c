"""What happened to the Organization, year by year: what charts of time tell beside their figures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from governance.access import ALL
from governance.names import printed
from governance.questions.declare import Asking, Question
from governance.questions.membership.counting import changes_by_date
from governance.words import body_name, count, listed, mark, mark_count, say

_JOINED = ("became_member", "from_observer", "returned")
_NAMED = 2  # so many States are named; of more, the number says more than a list
_ZERO_GROWTH = "zero nominal growth"
_DECISIONS = {
    "informed": mark_count(
        "The {body} was informed of the arrears of {number} Member.",
        "The {body} was informed of the arrears of {number} Members.",
    ),
    "suspended": mark_count(
        "The vote of {number} Member was suspended.", "The votes of {number} Members were suspended."
    ),
    "maintained": mark_count(
        "The vote of {number} Member was maintained by a decision.",
        "The votes of {number} Members were maintained by a decision.",
    ),
    "restored": mark_count("The vote of {number} Member was restored.", "The votes of {number} Members were restored."),
}


@dataclass(frozen=True, slots=True)
class Happened:
    """An event: its day (the first of what is known of it), what it is about, and the sentence."""

    day: date
    year: int
    about: str
    words: str


def answer(asking: Asking, values: Mapping[str, object]) -> list[Happened]:
    """One row per event by the date, in the order of their days."""
    found = [*_membership(asking), *_rules(asking), *_growth(asking), *_decisions(asking)]
    told = [Happened(day, day.year, about, words) for day, about, words in found if day <= asking.as_of]
    return sorted(told, key=lambda one: (one.day, one.about))


def _membership(asking: Asking) -> Iterator[tuple[date, str, str]]:
    """States that joined or left in a year, together; what is known by its year alone is told with the year."""
    kinds = {**dict.fromkeys(_JOINED, "joined"), "left": "left"}
    changes = sorted((change.day.year, kinds[change.kind], change.day, change.party)
                     for change in changes_by_date(asking) if change.kind in kinds)  # fmt: skip
    for (_, kind), those in groupby(changes, key=lambda change: change[:2]):
        rows = list(those)
        names = listed([printed(party) for *_, party in rows])
        if kind == "joined":
            words = (
                say("{states} joined.", states=names)
                if len(rows) <= _NAMED
                else count("{number} State joined.", "{number} States joined.", len(rows))
            )
        else:
            words = (
                say("{states} left.", states=names)
                if len(rows) <= _NAMED
                else count("{number} State left.", "{number} States left.", len(rows))
            )
        yield rows[0][2], "membership", words


def _rules(asking: Asking) -> Iterator[tuple[date, str, str]]:
    """Another text about the loss of the vote in force, and what documents tell of the Constitution."""
    for regime in asking.rulebook.votes:
        if regime.first_day:
            words = say("Another rule on the loss of the vote: {article}.", article=regime.article)
            yield regime.first_day, "rule", words
    for row in asking.rows("membership_events"):
        if row["event"] == "constitution":
            yield row.day("first_day"), "constitution", say("Constitution: {what}.", what=row["what"])


def _growth(asking: Asking) -> Iterator[tuple[date, str, str]]:
    """Years from which on the documents of the administrative budget state another policy of growth."""
    before: str | None = None
    for row in asking.rows("budget_figures"):
        stated = row.text_or_none("growth_policy")
        if row["part"] != "administrative" or row["stage"] == "proposed" or stated is None or stated == before:
            continue
        before = stated
        if stated.casefold().startswith(_ZERO_GROWTH):
            words = say("Zero nominal growth from the budget for {year} on.", year=row["year"])
        else:
            words = say("Policy of the budget for {year}: {policy}.", year=row["year"], policy=stated)
        yield date(row.whole("year"), 1, 1), "growth", words


def _decisions(asking: Asking) -> Iterator[tuple[date, str, str]]:
    """What a body was told or decided of votes on a day."""
    acts = sorted((row.day("dated"), row.text("action"), row.text("body")) for row in asking.table("council_actions"))
    for (day, action, body), those in groupby(acts):
        one, many = _DECISIONS[action]
        yield day, "decision", count(one, many, len(list(those)), body=body_name(body))


QUESTION = Question(
    name="events",
    title=mark("What happened, year by year"),
    grain=mark(
        "One row per event: States joining and leaving in a year, rules, policies of growth, decisions on votes."
    ),
    row=Happened,
    function=answer,
    delegations=ALL,
)
