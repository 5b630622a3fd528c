"""The numbers of Members and observers that documents state, held against the recorded spells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from governance.access import ALL
from governance.headings import ORGANIZATION, label
from governance.names import short
from governance.questions.declare import Asking, Question
from governance.questions.membership.counting import COUNTED, counted, spells
from governance.questions.rows import Row
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


@dataclass(frozen=True, slots=True)
class Stated:
    """A number that a document states for a period, beside what the spells give: differences are theirs less its."""

    period: str
    first_day: date
    last_day: date
    count_of: str
    stated: int
    qualifier: str
    reconstructed: int
    count_difference: int
    low: int
    high: int
    finding: str
    because: str
    note: str | None
    quote: str | None
    paragraph: str | None
    document: str | None


def answer(asking: Asking, values: Mapping[str, object]) -> list[Stated]:
    """One row for each stated number whose day, month or year has begun by the date, in the order of time."""
    stated = [row for row in asking.table("headline_figures") if row["indicator"] in INDICATORS]
    rows = [_row(asking, row) for row in stated if days_of(row.text("dated"))[0] <= asking.as_of]
    return sorted(rows, key=lambda row: (row.first_day, row.period, row.count_of))


def _row(asking: Asking, row: Row) -> Stated:
    what, number = INDICATORS[row.text("indicator")], int(row.amount("value"))
    period, qualifier, note = row.text("dated"), row.text("qualifier"), row.text_or_none("note")
    first, last = days_of(period)
    recorded = stated_range(counted(asking, what), first, last)
    verdict = finding(number, qualifier, recorded)
    kind, status = COUNTED[what]
    of_status = [spell for spell in spells(asking, kind) if spell.status == status]
    names = sorted({_name(spell.party, kind) for spell in of_status if open_in(spell, first, last)})
    return Stated(
        period=period,
        first_day=first,
        last_day=last,
        count_of=what,
        stated=number,
        qualifier=qualifier,
        reconstructed=recorded.recorded,
        count_difference=recorded.recorded - number,
        low=recorded.low,
        high=recorded.high,
        finding=verdict,
        because=_because(because(verdict, qualifier, names, recorded), verdict, note),
        note=note,
        quote=row.text_or_none("quote"),
        paragraph=row.text_or_none("paragraph"),
        document=row.text_or_none("document"),
    )


def _because(words: str, verdict: str, note: str | None) -> str:
    """The finding in words, with the reason that is known where the document does not agree."""
    return say("{finding} Known reason: {note}.", finding=words, note=note) if note and verdict == "outside" else words


def _name(party: str, kind: str) -> str:
    return short(party) if kind == "state" else label(ORGANIZATION, party)


QUESTION = Question(
    name="member_counts_stated",
    title=mark("What documents state, against the reconstruction"),
    grain=mark("One row per number of Members or observers that a document states."),
    row=Stated,
    function=answer,
    delegations=ALL,
)
