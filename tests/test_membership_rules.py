"""Spells counted with their band, turns, times as an observer, seats, withdrawal, joining."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.rulebooks import rulebook
from governance.rules.assessment.apportionment import AssessmentRules
from governance.rules.membership.joining import first_assessed_year, first_tested_year
from governance.rules.membership.seats import last_day_of_term, most_seats
from governance.rules.membership.spells import Count, Spell, counts, linked, stated_range
from governance.rules.membership.stated_counts import because, days_of, finding, open_in
from governance.rules.membership.status_changes import status_changes, waits
from governance.rules.membership.withdrawal import leaving
from governance.rules.vote.criterion import ConsecutiveYearsUnpaid, DebtOlderThanAYear, YearsOfContributions

FAR = date(2030, 1, 1)


def spells(text: str) -> tuple[Spell, ...]:
    """One spell a line: party, status, first and last day; a year alone is known by its year only."""
    found = []
    for line in text.strip().splitlines():
        party, status, first, *rest = line.split()
        last = rest[0] if rest else None
        found.append(
            Spell(
                party,
                status,
                date.fromisoformat(first if len(first) > 4 else f"{first}-01-01"),
                date.fromisoformat(last if len(last) > 4 else f"{last}-12-31") if last else None,
                "day" if len(first) > 4 else "year",
                "day" if last is None or len(last) > 4 else "year",
            )
        )
    return linked(found)


def on(day: date, text: str) -> tuple[int, int, int]:
    """Recorded, least and most on the day."""
    found = stated_range(counts(spells(text), FAR), day, day)
    return found.recorded, found.low, found.high


def test_a_day_that_is_known_makes_no_band() -> None:
    text = "XAA member 2001-07-01 2019-12-31"
    for day, number in [((2001, 6, 30), 0), ((2001, 7, 1), 1), ((2019, 12, 31), 1), ((2020, 1, 1), 0)]:
        assert on(date(*day), text) == (number, number, number)


def test_a_year_may_be_any_of_its_days() -> None:
    text = "XAA member 2004 2010"
    assert on(date(2003, 12, 31), text) == (0, 0, 0)
    assert on(date(2004, 1, 1), text) == (1, 0, 1)
    assert on(date(2004, 12, 30), text) == (1, 0, 1)
    assert on(date(2004, 12, 31), text) == (1, 1, 1), "by its last day it has begun, whichever day it was"
    assert on(date(2010, 1, 1), text) == (1, 1, 1), "it has not ended before the first day of its last year"
    assert on(date(2010, 1, 2), text) == (1, 0, 1)
    assert on(date(2010, 12, 31), text) == (1, 0, 1)
    assert on(date(2011, 1, 1), text) == (0, 0, 0)


def test_a_spell_within_one_year_is_never_sure() -> None:
    assert on(date(1992, 6, 1), "XAA observer 1992 1992") == (1, 0, 1)


def test_an_observer_that_becomes_a_member_is_one_until_the_eve() -> None:
    """Recorded to 31 December 2003 and a Member from some day of 2004: an observer until the day before that one."""
    observers = [spell for spell in spells("XAA observer 2000 2003\nXAA member 2004") if spell.status == "observer"]
    found = counts(observers, FAR)
    assert stated_range(found, date(2003, 6, 1), date(2003, 6, 1)) == Count(date(2003, 6, 1), 1, 1, 1)
    assert stated_range(found, date(2004, 6, 1), date(2004, 6, 1)) == Count(date(2004, 6, 1), 0, 0, 1)
    assert stated_range(found, date(2005, 1, 1), date(2005, 1, 1)) == Count(date(2005, 1, 1), 0, 0, 0)


def test_a_document_of_a_year_may_count_any_day_of_it() -> None:
    found = counts(spells("XAA member 2001\nXAN member 2003-05-20\nXAR member 2003-11-01"), FAR)
    assert stated_range(found, *days_of("2003")) == Count(date(2003, 12, 31), 3, 1, 3)
    assert stated_range(found, *days_of("2003-06")) == Count(date(2003, 6, 30), 2, 2, 2)
    assert stated_range(found, *days_of("1950")) == Count(date(1950, 12, 31), 0, 0, 0)
    assert stated_range((), *days_of("2003-06-30")) == Count(date(2003, 6, 30), 0, 0, 0)


days = st.dates(date(1950, 1, 1), date(2025, 12, 31))
precisions = st.sampled_from(["day", "year"])


@st.composite
def any_spells(draw: st.DrawFn) -> list[Spell]:
    """One spell each of up to eight parties."""
    found = []
    for place in range(draw(st.integers(1, 8))):
        first, last = sorted((draw(days), draw(days)))
        ends = draw(st.booleans())
        how = draw(precisions), draw(precisions)
        first = date(first.year, 1, 1) if how[0] == "year" else first
        last = date(last.year, 12, 31) if how[1] == "year" else last
        found.append(Spell(f"X{place}", "member", first, last if ends else None, *how))
    return found


@given(any_spells(), days)
def test_the_recorded_count_lies_in_its_band(found: list[Spell], day: date) -> None:
    now = stated_range(counts(found, FAR), day, day)
    assert now.low <= now.recorded <= now.high
    assert now.recorded == sum(spell.on(day) for spell in found)


@given(any_spells(), days, st.integers(0, 364))
def test_whatever_the_true_days_were_the_true_count_lies_in_the_band(found: list[Spell], day: date, more: int) -> None:
    """Some days of the years are taken for the true ones, first days and last days by themselves."""
    true = []
    for spell in found:
        first = min(spell.first_days[0] + timedelta(more), spell.first_days[1])
        last = min(spell.last_days[0] + timedelta(364 - more), spell.last_days[1]) if spell.last else None
        if last is None or first <= last:
            true.append(Spell(spell.party, spell.status, first, last))
    now = stated_range(counts(found, FAR), day, day)
    assert now.low <= sum(spell.on(day) for spell in true)
    assert sum(spell.on(day) for spell in true) <= now.high


@given(any_spells(), days)
def test_days_that_are_all_known_leave_no_band(found: list[Spell], day: date) -> None:
    known = [Spell(spell.party, spell.status, spell.first, spell.last) for spell in found]
    now = stated_range(counts(known, FAR), day, day)
    assert now.low == now.recorded == now.high


@pytest.mark.parametrize(
    ("stated", "qualifier", "expected"),
    [
        (55, "exact", "agrees"),
        (52, "exact", "inside"),
        (57, "exact", "inside"),
        (51, "exact", "outside"),
        (58, "exact", "outside"),
        (54, "more than", "agrees"),
        (56, "more than", "inside"),
        (57, "over", "outside"),
        (55, "about", "agrees"),
    ],
)
def test_a_stated_number_agrees_may_fit_or_does_not(stated: int, qualifier: str, expected: str) -> None:
    assert finding(stated, qualifier, Count(FAR, 55, 52, 57)) == expected


def test_a_finding_is_said_in_words() -> None:
    found = Count(FAR, 55, 52, 57)
    assert because("agrees", "exact", [], found) == "What is recorded gives the same number."
    assert because("agrees", "over", [], found) == "What is recorded gives more, as the document says."
    assert "in which Bulgaria joined or left" in because("inside", "exact", ["Bulgaria"], found)
    assert "2 States joined or left: Bulgaria, Senegal" in because("inside", "exact", ["Bulgaria", "Senegal"], found)
    assert because("outside", "exact", [], found) == "It does not fit: what is recorded allows 52 to 57."


def test_which_spells_a_period_leaves_open() -> None:
    (spell,) = spells("XAA member 2004 2010")
    assert open_in(spell, *days_of("2004-06"))
    assert open_in(spell, *days_of("2010-02-01"))
    assert not open_in(spell, *days_of("2005"))


def told(text: str, until: date = FAR) -> list[tuple[str, str]]:
    return [(change.kind, change.period) for change in status_changes(spells(text), until)]


def test_the_turns_of_one_that_left_observed_and_came_back() -> None:
    text = "AUS member 1951 1973-12-31\nAUS observer 1977 1984\nAUS member 1985"
    assert told(text) == [
        ("became_member", "1951"),
        ("left", "1973-12-31"),
        ("became_observer", "1977"),
        ("returned", "1985"),
    ]
    assert told(text, date(1973, 12, 30)) == [("became_member", "1951")], "on its last day it has not left yet"


def test_a_conversion_is_no_departure_and_an_end_is_no_conversion() -> None:
    assert told("XAA observer 2002 2016-06-29\nXAA member 2016-06-30") == [
        ("became_observer", "2002"),
        ("from_observer", "2016-06-30"),
    ]
    assert told("XAA observer 1991 2001\nXAA member 2003-05-01") == [
        ("became_observer", "1991"),
        ("observer_ended", "2001"),
        ("became_member", "2003-05-01"),
    ]


def test_two_spells_of_one_status_without_a_break_are_one() -> None:
    text = "XAA member 2000-01-01 2009-12-31\nXAA member 2010-01-01 2012-06-30"
    assert told(text) == [("became_member", "2000-01-01"), ("left", "2012-06-30")]


def test_turns_are_said_with_the_precision_that_they_have() -> None:
    said = [
        change.because
        for change in status_changes(spells("XAA observer 1991 1991-06-30\nXAA member 1991-07-01 2003"), FAR)
    ]
    assert said == [
        "Recorded as an observer since 1991; the day is not known.",
        "Became a Member on 1 July 1991, having been an observer until then.",
        "Was a Member until some day of 2003, as far as is recorded.",
    ]


def waited(text: str, until: date = FAR) -> list[tuple[str, int, int]]:
    return [(wait.outcome, wait.years_at_least, wait.years_at_most) for wait in waits(spells(text), until)]


def test_how_long_an_observer_waited() -> None:
    assert waited("XAA observer 2000-03-01 2010-02-28\nXAA member 2010-03-01") == [("member", 9, 9)]
    assert waited("XAA observer 2000-03-01 2010-03-01\nXAA member 2010-03-02") == [("member", 10, 10)]
    assert waited("XAA observer 2002 2016-06-29\nXAA member 2016-06-30") == [("member", 13, 14)]
    assert waited("XAA observer 2000 2003\nXAA member 2004") == [("member", 3, 4)]
    assert waited("XAA observer 2000-03-01", date(2004, 2, 29)) == [("observer", 3, 3)]
    assert waited("XAA observer 1992 1992") == [("ended", 0, 0)]
    assert waited("XAA observer 2000-03-01 2010-02-28\nXAA member 2010-03-01", date(2005, 3, 1)) == [("observer", 5, 5)]
    assert waited("XAA observer 2000-03-01", date(1999, 1, 1)) == []
    followed = "XAA observer 2000-03-01 2005-12-31\nXAA observer 2006-01-01 2010-02-28"
    assert waited(f"{followed}\nXAA member 2010-03-01") == [("member", 9, 9)], "one time, and not a Member in 2006"
    assert waited(followed) == [("ended", 9, 9)]


@pytest.mark.parametrize(
    ("members", "most"), [(0, 9), (26, 9), (27, 9), (29, 9), (30, 10), (35, 11), (36, 12), (151, 50)]
)
def test_seats_are_nine_or_up_to_a_third(members: int, most: int) -> None:
    assert most_seats(9, 3, members) == most
    assert most_seats(9, None, members) == 9
    assert most_seats(None, None, members) is None


def test_a_term_ends_on_the_eve_of_its_day() -> None:
    assert last_day_of_term(date(2012, 1, 1), 2) == date(2013, 12, 31)
    assert last_day_of_term(date(2012, 2, 29), 2) == date(2014, 2, 28)
    assert last_day_of_term(date(2012, 2, 29), 4) == date(2016, 2, 28)


@pytest.mark.parametrize(
    ("notice", "effective", "years"),
    [
        ((1973, 3, 7), (1973, 12, 31), (1973,)),
        ((2024, 8, 31), (2024, 12, 31), (2024,)),
        ((2024, 9, 1), (2025, 12, 31), (2024, 2025)),
        ((2024, 12, 31), (2025, 12, 31), (2024, 2025)),
        ((2024, 1, 1), (2024, 12, 31), (2024,)),
        ((2024, 2, 29), (2024, 12, 31), (2024,)),
    ],
)
def test_four_months_before_the_end_of_the_year(
    notice: tuple[int, int, int], effective: tuple[int, int, int], years: tuple[int, ...]
) -> None:
    """Australia's notice of 7 March 1973 took effect on 31 December 1973, as its Parliament was told."""
    found = leaving(date(*notice), 4, owes_whole_year=True)
    assert (found.effective, found.years) == (date(*effective), years)
    assert ("is in time" in found.because) == (len(years) == 1)


