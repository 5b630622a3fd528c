"""All that goes wrong around a ledger in a file, from seeds: what was acknowledged is there, whole, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.simulator import kernel
from tests.simulator.places import InFile, Place
from tests.simulator.plan import plan
from tests.simulator.reading import Wrong
from tests.simulator.server import Mother
from tests.simulator.simulation import simulate

STEPS = 50


@pytest.fixture(scope="module")
def mother() -> Iterator[Mother]:
    """The process that all servers of these simulations are forked from."""
    if not kernel.possible():
        pytest.skip("this system does not let one process hold another (ptrace)")
    made = Mother()
    yield made
    made.end()


def stands(seed: int, place: Place, mother: Mother, *, unanswered: int) -> None:
    """Nothing that was acknowledged is lost and nothing is half there, though more acts than `unanswered` were killed in
    the middle or lost their connection."""
    tally = simulate(seed, STEPS, place, mother)
    assert tally.steps == STEPS
    assert tally.acts["acknowledged"] > 5
    assert tally.acts["not answered"] > unanswered
    assert set(tally.faults) <= set(place.faults)


@pytest.mark.parametrize("seed", range(1, 15))
def test_nothing_acknowledged_is_lost_and_nothing_is_half_there(seed: int, mother: Mother, tmp_path: Path) -> None:
    """`make simulate` does more, and says how a seed is replayed that finds something: it is kept here."""
    stands(seed, InFile(tmp_path), mother, unanswered=3)


def test_a_seed_does_the_same_again(mother: Mother, tmp_path: Path) -> None:
    """To the last seal: what was killed was killed at the same call."""
    heads = []
    for name in ("first", "again"):
        (tmp_path / name).mkdir()
        heads.append(simulate(20, 15, InFile(tmp_path / name), mother).head)
    assert heads[0] == heads[1]
    assert plan(20, 60, InFile.faults)[:15] == plan(20, 15, InFile.faults)


FOUND = {
    "not_committed": (1, "was acknowledged with head"),
    "event_apart_from_its_rows": (5, "proposals has 1 links, not 2"),
    "approval_apart_from_its_effect": (5, "proposals has 1 links, not 2"),
    "full_disk_after_the_commit": (1, "audit has 1 links, not 0"),
    "link_rewritten": (1, "is not as it was sealed"),
    "time_made_up": (10, "not at what any clock said"),
    "time_goes_back_unsaid": (10, "says of times that go back: None"),
    "never_looks_anew": (4, "server 2 shows"),
}
"""By which seed each planted defect is found, and what is said of it."""


@pytest.mark.parametrize("plant", FOUND)
def test_a_planted_defect_is_found(plant: str, mother: Mother, tmp_path: Path) -> None:
    seed, sentence = FOUND[plant]
    with pytest.raises(Wrong, match=sentence):
        simulate(seed, 25, InFile(tmp_path), mother, plant=plant)
