"""A whole file as it is understood: each table of each sheet, those that are skipped too, with why."""

from __future__ import annotations

from governance.help_sheets import is_help
from governance.intake.reading import unread
from governance.intake.reading.grid import Grid
from governance.intake.reading.process import read, read_ours
from governance.intake.understanding.bank_statements import bank_statements
from governance.intake.understanding.layout.several_tables import apart
from governance.intake.understanding.sheet_decisions import Answers, Decisions
from governance.intake.understanding.understand import understand
from governance.intake.understanding.understood import Remembered, Understanding
from governance.words import say


def understand_file(
    name: str,
    content: bytes,
    *,
    currency: str,
    table: str | None = None,
    decisions: Answers | None = None,
    remembered: Remembered | None = None,
    ours: bool = False,
) -> list[Understanding]:
    """How each sheet of a file is understood, those that are skipped too, with why.

    `currency` is the rulebook's; `table` names the table where the sheet's own columns or name do not; `ours`: the
    file comes with the software. Raises Refused for a file that is not to be read, or in which no sheet holds anything.
    """
    decided = decisions or {}
    grids = (read_ours if ours else read)(name, content)
    if grids[0].bank:
        statements, problems = bank_statements(grids)
        why = say("Something is wrong with it.")  # unless what comes of it takes its place
        return [Understanding(grids[0], statements=tuple(statements), problems=tuple(problems), skipped=why)]
    understood = [
        one
        for grid in grids
        for part in _parts(grid, decided.get((name, grid.name)))
        for one in understand(part, table, decided.get((name, part.name)), remembered, currency)
    ]
    if any(one.table for one in understood):
        understood = [_left_out_if_no_table(one) for one in understood]
    if not any(one.skipped is None for one in understood):
        own = [one.grid.rows for one in understood if not is_help(one.grid.rows)]
        blank = all(cell is None for rows in own for row in rows for cell in row)
        raise unread.refused("sheet-empty" if blank else "file-no-table", name)
    return understood


def _parts(grid: Grid, person: Decisions | None) -> list[Grid]:
    """The tables of a sheet; the whole sheet where a person said which row names its columns, or left all of it out."""
    whole = person is not None and (person.header_row is not None or person.table is not None)
    return [grid] if whole or grid.hidden or is_help(grid.rows) else apart(grid)


def _left_out_if_no_table(understanding: Understanding) -> Understanding:
    """A sheet beside others in which at most one header is known is left out, as is said, and not asked about."""
    known = max((proposal.known for proposal in understanding.proposals), default=0)
    if understanding.table or understanding.skipped is not None or known > 1:
        return understanding
    return Understanding(understanding.grid, skipped=say("Its columns fit no table."))
