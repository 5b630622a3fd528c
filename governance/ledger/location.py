"""Where a ledger stands, a file or a database: whether one is there, what changes with it, how a new one appears."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import duckdb

from governance.ledger import attach
from governance.ledger.moving.copying import copy_rows
from governance.ledger.postgres import probe
from governance.ledger.refusals import exists, no_links, only_the_log
from governance.ledger.schema import relations
from governance.ledger.threads import briefly
from governance.problems import Refused
from governance.settings import is_database

_NO_LINKS = frozenset({errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK})
"""What systems answer where a file system has no hard links (FAT, exFAT, some network folders)."""


def is_there(target: str) -> bool:
    """Whether there is a ledger. Raises Refused for a database that cannot be reached."""
    if not is_database(target):
        return Path(target).exists()
    with briefly(0) as connection, attach.refusing(target), attach.attached(connection, target):
        return bool(relations(connection))


def refuse_existing(target: str) -> None:
    """Raises Refused if there is a ledger at `target`, or the log of one whose file is gone."""
    if is_there(target):
        raise Refused(exists(target))
    if not is_database(target) and Path(target + ".wal").exists():
        raise Refused(only_the_log(target))


def begin(target: str, *, replace: bool) -> None:
    """Make room for a new ledger: an empty file; a database is there. Raises Refused where a ledger is, unless it is to
    be replaced."""
    if not replace:
        refuse_existing(target)
    elif not is_database(target):
        for old in (Path(target), Path(target + ".wal")):
            old.unlink(missing_ok=True)
    attach.create(target)


def stamp(target: str) -> tuple[object, ...]:
    """What changes with every commit: the size and time of the file and of its write-ahead log; of a database what its
    chains end with. Raises Refused where a database cannot be asked."""
    if is_database(target):
        return probe(target).stamp()
    files = (Path(target), Path(target + ".wal"))
    return tuple((s.st_mtime_ns, s.st_size, s.st_ino) if (s := _stat(file)) else None for file in files)


def put_in_place(unfinished: str, target: str, *, replace: bool) -> None:
    """Let a ledger that was made in a file at `unfinished` appear at `target`, whole.

    Raises Refused where one has appeared there meanwhile, unless `replace`, and where its file is not complete.
    """
    if is_database(target):
        if not replace:
            refuse_existing(target)
        copy_rows(unfinished, target, replace=replace)
        return
    with attach.refusing(unfinished), attach.attached(duckdb.connect(), unfinished, write=True) as connection:
        connection.execute("checkpoint ledger")  # only the file moves, so all must be in it
    if replace:
        Path(target + ".wal").unlink(missing_ok=True)  # the old one's: the new one must never be opened with it
        os.replace(unfinished, target)
        return
    refuse_existing(target)
    try:
        os.link(unfinished, target)
    except FileExistsError:
        raise Refused(exists(target)) from None
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        raise Refused(no_links(target)) from error


def _stat(path: Path) -> os.stat_result | None:
    try:
        return path.stat()
    except FileNotFoundError:
        return None
