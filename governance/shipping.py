"""The ledgers that ship: built from the published facts or from the demonstration, once, on first start."""

from __future__ import annotations

import csv
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from governance.intake.handing_in import accept, prepare
from governance.ledger import Ledger, refuse_existing
from governance.rulebooks.opening import open_rulebook
from governance.settings import FACTS, LedgerSetting, target
from governance.words import mark, say

Progress = Callable[[int, int, str], None]
"""Told after each file: how many are in, how many there are, and the name of the last."""

WHO = "shipped"
CONTENTS = ("empty", "facts", "demonstration")

TITLES = {
    "empty": mark("Your own ledger"),
    "facts": mark("IOM, published facts"),
    "demonstration": mark("Demonstration - fictional States"),
}


@dataclass(frozen=True)
class _Shipped:
    name: str
    content: bytes
    table: str
    evidence: str
    note: str


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
        ledger = Ledger.create(unfinished, rulebook=rulebook, title=TITLES[contents], who=who, replace=True)
        files = list(_files(contents, today or date.today()))
        currency = open_rulebook(rulebook).currency
        for number, file in enumerate(files, start=1):
            ready = prepare(
                [(file.name, file.content)],
                currency=currency,
                table=file.table,
                evidence=file.evidence,
                note=file.note,
            )
            accept(ledger, ready, who=who)
            if progress:
                progress(number, len(files), file.name)
    return Ledger(place)


def build_missing(setting: LedgerSetting, progress: Progress | None = None) -> Ledger:
    """The listed ledger, built first if it is not there yet."""
    place = target(setting)
    if not Path(place).exists():
        build(place, setting.contents, rulebook=setting.rulebook, progress=progress)
    return Ledger(place)


@contextmanager
def _whole(place: str, replace: bool) -> Iterator[str]:
    """A file beside `place` to build in, which takes its place only when it is finished."""
    if not replace:
        refuse_existing(place)
    unfinished = f"{place}.{os.getpid()}.unfinished"
    try:
        yield unfinished
        Path(place + ".wal").unlink(missing_ok=True)  # the old ledger's: the new one must never be opened with it
        os.replace(unfinished, place)
    finally:
        for leftover in (unfinished, unfinished + ".wal"):
            Path(leftover).unlink(missing_ok=True)


def _files(contents: str, today: date) -> Iterator[_Shipped]:
    if contents == "facts":
        yield from _published()
    elif contents == "demonstration":
        from data.demonstration.generate import generate

        note = say("Made by the demonstration's generator: nothing in it is about a real State.")
        for name, content in generate(today).items():
            yield _Shipped(name, content, name.removesuffix(".csv"), "demonstration", note)


def _published() -> Iterator[_Shipped]:
    """The files of the data package that are rows of a table, as batches.csv lists them, in its order."""
    with (FACTS / "batches.csv").open(encoding="utf-8", newline="") as listing:
        for row in csv.DictReader(listing):
            content = (FACTS / row["file"]).read_bytes()
            yield _Shipped(row["file"], content, row["table"], row["evidence"], row["note"])
