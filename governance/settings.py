"""The ledgers that this installation opens, and where they are. A link names a ledger of this list, never a path.

A ledger is in a file or in a PostgreSQL database. A database is named as libpq names it: `postgres:host=... dbname=...
user=...`, or as an address (`postgresql://user@host/database`). What is handed about names the place; its password is
kept here, apart, and asked for where the database is opened and nowhere else: so it stands in no link, message, log or
exception, whoever writes them.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from governance.problems import Problem, Refused
from governance.words import mark, say

ROOT = Path(__file__).resolve().parent.parent
FONTS = ROOT / "governance" / "fonts"
REGISTERS = ROOT / "governance" / "registers"
"""Words that the software knows by heart, as csv files: names of States, headers, currencies."""
DATA = ROOT / "data"
FACTS = DATA / "facts"
PACKAGES = {"facts": FACTS, "mlf": FACTS / "mlf"}
"""The published facts that ship: by what a ledger is made of, the folder of its data package."""

DEFAULT_LEDGER = "data/iom.duckdb"


@dataclass(frozen=True)
class LedgerSetting:
    """One ledger: the word for it in links, its title, its file, and what it is built from where there is none."""

    key: str
    title: str
    target: str
    contents: str  # facts, mlf, demonstration or empty
    rulebook: str = "iom"


LEDGERS: tuple[LedgerSetting, ...] = (
    LedgerSetting("iom", mark("IOM, published facts"), "iom.duckdb", "facts"),
    LedgerSetting("demonstration", mark("Demonstration - fictional States"), "demonstration.duckdb", "demonstration"),
    LedgerSetting("mlf", mark("Multilateral Fund, published status"), "mlf.duckdb", "mlf", rulebook="mlf"),
    LedgerSetting("yours", mark("Your own ledger"), "yours.duckdb", "empty"),
)


@dataclass(frozen=True)
class Limits:
    """How large a file that is handed in may be. A refusal names the limit, so that whoever runs this can raise it.

    Large enough for a million receipts, small enough that a file made to do harm cannot fill the memory. MiB are of
    1,048,576 bytes. `unpacked_mib` bounds what a compressed workbook holds once unpacked, its repeated texts written
    out; `entries` the files inside it; `cells` the rows of every sheet times its columns, blank cells included.
    """

    file_mib: int = 100
    unpacked_mib: int = 256
    unpacked_times: int = 200  # a part above part_mib to what it is packed; sheets of real programs come to 30
    part_mib: int = 8  # any part of a workbook that is neither a sheet nor its texts
    entries: int = 1_000
    sheets: int = 100
    rows: int = 1_100_000
    columns: int = 256
    cells: int = 12_000_000
    cells_anew: int = 3_000_000  # of a worksheet that is not written as Excel writes it, and so takes longer
    characters: int = 32_767  # in one cell, as in Excel
    memory_mib: int = 2_048  # of the process that reads a file: what the largest file takes, by half as much again
    seconds: int = 90  # of processor time in that process; asleep or not, it is stopped after twice as many
    output_mib: int = 512  # what that process hands over
    at_once: int = 2  # files that are read at the same time


LIMITS = Limits()


@dataclass(frozen=True)
class Shares:
    """What one person who has signed in may take of the server, so that nobody takes it all; MiB of 1,048,576 bytes.

    A page that is opened asks about ten times, parts that a browser keeps not counted; each click is a message.
    """

    requests_a_minute: int = 300
    messages_a_minute: int = 300
    upload_mib_an_hour: int = 1_000
    answer_mib_an_hour: int = 2_000
    pages_open: int = 40  # at the same time, each with a websocket of its own
    unfinished_mib: int = 512  # of all together: files that somebody had begun to hand in when their session ended


SHARES = Shares()


def public_setting() -> str | None:
    """What the environment says about publishing; the gate refuses what is neither 1 nor 0."""
    return os.environ.get("GOVERNANCE_PUBLIC")


def is_public() -> bool:
    """Whether this installation publishes: ledgers of published figures to anybody, to read only."""
    return public_setting() == "1"


def delegations_setting() -> str:
    """What the environment says of how much a delegation sees of other States' accounts; nothing said: totals."""
    return os.environ.get("GOVERNANCE_DELEGATIONS_SEE") or "totals"


def delegations_see_all() -> bool:
    """Whether a delegation sees the accounts of every State, or its own beside totals of all."""
    return delegations_setting() == "all"


