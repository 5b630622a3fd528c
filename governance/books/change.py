"""A change that is only supposed: batches that would come in, go or come back."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from governance.ledger import Batch, Event
from governance.ledger.batches import accepted_event
from governance.ledger.chain import now

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(frozen=True)
class Change:
    """Batches to take in, numbers of batches to revoke or to take back, and rules to adopt (key, canonical text)."""

    adding: Sequence[Batch] = ()
    revoking: Sequence[int] = ()
    reaccepting: Sequence[int] = ()
    rules: tuple[str, str] | None = None

    def events(self, events: Sequence[Event]) -> list[Event]:
        """The events that the change would add after `events`. Raises Refused for a batch that is not there."""
        last, batches = events[-1].seq, sum(event.kind == "accepted" for event in events)
        turned = [(number, "revoked") for number in self.revoking] + [(n, "reaccepted") for n in self.reaccepting]
        for number, _ in turned:
            accepted_event(events, number)
        found = [Event(last + place, now(), kind, "", batch=n) for place, (n, kind) in enumerate(turned, start=1)]
        found += [
            Event(last + len(turned) + place, now(), "accepted", "", batch=batches + place, table_name=batch.table,
                  evidence=batch.evidence, file_name=batch.file_name, row_count=batch.rows.num_rows, note=batch.note)
            for place, batch in enumerate(self.adding, start=1)
        ]  # fmt: skip
        if self.rules:
            details = json.dumps({"rulebook": self.rules[0], "rules": json.loads(self.rules[1])})
            found.append(Event(last + len(found) + 1, now(), "adopted", "", details=details))
        return found

    def rows(self, events: Sequence[Event]) -> dict[int, pa.Table]:
        """The rows of the batches to take in, by the number that `events` gave them."""
        numbers = [int(event.batch or 0) for event in events if event.kind == "accepted"]
        return {number: batch.rows for number, batch in zip(numbers, self.adding, strict=True)}
