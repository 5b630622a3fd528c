"""Finance's service: the one door through which a ledger is changed, from the screens and from the shell.

Whatever is done here was previewed: on a version, with its effect; and it is done on that version or not at all.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from governance.access import FINANCE, Reader, acting, check_may_change
from governance.books import Books, Change
from governance.intake.service.alone import Amounts, told
from governance.intake.service.effect import Effect
from governance.intake.service.messages import MESSAGES
from governance.intake.service.moved import closed_years_moved
from governance.intake.service.two_persons import change_of, needs_two, perform, whose
from governance.intake.service.year_closing import Totals, check_totals
from governance.ledger import Batch, Event, Ledger, audit, in_force
from governance.ledger.proposals import Act, propose
from governance.problems import Refused

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
        try:
            check_may_change(self.reader)
        except Refused as denied:
            raise audit.refused(self.ledger.target, self.reader, denied.problems[0]) from denied

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
        return self._do(Act("accept", batches=batches, said=said or {}), after)

    def adopt(self, rulebook: str, rules: str, *, note: str = "", after: int | None = None) -> Event:
        """Put the ledger under other rules. Raises Refused where that would move figures of a closed year."""
        seen = self.preview(Change(rules=(rulebook, rules)))
        act = Act("adopt", {"rulebook": rulebook, "rules": rules, "note": note})
        return self._do(act, seen.version if after is None else after)[0]

    def revoke(self, batch: int, *, why: str, after: int | None = None) -> Event:
        """Take a batch out of force. Raises Refused where that would move figures of a closed year."""
        seen = self.preview(Change(revoking=[batch])) if self._in_force(batch) else None
        version = after if after is not None or seen is None else seen.version
        return self._do(Act("revoke", {"batch": batch, "note": why}), version)[0]

    def reaccept(self, batch: int, *, note: str = "", after: int | None = None) -> Event:
        """Take a revoked batch back. Raises Refused where that would move figures of a closed year."""
        seen = None if self._in_force(batch) else self.preview(Change(reaccepting=[batch]))
        version = after if after is not None or seen is None else seen.version
        return self._do(Act("reaccept", {"batch": batch, "note": note}), version)[0]

    def close(self, books: Books, year: int, entered: Totals, *, note: str = "") -> Event:
        """Close a year as it stands in `books`, against the totals of other books."""
        check_totals(books, year, entered, note)
        totals = [[item, currency, str(amount)] for (item, currency), amount in entered.items()]
        return self._do(Act("close", {"year": year, "totals": totals, "note": note}), books.version)[0]

    def reopen(self, year: int, *, why: str) -> Event:
        """Open the last closed year again."""
        return self._do(Act("reopen", {"year": year, "note": why}), None)[0]

    def _do(self, act: Act, after: int | None) -> list[Event]:
        """Do it, or where two persons must, propose it: then the event is that of the proposal."""
        amounts, after = self._comes_to(act, after)
        if not needs_two(self.ledger, act, self.reader, amounts):
            return perform(self.ledger, act, self.named(), after)
        who = self.named()
        return [propose(self.ledger.target, act, who=who, whose=whose(self.reader, who), after=after)]

    def beforehand(self, act: Act, effect: Effect | None = None) -> list[str]:
        """What is said beside an act and its effect before it is done: how far the reader may go alone, and whether it
        takes another person."""
        amounts = effect.amounts if effect else {}
        return told(self.reader, act.kind, amounts, two=needs_two(self.ledger, act, self.reader, amounts))

    def _comes_to(self, act: Act, after: int | None) -> tuple[Amounts, int | None]:
        """What an act comes to for a reader who is bounded, and the version on which that is so: on that it is done."""
        change = change_of(act)
        if FINANCE not in self.reader.alone or change is None:
            return {}, after
        before = Books.at(self.ledger, after)
        then = Books.supposing(self.ledger, change, before.version)
        return Effect(before, then, then.last_day(), self.reader).amounts, before.version

    def _in_force(self, batch: int) -> bool:
        return batch in {event.batch for event in in_force(self.ledger.history())}

    def named(self) -> str:
        """Who acts. Raises Refused where nobody is named, or by a name that is not theirs."""
        who = acting(self.reader, self.who)
        if not who:
            raise Refused(MESSAGES.problem("who-missing"))
        refuse_reserved(who)
        return who


def refuse_reserved(who: str) -> None:
    """Raises Refused for the name that is kept for the software itself."""
    if who.strip().casefold() == SHIPPED:
        raise Refused(MESSAGES.problem("who-reserved", {"who": who.strip()}, value=who.strip()))
