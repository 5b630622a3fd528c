"""Whether a copy of a ledger is what it was copied from: every link of every chain, every batch's rows, every file, and
what was said of columns."""

from __future__ import annotations

import duckdb

from governance.ledger.chain import CHAINS
from governance.ledger.keeping import remembered
from governance.ledger.opening import opened
from governance.ledger.recording import chain_of
from governance.ledger.refusals import differs
from governance.ledger.threads import TOGETHER, in_memory
from governance.ledger.verifying import verify
from governance.problems import Problem


def first_difference(source: str, copy: str) -> Problem | None:
    """The first thing in which a copy differs from what it was copied from, or None. What was recorded at the source
    since is no difference."""
    ours, theirs = in_memory(TOGETHER), in_memory(TOGETHER)
    with opened(ours, source), opened(theirs, copy):
        for chain in CHAINS:
            copied = chain_of(theirs, chain)
            if chain_of(ours, chain)[: len(copied)] != copied:
                return differs(chain)
        if not _files(ours) >= _files(theirs):
            return differs("files")
        if not remembered(ours).keys() >= remembered(theirs).keys():
            return differs("mappings")
    return verify(copy)


def _files(connection: duckdb.DuckDBPyConnection) -> set[tuple[str, int, str]]:
    found = connection.execute("select file_sha256, size, sha256(packed) from ledger.files").fetchall()
    return {(name, size, packed) for name, size, packed in found}
