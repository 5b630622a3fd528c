"""Who may have paid what a statement brings, before it is taken in."""

from __future__ import annotations

from governance.books import Books, Change, Row
from governance.intake.service.preview import Preview
from governance.intake.service.service import Service


def proposed_payers(service: Service, found: Preview) -> list[Row]:
    """The receipts that the bank's statements bring with the States that may have paid them, the surest first; none
    where nothing of a bank's is handed in, or it cannot be taken in."""
    if not found.ready or not any(sheet.grid.bank for sheet in found.sheets):
        return []
    brought = {
        name
        for batch in found.batches
        if batch.table == "receipts"
        for name in batch.rows.column("reference").to_pylist()
    }
    then = Books.supposing(service.ledger, Change(adding=found.batches), found.version)
    return [row for row in then.ask("proposed_payers", reader=service.reader).dicts() if row["receipt"] in brought]
