"""What happened is marked on charts of time, and told in words: from the ledger's own tables and rules."""

from __future__ import annotations

import re
from datetime import date
from itertools import combinations
from math import dist
from typing import Any

import pytest

from governance.books import Books
from governance.charts import Drawing, Event, annotated, annotated_alike, beside_core, lines, ranked, stacked
from governance.charts.happened import APART, MOST
from governance.charts.pictures import _chart
from governance.names import printed

ROWS = [{"year": year, "name": str(year), "label": "", "due": 1} for year in (2022, 2023, 2024)]


def told(books: Books, about: str, on: date = date(2025, 6, 30)) -> list[tuple[date, str]]:
    return [(row.day("day"), row.text("words")) for row in books.ask("events", on).dicts() if row["about"] == about]


def test_states_that_join_and_leave_are_told_by_year(books: Books) -> None:
    """
    membership: state | status | from | to
    XAA | member | 2020-01-01 |
    XAN | member | 2020-03-01 |
    XAR | member | 2020-05-01 |
    XBI | member | 2021-02-01 | 2023-12-31
    """
    assert told(books, "membership") == [
        (date(2020, 1, 1), "3 States joined."),
        (date(2021, 2, 1), f"{printed('XBI')} joined."),
        (date(2023, 12, 31), f"{printed('XBI')} left."),
    ]
    assert len(told(books, "membership", date(2020, 12, 31))) == 1, "what comes later has not happened"


def test_a_policy_of_growth_is_told_where_it_changes(books: Books) -> None:
    """
    budgets: year | part | stage | amount | currency | growth_policy
    2020 | administrative | approved | 100 | CHF | zero nominal growth
    2021 | administrative | approved | 100 | CHF | zero nominal growth
    2022 | administrative | proposed | 130 | CHF | growth of 30 per cent
    2022 | administrative | approved | 110 | CHF | growth of 10 per cent
    2023 | operational | approved | 900 | CHF | none
    """
    assert told(books, "growth") == [
        (date(2020, 1, 1), "Zero nominal growth from the budget for 2020 on."),
        (date(2022, 1, 1), "Policy of the budget for 2022: growth of 10 per cent."),
    ]


def test_decisions_on_votes_are_told_by_day(books: Books) -> None:
    """
    council_actions: dated | state | action | document
    2022-11-22 | XAA | informed | C/1
    2022-11-22 | XAN | informed | C/1
    2023-11-21 | XAA | maintained | C/2
    """
    assert told(books, "decision") == [
        (date(2022, 11, 22), "The Council was informed of the arrears of 2 Members."),
        (date(2023, 11, 21), "The vote of 1 Member was maintained by a decision."),
    ]


def test_another_rule_on_the_vote_is_an_event(books: Books) -> None:
    """
    membership: state | status | from
    XAA | member | 1980-01-01
    """
    assert [day for day, _ in told(books, "rule")] == [date(1989, 11, 14), date(2013, 11, 21)]


def test_events_stand_on_the_axis_of_time_with_their_numbers() -> None:
    events = [Event(date(2021, 1, 1), "before"), Event(date(2023, 5, 1), "a"), Event(date(2023, 9, 1), "b"),
              Event(date(2024, 1, 1), "c")]  # fmt: skip
    found = annotated(stacked(ROWS, axis="CHF", y="due"), events)
    assert [(number, [event.words for event in those]) for number, those in found.numbered] == [
        (1, ["a", "b"]), (2, ["c"])]  # fmt: skip
    layers: Any = found.drawing.spec["layer"]
    assert [layer["mark"]["type"] for layer in layers] == ["rule", "bar", "point", "text"], (
        "lines lie below what is drawn"
    )
    (values,) = {str(layer["data"]["values"]) for layer in layers if "data" in layer}
    first, second = ({"year": 2023, "number": 1, "event": "a; b"}, {"year": 2024, "number": 2, "event": "c"})
    assert values == str([{**first, "row": (0, 0, 0)}, {**second, "row": (0, 0, 0)}])
    assert {str(layer["encoding"]["x"].get("scale")) for layer in layers if "data" in layer} == {
        str({"domain": [2022, 2023, 2024]})}, "in the order of the years drawn"  # fmt: skip
    assert found.drawing.spec["config"], "the colours of its words go with it"


def test_a_chart_keeps_its_specification_when_events_are_marked_on_it() -> None:
    drawing = lines(ROWS, axis="CHF", parts={"due": "Due"})
    before = str(drawing.spec)
    assert annotated(drawing, [Event(date(2023, 1, 1), "a")]).drawing.spec != drawing.spec
    assert str(drawing.spec) == before, "it is shared by all who see that chart"


def test_of_many_events_the_latest_are_marked() -> None:
    rows = [{"year": year, "due": 1} for year in range(1990, 2020)]
    events = [Event(date(year, 1, 1), str(year)) for year in range(1990, 2020)]
    numbered = annotated(stacked(rows, axis="CHF", y="due"), events).numbered
    assert [number for number, _ in numbered] == list(range(1, MOST + 1))
    assert numbered[-1][1][0].words == "2019"


def test_a_chart_without_time_or_events_stays_as_it_is() -> None:
    bars = ranked(ROWS, axis="CHF", y="due")
    assert annotated(bars, [Event(date(2023, 1, 1), "a")]) == (bars, ())
    none = stacked(ROWS, axis="CHF", y="due")
    assert annotated(none, []).drawing is none


@pytest.mark.parametrize("width", [300, 480, 1100])
def test_numbers_stand_over_the_chart_and_touch_neither_each_other_nor_what_is_drawn(width: int) -> None:
    rows = [{"year": year, "due": 1, "paid": 2} for year in range(1990, 2026)]
    events = [Event(date(year, 1, 1), str(year)) for year in (2008, 2009, 2010, 2011, 2012, 2013, 2016, 2018, 2022)]
    drawing = annotated(stacked(rows, axis="CHF", parts={"due": "Due", "paid": "Paid"}), events).drawing
    bold = r'translate\(([\d.]+),(-?[\d.]+)\)"[^>]*font-weight="bold"[^>]*>\d</text>'
    at = [(float(x), float(y)) for x, y in re.findall(bold, _chart(drawing, width).svg)]
    assert len(at) == len(events)
    assert max(y for _, y in at) < 0, "the drawing begins at 0"
    assert all(dist(one, other) >= APART - 1 for one, other in combinations(at, 2))


def test_an_event_of_a_year_that_is_not_drawn_is_not_marked() -> None:
    rows = [{"year": year, "due": 1} for year in (2020, 2024)]
    assert annotated(stacked(rows, axis="CHF", y="due"), [Event(date(2022, 1, 1), "a")]).numbered == ()


def test_small_charts_side_by_side_number_the_same_events_alike() -> None:
    """Those within the time of each of them, and of these the latest few."""

    def measured(*years: int) -> Drawing:
        rows = [{"year": year, "other": 100.0, "figure": "1", "source": "C"} for year in years]
        return beside_core(rows, axis="Index", core="Budget", top=110)

    events = [Event(date(year, 1, 1), f"in {year}") for year in range(2008, 2020)]
    drawings = [measured(2009, 2012, 2018), measured(2010, 2017)]
    found = annotated_alike(drawings, events)
    told = [[(number, [event.words for event in those]) for number, those in one.numbered] for one in found]
    assert told[0] == told[1] == [(at, [f"in {2012 + at}"]) for at in range(1, 6)]
    assert [one.drawing.frame is before.frame for one, before in zip(found, drawings, strict=True)] == [True, True]
    assert [one.drawing for one in annotated_alike(drawings, events[:1])] == drawings, "none lies within both"
