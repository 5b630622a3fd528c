"""What each contributor pays, assessed and voluntary, year by year; one of them by any usual name."""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from governance.access import ALL
from governance.headings import ORGANIZATION, label
from governance.names import find, find_area, suggest
from governance.problems import Problem, Refused
from governance.questions.declare import Asking, Question
from governance.revenue_kinds import ASSESSED, EARMARKED, KINDS, UNEARMARKED, kind_of
from governance.words import in_every_language, mark, say

_CLOSE = 0.5  # difflib's ratio from which an organization's name is worth suggesting: "Gates" for a long name
_SUGGESTED = 3

Key = tuple[str, str, int]
"""A contributor, a currency and a year."""


@dataclass(frozen=True, slots=True)
class Contribution:
    """What a contributor paid in a year and currency; what the accounts do not mention is None, not zero."""

    year: int
    party: str
    currency: str
    assessed: Decimal | None
    unearmarked: Decimal | None
    earmarked: Decimal | None
    voluntary: Decimal | None
    corrections: Decimal | None
    assessed_and_voluntary: Decimal


def answer(asking: Asking, values: Mapping[str, object]) -> list[Contribution]:
    """One row per year, contributor and currency; assessed and voluntary are added in the same currency only.

    `name` is a State's by any usual name or an organization's; Refused, with the nearest, if it is neither.
    """
    sums: dict[Key, dict[str, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    corrected: dict[Key, Decimal] = defaultdict(Decimal)
    organizations: set[str] = set()
    for row in asking.rows("voluntary", currency=values["currency"]):
        key = (row.text("party"), row.text("currency"), row.whole("year"))
        sums[key][kind_of(row.text("type"))] += row.amount("voluntary")
        corrected[key] += min(row.amount("voluntary"), Decimal(0))
        if row["contributor_kind"] == "organization":
            organizations.add(row.text("party"))
    for row in asking.rows("assessed", currency=values["currency"]):
        sums[row.text("state"), row.text("currency"), row.whole("year")][ASSESSED] += row.amount("assessed")
    party = None if values["name"] is None else recognised(str(values["name"]), organizations)
    return [_row(key, sums[key], corrected[key]) for key in sorted(sums) if party in (None, key[0])]


def _row(key: Key, sums: Mapping[str, Decimal], corrected: Decimal) -> Contribution:
    party, currency, year = key
    given = [sums[kind] for kind in KINDS if kind != ASSESSED and kind in sums]
    return Contribution(
        year=year,
        party=party,
        currency=currency,
        assessed=sums.get(ASSESSED),
        unearmarked=sums.get(UNEARMARKED),
        earmarked=sums.get(EARMARKED),
        voluntary=sum(given, Decimal(0)) if given else None,
        corrections=corrected or None,
        assessed_and_voluntary=sum(sums.values(), Decimal(0)),
    )


def recognised(text: str, organizations: Iterable[str]) -> str:
    """The State's code or the organization's name as the books write it. Refused for a name that is neither."""
    called = {name: in_every_language(label(ORGANIZATION, name)) for name in organizations}
    known = {each.casefold(): name for name in organizations for each in (*called[name], name)}
    if text.strip().casefold() in known:
        return known[text.strip().casefold()]
    party = find(text) or find_area(text)
    if party is not None:
        return party.code
    near = difflib.get_close_matches(text.casefold(), known, n=_SUGGESTED, cutoff=_CLOSE)
    near += [name for name in known if text.strip().casefold() in name]
    names = list(dict.fromkeys([*suggest(text), *(known[name] for name in near)]))[:_SUGGESTED]
    hint = (
        say("Did you mean {names}?", names=" / ".join(names))
        if names
        else say("Write a State's usual name, or the organization's as the accounts do.")
    )
    raise Refused(
        Problem(
            "contributor-unknown",
            say("No contributor is called “{name}”.", name=text),
            column="name",
            value=text,
            suggestion=hint,
        )
    )


QUESTION = Question(
    name="contributor",
    title=mark("What a contributor pays, assessed and voluntary"),
    grain=mark("One row per contributor, currency and year."),
    row=Contribution,
    parameters=("name", "currency"),
    function=answer,
    delegations=ALL,
)
