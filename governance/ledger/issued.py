"""Papers that were issued, as the audit of a ledger tells of them: number, day, version, and the hash of the bytes."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime

from governance.access import Reader, check_may_change, check_sees_every_state
from governance.ledger import audit
from governance.ledger.chain import Event
from governance.problems import Problem, Refused
from governance.words import say

ISSUED, REPORT = "issued", "status_report"
"""The kind of record in the audit, and what was issued."""


@dataclass(frozen=True)
class Issued:
    """A status report as it is issued: its day and language, the version on which it rests, the SHA-256 of its PDF;
    and, once it is recorded, by whom and when."""

    number: str
    as_of: date
    language: str
    version: int
    head: str
    sha256: str
    who: str = ""
    recorded_at: datetime | None = None


def reports(target: str, reader: Reader) -> list[Issued]:
    """The status reports that were issued, the last one first. Raises Refused for a reader who does not see the
    accounts of all States, which they are about."""
    check_sees_every_state(reader)
    return _reports(audit.recorded(target))


def _reports(events: list[Event]) -> list[Issued]:
    found = []
    for event in events:
        told = json.loads(event.details)
        if event.kind == ISSUED and told.pop("paper") == REPORT:
            day = date.fromisoformat(told.pop("as_of"))
            found.append(Issued(as_of=day, who=event.who, recorded_at=event.recorded_at, **told))
    return found[::-1]


def record_issued(target: str, report: Issued, reader: Reader, *, who: str) -> Issued:
    """Record a report as issued by `who`; no version moves. Raises Refused for a reader who may not change the ledger,
    and for a number that was issued already."""
    check_may_change(reader)

    def check(recorded: list[Event]) -> None:
        if any(one.number == report.number for one in _reports(recorded)):
            message = say("The report {number} was issued already.", number=report.number)
            raise Refused(Problem("report-issued", message, suggestion=say("Download it again, or make an addendum.")))

    details = {
        "paper": REPORT,
        "number": report.number,
        "as_of": report.as_of.isoformat(),
        "language": report.language,
        "version": report.version,
        "head": report.head,
        "sha256": report.sha256,
    }
    return _reports([audit.add(target, ISSUED, who, details, check)])[0]


def issued_as(target: str, number: str, reader: Reader) -> Issued:
    """The report of a number. Raises Refused as `reports`, and where none was issued under it; it lists those that
    were."""
    known = reports(target, reader)
    for one in known:
        if one.number == number.strip().upper():
            return one
    numbers = ", ".join(one.number for one in known) or say("none")
    raise Refused(
        Problem(
            "report-unknown",
            say("No status report was issued under the number {number}.", number=number),
            value=number,
            suggestion=say("There are: {known}.", known=numbers),
        )
    )
