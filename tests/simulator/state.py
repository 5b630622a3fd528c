"""What a ledger must hold, kept in plain Python: the links of its chains, each batch's rows, what is kept of files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from governance.ledger.chain import CHAINS

if TYPE_CHECKING:
    from tests.simulator.acts import Act

Row = tuple[object, ...]
EVENTS, NOTES, AUDIT, PROPOSALS = CHAINS


@dataclass(frozen=True)
class Link:
    """One link of a chain, without its seal and its time. `told`: what only its kind tells."""

    kind: str
    who: str
    note: str = ""
    batch: int | None = None
    table: str | None = None
    file: str | None = None
    rows: int | None = None
    told: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class State:
    """All that is recorded. `proposed`: by its number what takes effect when a proposal is approved."""

    chains: Mapping[str, tuple[Link, ...]]
    rows: Mapping[int, tuple[str, tuple[Row, ...]]] = field(default_factory=dict)
    files: frozenset[str] = frozenset()
    said: Mapping[tuple[str, str], str] = field(default_factory=dict)
    proposed: Mapping[int, Act] = field(default_factory=dict)

    def added(self, chain: str, *links: Link) -> State:
        """With more links at the end of a chain."""
        return replace(self, chains={**self.chains, chain: (*self.chains[chain], *links)})

    @property
    def version(self) -> int:
        return len(self.chains[EVENTS]) - 1

    @property
    def in_force(self) -> tuple[int, ...]:
        """The numbers of the batches that count, in the order in which they came in."""
        counts: dict[int, bool] = {}
        for link in self.chains[EVENTS]:
            if link.batch is not None:
                counts[link.batch] = link.kind != "revoked"
        return tuple(batch for batch, counted in counts.items() if counted)

    @property
    def closed(self) -> tuple[int, ...]:
        """The closed years, as they were closed."""
        years: list[int] = []
        for link in self.chains[EVENTS]:
            if link.kind == "closed":
                years.append(int(str(link.told["year"])))
            elif link.kind == "reopened":
                years.remove(int(str(link.told["year"])))
        return tuple(years)

    @property
    def waiting(self) -> tuple[int, ...]:
        """The numbers of the proposals that nobody has decided."""
        return _open(self.chains[PROPOSALS], "proposal")

    @property
    def open_notes(self) -> tuple[int, ...]:
        """The numbers of the notes that finance has not closed."""
        return _open(self.chains[NOTES], "note")

    def same_rows(self, content: Content) -> tuple[int, ...]:
        """The batches in force that hold these rows, in whatever order."""
        return tuple(number for number in self.in_force if contents(*self.rows[number]) == content)


Content = tuple[str, list[str]]


def contents(table: str, rows: Sequence[Row]) -> Content:
    """What makes two sheets the same: their table and the cells of their rows, wherever these stand."""
    return table, sorted(repr(row[1:]) for row in rows)


def _open(links: Sequence[Link], named: str) -> tuple[int, ...]:
    ended = {link.told[named] for link in links if named in link.told}
    return tuple(n for n, link in enumerate(links) if named not in link.told and n not in ended)


def picked(among: Sequence[int], place: float, otherwise: int) -> int:
    """One of several, by a place from 0 to 1 that was drawn before anybody knew how many there would be."""
    return among[int(place * len(among))] if among else otherwise
