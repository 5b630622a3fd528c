"""The clock of a ledger, set to what it is told, and from then a millisecond later whenever it is asked."""

from __future__ import annotations

from datetime import datetime, timedelta, tzinfo

from governance.ledger import chain

ACT = timedelta(seconds=1)
"""No act asks more often than takes it so far."""


class _Clock(datetime):
    told = datetime(2024, 1, 1)

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
        cls.told += timedelta(milliseconds=1)
        return cls.told.replace(tzinfo=tz)


def says(time: datetime | None) -> None:
    """Set the clock of this process's ledgers; None: let it say what the machine's says."""
    _Clock.told = time or _Clock.told
    chain.datetime = _Clock if time else datetime  # type: ignore[attr-defined]
