"""A ledger taken to another place, and proved there before it is said to be there."""

from __future__ import annotations

import os
from collections.abc import Callable

from governance.books import Books
from governance.books.same_answers import answered_otherwise
from governance.ledger import Event, Ledger, put_in_place, refuse_existing
from governance.ledger.moving.copying import RELATIONS, copy_rows, remove
from governance.ledger.moving.plain_files import Progress
from governance.ledger.moving.proving import first_difference
from governance.ledger.refusals import differs
from governance.problems import Problem, Refused
from governance.questions import CATALOGUE
from governance.settings import is_database


class Steps:
    """Counts the steps of something long, and tells of each."""

    def __init__(self, of: int, progress: Progress) -> None:
        self._of = of
        self._progress = progress
        self._number = 0

    def done(self, name: str) -> None:
        """Tell that one more step is done."""
        self._number += 1
        self._progress(self._number, self._of, name)


def copied(source: str, target: str, progress: Progress) -> Event:
    """Copy the ledger at `source` to `target`, where there is none, and answer the event with which the copy ends.

    The copy holds the same chains, rows and files, and answers every question as the ledger does: that is compared
    before it stands at `target`, or where that is a database before it is left there. Raises Refused where there is a
    ledger at `target`, where the one at `source` is not whole, and where anything differs; then nothing stands there.
    """
    refuse_existing(target)
    steps = Steps(RELATIONS + 1 + len(CATALOGUE), progress)
    placed(target, lambda place: copy_rows(source, place, steps.done), lambda place: _difference(source, place, steps))
    return Ledger(target).history()[-1]


def placed(
    target: str,
    fill: Callable[[str], object],
    prove: Callable[[str], Problem | None],
    make_room: Callable[[], object] = bool,
) -> None:
    """Let a ledger appear at `target`, filled by `fill`, which leaves all of it or nothing, and proved by `prove`.

    A file is filled and proved beside, and takes its place then, for which `make_room` is called. Raises Refused with
    what does not stand the proof: then there is nothing.
    """
    place = target if is_database(target) else f"{target}.{os.getpid()}.unfinished"
    filled = kept = False
    try:
        fill(place)
        filled = True
        if problem := prove(place):
            raise Refused(problem)
        if place != target:
            make_room()
            put_in_place(place, target, replace=False)
        kept = place == target
    finally:
        if place != target or (filled and not kept):
            remove(place)


def _difference(source: str, copy: str, steps: Steps) -> Problem | None:
    if problem := first_difference(source, copy):
        return problem
    steps.done("verify")
    last = Ledger(copy).history()[-1].seq
    for question, otherwise in answered_otherwise(Books.at(Ledger(source), last), Books.at(Ledger(copy), last)):
        if otherwise:
            return differs(question)
        steps.done(question)
    return None
