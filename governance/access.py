"""Who may ask what: readers with roles and a scope. The books ask this, pages do not.

Until sign-in arrives there is one local reader with every right, or, where the installation publishes, one reader
who reads only; the checks are in place from the first day.
"""

from __future__ import annotations

from dataclasses import dataclass

from governance.problems import Problem, Refused
from governance.settings import is_public
from governance.words import say

EVERYONE = "everyone"
FINANCE = "finance"
DELEGATION = "delegation"
COMMITTEE = "committee"
APPROVER = "approver"
AUDITOR = "auditor"
ADMINISTRATOR = "administrator"
ROLES = (COMMITTEE, DELEGATION, FINANCE, APPROVER, AUDITOR, ADMINISTRATOR)


@dataclass(frozen=True)
class Reader:
    """Someone who asks: their roles, and the States whose rows they see (None: all).

    `subject` is what the identity provider `issuer` calls them, the same at each sign-in; both are empty where nobody
    signs in.
    """

    name: str
    roles: frozenset[str]
    states: frozenset[str] | None = None
    subject: str = ""
    issuer: str = ""

    @property
    def scope(self) -> tuple[tuple[str, ...], tuple[str, ...] | None]:
        """What the reader may see, without who they are: readers with one scope share kept answers."""
        return tuple(sorted(self.roles)), None if self.states is None else tuple(sorted(self.states))


LOCAL = Reader("local", frozenset(ROLES))
"""Whoever sits at this machine: every right."""


PUBLIC = Reader("public", frozenset({COMMITTEE, DELEGATION}))
"""Whoever comes to an installation that publishes: to read, and to change nothing."""


def reader() -> Reader:
    """Who asks."""
    return PUBLIC if is_public() else LOCAL


def check_may_ask(reader: Reader, question: str, open_to: frozenset[str]) -> None:
    """Raises Refused if none of the reader's roles may ask the question."""
    if EVERYONE in open_to or open_to & reader.roles:
        return
    raise Refused(
        Problem(
            "not-allowed",
            say("The question {question} is open to: {roles}.", question=question, roles=", ".join(sorted(open_to))),
            suggestion=say("Ask somebody with that role, or sign in with it."),
        )
    )


def may_tell(reader: Reader, state: str) -> bool:
    """Whether the reader may leave finance a note about a State's payment: finance itself, and who signed in for that
    State. Whoever only reads what is published leaves none."""
    return FINANCE in reader.roles or (DELEGATION in reader.roles and state in (reader.states or ()))


def check_may_tell(reader: Reader, state: str) -> None:
    """Raises Refused if the reader may not leave a note for that State."""
    if not may_tell(reader, state):
        raise Refused(
            Problem(
                "may-not-tell",
                say("Only the State's own delegation and finance staff leave a note about a payment."),
                suggestion=say("Write to the finance office."),
            )
        )


def check_may_change(reader: Reader) -> None:
    """Raises Refused if the reader may not change a ledger."""
    if FINANCE not in reader.roles:
        raise Refused(
            Problem(
                "may-not-change",
                say("Only finance staff change a ledger."),
                suggestion=say("Ask somebody with that role, or sign in with it."),
            )
        )
