"""Which votes are about to be lost: what every screen and paper counts when it says so."""

from __future__ import annotations

from datetime import date

from governance.questions.rows import Row
from governance.rules.vote.verdict import LOST


def about_to_lose(row: Row, on: date) -> bool:
    """Whether the Member of a row of `voting` votes on the day and loses its vote unless it pays: after an information,
    or from a known day on, as when a decision that keeps the vote ends."""
    lost = row.day_or_none("no_vote_from")
    return row["status"] == "informed" or (lost is not None and lost > on and row["status"] not in LOST)
