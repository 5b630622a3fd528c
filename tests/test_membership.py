"""Who is a Member or an observer on a date, and since when."""

from __future__ import annotations

from datetime import date

from governance.books import Books


def status(books: Books, day: date) -> dict[object, object]:
    answer = books.ask("members", day)
    return dict(zip(answer.column("state"), answer.column("status"), strict=True))


def test_the_first_and_the_last_day_of_a_spell_both_count(books: Books) -> None:
    """
    membership: state | status | from | to
    XAA | observer | 1998-03-01 | 2001-06-30
    XAA | member | 2001-07-01 | 2019-12-31
    """
    assert status(books, date(1998, 2, 28)) == {}
    assert status(books, date(1998, 3, 1)) == {"XAA": "observer"}
    assert status(books, date(2001, 6, 30)) == {"XAA": "observer"}
    assert status(books, date(2001, 7, 1)) == {"XAA": "member"}
    assert status(books, date(2019, 12, 31)) == {"XAA": "member"}
    assert status(books, date(2020, 1, 1)) == {}


def test_a_leap_day_is_a_day(books: Books) -> None:
    """
    membership: state | status | from | to
    XAA | member | 2024-02-29 | 2024-02-29
    """
    assert [status(books, date(2024, *day)) for day in ((2, 28), (2, 29), (3, 1))] == [{}, {"XAA": "member"}, {}]


def test_the_two_congos_are_two_members(books: Books) -> None:
    """
    membership: state | status | from
    Congo | member | 2001-08-04
    Democratic Republic of the Congo | member | 2001-02-16
    Republic of Korea | member | 1988-11-29
    """
    assert books.ask("members", date(2024, 1, 1)).column("state") == ["COD", "COG", "KOR"]
    assert books.ask("members", date(2001, 7, 1), state="Congo-Kinshasa").column("state") == ["COD"]
    assert books.ask("members", date(2001, 7, 1), state="Congo").rows == ()


def test_since_says_whether_its_day_is_known(books: Books) -> None:
    """
    membership: state | status | from | from_precision
    XAA | member | 2004-01-01 | year
    XAN | member | 2004-05-20 |
    """
    rows = books.ask("members", date(2024, 1, 1)).dicts()
    assert [(row["since"], row["since_precision"]) for row in rows] == [
        (date(2004, 1, 1), "year"), (date(2004, 5, 20), "day")]  # fmt: skip


def test_since_is_the_first_day_of_spells_that_follow_without_a_break(books: Books) -> None:
    """XAA's membership is written in two spells, one after the other; XAN left for a year.

    membership: state | status | from | to
    XAA | member | 2000-01-01 | 2009-12-31
    XAA | member | 2010-01-01 |
    XAN | member | 2000-01-01 | 2008-12-31
    XAN | member | 2010-01-01 |
    """
    answer = books.ask("members", date(2024, 1, 1))
    assert answer.column("since") == [date(2000, 1, 1), date(2010, 1, 1)]


def test_observers_and_organizations_are_counted_apart(books: Books) -> None:
    """
    membership: state | kind | status | from
    XAA | state | member | 2000-01-01
    XAN | state | member | 2000-01-01
    XAR | state | observer | 2000-01-01
    Red Cross | organization | observer | 2000-01-01
    """
    day = date(2024, 1, 1)
    assert books.ask("member_counts", day).rows == ((2, 1, 1),)
    assert books.ask("members", day, status="observer").column("state") == ["XAR"]
    assert books.ask("member_counts", date(1999, 12, 31)).rows == ((0, 0, 0),)
