"""What was done with the figures, beside the facts: papers issued, files taken along, acts refused.

It stands in a chain of its own in the ledger's file, sealed as the ledger's events are, and changes no figure and no
version of the books. Nothing of it is updated or deleted.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from governance.access import Reader, acting
from governance.ledger.chain import Event
from governance.ledger.opening import opened
from governance.ledger.postgres import again_if_raced
from governance.ledger.recording import add as add_link
from governance.ledger.recording import adding, chain_of
from governance.ledger.threads import briefly
from governance.problems import Problem, Refused

AUDIT, REFUSED = "audit", "refused"


@again_if_raced
def add(
    target: str, kind: str, who: str, details: Mapping[str, object], check: Callable[[list[Event]], None] | None = None
) -> Event:
    """Record that `who` did something: its kind in a word, and what only this kind tells.

    `check` is given what is recorded already, the first one first, and may raise Refused: nobody records anything else
    between it and this.
    """
    with adding(target) as connection:
        if check:
            check(chain_of(connection, AUDIT))
        return add_link(connection, AUDIT, kind, who, details)


@again_if_raced
def add_all(target: str, done: Sequence[tuple[str, str, Mapping[str, object]]]) -> None:
    """Record several at once, each with its kind, who did it and what only its kind tells: all of them, or none."""
    with adding(target) as connection:
        for kind, who, details in done:
            add_link(connection, AUDIT, kind, who, details)


def refused(target: str, reader: Reader, problem: Problem) -> Refused:
    """What is raised where somebody may not do what they asked for; of whoever signed in it is recorded. Whoever is not
    known writes nothing."""
    if reader.subject:
        add(target, REFUSED, acting(reader, ""), {"rule": problem.rule, "issuer": reader.issuer})
    return Refused(problem)


def recorded(target: str) -> list[Event]:
    """All that was recorded in the ledger at `target`, the first one first, whoever asks: for what itself answers a
    reader."""
    with briefly(0) as connection, opened(connection, target):
        return chain_of(connection, AUDIT)
