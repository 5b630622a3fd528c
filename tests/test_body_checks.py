"""What is handed in about membership, seats and sessions, held against the rulebook and the rows held already."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from governance.intake.checking.body_checks import check_actions, check_seats, check_sessions
from governance.rulebooks import rulebook

IOM = rulebook("iom")
COMMITTEE = "Executive Committee"


def rows(text: str, first: str = "from", last: str = "to", key: tuple[str, ...] = ("state",)) -> list[dict[str, Any]]:
    """One row a line: the key's columns, the first and the last day; then name=value for others. Rows are numbered."""
    found = []
    for number, line in enumerate(text.strip().splitlines(), start=2):
        *cells, begins, ends = [cell.strip() for cell in line.split("|")][: len(key) + 2]
        more = dict(cell.strip().split("=") for cell in line.split("|")[len(key) + 2 :])
        found.append(
            {
                "sheet_row": number,
                "kind": "state",
                "document": "D1",
                **dict(zip(key, cells, strict=True)),
                first: date.fromisoformat(begins),
                last: date.fromisoformat(ends) if ends else None,
                **more,
            }
        )
    return found


def spells(text: str) -> list[dict[str, Any]]:
    return rows(text, key=("state", "status"))


def seats(text: str) -> list[dict[str, Any]]:
    return rows(text, key=("body", "state"))


def sessions(text: str) -> list[dict[str, Any]]:
    return rows(text, "opens", "closes", key=("body", "session"))


def told(problems: list[Any]) -> list[tuple[str, int | None, str | None]]:
    return [(problem.rule, problem.row, problem.column) for problem in problems]


MEMBERS = spells("XAA | member | 1990-01-01 |\nXAN | observer | 1990-01-01 | 1999-12-31\nXAN | member | 2000-01-01 |")


def test_a_seat_within_the_rules() -> None:
    term = seats(f"{COMMITTEE} | XAA | 2012-01-01 | 2013-11-20\nCouncil | XAN | 2012-11-27 |")
    assert check_seats(term, [], MEMBERS, IOM) == []
    longest = seats(f"{COMMITTEE} | XAA | 2010-01-01 | 2011-12-31")
    assert check_seats(longest, [], MEMBERS, IOM) == []


def test_an_observer_holds_no_seat() -> None:
    (problem,) = check_seats(seats(f"{COMMITTEE} | XAN | 1998-01-01 | 1999-12-31"), [], MEMBERS, IOM)
    assert (problem.rule, problem.row, problem.column) == ("seat-of-no-member", 2, "state")
    assert problem.message == "Anquoria is an observer on 1998-01-01, not a Member: observers hold no seats."


def test_a_member_only_for_a_part_of_the_term_holds_no_seat_either() -> None:
    left = spells("XAA | member | 1990-01-01 | 1998-12-31\nXAA | member | 1999-01-01 | 1999-06-30")
    (problem,) = check_seats(seats(f"{COMMITTEE} | XAA | 1998-01-01 | 1999-12-31"), [], left, IOM)
    assert problem.message == "Aramvelle is not a Member on 1999-07-01, within the term.".replace(
        "Aramvelle", "Addavine"
    )
    assert check_seats(seats(f"{COMMITTEE} | XAA | 1998-01-01 | 1999-06-30"), [], left, IOM) == []
    (open_term,) = check_seats(seats("Council | XAA | 1999-01-01 |"), [], left, IOM)
    assert open_term.rule == "seat-of-no-member", "a term without an end needs a membership without one"


def test_without_any_membership_no_seat_is_held_against_it() -> None:
    assert check_seats(seats(f"{COMMITTEE} | XAN | 1998-01-01 | 1999-12-31"), [], [], IOM) == []


def test_a_state_has_one_seat_on_a_body() -> None:
    held = seats(f"{COMMITTEE} | XAA | 2010-01-01 | 2011-12-31")
    (problem,) = check_seats(seats("executive committee | XAA | 2011-12-31 | 2013-11-20"), held, MEMBERS, IOM)
    assert (problem.rule, problem.row) == ("seat-overlap", 2)
    assert problem.message == "Addavine holds a seat on this body from 2010-01-01 to 2011-12-31 already."
    assert check_seats(seats("Council | XAA | 2011-11-27 | 2012-11-26"), held, MEMBERS, IOM) == []


@pytest.mark.parametrize(("last", "too_long"), [("2011-12-31", False), ("2012-01-01", True)])
def test_a_term_lasts_two_years_and_no_day_more(last: str, too_long: bool) -> None:
    found = check_seats(seats(f"{COMMITTEE} | XAA | 2010-01-01 | {last}"), [], MEMBERS, IOM)
    assert told(found) == ([("term-too-long", 2, "to")] if too_long else [])
    if too_long:
        assert found[0].message == (
            "A term on Executive Committee lasts 2 years: one from 2010-01-01 ends on 2011-12-31 at the latest."
        )


def many(number: int, body: str = COMMITTEE, document: str = "D1") -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """So many Members, all of them with a seat in 2010 and 2011; and as many Members more."""
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    codes = [f"X{one}{two}" for one in letters[:4] for two in letters]
    terms = "\n".join(f"{body} | {code} | 2010-01-01 | 2011-12-31 | document={document}" for code in codes[:number])
    return seats(terms), spells("\n".join(f"{code} | member | 1990-01-01 |" for code in codes))


def with_members(number: int, seats_held: int, document: str = "D1") -> list[tuple[str, int | None, str | None]]:
    terms, members = many(seats_held, document=document)
    return told(check_seats(terms, [], members[:number], IOM))


