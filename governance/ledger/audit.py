"""What was done with the figures, beside the facts: papers that were issued.

It stands in a chain of its own in the ledger's file, sealed as the ledger's events are, and changes no figure and no
version of the books. Nothing of it is updated or deleted.
"""

from __future__ import annotations

from collections.abc import Mapping

import duckdb

from governance.ledger.chain import Event
from governance.ledger.opening import opened
from governance.ledger.recording import add as add_link
from governance.ledger.recording import adding, chain_of

AUDIT = "audit"


def add(target: str, kind: str, who: str, details: Mapping[str, object]) -> Event:
    """Record that `who` did something: its kind in a word, and what only this kind tells."""
    with adding(target, AUDIT) as (connection, links):
        return add_link(connection, AUDIT, links, kind, who, details)


def events(target: str) -> list[Event]:
    """All that was recorded in the ledger at `target`, the first one first."""
    with opened(duckdb.connect(), target) as connection:
        return chain_of(connection, AUDIT)
