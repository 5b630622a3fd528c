"""The ledgers that this installation opens, and where they are. A link names a ledger of this list, never a path."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from governance.words import mark

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "data"
FACTS = DATA / "facts"
DEFAULT_LEDGER = "data/iom.duckdb"


@dataclass(frozen=True)
class LedgerSetting:
    """One ledger: the word for it in links, its title, its file, and what it is built from where there is none."""

    key: str
    title: str
    target: str
    contents: str  # facts, demonstration or empty
    rulebook: str = "iom"


LEDGERS: tuple[LedgerSetting, ...] = (
    LedgerSetting("iom", mark("IOM, published facts"), "iom.duckdb", "facts"),
    LedgerSetting("demonstration", mark("Demonstration - fictional States"), "demonstration.duckdb", "demonstration"),
    LedgerSetting("yours", mark("Your own ledger"), "yours.duckdb", "empty"),
)


def home() -> Path:
    """The folder in which the ledgers are: GOVERNANCE_HOME, or the data folder beside the software."""
    return Path(os.environ.get("GOVERNANCE_HOME", str(DATA)))


def target(setting: LedgerSetting) -> str:
    """Where a listed ledger is."""
    return str(home() / setting.target)


def setting(key: str) -> LedgerSetting | None:
    """The listed ledger of that key, or None."""
    return next((entry for entry in LEDGERS if entry.key == key), None)