def test_seats_are_nine_or_up_to_a_third_of_the_members() -> None:
    """At the threshold, below and above it: with 30 Members ten, with 29 the nine stand."""
    assert with_members(30, 9) == with_members(30, 10) == with_members(29, 9) == with_members(12, 9) == []
    assert with_members(30, 11) == [("seats-too-many", 12, "body")]
    assert with_members(29, 10) == [("seats-too-many", 11, "body")]


def test_the_sentence_says_how_many_there_may_be() -> None:
    terms, members = many(11)
    (problem,) = check_seats(terms, [], members[:30], IOM)
    assert problem.message == (
        "Seats of Executive Committee on 2010-01-01 would be 11; by the number of Members (30) it may have 10."
    )
    assert "Article 13" in str(problem.suggestion)


def test_more_than_nine_need_a_document_that_decides_so() -> None:
    terms, members = many(10, document="")
    (problem,) = check_seats(terms, [], members[:60], IOM)
    assert (problem.rule, problem.column, problem.warning) == ("seats-without-decision", "document", True)
    assert problem.suggestion == "Name the document of the two-thirds decision that allows more."
    assert with_members(60, 10) == []


def test_seats_held_already_count_too() -> None:
    terms, members = many(11)
    assert told(check_seats(terms[10:], terms[:10], members[:30], IOM)) == [("seats-too-many", 12, "body")]
    assert told(check_seats(terms[:1], terms[1:], members[:30], IOM)) == [("seats-too-many", 2, "body")]
    later = seats(f"{COMMITTEE} | XBA | 2012-01-01 | 2013-11-20")
    assert check_seats(later, terms, members[:30], IOM) == [], "an older excess is not this sheet's"


def test_a_body_open_to_all_has_no_limit() -> None:
    terms, members = many(40, body="Council")
    assert check_seats(terms, [], members, IOM) == []


def test_a_body_that_the_rulebook_does_not_know() -> None:
    (problem,) = check_seats(seats("Senate | XAA | 2010-01-01 |"), [], MEMBERS, IOM)
    assert (problem.rule, problem.column, problem.value) == ("body-unknown", "body", "Senate")
    assert "Council, Executive Committee, Standing Committee on Programmes and Finance" in str(problem.suggestion)
    (problem,) = check_sessions(sessions("Senate | 1 | 2010-01-01 |"), [], IOM)
    assert problem.message == "The rulebook knows no body “Senate”."


def test_a_body_that_had_come_to_its_end() -> None:
    """The Executive Committee's last day was 20 November 2013: that day counts, the next does not."""
    assert check_sessions(sessions(f"{COMMITTEE} | 97 | 2013-11-20 | 2013-11-20"), [], IOM) == []
    (problem,) = check_sessions(sessions(f"{COMMITTEE} | 97 | 2013-11-20 | 2013-11-21"), [], IOM)
    assert (problem.rule, problem.column, problem.value) == ("body-not-there", "closes", "2013-11-21")
    assert problem.suggestion == "It existed from its beginning to 2013-11-20."
    assert told(check_seats(seats(f"{COMMITTEE} | XAA | 2014-01-01 | 2014-12-31"), [], MEMBERS, IOM)) == [
        ("body-not-there", 2, "from"),
        ("body-not-there", 2, "to"),
    ]


def test_two_sessions_of_a_body_at_once_only_warn() -> None:
    held = sessions("Council | 100 | 2011-12-05 | 2011-12-07")
    assert check_sessions(sessions("Council | 101 | 2011-12-08 |"), held, IOM) == []
    (problem,) = check_sessions(sessions("council | 101 | 2011-12-07 |"), held, IOM)
    assert (problem.rule, problem.warning) == ("session-overlap", True)
    other = sessions("Standing Committee on Programmes and Finance | 9 | 2011-12-05 | 2011-12-06")
    assert check_sessions(other, held, IOM) == []


def test_a_rulebook_without_bodies_refuses_none() -> None:
    """A rulebook with rules on the vote only has nothing to say of bodies."""
    un = rulebook("un")
    assert not un.bodies
    assert check_sessions(sessions("General Assembly | 80 | 2025-09-09 |"), [], un) == []
    assert check_seats(seats("Security Council | XAA | 2020-01-01 | 2030-12-31"), [], MEMBERS, un) == []


def actions(text: str) -> list[dict[str, Any]]:
    return rows(text, "dated", "until", key=("state", "action", "body"))


def test_an_action_of_a_body_that_does_not_decide_on_votes_is_warned_of_with_what_to_write() -> None:
    told_of = actions(
        """
        XAA | informed | Council | 2024-11-26 |
        XAN | informed | council  | 2024-11-26 |
        XBE | informed | Executive Committee | 2024-11-26 |
        """
    )
    (problem,) = check_actions(told_of, IOM)
    assert (problem.rule, problem.row, problem.column, problem.value, problem.warning) == (
        "action-of-another-body", 4, "body", "Executive Committee", True
    )  # fmt: skip
    assert problem.message == (
        "By the rulebook it is the Council that decides on votes, not “Executive Committee”: this action changes no "
        "vote."
    )
    assert problem.suggestion == (
        "If the Council acted, write “Council”. If another body did, nothing need be done: the row stays on record, "
        "without effect on the vote."
    )


def test_where_no_text_speaks_of_votes_no_body_is_the_wrong_one() -> None:
    assert not list(check_actions(actions("XAA | informed | Senate | 2024-11-26 |"), rulebook("mlf")))
