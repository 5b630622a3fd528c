"""A whole ledger as plain files that need no database to be read: its backup, from which it is rebuilt.

chains/events.json       every link of a chain as it was recorded (notes, audit, proposals likewise)
mappings.json            what was said of columns
batches/1-receipts.csv   a batch's rows as they came in, in the order of their sheet; a blank cell is empty, an empty
                         text is ""
files/<SHA-256>          every file as it was handed in
set-aside/<SHA-256>      what the ledger kept of a file that cannot be unpacked any more, as it lies there
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

import duckdb

from governance.ledger import attach, keeping
from governance.ledger.chain import CHAINS, Event
from governance.ledger.opening import opened
from governance.ledger.recording import EVENTS, chain_of, read_events, record
from governance.ledger.schema import make
from governance.ledger.threads import TOGETHER, in_memory
from governance.tables import TABLES, Table

Progress = Callable[[int, int, str], object]
"""Told how many parts or steps are done, of how many, and the last of them."""

FILES, ASIDE = "files", "set-aside"
_MAPPINGS = "mappings.json"
_LONGEST_LINE = 64 * 2**20  # bytes of one row: no sheet has a longer one


@dataclass(frozen=True)
class Written:
    """What was written: the ledger's events, and each part by its path, of a batch's rows with their table."""

    events: Sequence[Event]
    parts: Sequence[tuple[str, Table | None]]


def write(source: str, folder: Path, progress: Progress) -> Written:
    """Write the ledger at `source` as a package into a folder, all of it as it stands at one moment."""
    with in_memory(TOGETHER) as connection, opened(connection, source), attach.transaction(connection):
        events = read_events(connection)
        accepted = [event for event in events if event.kind == "accepted"]
        names = connection.execute("select file_sha256 from ledger.files order by all").fetchall()
        parts = _Parts(folder, len(CHAINS) + 1 + len(accepted) + len(names), progress)
        for chain in CHAINS:
            _write_json(parts.new(_of_chain(chain)), [_told(event) for event in chain_of(connection, chain)])
        said = keeping.remembered(connection)
        _write_json(parts.new(_MAPPINGS), [[*key, mapping] for key, mapping in sorted(said.items())])
        for event in accepted:
            table = TABLES[str(event.table_name)]
            rows = connection.sql(_rows_of(table), params={"batch": event.batch})
            rows.write_csv(str(parts.new(_of_batch(event), table)), header=True)
        for (name,) in names:
            whole = keeping.file(connection, name)
            part = parts.new(f"{ASIDE if whole is None else FILES}/{name}")
            part.write_bytes(keeping.packed(connection, name) if whole is None else whole)
    return Written(events, parts.written)


class _Parts:
    """The parts of a package as they are written."""

    def __init__(self, folder: Path, of: int, progress: Progress) -> None:
        self._folder = folder
        self._of = of
        self._progress = progress
        self.written: list[tuple[str, Table | None]] = []

    def new(self, path: str, table: Table | None = None) -> Path:
        """Where the next part is written."""
        place = self._folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        self.written.append((path, table))
        self._progress(len(self.written), self._of, path)
        return place


def _of_chain(chain: str) -> str:
    return f"chains/{chain}.json"


def _of_batch(event: Event) -> str:
    return f"batches/{event.batch}-{event.table_name}.csv"


def _write_json(place: Path, content: object) -> None:
    place.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _told(event: Event) -> dict[str, object]:
    return asdict(event) | {"recorded_at": event.recorded_at.isoformat(timespec="microseconds")}


def _rows_of(table: Table) -> str:
    names = ", ".join(f'"{name}"' for name in ("sheet_row", *table.names))
    return f"select {names} from ledger.{table.name} where batch = $batch order by sheet_row"


def lacking(folder: Path, files: Collection[str]) -> list[Event]:
    """The batches of a package whose files were kept and are not among its whole ones, `files`."""
    return [
        event
        for event in _events(folder, EVENTS)
        if event.kind == "accepted" and event.file_kept and event.file_sha256 not in files
    ]


def read(folder: Path, target: str, files: Collection[str], progress: Progress) -> None:
    """Fill the place at `target`, a new file or a database, with the ledger of a package and these of its `files`:
    all of it, or nothing."""
    chains = {chain: _events(folder, chain) for chain in CHAINS}
    accepted = [event for event in chains[EVENTS] if event.kind == "accepted"]
    of = len(accepted) + len(files)
    attach.create(target)
    with (
        in_memory(TOGETHER) as connection,
        attach.refusing(target),
        attach.attached(connection, target, write=True),
    ):
        with attach.transaction(connection):
            make(connection)
            for chain, events in chains.items():
                for event in events:
                    record(connection, event, chain)
            for table, header, said in json.loads((folder / _MAPPINGS).read_text(encoding="utf-8")):
                keeping.remember(connection, table, header, said)
            for number, event in enumerate(accepted, start=1):
                _read_rows(connection, folder / _of_batch(event), event)
                progress(number, of, _of_batch(event))
            for number, name in enumerate(sorted(files), start=len(accepted) + 1):
                keeping.keep(connection, name, (folder / FILES / name).read_bytes())
                progress(number, of, name)
        attach.checkpoint(connection, target)


def _events(folder: Path, chain: str) -> list[Event]:
    told = json.loads((folder / _of_chain(chain)).read_text(encoding="utf-8"))
    return [Event(**(one | {"recorded_at": datetime.fromisoformat(one["recorded_at"])})) for one in told]


def _read_rows(connection: duckdb.DuckDBPyConnection, path: Path, event: Event) -> None:
    """A batch's rows; columns that an older version of the software did not have are blank."""
    table = TABLES[str(event.table_name)]
    with path.open(encoding="utf-8") as rows:
        header = rows.readline().rstrip("\n").split(",")
    names = [name for name in ("sheet_row", *table.names) if name in header]
    kinds = {"sheet_row": "integer", **{column.name: column.kind.sql for column in table.columns}}
    quoted = ", ".join(f'"{name}"' for name in names)
    cells = ", ".join(f'"{name}"::{kinds[name]}' for name in names)
    connection.execute(
        f"insert into ledger.{table.name} (batch, {quoted}) select $batch, {cells} "
        "from read_csv($path, columns = $columns, header = true, auto_detect = false, delim = ',', quote = '\"', "
        "escape = '\"', nullstr = '', allow_quoted_nulls = false, parallel = false, max_line_size = $longest)",
        {
            "batch": event.batch,
            "path": str(path),
            "columns": dict.fromkeys(header, "VARCHAR"),
            "longest": _LONGEST_LINE,
        },
    )
