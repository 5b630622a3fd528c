"""A ledger moved to another place, and proved there before it is said to be moved; backed up, and rebuilt of that."""

from __future__ import annotations

import os
from collections.abc import Callable

from governance.books import Books
from governance.books.same_answers import answered_otherwise
from governance.ledger import Event, Ledger, put_in_place, refuse_existing
from governance.ledger.moving.copying import RELATIONS, copy_rows, remove
from governance.ledger.moving.proving import first_difference
from governance.ledger.refusals import differs
from governance.problems import Problem, Refused
from governance.questions import CATALOGUE
from governance.settings import is_database

Progress = Callable[[int, int, str], object]
"""Told how many steps are done, of how many, and what was done last."""

_STEPS = RELATIONS + 1 + len(CATALOGUE)


def copied(source: str, target: str, progress: Progress) -> Event:
    """Copy the ledger at `source` to `target`, where there is none, and answer the event with which the copy ends.

    The copy holds the same chains, rows and files, and answers every question as the ledger does: that is compared
    before it stands at `target`, or where that is a database before it is left there. Raises Refused where there is a
    ledger at `target`, where the one at `source` is not whole, and where anything differs; then nothing stands there.
    """
    refuse_existing(target)
    place = target if is_database(target) else f"{target}.{os.getpid()}.unfinished"
    steps = _Steps(progress)
    made = kept = False
    try:
        copy_rows(source, place, steps.done)  # all of it, or nothing
        made = True
        if problem := _difference(source, place, steps):
            raise Refused(problem)
        if place != target:
            put_in_place(place, target, replace=False)
        kept = place == target
    finally:
        if place != target or (made and not kept):
            remove(place)
    return Ledger(target).history()[-1]


class _Steps:
    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._number = 0

    def done(self, name: str) -> None:
        """Tell that one more step is done."""
        self._number += 1
        self._progress(self._number, _STEPS, name)


def _difference(source: str, copy: str, steps: _Steps) -> Problem | None:
    if problem := first_difference(source, copy):
        return problem
    steps.done("verify")
    last = Ledger(copy).history()[-1].seq
    for question, otherwise in answered_otherwise(Books.at(Ledger(source), last), Books.at(Ledger(copy), last)):
        if otherwise:
            return differs(question)
        steps.done(question)
    return None
