"""An organization's rules as data: the only reader of the .toml files beside this one.

A rulebook names the currency, the year, how the organization assesses, how receipts pay debts, the dated texts about
the vote with the rule that each sets, quorum and bodies, and every reading of ours as a parameter with its sentence.
A rulebook with a missing or contradictory field is refused with all its problems, in words.

To add an organization, write its file here; to give it a rule of a new kind, see governance/rules/vote/vote.py.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from governance.rulebooks.book import (
    Body,
    Contributions,
    Due,
    Quorum,
    Reading,
    Receipts,
    Rulebook,
    Text,
    Withdrawal,
)
from governance.rulebooks.checks import contradictions, contradictions_of_the_whole
from governance.rulebooks.reading import Table, read
from governance.rules.assessment.apportionment import AssessmentRules
from governance.rules.membership.majorities import MajorityRules
from governance.rules.vote.case import Need, Regime
from governance.rules.vote.vote import KINDS
from governance.words import say

__all__ = [
    "Body",
    "Due",
    "Quorum",
    "Reading",
    "Receipts",
    "Rulebook",
    "RulebookRefused",
    "Text",
    "Withdrawal",
    "keys",
    "parse",
    "parse_table",
    "rulebook",
]

FOLDER = Path(__file__).parent


class RulebookRefused(ValueError):
    """A rulebook that cannot be used: `problems` holds a sentence for each reason."""

    def __init__(self, key: str, problems: Iterable[str]) -> None:
        self.key, self.problems = key, tuple(problems)
        super().__init__("\n".join((say("The rulebook {key} is refused:", key=key), *self.problems)))


def keys() -> tuple[str, ...]:
    """The keys of the shipped rulebooks, in order."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.toml")))


@lru_cache
def rulebook(key: str) -> Rulebook:
    """The shipped rulebook of that key. Raises RulebookRefused, also for a key that does not exist."""
    if key not in keys():
        raise RulebookRefused(key, [say("There is none of that name; there are {keys}.", keys=", ".join(keys()))])
    return parse((FOLDER / f"{key}.toml").read_text(encoding="utf-8"), key)


def parse(text: str, key: str) -> Rulebook:
    """The rulebook that a TOML text holds; RulebookRefused names everything that is missing or contradictory."""
    try:
        table: Table = tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        raise RulebookRefused(key, [say("It is not TOML: {error}.", error=error)]) from None
    return parse_table(table, key)


def parse_table(table: Table, key: str) -> Rulebook:
    """The rulebook that a parsed text holds; RulebookRefused as for the text."""
    problems: list[str] = []
    book = _read(table, key, problems)
    if book is None or problems:
        raise RulebookRefused(key, problems)
    return book


class _Part:
    """The nested tables of a table, taken out of it one by one."""

    def __init__(self, table: Table, problems: list[str], where: str = "") -> None:
        self.table, self.problems, self.where = _renamed(table), problems, where

    def one(self, name: str) -> Table | None:
        found = self.table.pop(name, None)
        if found is None or isinstance(found, Mapping):
            return found
        self.problems.append(say("{name}: it must be a table.", name=self.where + name))
        return None

    def many(self, name: str) -> list[tuple[str, Table]]:
        found = self.table.pop(name, [])
        if isinstance(found, list) and all(isinstance(each, Mapping) for each in found):
            return [(f"{self.where}{name} {number}", _renamed(each)) for number, each in enumerate(found, 1)]
        self.problems.append(say("{name}: it must be a list of tables.", name=self.where + name))
        return []


def _renamed(table: Table) -> dict[str, Any]:
    """`from` and `to`, as the file has them, are first_day and last_day."""
    names = {"from": "first_day", "to": "last_day"}
    return {names.get(name, name): value for name, value in table.items()}


_Any = TypeVar("_Any")


def _read(table: Table, key: str, problems: list[str]) -> Rulebook | None:
    part = _Part(table, problems)

    def one_of(cls: type[_Any], name: str) -> _Any | None:
        found = part.one(name)
        return None if found is None else read(cls, found, name, problems)

    def all_of(cls: type[_Any], name: str) -> tuple[_Any, ...]:
        return tuple(found for where, each in part.many(name) if (found := read(cls, each, where, problems)))

    if "receipts" not in table:
        problems.append(say("{where}: {name} is missing.", where=key, name="receipts"))
    receipts, assessment = one_of(Receipts, "receipts"), one_of(AssessmentRules, "assessment")
    contributions = one_of(Contributions, "contributions")
    votes = tuple(_regime(each, where, problems) for where, each in part.many("votes"))
    quorums = tuple(_quorum(each, where, problems) for where, each in part.many("quorums"))
    bodies, texts = all_of(Body, "bodies"), all_of(Text, "texts")
    due, withdrawal, readings = one_of(Due, "due"), one_of(Withdrawal, "withdrawal"), part.many("readings")
    whole = not problems
    given: dict[str, Any] = {
        "receipts": receipts,
        "votes": tuple(regime for regime in votes if regime),
        "assessment": assessment,
        "contributions": contributions,
        "due": due,
        "withdrawal": withdrawal,
        "quorums": tuple(quorum for quorum in quorums if quorum),
        "bodies": bodies,
        "texts": texts,
        "readings": (),
    }
    problems += contradictions(given["votes"], given["quorums"], bodies, assessment)
    book = read(Rulebook, part.table, key, problems, **given)
    if book is None:
        return None
    problems += contradictions_of_the_whole(book, key)
    return _with_readings(book, readings, problems, whole)


def _regime(table: Table, where: str, problems: list[str]) -> Regime | None:
    """One dated text about the vote, with the rule of its kind and what that needs."""
    part = _Part(table, problems, f"{where}, ")
    kinds = {kind.kind: kind for kind in KINDS}
    kind, parameters = part.table.pop("kind", None), part.one("parameters") or {}
    needs = [read(Need, need, of, problems) for of, need in part.many("needs")]
    rule = None
    if kind in kinds:
        rule = read(kinds[kind], parameters, f"{where}, parameters", problems)
    else:
        problems.append(
            say("{where}: kind is {kind}, no kind of rule ({known}).", where=where, kind=kind, known=", ".join(kinds))
        )
    regime = read(Regime, part.table, where, problems, rule=rule, needs=tuple(need for need in needs if need))
    return regime if rule else None


def _quorum(table: Table, where: str, problems: list[str]) -> Quorum | None:
    part = _Part(table, problems, f"{where}, ")
    rules = read(MajorityRules, part.one("parameters") or {}, f"{where}, parameters", problems)
    return read(Quorum, part.table, where, problems, rules=rules)


def _with_readings(book: Rulebook, tables: list[tuple[str, Table]], problems: list[str], whole: bool) -> Rulebook:
    """The rulebook with its readings, each with the value that its parameter has.

    Whether a parameter exists can only be said of a `whole` rulebook, of which nothing has been refused.
    """
    values = book.parameters()
    readings = []
    for where, table in tables:
        reading = read(Reading, table, where, problems, value=None)
        if reading and reading.parameter in values:
            readings.append(replace(reading, value=values[reading.parameter]))
        elif reading and whole:
            problems.append(
                say("{where}: {parameter} is no parameter of this rulebook.", where=where, parameter=reading.parameter)
            )
    return replace(book, readings=tuple(readings))
