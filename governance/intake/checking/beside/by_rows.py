"""Checks that are written over rows rather than in SQL: rules of the rulebook, and names that are nearly alike."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from governance.books import Row
from governance.intake.checking import body_checks, resource_checks
from governance.intake.checking.beside.ledger_check import Found, LedgerCheck
from governance.intake.checking.beside.stage import Stage
from governance.problems import Problem
from governance.tables import TABLES

Rows = Sequence[Mapping[str, Any]]
Judge = Callable[[Rows, "Beside"], Iterable[Problem]]


@dataclass(frozen=True)
class Beside:
    """What one sheet of `table` is looked at beside: all other rows that would be in force with it."""

    stage: Stage
    sheet: int
    looked_at: str

    def table(self, name: str) -> list[Row]:
        """The rows of a table that would be in force, but for those of the sheet that is looked at."""
        if name != self.looked_at:
            return self.stage.find(f"select * from {name}", self.looked_at)
        replaced = " and ".join(f'old."{key}" is not distinct from new."{key}"' for key in TABLES[name].key)
        return self.stage.find(
            f"""
            select old.* from before_{name} as old anti join coming_{name} as new on {replaced}
            union all by name
            select same.* from coming_{name} as same
            anti join changed_{name} as own on own.batch = same.batch and own.sheet_row = same.sheet_row
                and own.batch = {self.sheet:d}
            """,
            name,
        )


def _check(rule: str, table: str, judge: Judge, *reads: str) -> LedgerCheck:
    def find(stage: Stage, name: str) -> Iterable[Found]:
        rows = stage.find("select * from handed_in order by batch, sheet_row", name, only_new=True)
        for sheet in sorted({row.whole("batch") for row in rows}):
            own = [row for row in rows if row["batch"] == sheet]
            yield from ((sheet, problem) for problem in judge(own, Beside(stage, sheet, name)))

    return LedgerCheck(rule, (table,), find, reads=frozenset(reads))


def _seats(rows: Rows, beside: Beside) -> Iterable[Problem]:
    held, membership = beside.table("committee_seats"), beside.table("membership")
    return body_checks.check_seats(rows, held, membership, beside.stage.books.rulebook)


def _sessions(rows: Rows, beside: Beside) -> Iterable[Problem]:
    return body_checks.check_sessions(rows, beside.table("sessions"), beside.stage.books.rulebook)


def _actions(rows: Rows, beside: Beside) -> Iterable[Problem]:
    return body_checks.check_actions(rows, beside.stage.books.rulebook)


CHECKS: tuple[LedgerCheck, ...] = (
    _check("actions", "council_actions", _actions),
    _check("seats", "committee_seats", _seats, "membership"),
    _check("sessions", "sessions", _sessions),
    *(
        _check("resources", table, judge, "offices", "staffing", "service_areas")
        for table, judges in resource_checks.CHECKS.items()
        for judge in judges
    ),
)
"""The checks of actions on votes, seats, sessions, staff, offices, contributions and funds."""
