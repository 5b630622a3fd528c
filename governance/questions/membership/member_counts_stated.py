"""The numbers of Members and observers that documents state, held against the recorded spells."""

from __future__ import annotations

from collections.abc import Mapping

from governance.names import short
from governance.questions.declare import Asking, Question
from governance.questions.membership.counting import COUNTED, counted, spells
from governance.questions.rows import Cells, Row
from governance.rules.membership.spells import stated_range
from governance.rules.membership.stated_counts import because, days_of, finding, open_in
from governance.words import mark, say

INDICATORS = {
    "member_states": "members",
    "voting_member_states": "members",
    "observer_states": "observers",
    "observer_organizations": "observer_organizations",
}
"""The indicators of headline figures that count what spells can count."""


def answer(asking: Asking, values: Mapping[str, object]) -> list[Cells]:
    """One row for each stated number whose day, month or year has begun by the date, in the order of time."""
    stated = [row for row in asking.table("headline_figures") if row["indicator"] in INDICATORS]
    stated.sort(key=lambda row: (days_of(row["dated"])[0], row["dated"], INDICATORS[row["indicator"]]))
    return [_row(asking, row) for row in stated if days_of(row["dated"])[0] <= asking.as_of]


def _row(asking: Asking, row: Row) -> Cells:
    what, number, qualifier = INDICATORS[row["indicator"]], int(row["value"]), str(row["qualifier"])
    first, last = days_of(row["dated"])
    found = stated_range(counted(asking, what), first, last)
    verdict = finding(number, qualifier, found)
    kind, status = COUNTED[what]
    of_status = [spell for spell in spells(asking, kind) if spell.status == status]
    names = sorted({_name(spell.party, kind) for spell in of_status if open_in(spell, first, last)})
    return (
        row["dated"],
        what,
        number,
        qualifier,
        found.recorded,
        found.recorded - number,
        found.low,
        found.high,
        verdict,
        _because(because(verdict, qualifier, names, found), verdict, row["note"]),
        row["note"],
        row["quote"],
        row["paragraph"],
        row["document"],
    )


def _because(words: str, verdict: str, note: str | None) -> str:
    """The finding in words, with the reason that is known where the document does not agree."""
    return say("{finding} Known reason: {note}.", finding=words, note=note) if note and verdict == "outside" else words


def _name(party: str, kind: str) -> str:
    return short(party) if kind == "state" else party


QUESTION = Question(
    name="member_counts_stated",
    title=mark("What documents state, against the reconstruction"),
    grain=mark("One row per number of Members or observers that a document states."),
    columns=(
        "period",
        "count_of",
        "stated",
        "qualifier",
        "reconstructed",
        "count_difference",
        "low",
        "high",
        "finding",
        "because",
        "note",
        "quote",
        "paragraph",
        "document",
    ),
    function=answer,
)
