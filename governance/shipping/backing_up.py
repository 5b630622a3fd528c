"""Backups: a ledger as a data package of plain files, and the ledger rebuilt from it, the same by every hash.

Nothing that is damaged is deleted. A ledger's file that is not whole is set aside when it is rebuilt; of a file that
was handed in and cannot be unpacked what is left is set aside in the backup, and its place there waits for another
copy of it, which proves by its hash that it is the same.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from shutil import rmtree

from governance.ledger import Event, Ledger, is_there, refuse_existing, verify
from governance.ledger.moving import plain_files
from governance.ledger.moving.plain_files import Progress, Written
from governance.ledger.refusals import newer
from governance.problems import Problem, Refused, of_the_system
from governance.settings import is_database
from governance.shipping.datapackage import NAME, Descriptor, as_text, described
from governance.shipping.relocating import placed
from governance.tables import SCHEMA
from governance.words import say

_DAMAGED = {"ledger-damaged", "ledger-unreadable", "tampered"}


@dataclass(frozen=True)
class Rebuilt:
    """What was rebuilt: the event with which the ledger ends, the batches whose files are not in the backup as they
    were handed in, and where the damaged ledger was set aside that was there before."""

    last: Event
    without: Sequence[Event]
    aside: str | None


def backed_up(source: str, folder: Path, progress: Progress) -> tuple[Event, list[Event]]:
    """Write the ledger at `source` as a data package into a folder that is empty or not there yet, whole or not at all;
    answers the event with which it ends, and the batches whose files are damaged in the ledger itself.

    Raises Refused where there is anything in the folder, and as reading the ledger does.
    """
    there = folder.exists()
    if there and any(folder.iterdir()):
        raise Refused(_not_empty(folder))
    # A folder that is there may be a disk of its own, or where somebody stands: it is filled, not replaced.
    unfinished = (folder if there else folder.parent) / f"{folder.name}.{os.getpid()}.unfinished"
    try:
        unfinished.mkdir(parents=True)
        written = plain_files.write(source, unfinished, progress)
        (unfinished / NAME).write_text(as_text(_descriptor(unfinished, written)), encoding="utf-8")
        _let_appear(unfinished, folder, there=there)
    finally:
        rmtree(unfinished, ignore_errors=True)
    return written.events[-1], plain_files.lacking(folder, _whole_files(folder))


def rebuilt(folder: Path, target: str, progress: Progress) -> Rebuilt:
    """Rebuild a ledger at `target` from its backup: the same chains, rows and files by every hash.

    A damaged ledger that is in a file there is set aside. Raises Refused where a whole one is there, where `folder` is
    no backup, and with every part of it that is not as it was written, but for files as they were handed in; where the
    damaged one was set aside already, with where it lies.
    """
    head = _checked(folder)
    damaged = _is_damaged(target)
    if not damaged:
        refuse_existing(target)
    files = _whole_files(folder)
    without = plain_files.lacking(folder, files)
    aside: list[str] = []
    try:
        placed(
            target,
            lambda place: plain_files.read(folder, place, files, progress),
            lambda place: verify(place, head, without=frozenset(str(event.file_sha256) for event in without)),
            lambda: aside.append(_set_aside(target)) if damaged else None,
        )
    except (Refused, OSError) as error:
        if not aside:
            raise
        raise Refused(_why(error), _lies_aside(target, aside[0])) from error
    return Rebuilt(Ledger(target).history()[-1], without, aside[0] if aside else None)


def _let_appear(unfinished: Path, folder: Path, *, there: bool) -> None:
    """Let a backup take its place; in a folder that is there, last what makes it one: without that it is none."""
    if not there:
        unfinished.rename(folder)
        return
    for part in sorted(unfinished.iterdir(), key=lambda part: part.name == NAME):
        part.rename(folder / part.name)


def _descriptor(folder: Path, written: Written) -> Descriptor:
    last = written.events[-1]
    return {
        "profile": "data-package",
        "name": "ledger",
        "title": json.loads(written.events[0].details)["title"],
        "version": str(last.seq),
        "head": last.hash,
        "schema_of_ledger": SCHEMA,
        "resources": [described(folder, path, table) for path, table in written.parts],
    }


def _checked(folder: Path) -> str:
    """The head of the ledger in a backup, all of whose parts are as they were written."""
    try:
        told = json.loads((folder / NAME).read_text(encoding="utf-8"))
        head, schema, parts = str(told["head"]), int(told["schema_of_ledger"]), list(told["resources"])
        changed = [part["path"] for part in parts if not _stands(folder, part["path"], part["hash"])]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise Refused(_no_backup(folder)) from error
    if schema > SCHEMA:
        raise Refused(newer(schema))
    if changed:
        raise Refused(*(_changed(path) for path in changed))
    return head


def _stands(folder: Path, path: str, recorded: str) -> bool:
    """Whether a part is as it was written; files, which bear their hash as their name, are looked at by themselves."""
    file = folder / path
    return path.startswith(f"{plain_files.FILES}/") or (file.is_file() and f"sha256:{_hash(file)}" == recorded)


def _whole_files(folder: Path) -> frozenset[str]:
    return frozenset(file.name for file in (folder / plain_files.FILES).glob("*")
                     if file.is_file() and _hash(file) == file.name)  # fmt: skip


def _hash(file: Path) -> str:
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def _is_damaged(target: str) -> bool:
    """Whether there is a file that is no whole ledger. Raises Refused where that cannot be told."""
    if is_database(target) or not is_there(target):
        return False
    try:
        return verify(target) is not None
    except Refused as refused:
        if refused.problems[0].rule not in _DAMAGED:
            raise
        return True


def _set_aside(target: str) -> str:
    names = (f"{target}.damaged{f'.{n}' if n else ''}" for n in count())
    place = next(name for name in names if not Path(name).exists())
    Path(target).rename(place)
    with suppress(FileNotFoundError):
        Path(f"{target}.wal").rename(f"{place}.wal")
    return place


def _why(error: Refused | OSError) -> Problem:
    if isinstance(error, Refused):
        return error.problems[0]
    return of_the_system(error) or Problem("not-put-in-place", str(error))


def _lies_aside(target: str, place: str) -> Problem:
    return Problem(
        "ledger-set-aside",
        say("The damaged ledger was not deleted; it is set aside as {place}.", place=place),
        suggestion=say("Rebuild it once more, or rename it to {target} to have it as it was.", target=target),
    )


def _not_empty(folder: Path) -> Problem:
    return Problem(
        "folder-not-empty",
        say("There is something in {folder} already; nothing was written.", folder=folder),
        suggestion=say("Name a folder that is empty or not there yet."),
    )


def _no_backup(folder: Path) -> Problem:
    return Problem(
        "backup-unreadable",
        say("{folder} is no backup of a ledger.", folder=folder),
        suggestion=say("Name the folder that backup wrote, with its datapackage.json."),
    )


def _changed(path: str) -> Problem:
    return Problem(
        "backup-damaged",
        say("This part of the backup is not as it was written."),
        file=path,
        suggestion=say("Take it from another copy of the same backup, then rebuild again. Nothing was deleted."),
    )
