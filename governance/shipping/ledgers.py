"""The ledgers that ship: built from the published facts or from the demonstration by `prepare`, never by a page."""

from __future__ import annotations

import csv
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path

from governance.access import LOCAL
from governance.intake.service.preview import File, Progress, Submission, accept, preview
from governance.intake.service.service import SHIPPED, Service
from governance.ledger import Ledger, is_there, put_in_place, refuse_existing
from governance.problems import Problem, Refused
from governance.rulebooks.canonical import canonical
from governance.rulebooks.opening import open_rulebook
from governance.settings import PACKAGES, LedgerSetting, home, is_database, target
from governance.words import mark, say

WHO = SHIPPED
_NOT_PREPARED = "ledger-not-prepared"
_MADE = ".made"  # the mark beside a ledger that it was there
CONTENTS = ("empty", *PACKAGES, "demonstration")

TITLES = {
    "empty": mark("Your own ledger"),
    "facts": mark("IOM, published facts"),
    "mlf": mark("Multilateral Fund, published status"),
    "demonstration": mark("Demonstration - fictional States"),
}


class Shipping(Service):
    """The service as it brings in what comes with the software, under the name that is kept for that."""

    def named(self) -> str:
        """Who acts."""
        return self.who


def build(
    place: str,
    contents: str,
    *,
    rulebook: str = "iom",
    replace: bool = False,
    who: str = WHO,
    today: date | None = None,
    progress: Progress | None = None,
) -> Ledger:
    """Make the ledger at `place` and fill it. It appears whole or not at all.

    Raises Refused where there is one already, unless `replace`.
    """
    with _whole(place, replace) as unfinished:
        book = open_rulebook(rulebook)
        ledger = Ledger.create(
            unfinished, rulebook=rulebook, title=TITLES[contents], who=who, replace=True, rules=canonical(book)
        )
        files = list(files_of(contents, today or date.today()))
        if files:
            service = Shipping(ledger, LOCAL, who)
            accept(service, preview(service, Submission(files, ours=True), progress=progress), acknowledged=True)
    return Ledger(place)


def build_missing(setting: LedgerSetting, progress: Progress | None = None) -> None:
    """See to it that the listed ledger is there: built where it never was.

    Raises Refused where it was here and is gone: what it held cannot be built again.
    """
    place = target(setting)
    remove_unfinished(place)
    if (problem := absent(setting)) and problem.rule != _NOT_PREPARED:
        raise Refused(problem)
    if problem:
        build(place, setting.contents, rulebook=setting.rulebook, progress=progress)
    if is_database(place):
        return
    with suppress(OSError):  # in a folder that may only be read nothing can get lost by us
        Path(place + _MADE).touch()


def absent(setting: LedgerSetting, *, seen: bool = False) -> Problem | None:
    """Why a listed ledger cannot be opened: it was never prepared, or it was here and is gone; None: it is there.

    A ledger leaves a mark beside it, so that a file that was lost is not taken for one that never was; `seen`: this
    process has had it open.
    """
    try:
        place = target(setting)
        if (seen and is_database(place)) or is_there(place):
            return None
    except Refused as unreachable:
        return unreachable.problems[0]
    if seen or any(Path(place + trace).exists() for trace in (_MADE, ".wal")):
        return _gone(setting, place)
    return Problem(
        _NOT_PREPARED,
        say("The ledger “{title}” is not prepared yet.", title=say(setting.title)),
        suggestion=say("Whoever runs this dashboard prepares it with: python -m governance prepare"),
    )


def _gone(setting: LedgerSetting, place: str) -> Problem:
    return Problem(
        "ledger-gone",
        say("The ledger “{title}” was at {place} and is missing.", title=say(setting.title), place=place),
        suggestion=say(
            "Nothing is built in its place. See whether its disk is there, or restore the file from a copy that "
            "verifies. If it was deleted on purpose, begin a new one with: "
            "python -m governance --ledger {place} init --{contents}",
            place=place,
            contents=setting.contents,
        ),
    )


def remove_unfinished(place: str) -> None:
    """Remove what a killed building of the ledger at `place` left behind; what still runs keeps its own."""
    beside = _beside(place)
    for leftover in beside.parent.glob(f"{beside.name}.*.unfinished*"):
        number = leftover.name.removeprefix(f"{beside.name}.").split(".")[0]
        if number.isdecimal() and not _runs(int(number)):
            leftover.unlink(missing_ok=True)


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True


def _beside(place: str) -> Path:
    """Beside what a ledger is built: its own file, or one in the home of the ledgers."""
    return home() / "database" if is_database(place) else Path(place)


@contextmanager
def _whole(place: str, replace: bool) -> Iterator[str]:
    """A file beside `place` to build in, which takes its place only when it is finished."""
    if not replace:
        refuse_existing(place)
    unfinished = f"{_beside(place)}.{os.getpid()}.unfinished"
    try:
        yield unfinished
        put_in_place(unfinished, place, replace=replace)
    finally:
        for leftover in (unfinished, unfinished + ".wal"):
            Path(leftover).unlink(missing_ok=True)


def files_of(contents: str, today: date) -> Iterator[File]:
    """The files of which a ledger with these contents is made, in their order; a story is told up to `today`."""
    if contents in PACKAGES:
        yield from _published(PACKAGES[contents])
    elif contents == "demonstration":
        from data.demonstration.generate import generate

        note = say("Made by the demonstration's generator: nothing in it is about a real State.")
        for name, content in generate(today).items():
            yield File(name, content, name.removesuffix(".csv"), "demonstration", note)


def _published(folder: Path) -> Iterator[File]:
    """The files of the data package that are rows of a table, as batches.csv lists them, in its order."""
    with (folder / "batches.csv").open(encoding="utf-8", newline="") as listing:
        for row in csv.DictReader(listing):
            content = (folder / row["file"]).read_bytes()
            yield File(row["file"], content, row["table"], row["evidence"], row["note"])
