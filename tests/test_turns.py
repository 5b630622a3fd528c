"""Turns at reading: no more at the same time than there are, and one person never has them all."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from governance.access import asking
from governance.intake.reading import process
from governance.intake.reading.turns import Turns


class Reading:
    """People who read at the same time, each in a thread of its own until it is told to end."""

    def __init__(self, at_once: int) -> None:
        self.turns = Turns(at_once)
        self.now: list[str] = []
        self._ends: dict[str, threading.Event] = {}
        self._threads: list[threading.Thread] = []

    def begin(self, whose: str, name: str) -> None:
        """Somebody comes with a file."""
        self._ends[name] = threading.Event()
        thread = threading.Thread(target=self._read, args=(whose, name))
        self._threads.append(thread)
        thread.start()
        time.sleep(0.05)

    def end(self, name: str) -> None:
        self._ends[name].set()
        time.sleep(0.05)

    def end_all(self) -> None:
        for event in self._ends.values():
            event.set()
        for thread in self._threads:
            thread.join(5)
            assert not thread.is_alive()

    def _read(self, whose: str, name: str) -> None:
        asking.set(whose)
        with self.turns.turn():
            self.now.append(name)
            self._ends[name].wait(5)
            self.now.remove(name)


def test_one_person_leaves_a_place_to_the_others() -> None:
    reading = Reading(2)
    for name in ("a1", "a2", "a3"):
        reading.begin("ana", name)
    assert reading.now == ["a1"]
    reading.begin("bo", "b1")
    assert reading.now == ["a1", "b1"], "who comes last does not wait for all of one person's files"
    reading.begin("bo", "b2")
    assert reading.now == ["a1", "b1"], "no more at the same time than there are places"
    reading.end_all()


def test_who_has_fewest_is_next_and_then_who_has_waited_longest() -> None:
    reading = Reading(3)
    for whose, name in [("ana", "a1"), ("ana", "a2"), ("ana", "a3"), ("bo", "b1"), ("bo", "b2"), ("carol", "c1")]:
        reading.begin(whose, name)
    assert reading.now == ["a1", "a2", "b1"]
    reading.end("a1")
    assert reading.now == ["a2", "b1", "c1"]
    reading.end("c1")
    assert reading.now == ["a2", "b1", "a3"]
    reading.end_all()


def test_where_nobody_signs_in_all_places_are_theirs_who_come() -> None:
    reading = Reading(2)
    for name in ("1", "2", "3"):
        reading.begin("", name)
    assert reading.now == ["1", "2"]
    reading.end("2")
    assert reading.now == ["1", "3"]
    reading.end_all()


def test_a_place_is_given_back_where_reading_fails() -> None:
    turns = Turns(1)
    for _ in range(3):
        try:
            with turns.turn():
                raise ValueError
        except ValueError:
            continue


def test_each_file_that_is_handed_in_is_read_in_a_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    turns = Turns(1)
    monkeypatch.setattr(process, "_turns", turns)
    with ThreadPoolExecutor(1) as apart:
        with turns.turn():
            reading = apart.submit(process.read, "receipts.csv", b"state,amount\nXAA,1\n")
            time.sleep(0.1)
            assert not reading.done()
        assert reading.result(60)
