"""What is handed in, checked beside the ledger in force: what its rows mean together with all that is known already."""

from __future__ import annotations

from dataclasses import replace

from governance.intake.checking.beside.ledger_check import LedgerCheck
from governance.intake.checking.beside.registry import CHECKS
from governance.intake.checking.beside.stage import CheckedSheet, Stage
from governance.intake.checking.locating import located
from governance.intake.checking.messages import MESSAGES
from governance.problems import Problem
from governance.tables import TABLES
from governance.words import joined, say

__all__ = ["CHECKS", "CheckedSheet", "LedgerCheck", "Stage", "against"]


def against(stage: Stage) -> list[Problem]:
    """What is wrong or unusual in the sheets of one handing-in beside the ledger in force, in their order.

    The sheets are looked at together: a receipt may be from a State whose membership comes in with it.
    """
    partial = frozenset(item.table.name for item in stage.sheets if not item.complete)
    found: list[dict[Problem, None]] = [{} for _ in stage.sheets]
    for check in CHECKS:
        for table in stage.tables:
            if table in check.tables and _can_be_made(check, table, partial):
                unknown = [name for name in check.needs if not stage.knows(name)]
                for number, one in _unknown(stage, table, unknown) if unknown else check.find(stage, table):
                    of = stage.sheets[number - 1]
                    warning = one.warning or (check.documented and of.published)
                    found[number - 1][located(replace(one, warning=warning), of.sheet)] = None
    in_order = [sorted(problems, key=lambda problem: (problem.row or 0, problem.column or "")) for problems in found]
    return [problem for problems in in_order for problem in problems]


def _can_be_made(check: LedgerCheck, table: str, partial: frozenset[str]) -> bool:
    """Whether rows that were left out for problems of their own cannot be what the check would find."""
    return not (check.reads - {table}) & partial and not (check.whole and table in partial)


def _unknown(stage: Stage, table: str, unknown: list[str]) -> list[tuple[int, Problem]]:
    titles = joined(", ", (say(TABLES[name].title) for name in unknown))
    told = MESSAGES.problem("cannot-be-checked", {"titles": titles})
    return [(number, told) for number in stage.numbers(table)]