def test_other_notices_have_other_deadlines() -> None:
    assert leaving(date(2024, 6, 30), 6, owes_whole_year=True).deadline == date(2024, 6, 30)
    assert leaving(date(2024, 2, 28), 10, owes_whole_year=True).deadline == date(2024, 2, 29)
    assert leaving(date(2024, 1, 15), 12, owes_whole_year=True).effective == date(2025, 12, 31)
    assert leaving(date(2024, 12, 31), 0, owes_whole_year=False).years == ()


def test_when_a_vote_can_first_be_tested() -> None:
    rules = AssessmentRules()
    assert first_assessed_year(date(2026, 7, 1), rules) == 2026
    assert first_assessed_year(date(2026, 1, 1), AssessmentRules(new_member="next_year")) == 2027
    assert first_tested_year(2026, YearsOfContributions()) == 2028
    assert first_tested_year(2026, YearsOfContributions(untested_when_new=False)) is None
    assert first_tested_year(2026, ConsecutiveYearsUnpaid()) == 2028
    assert first_tested_year(2026, DebtOlderThanAYear()) is None


def test_the_rulebook_speaks_of_bodies_by_name() -> None:
    book = rulebook("iom")
    body = book.body("executive COMMITTEE ")
    assert body is not None
    assert (body.most_seats(151), body.last_day_of_term(date(2011, 1, 1))) == (50, date(2012, 12, 31))
    council = book.body("Council")
    assert council is not None
    assert (council.most_seats(151), council.last_day_of_term(date(2011, 1, 1))) == (None, None)
    assert book.body("Senate") is None
    assert book.parameters()["bodies.seats"] == 9
    assert book.parameters()["withdrawal.notice_months"] == 4
    assert Decimal(str(book.parameters()["bodies.most_share_of"])) == 3
