"""What 175 Members will pay within twelve months, from thirty-six years of receipts: our question, and plain pandas.

Ours forecasts by three ways, runs each on every past year as of the same day, widens the band by what was found and
chooses the way that was nearest; the accounts are read once and not timed, each date is one that nobody has asked
about. The pandas version does the least that answers: what each Member owes on the same day of each year, the shares
that it paid by each week after it, and the quantiles of a hundred sums, for the date alone, without a replay. Both
must find the same sum owed, to the cent. Goal: under 100 ms warm, and no slower than the pandas version.

    python -m bench.forecast [--receipts N] [--dates N]
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import TypeVar

import numpy as np
import pandas as pd

from bench.goals import goal
from bench.invented import FIRST_YEAR, as_of_dates, ledger, tables
from governance.access import LOCAL
from governance.books import Books

Found = TypeVar("Found")

_WEEKS = 52
_COURSES = 100
_LAST_YEARS = 8


class InPandas:
    """What a plain script does with the same rows, read once."""

    def __init__(self, found: dict[str, pd.DataFrame], currency: str) -> None:
        frames = {name: rows[rows["currency"] == currency] for name, rows in found.items() if "currency" in rows}
        receipts, dues = frames["receipts"].dropna(subset=["state"]), frames["assessments"]
        paid = receipts["value_date"].fillna(receipts["received"])
        joined = found["membership"].groupby("state")["from"].min()
        due = dues["due"].fillna(pd.to_datetime(dues["year"].astype(str) + "-01-01").dt.date)
        first = dues["state"].map(joined)
        due = due.where(~((pd.to_datetime(first).dt.year == dues["year"]) & dues["due"].isna()), first)
        self.paid = pd.DataFrame({"state": receipts["state"], "dated": paid, "cents": _cents(receipts["amount"])})
        self.dues = pd.DataFrame(
            {"state": dues["state"], "dated": due, "cents": _cents(dues["amount"]), "year": dues["year"]}
        )
        changed = frames["adjustments"]
        self.changed = changed[["state", "dated"]].assign(cents=_cents(changed["amount"]))
        opened = frames["opening_balances"]
        self.opened = opened[["state", "dated"]].assign(cents=_cents(opened["amount"]))
        for frame in (self.paid, self.dues, self.changed, self.opened):
            frame["dated"] = pd.to_datetime(frame["dated"])

    def owed(self, on: pd.Timestamp) -> pd.Series:
        """By State, in cents: what is outstanding less credits, and the contribution to come."""
        opened = self.opened[self.opened["dated"] <= on]
        starts = opened.groupby("state")["dated"].max()
        ledger_start = opened["dated"].min()
        opening = opened[opened["dated"] == opened["state"].map(starts)].groupby("state")["cents"].sum()

        def flow(frame: pd.DataFrame) -> pd.Series:
            start = frame["state"].map(starts).fillna(ledger_start)
            counted = frame[(frame["dated"] <= on) & ~(frame["dated"] < start)]
            return counted.groupby("state")["cents"].sum()

        due = self.dues[self.dues["dated"] <= on]
        last = due.sort_values("year").groupby("state").last()
        ahead = last["cents"] * np.where(last["year"] >= on.year - 1, on.year + 1 - last["year"], 1)
        parts = [flow(self.dues), opening, ahead, -flow(self.paid), -flow(self.changed)]
        return pd.concat(parts, axis=1).fillna(0).sum(axis=1).clip(lower=0)

    def forecast(self, day: date) -> tuple[int, np.ndarray]:
        """All that is owed, and the low, middle and high line of what comes in by each week."""
        on = pd.Timestamp(day)
        owed = self.owed(on)
        shares = []
        for back in range(1, on.year - FIRST_YEAR + 1):
            start = on - pd.DateOffset(years=back)
            then = self.owed(start)
            weeks = [start + pd.Timedelta(weeks=week) for week in range(1, _WEEKS + 1)]
            came = self.paid[(self.paid["dated"] > start) & (self.paid["dated"] <= weeks[-1])]
            week = pd.cut(came["dated"], [start, *weeks], labels=False)
            by_week = came.assign(week=week).pivot_table(index="state", columns="week", values="cents", aggfunc="sum")
            paid = by_week.reindex(index=then.index, columns=range(_WEEKS)).fillna(0).cumsum(axis=1)
            shares.append(paid.div(then.where(then > 0), axis=0).clip(0, 1))
        chance = np.random.default_rng(1)
        total = np.zeros((_COURSES, _WEEKS))
        for state, amount in owed.items():
            years = [rows.loc[state].to_numpy() for rows in shares if state in rows.index][:_LAST_YEARS]
            known = [row for row in years if not np.isnan(row).any()]
            if known:
                total += amount * np.array(known)[chance.integers(0, len(known), _COURSES)]
        return int(owed.sum()), np.quantile(total, (0.1, 0.5, 0.9), axis=0)


def _cents(amounts: pd.Series) -> pd.Series:
    return amounts.map(lambda amount: int(Decimal(amount).scaleb(2))).astype(np.int64)


def _timed(ask: Callable[[date], Found], days: list[date]) -> tuple[float, float, Found]:
    """The milliseconds in the middle of all dates but the first, by the clock and of the processor; and what was found
    on the last."""
    took, worked = [], []
    for day in days:
        started, work = time.perf_counter(), time.process_time()
        found = ask(day)
        took.append(time.perf_counter() - started)
        worked.append(time.process_time() - work)
    return statistics.median(took[1:]) * 1000, statistics.median(worked[1:]) * 1000, found


def main() -> None:
    """Print both, and whether the goals are met."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--receipts", type=int, default=20_000)
    parser.add_argument("--dates", type=int, default=6)
    given = parser.parse_args()
    found = tables(given.receipts)
    days = [day + timedelta(3) for day in as_of_dates(given.dates)]
    with tempfile.TemporaryDirectory() as folder:
        books = Books.at(ledger(Path(folder), found))
        currency = books.rulebook.currency
        plain = InPandas({name: found[name].to_pandas() for name in found}, currency)
        ours_ms, ours_worked, answer = _timed(lambda day: books.ask("forecast", day, LOCAL, currency=currency), days)
        pandas_ms, pandas_worked, (owed, lines) = _timed(plain.forecast, days)
        rows = answer.dicts()
        ours = int(rows[0]["owed"] * 100)
        print(f"{given.receipts} receipts, {len(days)} dates; ours {ours_ms:.0f} ms with all replays "
              f"({ours_worked:.0f} ms of processor time), pandas {pandas_ms:.0f} ms "
              f"({pandas_worked:.0f} ms) without any: {pandas_ms / ours_ms:.1f} times as long")  # fmt: skip
        print(f"owed: ours {ours}, pandas {owed} cents; expected: ours {rows[-1]['expected_amount']}, "
              f"pandas {lines[1][-1] / 100:.2f}")  # fmt: skip
        assert ours == owed, "what is owed differs"
        goal("a forecast with its error, warm", ours_ms, 100, "175 Members, 36 years", "ms")
        goal("a forecast with its error", ours_ms / pandas_ms, 1, "plain pandas without one")


if __name__ == "__main__":
    main()
