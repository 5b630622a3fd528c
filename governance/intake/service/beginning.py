"""What a ledger needs before it can say who owes what: which tables to hand in, in which order, and why."""

from __future__ import annotations

from dataclasses import dataclass

from governance.books import Books
from governance.tables import TABLES
from governance.words import mark, say

_STEPS = (
    ("membership", True, mark("who is a Member or an observer, and since when: all other tables are held against it")),
    ("assessments", True, mark("what each State must pay, for each year")),
    (
        "opening_balances",
        False,
        mark("what was owed, or paid in advance, when your receipts begin; none where they reach back to the start"),
    ),
    ("receipts", True, mark("what was paid, by whom and on which day")),
    ("coverage", True, mark("from which day on the receipts are complete: before it is said, nobody is said to owe")),
)


@dataclass(frozen=True)
class Step:
    """A table to hand in, why, and whether any of it is in force."""

    table: str
    why: str
    held: bool

    @property
    def sentence(self) -> str:
        """The step in words."""
        return say("{table}: {why}.", table=say(TABLES[self.table].title), why=self.why)


def first_steps(books: Books) -> tuple[Step, ...]:
    """The tables to begin with, in order; none once all that every ledger needs is in force."""
    held = {event.table_name for event in books.batches}
    if all(name in held for name, needed, _ in _STEPS if needed):
        return ()
    return tuple(Step(name, say(why), name in held) for name, _, why in _STEPS)
