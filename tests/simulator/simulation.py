"""A simulation: the steps of a plan are done, and after each what was acknowledged is held against what is there."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial
from itertools import permutations

from governance.ledger import Ledger
from governance.ledger.chain import CHAINS
from governance.tables import TABLES
from tests.simulator import clock, kernel
from tests.simulator.acts import Act
from tests.simulator.places import Place
from tests.simulator.plan import SERVERS, Fault, Step, plan, told_of
from tests.simulator.reading import USED, Found, Wrong, difference, read
from tests.simulator.server import Answer, Look, Mother, Server, Shown, Told, View
from tests.simulator.state import EVENTS, State

_EACH_STEP = timedelta(minutes=10)
_STARTS = datetime(2024, 1, 1)
ALLOWED = {
    "overtaken": frozenset({"ledger-held"}),
    "disk full": frozenset({"disk-full"}),
    "read-only": frozenset({"not-writable", "ledger-read-only"}),
    "restarted": frozenset({"ledger-unreachable"}),
    "connection lost": frozenset({"ledger-unreachable"}),
}
"""The rules by which an act may be refused for what went wrong: nothing of it is there then."""
_UNKNOWN = frozenset({"ledger-connection-lost"})
"""Those that say that nobody knows whether it is there."""


@dataclass
class Tally:
    """What was done: steps; acts by how they ended; batches that are there; faults by kind, those left out that came
    when the act was done already. `head`: with what the ledger ends."""

    steps: int = 0
    acts: Counter[str] = field(default_factory=Counter)
    batches: int = 0
    faults: Counter[str] = field(default_factory=Counter)
    head: str = ""

    def add(self, other: Tally) -> None:
        """Count what was done over another ledger too."""
        self.steps += other.steps
        self.batches += other.batches
        self.acts += other.acts
        self.faults += other.faults


def simulate(
    seed: int,
    steps: int,
    place: Place,
    mother: Mother,
    *,
    plant: str | None = None,
    each: Callable[[int, Step], object] = lambda *_: None,
) -> Tally:
    """Do the plan of a seed over a new ledger at a place; `each` is told every step before it is done. Raises Wrong,
    which says at which step."""
    simulation = Simulation(place, mother, plant)
    try:
        for number, step in enumerate(plan(seed, steps, place.faults), start=1):
            each(number, step)
            try:
                simulation.step(step)
            except Wrong as wrong:
                raise Wrong(f"seed {seed}, step {number} ({told_of(step)}): {wrong}") from None
    finally:
        simulation.end()
    return simulation.tally


class Simulation:
    """The servers over one ledger, what must be in it, and what went wrong so far."""

    def __init__(self, place: Place, mother: Mother, plant: str | None = None) -> None:
        self._place, target = place, place.target
        self.tally = Tally()
        clock.says(_STARTS)
        Ledger.create(target, rulebook="iom", title="Simulated", who="the first")
        clock.says(None)
        self._found = read(target)
        self._state = State({chain: tuple(seen.link for seen in self._found.chains[chain]) for chain in CHAINS})
        self._behind = [timedelta()] * SERVERS
        self._clocks: list[datetime] = []
        self._servers = [Server(mother, target, plant) for _ in range(SERVERS)]

    def end(self) -> None:
        """End all that was started."""
        for server in self._servers:
            server.end()

    def step(self, step: Step) -> None:
        """Do one step, and hold what is there against what must be. Raises Wrong."""
        self.tally.steps += 1
        done = self._done(step)
        if step.fault:
            self._place.settle()
        found = read(self._place.target)
        self._follows(found, done)
        self._state = self._explained(found, done)
        self._found = found
        self.tally.head = found.chains[EVENTS][-1].head
        self._agree(step.books, step.verifies)

    def _done(self, step: Step) -> list[tuple[Act, Answer | None, frozenset[str]]]:
        """Each act of the step with how it ended (None: nobody knows) and the rules by which it may be refused."""
        fault, act = step.fault, step.act.on(self._state)
        told = self._told(step.server, act, fault)
        allowed = ALLOWED.get(fault.kind, frozenset()) if fault else frozenset()
        if fault is None or fault.kind == "clock":
            return [(act, self._let(step.server, told), allowed)]
        self.tally.faults[fault.kind] += 1
        if fault.kind == "overtaken":
            return self._overtaken(step.server, told, fault, allowed)
        if fault.kind in self._place.around:
            with self._place.without(fault) as room:
                return [(act, self._let(step.server, replace(told, room=room)), allowed)]
        killed = self._servers[step.server].kill if fault.kind == "killed" else partial(self._place.befalls, fault.kind)
        return [(act, self._held(step.server, told, fault, killed), allowed)]

    def _told(self, server: int, act: Act, fault: Fault | None) -> Told:
        """The act as the server is told it, with its clock."""
        if fault and fault.kind == "clock":
            self.tally.faults[fault.kind] += 1
            self._behind[server] += fault.jump
        says = _STARTS + _EACH_STEP * self.tally.steps + self._behind[server]
        self._clocks.append(says)
        return Told(act, says, bound=bool(fault and fault.kind == "read-only"))

    def _let(self, server: int, told: Told) -> Answer | None:
        self._servers[server].say(told)
        return self._heard(server)

    def _heard(self, server: int) -> Answer | None:
        answer = self._servers[server].answer()
        assert not isinstance(answer, View)
        return answer

    def _held(self, server: int, told: Told, fault: Fault, meanwhile: Callable[[], object]) -> Answer | None:
        """The server does the act, and is held at a call while something else happens."""
        one = self._servers[server]
        if not fault.call:
            meanwhile()
            return self._let(server, told)
        if not kernel.hold(one.pid, fault.call, lambda: one.say(told), one.answered, meanwhile):
            self.tally.faults[fault.kind] -= 1
        return self._heard(server)

    def _overtaken(
        self, server: int, told: Told, fault: Fault, allowed: frozenset[str]
    ) -> list[tuple[Act, Answer | None, frozenset[str]]]:
        other = (server + 1) % SERVERS
        assert fault.other is not None
        act = fault.other.on(self._state)
        second = self._told(other, act, None)
        found: list[Answer | None] = []
        first = self._held(server, told, fault, lambda: found.append(self._let(other, second)))
        return [(told.act, first, allowed), *((act, answer, allowed) for answer in found)]

    def _follows(self, found: Found, done: Sequence[tuple[Act, Answer | None, frozenset[str]]]) -> None:
        """Nothing that was there is gone or other than it was, what was acknowledged is there, and what is new has the
        time of the server that recorded it."""
        for chain, seen in self._found.chains.items():
            if list(found.chains[chain][: len(seen)]) != list(seen):
                raise Wrong(f"what stood in {chain} is not there any more, or is other than it was")
            for one in found.chains[chain][len(seen) :]:
                if not any(said <= one.recorded_at <= said + clock.ACT for said in self._clocks):
                    raise Wrong(f"{one.link} was recorded at {one.recorded_at}, not at what any clock said")
        self._clocks.clear()
        for _, answer, _ in done:
            for chain, number, head in answer.done if answer else ():
                if number >= len(found.chains[chain]) or found.chains[chain][number].head != head:
                    raise Wrong(f"{chain} {number} was acknowledged with head {head}, and is lost")

    def _explained(self, found: Found, done: Sequence[tuple[Act, Answer | None, frozenset[str]]]) -> State:
        """The state in which the acts can have left the ledger, one after the other in whatever order, each as it was
        answered, that is the one which is there."""
        reached: list[State] = []
        for order in permutations(done):
            states = [self._state]
            for act, answer, allowed in order:
                states = [after for state in states for after in _ends(act, state, answer, allowed)]
            reached += states
        differs = "it cannot have been answered so"
        for state in reached:
            told = difference(state, found)
            if told is None:
                self._count(done, state)
                return state
            differs = told
        answers = "; ".join(f"{act}: {_in_words(answer)}" for act, answer, _ in done)
        raise Wrong(f"{differs}\n  after {answers}")

    def _count(self, done: Sequence[tuple[Act, Answer | None, frozenset[str]]], state: State) -> None:
        for _, answer, _ in done:
            self.tally.acts["not answered" if answer is None else "refused" if answer.refused else "acknowledged"] += 1
        self.tally.batches = len(state.rows)

    def _agree(self, books: bool, verifies: int) -> None:
        """Every server sees what is there; where times go back it is said; the books that pages have are those of the
        last version; and, at the server whose turn it is, the ledger verifies."""
        state, found = self._state, self._found
        heads = {chain: (len(seen) - (chain == EVENTS), seen[-1].head) for chain, seen in found.chains.items() if seen}
        waiting, notes = (tuple(link + 1 for link in links) for links in (state.waiting, state.open_notes))
        shown = Shown(self.tally.head, _held(state), state.in_force, state.closed, waiting, notes)
        for number, server in enumerate(self._servers):
            server.say(Look(self.tally.head if number == verifies else None, books))
        for number, server in enumerate(self._servers, start=1):
            view = server.answer()
            if not isinstance(view, View):
                raise Wrong(f"server {number} cannot look: {_in_words(view)}")
            if view.problem:
                raise Wrong(f"server {number} does not verify it: {view.problem}")
            if view.heads != heads:
                raise Wrong(f"server {number} sees {view.heads}, and there is {heads}")
            if not _said_to_go_back(found, view.times_back):
                raise Wrong(f"server {number} says of times that go back: {view.times_back}")
            if books and view.shown != shown:
                raise Wrong(f"server {number} shows {view.shown}, and there is {shown}")


def _ends(act: Act, state: State, answer: Answer | None, allowed: frozenset[str]) -> list[State]:
    """How the act can have left what was there, as it was answered."""
    effect = act.effect(state)
    after = effect if isinstance(effect, State) else state
    if answer is None or answer.refused & _UNKNOWN:
        return [state, after]
    if answer.failed:
        return []
    if answer.refused:
        return [state] if answer.refused <= allowed or answer.refused == effect else []
    return [after] if isinstance(effect, State) else []


def _held(state: State) -> dict[str, int]:
    """How many rows are in force, by table: of those with the same key one, whichever came last."""
    keys: dict[str, set[object]] = {table: set() for table in USED}
    for batch in state.in_force:
        table, rows = state.rows[batch]
        key = [TABLES[table].names.index(name) + 1 for name in TABLES[table].key]
        keys[table].update(tuple(row[n] for n in key) or (batch, row[0]) for row in rows)
    return {table: len(found) for table, found in keys.items()}


def _said_to_go_back(found: Found, said: str | None) -> bool:
    """Whether all links are named that are dated before the one before them, and nothing is said where none is."""
    for chain, seen in found.chains.items():
        named = re.search(rf"\b{chain} ([\d, ]+)", said or "")
        numbers = [int(number) for number in named[1].split(", ")] if named else []
        first = int(chain != EVENTS)  # a version is counted from 0, all else from 1
        if numbers != [n + first for n in range(1, len(seen)) if seen[n].recorded_at < seen[n - 1].recorded_at]:
            return False
    return True


def _in_words(answer: Answer | View | None) -> str:
    if answer is None:
        return "it was killed"
    assert isinstance(answer, Answer)
    if answer.failed:
        return f"failed\n{answer.failed}"
    return f"refused by {', '.join(sorted(answer.refused))}" if answer.refused else f"done, {answer.done}"
