"""What each contributor pays, assessed and voluntary, year by year; one of them by any usual name."""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal

from governance.names import find, find_area, suggest
from governance.problems import Problem, Refused
from governance.questions.declare import Asking, Question
from governance.questions.rows import Cells
from governance.revenue_kinds import ASSESSED, EARMARKED, KINDS, UNEARMARKED, kind_of
from governance.words import mark, say

_CLOSE = 0.5  # difflib's ratio from which an organization's name is worth suggesting: "Gates" for a long name
_SUGGESTED = 3


def answer(asking: Asking, values: Mapping[str, object]) -> list[Cells]:
    """One row per year, contributor and currency; assessed and voluntary are added in the same currency only.

    `name` is a State's by any usual name or an organization's; Refused, with the nearest, if it is neither.
    """
    sums: dict[tuple[int, str, str], dict[str, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    corrected: dict[tuple[int, str, str], Decimal] = defaultdict(Decimal)
    organizations: set[str] = set()
    for row in asking.rows("voluntary", currency=values["currency"]):
        key = (row["year"], row["party"], row["currency"])
        sums[key][kind_of(row["type"])] += row["voluntary"]
        corrected[key] += min(row["voluntary"], Decimal(0))
        if row["contributor_kind"] == "organization":
            organizations.add(row["party"])
    for row in asking.rows("assessed", currency=values["currency"]):
        sums[row["year"], row["state"], row["currency"]][ASSESSED] += row["assessed"]
    party = None if values["name"] is None else recognised(str(values["name"]), organizations)
    return [
        _row(key, sums[key], corrected[key]) for key in sorted(sums, key=_in_order) if party is None or key[1] == party
    ]


def _in_order(key: tuple[int, str, str]) -> tuple[str, str, int]:
    year, party, currency = key
    return party, currency, year


def _row(key: tuple[int, str, str], sums: Mapping[str, Decimal], corrected: Decimal) -> Cells:
    """What the accounts do not mention is blank, not zero."""
    given = [sums[kind] for kind in KINDS if kind != ASSESSED and kind in sums]
    return (
        *key,
        sums.get(ASSESSED),
        sums.get(UNEARMARKED),
        sums.get(EARMARKED),
        sum(given, Decimal(0)) if given else None,
        corrected if corrected else None,
        sum(sums.values(), Decimal(0)),
    )


def recognised(text: str, organizations: Iterable[str]) -> str:
    """The State's code or the organization's name as the books write it. Refused for a name that is neither."""
    known = {name.casefold(): name for name in organizations}
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
    columns=(
        "year",
        "party",
        "currency",
        "assessed",
        "unearmarked",
        "earmarked",
        "voluntary",
        "corrections",
        "assessed_and_voluntary",
    ),
    parameters=("name", "currency"),
    own_rows="party",
    function=answer,
)
