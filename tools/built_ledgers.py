"""`python -m tools.built_ledgers`: remove the ledgers in data/ that can be built again, and say which stay, and why."""

from __future__ import annotations

from pathlib import Path

from governance.ledger import Ledger
from governance.problems import Refused
from governance.settings import DATA
from governance.shipping.ledgers import WHO


def remove_built(folder: Path) -> list[Path]:
    """Remove each ledger in `folder` in which only the shipping acted. Answers those that stay.

    A ledger in which anybody else did anything is the only place where that stands; one that cannot be read may be.
    """
    stay = []
    for ledger in sorted(folder.glob("*.duckdb")):
        if _is_only_shipped(ledger):
            ledger.unlink()
            for beside in (".wal", ".made"):
                ledger.with_name(ledger.name + beside).unlink(missing_ok=True)
        else:
            stay.append(ledger)
    return stay


def _is_only_shipped(ledger: Path) -> bool:
    try:
        events = Ledger(str(ledger)).history()
    except Refused:
        return False
    return all(event.who == WHO for event in events if event.kind != "opened")


if __name__ == "__main__":
    for kept in remove_built(DATA):
        print(f"{kept} stays: something was handed in there, or it cannot be read. Delete it by hand if you mean to.")
