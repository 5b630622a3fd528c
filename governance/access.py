"""Who may ask what: readers with roles and a scope. The books ask this, pages do not.

What a delegation sees of an answer or a table is declared there, in one of three ways: all rows (what is public
anyway: who is a Member, the scale, budgets), its own rows, or totals, which name no State. Whether its own rows means
every State's is the installation's choice (GOVERNANCE_DELEGATIONS_SEE).
"""

from __future__ import annotations

from collections.abc import Mapping
from contextvars import ContextVar
from dataclasses import dataclass, field
from decimal import Decimal

from governance.problems import Problem, Refused
from governance.settings import delegations_see_all, delegations_setting, is_public, two_persons_setting
from governance.words import say

EVERYONE = "everyone"
FINANCE = "finance"
DELEGATION = "delegation"
COMMITTEE = "committee"
APPROVER = "approver"
AUDITOR = "auditor"
ADMINISTRATOR = "administrator"
ROLES = (COMMITTEE, DELEGATION, FINANCE, APPROVER, AUDITOR, ADMINISTRATOR)
_AS_FINANCE = frozenset({FINANCE, APPROVER, AUDITOR})
"""The roles that read what finance reads; of these only finance itself changes anything."""
_EVERY_STATE = _AS_FINANCE | {COMMITTEE}


@dataclass(frozen=True)
class Shown:
    """What a delegation sees: `all` rows, those of its `own` States by the `column` that names them, or `totals`, which
    are about no State in particular. It never sees the columns `without`, which are an office's. `blank_too`: own rows,
    and those in which the column is blank since they are about all."""

    rows: str
    column: str = ""
    without: tuple[str, ...] = ()
    blank_too: bool = False


OWN = "own"
ALL, TOTALS = Shown("all"), Shown("totals")


def own_by(column: str, *, blank_too: bool = False) -> Shown:
    """Own rows only: those whose `column` names a State of the delegation."""
    return Shown(OWN, column, blank_too=blank_too)


@dataclass(frozen=True)
class Reader:
    """Someone who asks: their roles, and the States whose rows they see (None: all).

    `subject` is what the identity provider `issuer` calls them, the same at each sign-in; both are empty where nobody
    signs in. `alone` says by role up to how much, in each currency, they act in it without another person; in a role
    that is not there, without a bound.
    """

    name: str
    roles: frozenset[str]
    states: frozenset[str] | None = None
    subject: str = ""
    issuer: str = ""
    alone: Mapping[str, Mapping[str, Decimal]] = field(default_factory=dict, hash=False)

    @property
    def limit(self) -> frozenset[str] | None:
        """The States beyond whose rows the reader sees nothing; None: those of all States are shown."""
        if self.roles & _EVERY_STATE or (DELEGATION in self.roles and delegations_see_all()):
            return None
        return self.states or frozenset()

    @property
    def sees_offices(self) -> bool:
        """Whether the reader sees who of an office brought in what, from which file: not a delegation, also where it
        sees the accounts of every State."""
        return bool(self.roles & _EVERY_STATE)

    @property
    def scope(self) -> tuple[tuple[str, ...], tuple[str, ...] | None]:
        """What the reader may see, without who they are: readers with one scope share kept answers."""
        limit = self.limit
        return tuple(sorted(self.roles)), None if limit is None else tuple(sorted(limit))

    @property
    def reads_as_finance(self) -> bool:
        """Whether the reader sees what finance sees: files as they were handed in, effects, notes of all States."""
        return bool(self.roles & _AS_FINANCE)


asking: ContextVar[str] = ContextVar("asking", default="")
"""Whose work is done now: the subject of a sign-in, and nobody's without one. The door sets it for a page; what is
shared out fairly among people goes by it."""

LOCAL = Reader("local", frozenset(ROLES))
"""Whoever sits at this machine: every right."""


PUBLIC = Reader("public", frozenset({COMMITTEE, DELEGATION}))
"""Whoever comes to an installation that publishes: to read, and to change nothing."""


def reader() -> Reader:
    """Who asks."""
    return PUBLIC if is_public() else LOCAL


def may_ask(reader: Reader, open_to: frozenset[str]) -> bool:
    """Whether what is open to these roles is to the reader: who sees what finance sees may ask what finance asks."""
    roles = reader.roles | ({FINANCE} if reader.reads_as_finance else frozenset())
    return bool(roles) and (EVERYONE in open_to or bool(open_to & roles))


def setting_problems() -> list[Problem]:
    """What is wrong with the settings that decide who may see and do what: a word that means nothing opens nothing."""
    said = {
        "GOVERNANCE_DELEGATIONS_SEE": (delegations_setting(), ("all", "totals")),
        "GOVERNANCE_TWO_PERSONS": (two_persons_setting(), ("1", "0")),
    }
    return [
        Problem(
            "setting-unknown",
            say("{name} is “{value}”, and the dashboard was not started.", name=name, value=value),
            suggestion=say("Use one of: {choices}.", choices=", ".join(known)),
        )
        for name, (value, known) in said.items()
        if value not in known
    ]


def acting(reader: Reader, who: str) -> str:
    """Under whose name an act is recorded: with a sign-in the reader's own and what the provider calls them, whatever
    was typed; else the name that was given."""
    return f"{reader.name} ({reader.subject})" if reader.subject else who.strip()


def check_may_ask(reader: Reader, question: str, open_to: frozenset[str]) -> None:
    """Raises Refused if none of the reader's roles may ask the question."""
    if not reader.roles:
        raise Refused(
            Problem(
                "no-role",
                say("Nobody has given you a role here, so there is nothing for you to see."),
                suggestion=say("Ask whoever runs this dashboard for one."),
            )
        )
    if may_ask(reader, open_to):
        return
    raise Refused(
        Problem(
            "not-allowed",
            say("The question {question} is open to: {roles}.", question=question, roles=", ".join(sorted(open_to))),
            suggestion=say("Ask somebody with that role, or sign in with it."),
        )
    )


def check_own(reader: Reader, state: object) -> None:
    """Raises Refused where a reader who sees its own States' rows only asks for another's."""
    if reader.limit is not None and state is not None and state not in reader.limit:
        raise Refused(
            Problem(
                "may-not-see-state",
                say("A delegation sees the accounts of its own State only."),
                suggestion=say("Choose your own State, or ask finance staff."),
            )
        )


def check_sees_every_state(reader: Reader) -> None:
    """Raises Refused for what is about all States together, if the reader may see its own States' accounts only."""
    if reader.limit is not None or not reader.roles:
        raise Refused(
            Problem(
                "may-not-see-all",
                say("This is about the accounts of all States, and you see those of your own."),
                suggestion=say("Ask for the statement of your own State."),
            )
        )


def check_reads_as_finance(reader: Reader) -> None:
    """Raises Refused if the reader may not see what finance sees."""
    if not reader.reads_as_finance:
        raise Refused(
            Problem(
                "may-not-see-as-finance",
                say("Only finance staff, approvers and auditors see this."),
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
