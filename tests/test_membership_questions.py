"""Questions about who joined, left and came back, about lists of States, seats, sessions, and what if."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from governance.books import Books
from governance.problems import Refused
from tests.ledgers import books_of

DAY = date(2024, 6, 30)


def refused(books: Books, rule: str, question: str, **values: Any) -> list[str]:
    """The sentences with which the question is refused, all under the one rule."""
    with pytest.raises(Refused) as found:
        books.ask(question, DAY, **values)
    assert {problem.rule for problem in found.value.problems} == {rule}
    return [f"{problem.message} {problem.suggestion}" for problem in found.value.problems]


def test_a_line_of_life_tells_each_turn_with_its_evidence(books: Books) -> None:
    """
    membership: state | status | from | to | from_precision | to_precision | document | note
    XAA | member | 1951-01-01 | 1973-12-31 | year | day | D1 | as founded
    XAA | observer | 1977-01-01 | 1984-12-31 | year | year | D2 |
    XAA | member | 1985-01-01 | | year | | D3 |
    membership_events: dated | event | state | what | document | note
    1973-03-07 | withdrawal_notice | XAA | notice for the end of the year | E1 |
    1973-12-31 | withdrawal | XAA | withdrawal effective | E2;D1 |
    1980-11 | constitution | | renamed | E3 |
    1985 | membership | XAA | member again | E4 | from a museum
    """
    rows = books.ask("membership_history", DAY, state="XAA").dicts()
    assert [(row["period"], row["turn"], row["from_precision"], row["document"]) for row in rows] == [
        ("1951", "became_member", "year", "D1"),
        ("1973-03-07", "withdrawal_notice", "day", "E1"),
        ("1973-12-31", "left", "day", "D1;E2"),
        ("1977", "became_observer", "year", "D2"),
        ("1985", "returned", "year", "D3;E4"),
    ]
    assert rows[2]["words"] == "Was a Member until 31 December 1973. The document says: withdrawal effective."
    assert rows[4]["note"] == "from a museum"
    assert books.ask("membership_history", date(1973, 3, 6)).column("turn") == ["became_member"]
    assert books.ask("membership_events", date(1980, 10, 31)).column("event") == ["withdrawal_notice", "withdrawal"]
    assert books.ask("membership_events", date(1980, 11, 1)).column("what")[-1] == "renamed"


def test_an_event_of_an_organization_or_a_state_without_a_spell(books: Books) -> None:
    """
    membership: state | status | from
    XAA | member | 2000-01-01
    membership_events: dated | event | state | kind | what
    1952 | observer_at_session | XAN | state | sat at a session
    2002-12 | application | Some Foundation | organization | applied
    """
    assert (
        books.ask("membership_history", DAY, state="XAN").dicts()[0]["words"] == "The document says: sat at a session."
    )
    assert set(books.ask("membership_history", DAY).column("state")) == {"XAA", "XAN"}
    assert books.ask("membership_history", DAY, state="XAN").column("from_precision") == ["year"]
    assert books.ask("membership_events", DAY).column("state") == ["XAN", "Some Foundation"]
    assert books.ask("membership_events", DAY, state="XAN").column("period") == ["1952"]


def test_joins_returns_and_departures_add_up_to_the_members(books: Books) -> None:
    """
    membership: state | status | from | to
    XAA | member | 2000-05-01 | 2003-12-31
    XAA | member | 2005-07-01 |
    XAN | observer | 2000-01-01 | 2002-06-30
    XAN | member | 2002-07-01 |
    XAR | observer | 2001-01-01 | 2002-12-31
    """
    answer = books.ask("joins_and_departures", date(2005, 12, 31))
    assert answer.rows == (
        (2000, 1, 0, 0, 1, 0, 0),
        (2001, 0, 0, 0, 1, 0, 0),
        (2002, 0, 1, 0, 0, 0, 1),
        (2003, 0, 0, 0, 0, 1, 0),
        (2004, 0, 0, 0, 0, 0, 0),
        (2005, 0, 0, 1, 0, 0, 0),
    )
    running = 0
    for row in answer.dicts():
        running += row["became_members"] + row["from_observers"] + row["returned"] - row["left"]
        after = date(row["year"] + 1, 1, 1)  # one that left on 31 December was a Member on that day
        assert books.ask("member_counts", after).column("members") == [running]
    assert books.ask("joins_and_departures", date(1999, 12, 31)).rows == ()
    assert [row["outcome"] for row in books.ask("time_as_observer", DAY).dicts()] == ["member", "ended"]
    assert books.ask("time_as_observer", DAY, state="XAR").column("years_at_least") == [1]


def test_organizations_are_kept_apart_from_states(books: Books) -> None:
    """
    membership: state | kind | status | from | document
    XAA | state | observer | 2000-01-01 | D1
    Some Foundation | organization | observer | 2001-01-01 | D2
    XAN | state | member | 2000-01-01 | D3
    """
    assert books.ask("observers", DAY).column("observer") == ["XAA", "Some Foundation"]
    assert books.ask("observers", DAY, kind="organization").column("document") == ["D2"]
    assert books.ask("observers", date(2000, 12, 31), kind="organization").rows == ()
    assert books.ask("spells", DAY, kind="state").column("state") == ["XAA", "XAN"]
    bands = {row["count_of"]: row["reconstructed"] for row in books.ask("member_bands", DAY).dicts()}
    assert bands == {"members": 1, "observers": 1, "observer_organizations": 1}


def test_a_spell_does_not_tell_its_end_before_it_comes(books: Books) -> None:
    """
    membership: state | status | from | to | to_precision
    XAA | member | 2000-01-01 | 2023-12-31 | year
    """
    assert books.ask("spells", date(2023, 12, 30)).dicts()[0]["last_day"] is None
    assert books.ask("spells", DAY).dicts()[0]["last_day"] == date(2023, 12, 31)


def test_the_band_runs_to_the_date_itself(books: Books) -> None:
    """
    membership: state | status | from | from_precision
    XAA | member | 2004-01-01 | year
    """
    assert [row[1:] for row in books.ask("member_bands", DAY).rows] == [
        (date(2004, 1, 1), 1, 0, 1),
        (date(2004, 12, 31), 1, 1, 1),
        (DAY, 1, 1, 1),
    ]
    for day in (date(1900, 1, 1), date(1951, 1, 1), date(2003, 12, 31)):
        assert books.ask("member_bands", day).rows == ()
    assert len(books.ask("member_bands", date(2199, 12, 31)).rows) == 3


def test_documents_are_held_against_the_spells(books: Books) -> None:
    """
    membership: state | kind | status | from | to | from_precision | to_precision
    XAA | state | member | 2000-05-01 | | day |
    XAN | state | member | 2004-01-01 | | year |
    XAR | state | observer | 2000-01-01 | | day |
    Some Foundation | organization | observer | 2001-01-01 | 2002-12-31 | day | year
    headline_figures: dated | indicator | value | unit | qualifier | document | note
    2004-06 | member_states | 1 | states | exact | D1 |
    2004 | observer_states | 3 | states | exact | D2 | counts organizations too
    2005-01-01 | voting_member_states | 2 | states | exact | D3 |
    2002-06 | observer_organizations | 0 | organizations | more than | D4 |
    2024-07 | member_states | 2 | states | exact | D5 |
    2004 | staff_total | 9 | persons | exact | D6 |
    """
    rows = books.ask("member_counts_stated", DAY).dicts()
    found = [
        (row["document"], row["count_of"], row["count_difference"], row["low"], row["high"], row["finding"])
        for row in rows
    ]
    assert found == [
        ("D4", "observer_organizations", 1, 0, 1, "agrees"),
        ("D2", "observers", -2, 1, 1, "outside"),
        ("D1", "members", 1, 1, 2, "inside"),
        ("D3", "members", 0, 2, 2, "agrees"),
    ]
    assert rows[2]["because"] == "It may fit: only the year is known in which Anquoria joined or left."
    assert rows[1]["note"] == "counts organizations too"
    assert books.ask("member_counts_stated", date(2002, 5, 31)).rows == ()


LISTS = """
    membership: state | status | from | to | from_precision
    XAA | observer | 1990-01-01 | 1997-06-30 | day
    XAA | member | 1997-07-01 | | day
    XAN | observer | 1985-01-01 | | year
    state_lists: list | state | dated | document
    Named in 1994 | XAA | 1994-11-10 | D1
    Named in 1994 | XAN | 1994-11-10 | D1
    Others | XBI | | D2
    """


@pytest.fixture
def listed(tmp_path: Path) -> Books:
    return books_of(tmp_path, LISTS)


def test_what_became_of_the_states_of_a_list(listed: Books) -> None:
    rows = listed.ask("states_followed", DAY, list="Named in 1994").dicts()
    assert [(row["state"], row["then"], row["status"], row["since"]) for row in rows] == [
        ("XAA", "observer", "member", date(1997, 7, 1)),
        ("XAN", "observer", "observer", date(1985, 1, 1)),
    ]
    assert rows[0]["words"] == "Became a Member on 1 July 1997, having been an observer until then."
    assert rows[1]["words"].startswith("Nothing changed after the list was made. Before: Recorded as an observer since")
    assert listed.ask("states_followed", date(1996, 1, 1), list="Named in 1994").dicts()[0]["status"] == "observer"
    (other,) = listed.ask("states_followed", DAY, list="Others").dicts()
    assert (other["then"], other["status"], other["words"]) == (
        None, "neither", "Not recorded as a Member or an observer.")  # fmt: skip
    assert len(listed.ask("states_followed", DAY).rows) == 3, "all lists, where none is named"


def test_a_turn_of_the_lists_own_year_is_neither_before_nor_after_it(books: Books) -> None:
    """
    membership: state | status | from | to | from_precision | to_precision
    XAA | observer | 1991-01-01 | 1993-12-31 | day | year
    XAA | member | 1994-01-01 | | year |
    XAN | member | 1980-01-01 | 1994-12-31 | day | year
    state_lists: list | state | dated
    Named in 1994 | XAA | 1994-11-10
    Named in 1994 | XAN | 1994-11-10
    """
    told = [row["words"] for row in books.ask("states_followed", DAY).dicts()]
    open_end = "Whether the list was made before or after the turn of its own year is not known."
    assert told == [
        f"Became a Member in 1994, having been an observer until then; the day is not known. {open_end}",
        f"Was a Member until some day of 1994, as far as is recorded. {open_end}",
    ]
    (row, _) = books.ask("states_followed", date(1992, 1, 1)).dicts()
    assert (row["then"], row["status"]) == (None, "observer"), "nothing is told of a day that is still to come"
    assert row["words"] == (
        "The list is of 10 November 1994, which is still to come. So far: Became an observer on 1 January 1991."
    )


def test_any_states_can_be_picked_by_any_name(listed: Books) -> None:
    for text in ("XAA,XAN", "Addavine; Anquoria", "xaa ; XAN;XAA"):
        assert listed.ask("states_followed", DAY, states=text).column("state") == ["XAA", "XAN"]
    words = refused(listed, "parameter-value", "states_followed", states="Addavine;Atlantis;Nowhere")
    assert ["Atlantis" in words[0], "Nowhere" in words[1]] == [True, True], "every unknown one is named"


def test_a_list_that_is_not_there_is_refused_with_those_that_are(listed: Books) -> None:
    (words,) = refused(listed, "list-unknown", "states_followed", list="Nobody")
    assert words.startswith("There is no list “Nobody”.")
    assert "Named in 1994; Others" in words


SEATS = """
    membership: state | status | from | to
    XAA | member | 1990-01-01 |
    XAN | member | 1990-01-01 |
    XAR | member | 1990-01-01 |
    XBI | member | 2012-06-01 |
    committee_seats: body | state | from | to | role | document
    Executive Committee | XAA | 2010-01-01 | 2011-12-31 | | D1
    executive committee | XAA | 2012-01-01 | | Chair | D2
    Executive Committee | XAN | 2012-01-01 | 2013-11-20 | | D2
    Executive Committee | XAR | 2012-01-01 | 2012-12-31 | | D2
    sessions: body | session | opens | closes
    Executive Committee | 97 | 2012-07-02 | 2012-07-03
    Council | 101 | 2012-11-27 | 2012-11-30
    coverage: covers | from
    receipts | 1990-01-01
    headline_figures: dated | indicator | value | unit | document
    2012 | executive_committee_members | 3 | states | D9
    """


@pytest.fixture
def seated(tmp_path: Path) -> Books:
    return books_of(tmp_path, SEATS)


def test_seats_run_to_their_last_day_or_as_long_as_the_rulebook_lets_them(seated: Books) -> None:
    rows = seated.ask("seats", date(2012, 6, 30)).dicts()
    assert [(row["state"], row["term_ends"], row["running"], row["ends_within_a_year"]) for row in rows] == [
        ("XAA", date(2011, 12, 31), "no", "no"),
        ("XAA", date(2013, 12, 31), "yes", "no"),
        ("XAN", date(2013, 11, 20), "yes", "no"),
        ("XAR", date(2012, 12, 31), "yes", "yes"),
    ]
    assert {row["body"] for row in rows} == {"Executive Committee"}
    assert seated.ask("seats", date(2012, 6, 30), body="council").rows == ()
    assert seated.ask("seats", date(2009, 12, 31)).rows == ()
    assert seated.ask("seats", date(2012, 6, 30), state="XAR").column("region") != ["no region"]


def test_a_body_is_told_with_its_seats_and_its_limits(seated: Books) -> None:
    bodies = {row["body"]: row for row in seated.ask("bodies", date(2012, 6, 30)).dicts()}
    committee = bodies["Executive Committee"]
    assert (committee["exists"], committee["seats"], committee["seats_set"], committee["most_seats"]) == (
        "yes",
        3,
        9,
        9,
    )
    assert "A document of 2012 counts 3 members of it." in committee["because"]
    assert bodies["Council"]["because"] == "Every Member belongs to it."
    ended = {row["body"]: row for row in seated.ask("bodies", date(2013, 11, 21)).dicts()}["Executive Committee"]
    assert (ended["exists"], ended["most_seats"]) == ("no", None)
    assert ended["because"].startswith("It no longer exists: its last day was 20 November 2013.")
    last = {row["body"]: row for row in seated.ask("bodies", date(2013, 11, 20)).dicts()}["Executive Committee"]
    assert last["exists"] == "yes", "its last day counts"


def test_seats_by_region_stand_beside_the_membership(seated: Books) -> None:
    rows = seated.ask("seats_by_region", date(2012, 6, 30)).dicts()
    assert sum(row["seats"] for row in rows) == 3
    assert sum(row["members"] for row in rows) == 4
    by_region = seated.ask("by_region", date(2012, 6, 30)).dicts()
    assert sum(row["members"] for row in by_region) == 4
    assert sum(row["members_share_pct"] for row in by_region) == Decimal(100)


def test_only_those_in_its_seats_vote_on_a_committee(seated: Books) -> None:
    """Four Members, three of them in seats: two must be present; of the Council three."""
    day = date(2012, 6, 30)
    committee = seated.ask("majorities", day, body="Executive Committee", session="97").dicts()
    assert [(row["members"], row["present"]) for row in committee] == [(3, 2), (3, 3)]
    council = seated.ask("majorities", day, body="Council", session="101").dicts()
    assert [(row["members"], row["present"]) for row in council] == [(4, 3), (4, 4)]
    assert council == seated.ask("majorities", day, session="101").dicts(), "the Council, unless another is named"
    assert seated.ask("majorities", day).dicts()[0]["members"] == 4
    assert seated.ask("majorities", date(1980, 1, 1)).rows == (), "no text held, no rule"


@pytest.mark.parametrize("question", ["majorities", "session_votes"])
def test_a_body_or_a_session_that_is_not_there_is_refused(seated: Books, question: str) -> None:
    """An unknown body is never taken for one to which every Member belongs."""
    (words,) = refused(seated, "body-unknown", question, body="Plenum")
    assert words.startswith("The rulebook knows no body “Plenum”. There are: Council, Executive Committee")
    (words,) = refused(seated, "session-unknown", question, session="999")
    assert words == "Council has no session “999” here. There are: 101."
    (words,) = refused(seated, "session-unknown", question, body="Executive Committee", session="101")
    assert words == "Executive Committee has no session “101” here. There are: 97."


MONEY = """
    membership: state | status | from | to
    XAA | member | 1990-01-01 |
    XAN | observer | 1990-01-01 |
    assessments: year | state | amount
    2023 | XAA | 100
    2024 | XAA | 120
    receipts: received | state | amount | reference
    2023-05-01 | XAA | 40 | R1
    2024-05-01 | XAA | 70 | R2
    budgets: year | part | stage | amount
    2023 | administrative | approved | 1000
    un_scale: state | first_year | last_year | rate_pct
    XAA | 2022 | 2024 | 0.5
    XAN | 2022 | 2024 | 0.25
    """


@pytest.fixture
def paid(tmp_path: Path) -> Books:
    return books_of(tmp_path, MONEY + "coverage: covers | from\nreceipts | 1990-01-01\n")


def test_a_notice_tells_the_last_day_and_what_is_owed(paid: Books) -> None:
    rows = paid.ask("withdrawal", DAY, state="XAA", notice="2024-08-31").dicts()
    assert [(row["effective"], row["year"], row["assessed"], row["outstanding"]) for row in rows] == [
        (date(2024, 12, 31), 2024, Decimal(120), Decimal(110)),
        (date(2024, 12, 31), None, None, Decimal(0)),
    ]
    late = paid.ask("withdrawal", DAY, state="XAA", notice="2024-09-01").dicts()
    assert [(row["effective"], row["year"], row["assessed"]) for row in late] == [
        (date(2025, 12, 31), 2024, Decimal(120)),
        (date(2025, 12, 31), 2025, None),
        (date(2025, 12, 31), None, None),
    ]
    assert late[1]["because"] == (
        "The whole contribution for 2025: it is not assessed here yet. The last year assessed is 2024: CHF 120.00."
    )
    assert {row["state"] for row in paid.ask("withdrawal", DAY).dicts()} == {"XAA"}, "every Member, where none is named"


def test_what_a_leaver_owes_in_two_currencies_is_told_apart(books: Books) -> None:
    """
    membership: state | status | from
    XAA | member | 1990-01-01
    assessments: year | state | amount | currency
    2023 | XAA | 100 | CHF
    2023 | XAA | 50 | USD
    2024 | XAA | 120 | CHF
    2024 | XAA | 60 | USD
    coverage: covers | from
    receipts | 1990-01-01
    """
    rows = books.ask("withdrawal", DAY, state="XAA", notice="2024-03-01").dicts()
    assert [(row["year"], row["currency"], row["assessed"], row["outstanding"]) for row in rows] == [
        (2024, "CHF", Decimal(120), Decimal(120)),
        (2024, "USD", Decimal(60), Decimal(60)),
        (None, "CHF", None, Decimal(100)),
        (None, "USD", None, Decimal(50)),
    ]


def test_what_is_not_known_is_said_and_never_zero(tmp_path: Path) -> None:
    """Without receipts declared complete, neither the year's unpaid part nor the arrears are known."""
    rows = books_of(tmp_path, MONEY).ask("withdrawal", DAY, state="XAA", notice="2024-03-01").dicts()
    assert [row["outstanding"] for row in rows] == [None, None]
    assert rows[0]["because"] == "The whole contribution for 2024; what has been paid of it is not known here."
    assert rows[1]["because"] == "Arrears of earlier years, which are not known here."


