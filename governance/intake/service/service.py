"""Finance's service: the one door through which a ledger is changed, from the screens and from the shell.

Whatever is done here was previewed: on a version, with its effect; and it is done on that version or not at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from governance.access import Reader, check_may_change
from governance.books import Books, Change
from governance.intake.service.comparing import years_touched
from governance.intake.service.effect import Effect
from governance.intake.service.messages import MESSAGES
from governance.intake.service.year_closing import Totals, close
from governance.ledger import Batch, Event, Ledger, in_force
from governance.problems import Problem, Refused
from governance.tables import TABLES
from governance.words import say

_ACCOUNTS = ("identity", "outstanding")
"""The questions whose answers at the end of a closed year must stay as they were."""

SHIPPED = "shipped"
"""Who brings in what comes with the software; an upgrade takes back what stands under this name, so nobody else may
have it."""


@dataclass(frozen=True)
class Service:
    """A ledger in the hands of a reader. Raises Refused for a reader without the finance role."""

    ledger: Ledger
    reader: Reader
    who: str

    def __post_init__(self) -> None:
        check_may_change(self.reader)

    def preview(self, change: Change, before: Books | None = None) -> Effect:
        """What `change` would do to the ledger as it is, or to the books `before`.

        Raises Refused for a batch that is not there, and where figures of a closed year would move.
        """
        now = before or Books.at(self.ledger)
        then = Books.supposing(self.ledger, change, now.version)
        if problems := list(closed_years_moved(now, then)):
            raise Refused(*problems)
        return Effect(now, then, then.last_day(), self.reader)

    def accept(
        self, batches: Sequence[Batch], *, after: int, said: Mapping[tuple[str, str], str] | None = None
    ) -> list[Event]:
        """Take batches in that were previewed on version `after`, with what was said of their columns: all or none."""
        return self.ledger.append(batches, who=self.named(), after=after, said=said)

    def adopt(self, rulebook: str, rules: str, *, note: str = "", after: int | None = None) -> Event:
        """Put the ledger under other rules. Raises Refused where that would move figures of a closed year."""
        seen = self.preview(Change(rules=(rulebook, rules)))
        return self.ledger.adopt(
            rulebook, rules, who=self.named(), note=note, after=seen.version if after is None else after
        )

    def revoke(self, batch: int, *, why: str, after: int | None = None) -> Event:
        """Take a batch out of force. Raises Refused where that would move figures of a closed year."""
        seen = self.preview(Change(revoking=[batch])) if self._in_force(batch) else None
        version = after if after is not None or seen is None else seen.version
        return self.ledger.revoke(batch, why=why, who=self.named(), after=version)

    def reaccept(self, batch: int, *, note: str = "", after: int | None = None) -> Event:
        """Take a revoked batch back. Raises Refused where that would move figures of a closed year."""
        seen = None if self._in_force(batch) else self.preview(Change(reaccepting=[batch]))
        version = after if after is not None or seen is None else seen.version
        return self.ledger.reaccept(batch, who=self.named(), note=note, after=version)

    def close(self, books: Books, year: int, entered: Totals, *, note: str = "") -> Event:
        """Close a year as it stands in `books`, against the totals of other books."""
        event, _ = close(self.ledger, books, year, entered, who=self.named(), note=note)
        return event

    def reopen(self, year: int, *, why: str) -> Event:
        """Open the last closed year again."""
        return self.ledger.reopen_year(year, why=why, who=self.named())

    def _in_force(self, batch: int) -> bool:
        return batch in {event.batch for event in in_force(self.ledger.history())}

    def named(self) -> str:
        """Who acts. Raises Refused where nobody is named, or by a name that is not theirs."""
        if not self.who.strip():
            raise Refused(MESSAGES.problem("who-missing"))
        refuse_reserved(self.who)
        return self.who.strip()


def refuse_reserved(who: str) -> None:
    """Raises Refused for the name that is kept for the software itself."""
    if who.strip().casefold() == SHIPPED:
        raise Refused(MESSAGES.problem("who-reserved", {"who": who.strip()}, value=who.strip()))


def closed_years_moved(before: Books, after: Books) -> Iterable[Problem]:
    """A problem for each table of which rows in a closed year would be new, changed or gone; and, where no row of such
    a year moves, for each closed year whose accounts would say something else all the same."""
    if not before.closed:
        return
    rows = list(_rows_moved(before, after, max(before.closed)))
    yield from rows or _accounts_moved(before, after)


def _rows_moved(before: Books, after: Books, last: int) -> Iterable[Problem]:
    for name, table in TABLES.items():
        if not table.counts_in:
            continue
        was, will = before.rows_apart(after, name), after.rows_apart(before, name)
        years = [year for year in years_touched(name, was, will) if year <= last] if len(was) or len(will) else []
        if years:
            values = {"table": say(table.title), "years": ", ".join(map(str, years))}
            yield MESSAGES.problem("closed-year-would-move rows", values)


def _accounts_moved(before: Books, after: Books) -> Iterable[Problem]:
    """A due date brought forward or a coverage taken back moves a closed year's accounts without a row of its own."""
    for year in sorted(before.closed):
        day = date(year, 12, 31)
        if any(before.ask(question, day).rows != after.ask(question, day).rows for question in _ACCOUNTS):
            yield MESSAGES.problem("closed-year-would-move accounts", {"year": year})
