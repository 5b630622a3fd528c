"""What a change would do, before it is done: rows, totals, and States whose standing changes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cached_property

import pyarrow as pa

from governance.access import Reader, check_reads_as_finance
from governance.books import Books, Row
from governance.intake.service.comparing import RowEffect, amounts_touched, compare
from governance.ledger import briefly
from governance.tables import TABLES
from governance.wording import amount, in_words
from governance.words import listed, mark, say

TOTALS = ("assessed", "received", "unidentified", "adjusted", "disputed", "outstanding", "arrears", "credit")
"""The totals that are shown before and after, in the words of the question `identity`."""

OF_ONE_STATE = (
    "assessments",
    "opening_balances",
    "receipts",
    "adjustments",
    "disputed",
    "membership",
    "council_actions",
)
"""The tables of which a row bears on the verdict about its own State only."""
OF_EVERY_STATE = ("coverage", "sessions")
"""Those of which a row bears on the verdict about any State."""
_NOT_DECLARED = mark(
    "What Members still owe on that day is not told: nothing declares that these are all receipts that came in. Once "
    "they are, hand in a row of the table “{coverage}”: “receipts” under “covers”, and under “from” the first day from "
    "which all of them are held."
)
_NOT_OPENED = mark(
    "What Members still owe on that day is not told: of some of them it is not known what they owed when the receipts "
    "that are declared complete begin. Hand in their opening balances, or declare receipts complete from their first "
    "assessment on. Where they were assessed nothing before and owed nothing, hand in a row of the table “{coverage}”: "
    "“opening_balances” under “covers”, and under “from” the day on which the receipts begin."
)
_MOST_ASKED = 40
"""So many States are judged one by one; where more are touched, all are judged at once."""


@dataclass(frozen=True)
class TotalEffect:
    """One total of all Members before and after; None where it is not known."""

    name: str
    currency: str
    before: Decimal | None
    after: Decimal | None


@dataclass(frozen=True)
class StandingEffect:
    """A State whose standing changes: the keys of its status before and after (None: not a Member), and the reason."""

    state: str
    before: str | None
    after: str | None
    because: str


class Effect:
    """What a change would do to the books of `version`, looked at on `as_of`: to rows at once, to totals and standings
    when they are first asked for. Raises Refused for a reader who may not see it.

    `bodies` are those that decide on votes, before and after. `amounts` is what the change comes to by currency, for a
    reader who is bounded; without a bound nobody asks.
    """

    def __init__(self, before: Books, after: Books, as_of: date, reader: Reader) -> None:
        check_reads_as_finance(reader)
        self.version, self.as_of = before.version, as_of
        self.bodies = tuple(books.rulebook.body_of_votes(as_of) for books in (before, after))
        self.rows: tuple[RowEffect, ...] = ()
        amounts: defaultdict[str, Decimal] = defaultdict(Decimal)
        states: set[str] | None = set()
        """Of whom the verdicts can change: None for any State."""
        for table in _touched(before, after):
            was, will = before.rows_apart(after, table), after.rows_apart(before, table)
            found = compare(table, was, will)
            alike = before.number_in_force(table) - len(was)
            self.rows += (replace(found, unchanged=found.unchanged + alike),)
            if reader.alone:
                for currency, amount in amounts_touched(table, was, will).items():
                    amounts[currency] += amount
            if table in OF_EVERY_STATE:
                states = None
            elif states is not None and table in OF_ONE_STATE:
                states |= _whose(was, will)
        self.amounts: Mapping[str, Decimal] = dict(amounts)
        self._work_out: Callable[[], _Figures] | None = lambda: _figures(before, after, as_of, states)

    @cached_property
    def _figures(self) -> _Figures:
        assert self._work_out is not None
        found, self._work_out = self._work_out(), None  # the books go, once all is known
        return found

    @property
    def totals(self) -> tuple[TotalEffect, ...]:
        """Every total before and after."""
        return self._figures.totals

    @property
    def standings(self) -> tuple[StandingEffect, ...]:
        """The States whose standing changes."""
        return self._figures.standings

    @property
    def not_told(self) -> tuple[str, ...]:
        """What is known of money where what Members owe is touched and stays not known, why, and how to declare it.

        Empty where it is told, or where nothing that bears on it is touched.
        """
        paying = {"receipts", "adjustments", "opening_balances"}
        if not any(row.table in paying for row in self.rows):
            return ()
        if any(total.after is not None for total in self.totals if total.name == "received"):
            return ()
        day, (before, after, declared) = in_words(self.as_of), self._figures.received
        held = say(
            "Receipts that came in by {day}, as far as they are held here: {after}; before: {before}.",
            day=day,
            before=_amounts(before),
            after=_amounts(after),
        )
        values = {"day": day, "coverage": say(TABLES["coverage"].title)}
        return held, say(_NOT_OPENED if declared else _NOT_DECLARED, **values)

    @property
    def nothing(self) -> bool:
        """Whether not one row would change."""
        return not any(row.new or row.changed or row.gone for row in self.rows)


@dataclass(frozen=True)
class _Figures:
    """What is worked out once. `received` holds what came in before and after by currency, whether or not it is all
    that did, and whether the receipts would be declared complete on the day."""

    totals: tuple[TotalEffect, ...]
    standings: tuple[StandingEffect, ...]
    received: tuple[Mapping[str, Decimal], Mapping[str, Decimal], bool]


def _figures(before: Books, after: Books, as_of: date, states: set[str] | None) -> _Figures:
    if not _alike_for_everyone(before, after, as_of):
        states = None
    return _Figures(
        tuple(_totals(before, after, as_of)),
        tuple(_standings(before, after, as_of, states)),
        (_received(before, as_of), _received(after, as_of), _declared_complete(after, as_of)),
    )


def _received(books: Books, as_of: date) -> Mapping[str, Decimal]:
    amounts: defaultdict[str, Decimal] = defaultdict(Decimal)
    for row in books.ask("received", as_of).dicts():
        amounts[row.text("currency")] += row.amount("amount")
    return dict(amounts)


def _declared_complete(books: Books, as_of: date) -> bool:
    declared = (row for row in books.ask("coverage", as_of).dicts() if row["covers"] == "receipts")
    return any(row.day("first_day") <= as_of <= (row.day_or_none("last_day") or as_of) for row in declared)


def _amounts(by_currency: Mapping[str, Decimal]) -> str:
    """CHF 20.00 and USD 10.00; "none" where nothing is held."""
    return listed([amount(by_currency[one], one) for one in sorted(by_currency)]) or say("none")


def _touched(before: Books, after: Books) -> list[str]:
    """The tables of the batches that only one of the two has in force."""
    held = {event.batch: str(event.table_name) for event in (*before.batches, *after.batches)}
    one = {event.batch for event in before.batches} ^ {event.batch for event in after.batches}
    return list(dict.fromkeys(table for batch, table in held.items() if batch in one))


def _totals(before: Books, after: Books, as_of: date) -> list[TotalEffect]:
    sides = [{row.text("currency"): row for row in books.ask("identity", as_of).dicts()} for books in (before, after)]
    nothing = Row(dict.fromkeys(TOTALS), assessed=Decimal(0))
    return [
        TotalEffect(name, currency, *(side.get(currency, nothing).amount_or_none(name) for side in sides))
        for currency in sorted(set().union(*sides))
        for name in TOTALS
    ]


def _alike_for_everyone(before: Books, after: Books, as_of: date) -> bool:
    """Whether what every State is judged by stays: the rules, the end of a story, the first opening balance."""
    return before.rulebook == after.rulebook and _bounds(before, as_of) == _bounds(after, as_of)


def _bounds(books: Books, as_of: date) -> tuple[object, ...]:
    starts = [str(row[0]) for row in books.all_rows_in_force("opening_balances", ("dated",))]
    return books.ask("known_until", as_of).rows, min(starts, default=None)


def _whose(was: pa.Table, will: pa.Table) -> set[str]:
    """The States of the rows that only one of two states of a table holds, or holds in another place."""
    with briefly(len(was) + len(will)) as connection:
        connection.register("was", was)
        connection.register("will", will)
        found = connection.execute(
            "select distinct state from ((from was except from will) union all (from will except from was)) "
            "where state is not null"
        ).fetchall()
    return {str(state) for (state,) in found}


def _standings(before: Books, after: Books, as_of: date, states: set[str] | None) -> list[StandingEffect]:
    """The standings that change among those `states`: no other State's can (None: any State's can)."""
    was, will = (_verdicts(books, as_of, states) for books in (before, after))
    found = []
    for state in sorted(was | will):
        old, new = (rows[state].text("status") if state in rows else None for rows in (was, will))
        if old != new:
            because = will[state].text("because") if state in will else ""
            found.append(StandingEffect(state, old, new, because))
    return found


def _verdicts(books: Books, as_of: date, states: set[str] | None) -> dict[str, Row]:
    asked = [None] if states is None or len(states) > _MOST_ASKED else sorted(states)
    return {row.text("state"): row for state in asked for row in books.ask("voting", as_of, state=state).dicts()}