def test_impossible_notices_are_refused_in_words(paid: Books, tmp_path: Path) -> None:
    (words,) = refused(paid, "not-a-member", "withdrawal", state="XAN", notice="2024-03-01")
    assert words == (
        "Anquoria is not a Member on 1 March 2024: it cannot give notice then. Choose a day on which it is a Member."
    )
    for text in ("2024-02-30", "soon", "1850-01-01"):
        (words,) = refused(paid, "parameter-value", "withdrawal", state="XAA", notice=text)
        assert words.startswith(f"“{text}” is no value for notice.")
    (tmp_path / "un").mkdir()
    (words,) = refused(books_of(tmp_path / "un", MONEY, "un"), "withdrawal-no-rule", "withdrawal", state="XAA")
    assert words.startswith("The rulebook of United Nations holds no rule about withdrawal.")


def test_a_state_that_joins_pays_for_the_part_of_the_year_that_is_left(paid: Books) -> None:
    """Half of XAA's rate on top of the budget: 500 a year; from 1 July 2023, 184 of 365 days."""
    (row,) = paid.ask("joining", DAY, state="XAN", accession="2023-07-01").dicts()
    assert (row["rate_pct"], row["full_year"], row["amount"]) == (Decimal(50), Decimal(500), Decimal(252))
    assert row["first_tested"] == 2025
    assert "50.4 per cent of a whole year" in row["because"]
    (row,) = paid.ask("joining", DAY, state="XAN", accession="2024-01-01").dicts()
    assert (row["amount"], row["first_tested"]) == (Decimal(500), 2026)
    assert "the budget is that of 2023" in row["because"], "the last one that is held, and said so"
    (row,) = paid.ask("joining", DAY, state="XAN", accession="2024-01-01", budget="2000").dicts()
    assert row["amount"] == Decimal(1000)
    assert [row["state"] for row in paid.ask("joining", DAY).dicts()] == ["XAN"], "each observer, where none is named"


def test_impossible_accessions_are_refused_in_words(paid: Books, tmp_path: Path) -> None:
    (words,) = refused(paid, "a-member-already", "joining", state="XAA", accession="2024-03-01")
    assert words.startswith("Addavine is a Member on 1 March 2024 already")
    (words,) = refused(paid, "cannot-join", "joining", state="XBI", accession="2024-03-01")
    assert "XBI" in words
    (words,) = refused(paid, "cannot-join", "joining", state="XAN", accession="2050-01-01")
    assert words.startswith("No budget of 2050 or the ten years before is held here in CHF. Give a budget.")
    (row,) = paid.ask("joining", date(2050, 1, 1)).dicts()
    assert row["amount"] is None, "of a State that was not named, the row says why it cannot be known"
    assert row["because"]
    (tmp_path / "un").mkdir()
    (words,) = refused(books_of(tmp_path / "un", MONEY, "un"), "cannot-join", "joining", state="XAN", budget="1000")
    assert words.startswith("The rulebook of United Nations does not say how it assesses.")
