"""The plan of a simulation: every step of it, drawn from its seed before anything is done."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from hashlib import sha256

from governance.ledger import Payment
from governance.tables import TABLES
from tests.simulator.acts import Accept, Act, Answer, Close, Decide, Propose, Record, Reopen, Sheet, Tell, Turn
from tests.simulator.state import Row

SERVERS = 2
_STATES = ("XAA", "XAN", "XAR", "XBI")
_MOST_CALLS = 30
"""A change of a ledger in a file takes some thirty calls to the kernel that change something."""


_SHOWN, _VERIFIED = 0.06, 0.15
"""How often books are shown and the ledger is verified: both take far longer than the look that follows each step."""


@dataclass(frozen=True)
class Fault:
    """What goes wrong at a step. `call`: before which call of the server to the kernel; 0: before the step."""

    kind: str
    call: int = 0
    room: int = 0  # bytes
    log: bool = False  # whether it is the log that finds no room, or the file
    jump: timedelta = timedelta()
    other: Act | None = None  # what another server does meanwhile


@dataclass(frozen=True)
class Step:
    """One step: which server does what, what goes wrong, whether all servers show their books afterwards, and which
    of them verifies the ledger (none: -1)."""

    server: int
    act: Act
    fault: Fault | None
    books: bool
    verifies: int


def plan(seed: int, steps: int, faults: Mapping[str, int]) -> list[Step]:
    """The steps of a seed, where so much goes wrong in a hundred. A longer plan begins with the shorter one."""
    chance = random.Random(seed)
    return [_step(chance, faults) for _ in range(steps)]


def _step(chance: random.Random, faults: Mapping[str, int]) -> Step:
    server, act = chance.randrange(SERVERS), _act(chance)
    kinds = [*faults, ""]
    (kind,) = chance.choices(kinds, [*faults.values(), 100 - sum(faults.values())])
    fault = _fault(chance, kind) if kind else None
    shown, verified, verifies = chance.random() < _SHOWN, chance.random() < _VERIFIED, chance.randrange(SERVERS)
    return Step(server, act, fault, shown, verifies if verified else -1)


def _fault(chance: random.Random, kind: str) -> Fault:
    call = chance.randint(1, _MOST_CALLS)
    if kind == "clock":
        return Fault(kind, jump=timedelta(seconds=chance.choice((-1, 1)) * chance.choice((1, 90, 3_600, 86_400 * 400))))
    if kind == "overtaken":
        return Fault(kind, call, other=_act(chance))
    if kind == "restarted":
        return Fault(kind, call if chance.random() < 0.7 else 0)
    if kind == "disk full":
        log = chance.random() < 0.6
        return Fault(kind, call, room=chance.randrange(4_000 if log else 600_000), log=log)
    return Fault(kind, call)


def _act(chance: random.Random) -> Act:
    who = chance.choice(("Ana", "Ben", "Cyr"))
    place, right = chance.random(), chance.random() < 0.85
    (kind,) = chance.choices(
        ("accept", "turn", "close", "reopen", "propose", "decide", "tell", "answer", "record"),
        (36, 18, 5, 3, 9, 12, 7, 5, 5),
    )
    if kind == "accept":
        return _accept(chance, who)
    if kind == "turn":
        return Turn(who, chance.choice(("revoked", "revoked", "reaccepted")), place, right)
    if kind == "close":
        return Close(who, not right)
    if kind == "reopen":
        return Reopen(who, 0 if right else 1)
    if kind == "propose":
        return Propose(who, _accept(chance, who, True) if chance.random() < 0.7 else Turn(who, "revoked", place, True))
    if kind == "decide":
        return Decide(who, chance.random() < 0.8, place, right)
    if kind == "tell":
        state, paid = chance.choice(_STATES), date(2024, 1, 31)
        return Tell(who, Payment(state, Decimal(chance.randint(1, 9)), "CHF", paid, f"R{chance.randint(1, 4)}"))
    if kind == "answer":
        return Answer(who, place, right)
    return Record(who, chance.choice(("statement", "register", "letter")))


def _accept(chance: random.Random, who: str, plain: bool = False) -> Accept:
    """Sheets that come in; of these, where they are not `plain`, some that come once more, on an older version, in the
    place of a batch."""
    sheets = tuple(_sheet(chance) for _ in range(chance.choice((1, 1, 1, 2, 3))))
    said = {}
    if chance.random() < 0.2:
        said[sheets[0].table, sha256(chance.randbytes(1)).hexdigest()] = f'{{"drawn": {chance.randint(1, 9)}}}'
    if plain:
        return Accept(who, sheets, said)
    behind = chance.choice((None, None, 0, 0, 0, 1))
    again = chance.random() if chance.random() < 0.15 else None
    going = chance.random() if chance.random() < 0.15 else None
    return Accept(who, sheets, said, behind, again, going)


def _sheet(chance: random.Random) -> Sheet:
    table = chance.choice(("receipts", "receipts", "adjustments", "assessments"))
    many = chance.choice((1, 2, 5, 9, 14, 30)) if chance.random() < 0.98 else 400
    rows = tuple(_row(chance, table, number) for number in range(2, many + 2))
    return Sheet(table, rows, chance.choice(("", "corrected")), chance.random() < 0.9)


def _row(chance: random.Random, table: str, number: int) -> Row:
    day = date(2024, 1, 1) + timedelta(days=chance.randrange(300))
    cells = {"state": chance.choice(_STATES), "amount": Decimal(chance.randint(1, 10**7)) / 100, "currency": "CHF"}
    if table == "receipts":
        cells |= {"received": day, "reference": f"BK-{chance.randrange(10**9)}"}
    elif table == "adjustments":
        cells |= {"dated": day, "reason": chance.choice(("correction", "été, « cité »"))}
    else:  # a State is assessed once for a year
        cells |= {"year": 1_000 + number, "due": day}
    return number, *(cells.get(name) for name in TABLES[table].names)


def told_of(step: Step) -> str:
    """A step in words."""
    fault = step.fault
    wrong = f", {fault.kind}" + (f" at call {fault.call}" if fault.call else "") if fault else ""
    return f"{type(step.act).__name__} at server {step.server + 1}{wrong}"
