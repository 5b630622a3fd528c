"""One or several files handed in at once: all of them checked, then all of them in, or none."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from governance.help_sheets import is_help
from governance.intake.checking.check import check
from governance.intake.reading import refusals
from governance.intake.reading.grid import Grid
from governance.intake.reading.process import read, read_ours
from governance.intake.understanding.asked import asked
from governance.intake.understanding.decisions import Decisions
from governance.intake.understanding.layout.several_tables import apart
from governance.intake.understanding.understand import understand
from governance.intake.understanding.understood import Remembered, Understanding
from governance.ledger import Batch, Event, Ledger
from governance.problems import Problem, Refused
from governance.tables import TABLES
from governance.words import say

Answers = Mapping[tuple[str, str | None], Decisions]
"""What was decided, by file and sheet (None for a csv file)."""


@dataclass(frozen=True)
class Prepared:
    """A sheet that has been checked and is ready to become a batch, and how it was understood."""

    sheet: str | None
    batch: Batch
    understanding: Understanding

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
    decisions: Answers | None = None,
    remembered: Remembered | None = None,
    ours: bool = False,
) -> list[Prepared]:
    """Check files (name and content) and make a batch of each sheet. Raises Refused with every problem of all of them.

    `currency` is the rulebook's; `table` names the table where the sheet's own columns or name do not. A question
    about a sheet that neither `decisions` nor what is `remembered` answers is a problem too. `ours` are files that
    come with the software.
    """
    problems: list[Problem] = []
    prepared: list[Prepared] = []
    for name, content in files:
        try:
            sheets = understand_file(
                name,
                content,
                currency=currency,
                table=table,
                decisions=decisions,
                remembered=remembered,
                ours=ours,
            )
        except Refused as refused:
            problems += refused.problems
            continue
        for understanding in sheets:
            found = _prepare_sheet(understanding, content, currency, evidence, note)
            prepared += [found] if isinstance(found, Prepared) else []
            problems += [] if isinstance(found, Prepared) else found
    if problems:
        raise Refused(*problems)
    return prepared


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

    Raises Refused for a file that is not to be read, or in which no sheet holds anything.
    """
    decided = decisions or {}
    found = [
        one
        for grid in (read_ours if ours else read)(name, content)
        for part in _parts(grid, decided.get((name, grid.name)))
        for one in understand(part, table, decided.get((name, part.name)), remembered, currency)
    ]
    if any(understanding.table for understanding in found):
        found = [_left_out_if_no_table(understanding) for understanding in found]
    if not any(understanding.skipped is None for understanding in found):
        own = [one.grid.rows for one in found if not is_help(one.grid.rows)]
        blank = all(cell is None for rows in own for row in rows for cell in row)
        raise Refused(refusals.empty(name) if blank else refusals.no_table(name))
    return found


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


def accept(ledger: Ledger, prepared: Sequence[Prepared], *, who: str) -> list[Event]:
    """Take what was prepared into force: all of it or none. Raises Refused where content is in force already."""
    return ledger.append([item.batch for item in prepared], who=who)


def _prepare_sheet(
    understanding: Understanding, content: bytes, currency: str, evidence: str, note: str
) -> Prepared | list[Problem]:
    if understanding.skipped is not None:
        return []
    grid, sheet = understanding.grid, understanding.sheet
    if understanding.questions or sheet is None or understanding.table is None:
        return asked(understanding)
    checked = check(sheet, TABLES[understanding.table], currency)
    known = {(problem.row, problem.column) for problem in understanding.problems if problem.row and not problem.warning}
    problems = [p for p in understanding.problems if not p.warning]
    problems += [p for p in checked.problems if not p.warning and (p.row is None or (p.row, p.column) not in known)]
    if checked.rows is None or problems:
        return problems
    file_sha256 = hashlib.sha256(content).hexdigest()
    batch = Batch(understanding.table, checked.rows, evidence, grid.file, file_sha256, note, content)
    return Prepared(grid.name, batch, understanding)
