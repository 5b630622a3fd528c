"""Opening a ledger that exists: only one that this version knows, brought to this version's schema first."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import duckdb

from governance.ledger.attach import attached, not_a_ledger, refusing
from governance.ledger.schema import STEPS, applied, migrate
from governance.problems import Refused


@contextmanager
def opened(
    connection: duckdb.DuckDBPyConnection, target: str, *, write: bool = False, wait: float | None = None
) -> Iterator[duckdb.DuckDBPyConnection]:
    """`connection` with the ledger at `target` attached under the name `ledger`, in this version's schema.

    Raises Refused where there is no ledger, where others hold it for too long, where a newer version wrote it, or
    where the disk or the memory does not give what is asked of it.
    """
    with refusing(target):
        with attached(connection, target, write=write, wait=wait):
            done = applied(connection)
            if not done:
                raise Refused(not_a_ledger(target))
            if done == len(STEPS):
                yield connection
                return
        with attached(connection, target, write=True, wait=wait):
            migrate(connection)
        with attached(connection, target, write=write, wait=wait):
            yield connection
