"""Staff and offices: what a count adds up to, what changed between two, and what staff is divided by."""

from __future__ import annotations

import tempfile
from collections import defaultdict
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.books import Books
from governance.problems import Refused
from governance.rules.staffing.office_changes import Spell, changes
from governance.rules.staffing.ratios import per, per_million
from tests.ledgers import books_of
from tests.shipped import TODAY, shipped_books

DAY = date(2024, 6, 30)


def test_staff_by_category_add_up_to_offices_and_offices_to_the_whole(books: Books) -> None:
    """
    staffing: dated | office | country | location | category | headcount
    2023-12-31 | Headquarters | XAA | headquarters | Professional | 40
    2023-12-31 | Headquarters | XAA | headquarters | General Service | 20
    2023-12-31 | North | XAN | field | Professional | 5
    2023-12-31 | North | XAN | field | General Service | 35
    2024-12-31 | North | XAN | field | General Service | 900
    """
    by = {name: books.ask(f"staff_by_{name}", DAY).dicts() for name in ("office", "category", "country")}
    assert {row["office"]: row["headcount"] for row in by["office"]} == {"Headquarters": 60, "North": 40}
    assert {row["category"]: row["headcount"] for row in by["category"]} == {"General Service": 55, "Professional": 45}
    assert [row["share_pct"] for row in by["country"]] == [Decimal("60.00"), Decimal("40.00")]
    (count,) = books.ask("staff_counts", DAY).dicts()
    assert (count["headcount"], count["headquarters"], count["field_offices"]) == (100, 60, 1)
    assert books.ask("staffing", DAY, country="Anquoria").column("headcount") == [35, 5]
    assert books.ask("staffing", date(2023, 12, 30)).rows == (), "a count is not known before its day"


counts = st.lists(
    st.tuples(st.sampled_from(("Headquarters", "North", "South")), st.sampled_from("ABC"), st.integers(0, 400)),
    min_size=1,
    max_size=9,
    unique_by=lambda row: row[:2],
)


@given(counts)
def test_every_way_of_adding_a_count_gives_the_same_whole(rows: list[tuple[str, str, int]]) -> None:
    lines = "\n".join(f"2024-01-31 | {office} | {category} | {number}" for office, category, number in rows)
    with tempfile.TemporaryDirectory() as folder:
        books = books_of(Path(folder), f"staffing: dated | office | category | headcount\n{lines}")
        whole = sum(number for _, _, number in rows)
        by_office: dict[str, int] = defaultdict(int)
        for office, _, number in rows:
            by_office[office] += number
        told = {row["office"]: row["headcount"] for row in books.ask("staff_by_office", DAY).dicts()}
        assert told == by_office
        for question in ("staffing", "staff_by_office", "staff_by_category", "staff_by_country", "staff_over_time"):
            assert sum(books.ask(question, DAY).column("headcount")) == whole, question  # type: ignore[arg-type]
        assert books.ask("staff_counts", DAY).column("headcount") == [whole]


@pytest.mark.usefixtures("shipped")
@pytest.mark.parametrize("day", [date(1990, 12, 31), date(2010, 5, 1), TODAY])
def test_the_demonstrations_staff_add_up_on_any_date(day: date) -> None:
    books = shipped_books("demonstration")
    whole = sum(books.ask("staffing", day).column("headcount"))  # type: ignore[arg-type]
    assert whole > 0
    for question in ("staff_by_office", "staff_by_category", "staff_by_country"):
        assert sum(books.ask(question, day).column("headcount")) == whole  # type: ignore[arg-type]
    assert books.ask("staff_counts", day).column("headcount")[-1] == whole


def test_what_the_count_does_not_tell_apart_is_blank_and_not_zero(books: Books) -> None:
    """
    staffing: dated | office | category | headcount
    2023-12-31 | Headquarters | Professional | 40
    """
    (count,) = books.ask("staff_counts", DAY).dicts()
    assert (count["headquarters"], count["field_offices"]) == (None, None)
    (row,) = books.ask("staff_ratios", DAY).dicts()
    assert [row[name] for name in ("headquarters_share_pct", "staff_per_office", "staff_per_member")] == [None] * 3


def test_offices_that_opened_closed_grew_and_shrank_between_two_counts(books: Books) -> None:
    """
    offices: office | country | kind | opened | closed
    North | XAN | country office | 2010-01-01 |
    South | XAR | country office | 2010-01-01 | 2022-06-30
    East | XBI | sub-office | 2023-01-01 |
    Brief | XBI | sub-office | 2022-02-01 | 2022-11-30

    staffing: dated | office | category | headcount
    2021-12-31 | North | Professional | 10
    2021-12-31 | South | Professional | 7
    2021-12-31 | West | Professional | 4
    2021-12-31 | Even | Professional | 3
    2023-12-31 | North | Professional | 12
    2023-12-31 | East | Professional | 2
    2023-12-31 | West | Professional | 3
    2023-12-31 | Even | Professional | 3
    2023-12-31 | Unlisted | Professional | 1
    """
    answer = books.ask("staffing_changes", DAY, since="2022-01-15").dicts()
    assert {row["office"]: (row["office_change"], row["headcount_change"]) for row in answer} == {
        "East": ("opened", 2),
        "Unlisted": ("first_counted", 1),
        "Brief": ("closed", 0),
        "South": ("closed", -7),
        "North": ("grown", 2),
        "West": ("shrunk", -1),
        "Even": ("unchanged", 0),
    }
    assert {row["counted_before"] for row in answer} == {date(2021, 12, 31)}
    whole = {count["counted"]: count["headcount"] for count in books.ask("staff_counts", DAY).dicts()}
    changed = sum(row["headcount_change"] for row in answer)
    assert changed == whole[date(2023, 12, 31)] - whole[date(2021, 12, 31)]
    assert books.ask("staffing_changes", DAY, since="2024-01-01").rows == (), (
        "one count has nothing to be compared with"
    )
    assert books.ask("staffing_changes", date(2024, 2, 29), since="").dicts()[0]["counted_before"] == date(2021, 12, 31)


