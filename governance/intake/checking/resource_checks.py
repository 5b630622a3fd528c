"""Checks of staffing, offices, voluntary contributions and funds against what the ledger already holds.

Pure functions: the rows handed in (by column name, with `sheet_row`) and the rows in force in, problems out. A row
handed in takes the place of the one in force with the same key. What is certainly wrong is refused; what is unusual
but possible (a restated opening, an office that the register lacks, an area that the mandate does not name) is a
warning, taken once it has been acknowledged.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import Any, Protocol

from governance.intake.checking.messages import in_cell
from governance.problems import Problem
from governance.service_areas import plain, service_areas
from governance.tables import TABLES, Kind
from governance.words import say

Row = Mapping[str, Any]


class InForce(Protocol):
    """What a check is given besides the sheet: the rows of any table that are in force."""

    def table(self, name: str) -> Sequence[Row]:
        """The rows in force of one table."""
        ...


Check = Callable[[Sequence[Row], InForce], Iterable[Problem]]


def fund_openings(rows: Sequence[Row], books: InForce) -> Iterator[Problem]:
    """A fund opens with what it closed with: opening + income - spent of a year is the next year's opening.

    Both neighbours of each row are looked at, in the sheet or in force.
    """
    handed_in = {_key("fund_movements", row): row for row in rows}
    movements = {_key("fund_movements", row): row for row in books.table("fund_movements")} | handed_in
    for (year, fund, currency), row in movements.items():
        earlier_key = (year - 1, fund, currency)
        earlier = movements.get(earlier_key)
        if earlier is None or not {(year, fund, currency), earlier_key} & handed_in.keys():
            continue
        closing = earlier["opening"] + earlier["income"] - earlier["spent"]
        if closing != row["opening"]:
            own = handed_in.get((year, fund, currency)) or handed_in[earlier_key]
            yield in_cell(
                "fund-opening",
                {**row, "sheet_row": own["sheet_row"]},
                "opening",
                fund=fund,
                year=year,
                currency=currency,
                before=year - 1,
                opening=row["opening"],
                closing=closing,
            )


def staff_of_closed_offices(rows: Sequence[Row], books: InForce) -> Iterator[Problem]:
    """A count has no staff in an office on a day on which the register of offices has it closed."""
    register = _by_office(books.table("offices"))
    for row in rows:
        spells = register.get(plain(row["office"]))
        if row["headcount"] and spells and not any(_open_on(spell, row["dated"]) for spell in spells):
            words = {"office": row["office"], "number": row["headcount"], "day": row["dated"].isoformat()}
            yield in_cell("office-closed", row, "headcount", **words)


def closings_before_counts(rows: Sequence[Row], books: InForce) -> Iterator[Problem]:
    """An office is not closed (or opened) so that a count in force has staff in it on a day outside its periods."""
    handed_in = {_key("offices", row): row for row in rows}
    register = _by_office(({_key("offices", row): row for row in books.table("offices")} | handed_in).values())
    concerned = {plain(row["office"]): row for row in rows}
    counted = [row for row in books.table("staffing") if row["headcount"] and plain(row["office"]) in concerned]
    outside = [row for row in counted if not any(_open_on(spell, row["dated"]) for spell in register[_name(row)])]
    for name in dict.fromkeys(map(_name, outside)):
        days = sorted({row["dated"] for row in outside if _name(row) == name})
        row = concerned[name]
        yield in_cell("office-closed counted", row, "closed", office=row["office"], day=days[0].isoformat())


def offices_twice(rows: Sequence[Row], books: InForce) -> Iterator[Problem]:
    """One office is open once on a day: its periods do not overlap."""
    handed_in = {_key("offices", row): row for row in rows}
    together = {_key("offices", row): row for row in books.table("offices")} | handed_in
    for spells in _by_office(together.values()).values():
        ordered = sorted(spells, key=lambda spell: spell["opened"] or date.min)
        for earlier, later in pairwise(ordered):
            own = handed_in.get(_key("offices", later)) or handed_in.get(_key("offices", earlier))
            if own is not None and (earlier["closed"] or date.max) >= (later["opened"] or date.min):
                yield in_cell("office-twice", own, "opened", office=own["office"])


def unknown_offices(rows: Sequence[Row], books: InForce) -> Iterator[Problem]:
    """A count names the offices of the register, where there is one."""
    names = {plain(row["office"]): row["office"] for row in books.table("offices")}
    if names:
        yield from _unknown(rows, "office", names, "office-unknown")


def unknown_service_areas(rows: Sequence[Row], books: InForce) -> Iterator[Problem]:
    """A contribution names a service area of the mandate, in any of its wordings, where the mandate is held."""
    areas = service_areas(books.table("service_areas"))
    if areas:
        yield from _unknown(rows, "service_area", areas, "service-area-unknown")


def spelt_twice(table: str) -> Check:
    """The check that no row of `table` differs from another, in the sheet or in force, only in how it is spelt."""
    texts = [name for name in TABLES[table].key if TABLES[table].column(name).kind in (Kind.TEXT, Kind.PARTY)]

    def check(rows: Sequence[Row], books: InForce) -> Iterator[Problem]:
        def even(row: Row) -> tuple[object, ...]:
            return tuple(plain(row[name]) if name in texts and row[name] else row[name] for name in TABLES[table].key)

        seen = {even(row): _key(table, row) for row in books.table(table)}
        for row in rows:
            other = seen.setdefault(even(row), _key(table, row))
            if other != _key(table, row):
                name, value = next(
                    (name, value) for name, value in zip(TABLES[table].key, other, strict=True) if value != row[name]
                )
                yield in_cell("spelt-twice", row, name, other=value)

    return check


CHECKS: dict[str, tuple[Check, ...]] = {
    "fund_movements": (spelt_twice("fund_movements"), fund_openings),
    "staffing": (spelt_twice("staffing"), unknown_offices, staff_of_closed_offices),
    "offices": (spelt_twice("offices"), offices_twice, closings_before_counts),
    "voluntary_contributions": (spelt_twice("voluntary_contributions"), unknown_service_areas),
}
"""The checks of each table, in the order in which they speak."""


def _unknown(rows: Sequence[Row], column: str, known: Mapping[str, str], rule: str) -> Iterator[Problem]:
    """One warning for each different value that is not known, at its first row, with the nearest that is."""
    told: set[str] = set()
    for row in rows:
        name = plain(row[column] or "")
        if not name or name in known or name in told:
            continue
        told.add(name)
        near = difflib.get_close_matches(name, known, n=1)
        those = ", ".join(dict.fromkeys(known.values()))
        hint = say("Did you mean {near}?", near=known[near[0]]) if near else say("They are: {known}.", known=those)
        yield in_cell(rule, row, column, hint)


def _key(table: str, row: Row) -> tuple[Any, ...]:
    return tuple(row[name] for name in TABLES[table].key)


def _name(row: Row) -> str:
    return plain(row["office"])


def _by_office(rows: Iterable[Row]) -> dict[str, list[Row]]:
    spells: dict[str, list[Row]] = {}
    for row in rows:
        spells.setdefault(_name(row), []).append(row)
    return spells


def _open_on(spell: Row, day: date) -> bool:
    return bool((spell["opened"] or date.min) <= day <= (spell["closed"] or date.max))
