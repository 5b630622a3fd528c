"""One or several files handed in at once: all of them checked, then all of them in, or none."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from governance.intake.checking import check
from governance.intake.reading import Sheet, read
from governance.intake.recognising import recognise_table
from governance.ledger import Batch, Event, Ledger
from governance.problems import Problem, Refused


@dataclass(frozen=True)
class Prepared:
    """A sheet that has been checked and is ready to become a batch."""

    sheet: str | None
    batch: Batch

    @property
    def row_count(self) -> int:
        """How many rows it has."""
        return int(self.batch.rows.num_rows)


def prepare(
    files: Sequence[tuple[str, bytes]],
    *,
    currency: str,
    table: str | None = None,
    evidence: str = "reported",
    note: str = "",
) -> list[Prepared]:
    """Check files (name and content) and make a batch of each sheet. Raises Refused with every problem of all of them.

    `currency` is the rulebook's; `table` names the table where the sheet's own columns or name do not.
    """
    problems: list[Problem] = []
    prepared: list[Prepared] = []
    for name, content in files:
        try:
            sheets = read(name, content)
        except Refused as refused:
            problems += refused.problems
            continue
        for sheet in sheets:
            found = _prepare_sheet(sheet, content, currency, table, evidence, note)
            prepared += [found] if isinstance(found, Prepared) else []
            problems += [] if isinstance(found, Prepared) else found
    if problems:
        raise Refused(*problems)
    return prepared


def accept(ledger: Ledger, prepared: Sequence[Prepared], *, who: str) -> list[Event]:
    """Take what was prepared into force: all of it or none. Raises Refused where content is in force already."""
    return ledger.append([item.batch for item in prepared], who=who)


def _prepare_sheet(
    sheet: Sheet, content: bytes, currency: str, named: str | None, evidence: str, note: str
) -> Prepared | list[Problem]:
    try:
        table = recognise_table(sheet, named)
    except Refused as refused:
        return list(refused.problems)
    checked = check(sheet, table, currency)
    if checked.rows is None:
        return list(checked.problems)
    file_sha256 = hashlib.sha256(content).hexdigest()
    return Prepared(sheet.name, Batch(table.name, checked.rows, evidence, sheet.file, file_sha256, note, content))
