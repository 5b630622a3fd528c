"""Nothing in memory grows with use: what is kept has a bound, shown here with small ones (figures: bench.growth)."""

from __future__ import annotations

import gc
from contextlib import suppress
from datetime import date, timedelta
from decimal import Decimal
from itertools import product
from pathlib import Path
from weakref import ref

import pytest

from governance.books import Books
from governance.books.days import Days
from governance.books.kept_answers import KeptAnswers
from governance.books.kept_parts import KeptParts
from governance.problems import Refused
from governance.questions import CATALOGUE
from governance.ui.shell import cache
from tests.ledgers import new_ledger
from tests.oracle import Fact
from tests.random_ledgers import books_over
from tests.shipped import TODAY, shipped_books

FIRST = date(2020, 1, 1)
OWED = [Fact("assessment", "XAA", date(year, 1, 1), Decimal(100), year) for year in range(2018, 2024)]


def test_days_worked_out_longest_ago_are_let_go_with_all_their_rows() -> None:
    """A hundred days asked about, and room for some: the latest stay, and no row of another day."""
    books = books_over(OWED)
    books._connection.execute("drop table days_kept")
    books._days = Days(books._connection, most=20_000)
    asked = [FIRST + timedelta(days=turn) for turn in range(100)]
    first: list[tuple[tuple[object, ...], ...]] = []
    bytes_held: list[int] = []
    for day in asked:
        first.append(books.ask("outstanding", day).rows)
        bytes_held += books._connection.execute("select sum(memory_usage_bytes) from duckdb_memory()").fetchall()[0]
    assert max(bytes_held[50:]) <= max(bytes_held[:50]), "in bytes: what is let go leaves nothing behind"
    (((held, days)),) = books._connection.execute(
        "select sum(bytes), list(distinct day order by day) from days_kept"
    ).fetchall()
    assert 0 < held <= 20_000
    assert days == asked[-len(days) :]
    rows = books._connection.execute("select distinct kept_day from outstanding_kept order by 1").fetchall()
    assert [day for (day,) in rows] == days
    books._answers = KeptAnswers(0)
    assert [books.ask("outstanding", day).rows for day in asked] == first, "and what was let go is worked out again"


def test_answers_given_longest_ago_are_let_go() -> None:
    """A hundred answers, and room for some: what was asked last is at hand, what was asked first is answered again."""
    books = books_over(OWED)
    books._answers = KeptAnswers(20_000)
    days = [FIRST + timedelta(days=turn) for turn in range(100)]
    first, *_, last = [books.ask("outstanding", day) for day in days]
    assert 0 < books._answers.held <= 20_000
    assert books.ask("outstanding", days[-1]) is last
    again = books.ask("outstanding", days[0])
    assert again is not first
    assert again == first


@pytest.mark.usefixtures("shipped")
def test_scenarios_that_links_name_leave_nothing_behind_but_the_last_answers() -> None:
    """Twenty scenarios, and room for the answers of some; nothing else is kept of any."""
    books = shipped_books("demonstration")
    books._answers = KeptAnswers(200_000)
    books.ask("scenario", TODAY, growth="9.9")
    kept = books._kept.numbers()
    for turn in range(20):
        books.ask("scenario", TODAY, growth=f"{turn / 10}")
    assert 0 < books._answers.held <= 200_000
    assert books._kept.numbers() == {**kept, "scenario": 16}


def test_of_the_versions_that_are_looked_at_the_last_stay(tmp_path: Path) -> None:
    """Sixteen versions, and room for twelve: the books of the first are no longer in memory, those of the last are."""
    ledger = new_ledger(tmp_path, "assessments: year | state | amount\n2022 | XAA | 100.00")
    for _ in range(8):
        ledger.revoke(1, why="again", who="test")
        ledger.reaccept(1, who="test")
    found = [ref(cache.books(ledger.target, version)) for version in range(1, 17)]
    gc.collect()
    assert [books() is not None for books in found] == [False] * 4 + [True] * 12


def test_no_date_asked_about_is_kept_for_good(books: Books) -> None:
    """
    membership: state | status | from
    XAA | member | 2000-01-01
    XAN | member | 2000-01-01

    un_scale: state | first_year | last_year | rate_pct
    XAA | 2019 | 2021 | 40
    XAN | 2019 | 2021 | 60

    scale: year | state | rate_pct
    2020 | XAA | 40
    2020 | XAN | 60

    budgets: year | part | stage | amount
    2020 | administrative | approved | 1000.00

    price_series: series | currency
    Swiss prices | CHF

    prices: year | series | value
    2019 | Swiss prices | 100
    2020 | Swiss prices | 101

    coverage: covers | from
    receipts | 2000-01-01

    assessments: year | state | amount
    2020 | XAA | 400.00
    2020 | XAN | 600.00
    """
    inner = [question.name for question in CATALOGUE.values() if question.function]
    books._kept = KeptParts(last=2)
    kept = []
    for years in (range(2019, 2022), range(2022, 2025)):
        for year, name in product(years, inner):
            with suppress(Refused):
                books.ask(name, date(year, 7, 1))
        kept.append(books._kept.numbers())
    assert kept[0]["price indices"] == kept[0]["scenario"] == 2, "of three years"
    assert set(kept[1]) == set(kept[0]), "and of three others nothing beside"
    assert max(kept[1].values()) == 2
