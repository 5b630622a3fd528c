"""What is handed in, checked beside the ledger in force: what its rows mean together with all that is known already."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from governance.books import Books
from governance.intake.against.declare import Handed, LedgerCheck
from governance.intake.against.registry import CHECKS
from governance.intake.against.stage import Stage
from governance.intake.locating import located
from governance.problems import Problem
from governance.tables import TABLES
from governance.words import say

__all__ = ["CHECKS", "Handed", "LedgerCheck", "against"]


def against(books: Books, handed: Sequence[Handed], closed: Mapping[int, date] | None = None) -> list[Problem]:
    """What is wrong or unusual in the sheets of one handing-in beside the ledger in force, in their order.

    The sheets are looked at together: a receipt may be from a State whose membership comes in with it. `closed` has
    the closed financial years, each with the day on which it was closed.
    """
    stage = Stage(books, [(item.table.name, item.rows) for item in handed], closed or {})
    partial = frozenset(item.table.name for item in handed if not item.complete)
    found: list[list[Problem]] = [[] for _ in handed]
    for check in CHECKS:
        for table in stage.tables:
            if table in check.tables and _can_be_made(check, table, partial):
                unknown = [name for name in check.needs if not stage.knows(name)]
                for number, problem in _unknown(handed, table, unknown) if unknown else check.find(stage, table):
                    item = handed[number - 1]
                    placed = located(problem, item.sheet)
                    if placed not in found[number - 1]:
                        found[number - 1].append(placed)
    for problems in found:
        problems.sort(key=lambda problem: (problem.row or 0, problem.column or ""))
    return [problem for problems in found for problem in problems]


def _can_be_made(check: LedgerCheck, table: str, partial: frozenset[str]) -> bool:
    """Whether rows that were left out for problems of their own cannot be what the check would find."""
    return not (check.reads - {table}) & partial and not (check.whole and table in partial)


def _unknown(handed: Sequence[Handed], table: str, unknown: list[str]) -> list[tuple[int, Problem]]:
    titles = ", ".join(say(TABLES[name].title) for name in unknown)
    problem = Problem(
        "cannot-be-checked",
        say("Nothing is known yet of: {titles}. What depends on it could not be checked.", titles=titles),
        suggestion=say("Hand that in first, or make sure yourself that these rows fit it."),
        warning=True,
    )
    return [(number, problem) for number, item in enumerate(handed, start=1) if item.table.name == table]