sizes = st.dictionaries(st.sampled_from("ABCDEF"), st.integers(0, 50))
ends = st.none() | st.dates(date(2020, 1, 1), date(2024, 12, 31))


@given(sizes, sizes, st.lists(st.builds(Spell, st.sampled_from("ABCDEFG"), ends, ends), max_size=6))
def test_changes_name_each_office_once_and_add_up(
    before: dict[str, int], now: dict[str, int], spells: list[Spell]
) -> None:
    found = changes(before, now, spells, date(2021, 12, 31), date(2023, 12, 31))
    names = [change.office for change in found]
    assert len(names) == len(set(names))
    assert {*before, *now} <= set(names)
    assert sum((c.now or 0) - (c.before or 0) for c in found) == sum(now.values()) - sum(before.values())


def test_a_day_that_is_none_is_refused(books: Books) -> None:
    """
    staffing: dated | office | category | headcount
    2021-12-31 | North | Professional | 10
    """
    with pytest.raises(Refused, match="Write year, month and day") as refused:
        books.ask("staffing_changes", DAY, since="last year")
    assert refused.value.problems[0].rule == "parameter-value"


def test_an_office_is_open_from_its_first_to_its_last_day(books: Books) -> None:
    """
    offices: office | country | opened | closed
    North | XAN | 2010-01-01 | 2012-12-31
    Old | XAN | |
    """
    for day, names in (
        (date(2009, 12, 31), ["Old"]),
        (date(2010, 1, 1), ["North", "Old"]),
        (date(2012, 12, 31), ["North", "Old"]),
        (date(2013, 1, 1), ["Old"]),
    ):
        assert books.ask("offices", day).column("office") == names


def test_a_ratio_divides_figures_of_one_year_and_names_their_dates(books: Books) -> None:
    """
    headline_figures: dated | indicator | value | unit | qualifier | document
    2003 | staff_total | 3200 | persons | about | FACT
    2003 | staff_headquarters | 300 | persons | about | FACT
    2003 | field_offices | 160 | offices | more than | FACT
    2003-06 | member_states | 101 | states | exact | FACT
    2004 | staff_total | 4100 | persons | over | NOTE
    2005 | field_offices | 500 | offices | exact | NOTE

    budgets: year | part | stage | amount
    2003 | administrative | proposed | 99000000
    2003 | administrative | stated | 32000000
    """
    first, second = books.ask("staff_ratios", DAY).dicts()
    assert (first["qualifier"], first["offices_qualifier"], first["members_basis"]) == ("about", "more than", "stated")
    assert (first["staff_per_office"], first["staff_per_member"]) == (Decimal("20.0"), Decimal("31.7"))
    assert (first["staff_per_million"], first["currency"]) == (Decimal("100.0"), "CHF"), "a proposal is no budget"
    assert first["headquarters_share_pct"] == Decimal("9.38")
    assert first["dates_combined"] == "staff 2003, offices 2003, Members June 2003, budget 2003"
    assert (second["field_offices"], second["administrative_budget"]) == (None, None), (
        "other years are not carried over"
    )
    assert books.ask("staff_ratios", date(2003, 12, 30)).rows == (), "a year's figure holds from its last day"


def test_a_quotient_needs_both_figures() -> None:
    assert per(Decimal(100), Decimal(3)) == Decimal("33.3")
    assert per(None, Decimal(3)) is None
    assert per(Decimal(100), Decimal(0)) is None
    assert per_million(Decimal(3200), Decimal("36600000")) == Decimal("87.4")


@pytest.mark.usefixtures("shipped")
def test_the_published_figures_of_staff_are_there_with_document_and_qualifier() -> None:
    told = {
        (row["stated_for"], row["figure"]): (row["qualifier"], row["document"])
        for row in shipped_books("iom").ask("staff_stated", TODAY).dicts()
    }
    assert told["1995", 1100] == ("exact", "seed-001")
    assert told["1996-11", 1200] == ("about", "seed-003")
    assert told["2003", 3200] == told["2003", 300] == ("about", "seed-004")
    assert told["2004", 4100] == ("over", "seed-001")
    assert told["2014", 7800] == ("more than", "seed-002")


@pytest.mark.usefixtures("shipped")
def test_kinds_of_count_stay_apart() -> None:
    rows = shipped_books("iom").ask("offices_stated", TODAY).dicts()
    of_2014 = {
        row["indicator"]: row["figure"] for row in rows if row["stated_for"] == "2014" and row["document"] == "seed-002"
    }
    assert of_2014 == {"active_programmes": 2300, "countries_with_offices": 100, "field_offices": 470}
    assert {row["indicator"] for row in rows} > {"field_locations", "active_projects"}
