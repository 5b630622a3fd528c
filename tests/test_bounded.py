"""Nothing in memory grows with use: what is kept has a bound, shown here with small ones (figures: bench.growth)."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from governance.books.books import _Answers
from governance.books.days import Days
from tests.oracle import Fact
from tests.random_ledgers import books_over

FIRST = date(2020, 1, 1)
OWED = [Fact("assessment", "XAA", date(year, 1, 1), Decimal(100), year) for year in range(2018, 2024)]


def test_days_worked_out_longest_ago_are_let_go_with_all_their_rows() -> None:
    """A hundred days asked about, and room for some: the latest stay, and no row of another day."""
    books = books_over(OWED)
    books._connection.execute("drop table days_kept")
    books._days = Days(books._connection, most=20_000)
    asked = [FIRST + timedelta(days=turn) for turn in range(100)]
    first = [books.ask("outstanding", day).rows for day in asked]
    (((held, days)),) = books._connection.execute(
        "select sum(bytes), list(distinct day order by day) from days_kept"
    ).fetchall()
    assert 0 < held <= 20_000
    assert days == asked[-len(days) :]
    rows = books._connection.execute("select distinct kept_day from outstanding_kept order by 1").fetchall()
    assert [day for (day,) in rows] == days
    books._answers = _Answers(0)
    assert [books.ask("outstanding", day).rows for day in asked] == first, "and what was let go is worked out again"


def test_answers_given_longest_ago_are_let_go() -> None:
    """A hundred answers, and room for some: what was asked last is at hand, what was asked first is answered again."""
    books = books_over(OWED)
    books._answers = _Answers(20_000)
    days = [FIRST + timedelta(days=turn) for turn in range(100)]
    first, *_, last = [books.ask("outstanding", day) for day in days]
    assert 0 < books._answers.held <= 20_000
    assert books.ask("outstanding", days[-1]) is last
    again = books.ask("outstanding", days[0])
    assert again is not first
    assert again == first
