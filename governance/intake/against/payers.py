"""Receipts of payers who have been named since: a file that does not know it yet does not make them unknown again."""

from __future__ import annotations

import duckdb
import pyarrow as pa

from governance.books import Books
from governance.tables import Table


def keeping_payers(rows: pa.Table, table: Table, books: Books) -> pa.Table:
    """The rows of a sheet; a receipt without a State has that of the receipt in force under its reference, if any.

    A bank's cumulative file brings every receipt again as the bank knows it, without the State that was assigned here.
    Blank says that the payer is not known, never that it is nobody: it takes no State away. What the assignment noted
    stays with it where the file notes nothing.
    """
    if table.name != "receipts" or not rows.column("state").null_count:
        return rows
    with duckdb.connect() as connection:
        connection.register("handed_in", rows)
        connection.register("held", books.arrow_in_force("receipts"))
        kept = connection.sql(
            """
            with known as (select reference, state, note from held where state is not null)
            select handed_in.* replace (
                coalesce(handed_in.state, known.state) as state,
                case
                    when handed_in.state is null and known.state is not null then coalesce(handed_in.note, known.note)
                    else handed_in.note
                end as note
            )
            from handed_in left join known using (reference)
            order by sheet_row
            """
        ).to_arrow_table()
    return kept.cast(rows.schema)
