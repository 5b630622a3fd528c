"""The days ahead: one question, which the page, the calendar file and the shell share."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from icalendar import Calendar

from governance.books import Books
from governance.papers.ics import to_ics
from governance.words import reading_in
from tests.ledgers import hand_in, new_ledger

_LEDGER = """
assessments: year | state | amount
2023 | XAA | 100.00
2024 | XAA | 100.00
2025 | XAA | 120.00
2025 | XAN | 50.00
membership: state | kind | status | from
XAA | state | member | 1990-01-01
XAN | state | member | 1990-01-01
coverage: covers | from
receipts | 2000-01-01
sessions: body | session | opens | closes
Council | 114 | 2024-11-26 | 2024-11-28
Council | 115 | 2025-06-17 | 2025-06-17
payment_plans: state | plan | agreed | due | amount
XAA | 2024/1 | 2024-02-01 | 2024-03-31 | 40.00
XAA | 2024/1 | 2024-02-01 | 2024-12-31 | 60.00
receipts: received | state | amount
2024-03-20 | XAA | 50.00
"""


def test_what_lies_ahead_of_one_state_and_of_all(tmp_path: Path) -> None:
    """The instalment of March is paid, and 10 of that of December; the session of 2024 is over on the last day."""
    books = Books.at(new_ledger(tmp_path, _LEDGER))
    on = date(2024, 11, 28)
    own = [(row["day"], row["occasion"], row["words"]) for row in books.ask("calendar", on, state="XAA").dicts()]
    assert (date(2024, 11, 26), "session", "Council, session 114") in own, "it runs on its last day"
    assert (date(2024, 12, 31), "instalment", "Instalment of plan 2024/1 due: CHF 50.00") in own
    assert (date(2025, 1, 1), "due", "Contribution for 2025 due: CHF 120.00") in own
    assert not [row for row in own if row[0] > date(2025, 6, 17)]
    told = books.ask("calendar", on).dicts()
    assert [row["words"] for row in told if row["occasion"] == "due"] == ["Contributions of 2 Members for 2025 due"]
    assert {row["state"] for row in told if row["occasion"] == "session"} == {None}
    to_pay = [row for row in books.ask("session_votes", on).dicts() if row["pay_by"] and row["least_payment"]]
    assert [(row["day"], row["state"]) for row in told if row["occasion"] == "pay_by"] == [
        (row["pay_by"], row["state"]) for row in to_pay
    ]
    assert "Council, session 114" not in [row["words"] for row in books.ask("calendar", date(2024, 11, 29)).dicts()]


def test_the_file_holds_the_same_days_in_the_readers_language_and_is_the_same_twice(tmp_path: Path) -> None:
    ledger = new_ledger(tmp_path, _LEDGER)
    books, on = Books.at(ledger), date(2024, 12, 1)
    with reading_in("fr"):
        content = to_ics(books, on, "XAA")
        assert content == to_ics(Books.at(ledger), on, "XAA")
        rows = books.ask("calendar", on, state="XAA").dicts()
        entries: list[Any] = Calendar.from_ical(content).walk("VEVENT")
        assert [entry["DTSTART"].dt for entry in entries] == [row["day"] for row in rows]
        assert all(str(row["words"]) in entry["SUMMARY"] for row, entry in zip(rows, entries, strict=True))
    assert {entry["DTSTAMP"].dt.replace(tzinfo=None) for entry in entries} == {
        books.events[books.version].recorded_at.replace(microsecond=0)
    }
    hand_in(ledger, "receipts: received | state | amount\n2024-11-30 | XAN | 5.00")
    later = Calendar.from_ical(to_ics(Books.at(ledger), on, "XAA")).walk("VEVENT")
    assert [entry["UID"] for entry in later] == [entry["UID"] for entry in entries], "a day keeps its identifier"