def two_persons_setting() -> str:
    """What the environment says of how many persons it takes to change a ledger; nothing said: one."""
    return os.environ.get("GOVERNANCE_TWO_PERSONS") or "0"


def two_persons() -> bool:
    """Whether what changes a ledger is proposed by one person and takes effect when another approves it: also where
    the setting is a word that means nothing."""
    return two_persons_setting() != "0"


def signs_in() -> bool:
    """Whether whoever comes signs in: a file says who may do what."""
    return bool(os.environ.get("GOVERNANCE_ROLES"))


def listed() -> tuple[LedgerSetting, ...]:
    """The ledgers that are in the menu: all of LEDGERS, or where this installation publishes, the published ones."""
    return tuple(entry for entry in LEDGERS if entry.contents in PACKAGES or not is_public())


def home() -> Path:
    """The folder in which the ledgers are: GOVERNANCE_HOME, or the data folder beside the software."""
    return Path(os.environ.get("GOVERNANCE_HOME", str(DATA)))


def target(setting: LedgerSetting) -> str:
    """Where a listed ledger is: where GOVERNANCE_LEDGER_ and its key name a place, there (`postgres:...` for a
    database), else in the home of the ledgers. Raises Refused for a place that cannot be read as one."""
    named = os.environ.get(f"GOVERNANCE_LEDGER_{setting.key.upper()}")
    return cleaned(named) if named else str(home() / setting.target)


def setting(key: str) -> LedgerSetting | None:
    """The listed ledger of that key, or None."""
    return next((entry for entry in listed() if entry.key == key), None)


_SCHEMES = ("postgres:", "postgresql:")
_PAIR = re.compile(r"\s*(\w+)\s*=\s*('(?:[^'\\]|\\.)*'|(?:[^\s'\\]|\\.)*)\s*")
_passwords: dict[str, str] = {}


def is_database(target: str) -> bool:
    """Whether a ledger is in a database, not in a file."""
    return target.startswith(_SCHEMES)


def cleaned(target: str) -> str:
    """The target as it is handed about and shown: without a password, which is kept apart from here on.

    Raises Refused for the address of a database that cannot be read as one, without repeating it.
    """
    if not is_database(target):
        return target
    named = _named(target)
    password = named.pop("password", None)
    shown = "postgres:" + " ".join(f"{name}={_quoted(value)}" for name, value in named.items())
    if password is not None:
        _passwords[shown] = password
    return shown


def names_a_password(target: str) -> bool:
    """Whether a password stands in the target itself."""
    return is_database(target) and "password" in _named(target)


def password_of(target: str) -> str | None:
    """The password that came with a target; None where it has none, and libpq looks for one (PGPASSWORD, .pgpass)."""
    return _passwords.get(target)


def connection_of(target: str) -> dict[str, str]:
    """What a database's address names, as libpq calls it, without the password."""
    return {name: value for name, value in _named(target).items() if name != "password"}


def _named(target: str) -> dict[str, str]:
    told = target.split(":", 1)[1]
    if told.startswith(_SCHEMES):  # postgres:postgresql://...
        told = told.split(":", 1)[1]
    try:
        return _of_address(told) if told.startswith("//") else _of_pairs(told)
    except ValueError:
        raise Refused(
            Problem(
                "target-unreadable",
                say("The address of the ledger's database cannot be read."),
                suggestion=say(
                    "Write it as PostgreSQL does: postgres:host=... dbname=... user=..., or postgresql://user@host/name."
                ),
            )
        ) from None


def _of_address(told: str) -> dict[str, str]:
    parts = urlsplit(told)
    if parts.port is not None and not parts.hostname:
        raise ValueError
    found = {
        "host": unquote(parts.hostname or ""),
        "port": str(parts.port or ""),
        "dbname": unquote(parts.path.removeprefix("/")),
        "user": unquote(parts.username or ""),
        "password": unquote(parts.password or ""),
        **dict(parse_qsl(parts.query, strict_parsing=bool(parts.query))),
    }
    return {name: value for name, value in found.items() if value}


def _of_pairs(told: str) -> dict[str, str]:
    found: dict[str, str] = {}
    place = 0
    while place < len(told):
        pair = _PAIR.match(told, place)
        if pair is None:
            raise ValueError
        name, value = pair.groups()
        bare = value[1:-1] if value.startswith("'") else value
        found[name] = re.sub(r"\\(.)", r"\1", bare)
        place = pair.end()
    if not found:
        raise ValueError
    return found


def _quoted(value: str) -> str:
    if value and not re.search(r"[\s'\\]", value):
        return value
    escaped = value.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"
