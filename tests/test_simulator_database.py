"""All that goes wrong around a ledger in a database, from seeds: also its connections and its server."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.simulator import planted
from tests.simulator.places import InDatabase, Server
from tests.simulator.reading import Wrong
from tests.simulator.server import Mother
from tests.simulator.simulation import simulate
from tests.test_simulator import FOUND, mother, stands

__all__ = ["mother"]


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """A server of these tests alone: it is restarted while others are at work in that of all tests."""
    made = Server()
    yield made
    made.end()


@pytest.mark.parametrize("seed", range(1, 7))
def test_nothing_acknowledged_is_lost_and_nothing_is_half_there(seed: int, mother: Mother, server: Server) -> None:
    stands(seed, InDatabase(server), mother, unanswered=2)


def test_a_planted_defect_is_found(mother: Mother, server: Server) -> None:
    """A server that ends at a commit has made it or has not: who is told that nothing was changed is told too much."""
    (plant,) = planted.FAULTS.keys() - FOUND
    with pytest.raises(Wrong, match=r"it cannot have been answered so\n.*refused by ledger-unreachable"):
        simulate(13, 16, InDatabase(server), mother, plant=plant)
