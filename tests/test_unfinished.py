"""Files that somebody had begun to hand in: theirs alone, for a while, and not without bound."""

from __future__ import annotations

from governance.access import FINANCE, Reader
from governance.ui.finance.unfinished import Unfinished

ANA = Reader("Ana", frozenset({FINANCE}), subject="1", issuer="https://login.example")
BO = Reader("Bo", frozenset({FINANCE}), subject="2", issuer="https://login.example")
NAMESAKE = Reader("Ana", frozenset({FINANCE}), subject="1", issuer="https://other.example")


def test_what_was_begun_is_one_person_s_and_one_ledger_s() -> None:
    store = Unfinished(1_000)
    store.keep(ANA, "yours", [("a.csv", b"x")], {})
    begun = store.of(ANA, "yours")
    assert begun
    assert begun.files == (("a.csv", b"x"),)
    assert [store.of(who, ledger) for who, ledger in [(BO, "yours"), (NAMESAKE, "yours"), (ANA, "iom")]] == [None] * 3
    store.let_go(ANA, "yours")
    assert store.of(ANA, "yours") is None


def test_of_more_than_there_is_room_for_the_oldest_is_let_go_and_all_after_a_day() -> None:
    now = [0.0]
    store = Unfinished(10, clock=lambda: now[0])
    store.keep(ANA, "yours", [("a.csv", b"123456")], {})
    store.keep(BO, "yours", [("b.csv", b"123456")], {})
    assert store.of(ANA, "yours") is None
    assert store.of(BO, "yours")
    store.keep(ANA, "yours", [("c.csv", b"12345678901")], {})
    assert store.of(ANA, "yours") is None, "what is larger than all the room is not kept"
    store.keep(BO, "yours", [("b.csv", b"1")], {})
    now[0] += 25 * 3600
    assert store.of(BO, "yours") is None
