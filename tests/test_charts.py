"""A form draws an answer's rows: what is known of it, under the words and the colours that it was told."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from governance.charts import Drawing, band, curves, ranked, spans, stacked
from governance.charts.theme import BLUE, ORANGE, VERMILION

ROWS = [
    {"year": 2023, "name": "Alpha", "label": "7", "kind": "a", "due": Decimal(3), "paid": Decimal(4)},
    {"year": 2024, "name": "Beta", "label": "5", "kind": "b", "due": Decimal(5), "paid": None},
]
PARTS = {"due": "Due", "paid": ("Paid", VERMILION)}


def drawn(drawing: Drawing, *columns: str) -> list[tuple[object, ...]]:
    return list(zip(*(drawing.frame[column] for column in columns), strict=True))


def colours(spec: object) -> dict[str, str]:
    """What each word of a chart is coloured with, wherever in it that is said."""
    if isinstance(spec, list):
        return {word: colour for part in spec for word, colour in colours(part).items()}
    if not isinstance(spec, dict):
        return {}
    scale = spec.get("color", {}).get("scale", {}) if isinstance(spec.get("color"), dict) else {}
    own = dict(zip(scale.get("domain", ()), scale.get("range", ()), strict=True))
    return own | {word: colour for part in spec.values() for word, colour in colours(part).items()}


def test_columns_of_amounts_stand_below_each_other_and_what_is_not_known_is_not_drawn() -> None:
    drawing = stacked(ROWS, axis="CHF", parts=PARTS)
    assert drawn(drawing, "year", "part", "order", "amount") == [
        (2023, "Due", 0, 3), (2023, "Paid", 1, 4), (2024, "Due", 0, 5)]  # fmt: skip
    assert colours(drawing.spec) == {"Due": BLUE, "Paid": VERMILION}


def test_values_of_a_series_have_their_words_and_others_are_not_drawn() -> None:
    drawing = stacked(ROWS, axis="CHF", y="due", series="kind", parts={"c": "See", "b": "Bee"})
    assert drawn(drawing, "year", "part", "order", "due") == [(2024, "Bee", 1, 5)]
    assert colours(drawing.spec) == {"See": BLUE, "Bee": ORANGE}


def test_what_went_away_is_drawn_below_zero_and_told_without_a_sign() -> None:
    drawing = stacked(ROWS, axis="States", parts=PARTS, below="paid", counted=True)
    assert drawn(drawing, "part", "amount", "drawn") == [("Due", 3, 3), ("Paid", 4, -4), ("Due", 5, 5)]


@pytest.mark.parametrize(
    ("beside", "ends"), [(False, [("7", 7), ("", 7), ("5", 5)]), (True, [("7", 3), ("7", 4), ("5", 5)])]
)
def test_the_words_of_a_bar_stand_once_at_the_end_of_all_its_parts(beside: bool, ends: list[tuple[str, int]]) -> None:
    assert drawn(ranked(ROWS, axis="CHF", parts=PARTS, beside=beside), "label", "end") == ends


def test_a_part_of_zero_has_no_room_in_a_bar() -> None:
    rows = [{"name": "Alpha", "label": "4", "due": Decimal(0), "paid": Decimal(4)}]
    assert drawn(ranked(rows, axis="CHF", parts=PARTS), "part", "label", "end") == [("Paid", "4", 4)]


def test_a_figure_that_a_document_states_is_a_dot_and_no_part_of_the_line() -> None:
    day = date(2024, 7, 1)
    rows = [{"day": day, "of": "a", "number": 3, "low": 2, "high": 4}]
    stated = [{"day": day, "of": "a", "stated": 5, "label": "", "above": True}]
    drawing = band(
        rows, stated, axis="States", series="of", parts={"a": "All"}, y="number", low="low", high="high", tips={}
    )
    assert [[number == number for number in row] for row in drawn(drawing, "number", "stated")] == [
        [True, False], [False, True]]  # fmt: skip


def test_a_line_stands_at_the_day_in_view_where_there_is_one() -> None:
    rows = [{"name": "Alpha", "of": "a", "from": date(2023, 1, 1), "to": date(2024, 1, 1)}]
    told = {"series": "of", "parts": {"a": "All"}, "begins": "from", "ends": "to", "tips": {}}
    with_day, without = spans(rows, now=date(2023, 6, 1), **told), spans(rows, **told)
    assert ("layer" in with_day.spec, "layer" in without.spec) == (True, False)
    assert drawn(with_day, "now") == [(date(2023, 6, 1),)]


def test_only_the_course_in_front_is_named_and_coloured() -> None:
    drawing = curves(ROWS, axis="%", x="year", y="due", series="kind", parts={"a": "A", "b": "B"}, front="B",
                     marked="label", label="label")  # fmt: skip
    assert not colours(drawing.spec)
    grey, front, words = drawing.spec["layer"]  # type: ignore[misc]
    assert [layer["mark"]["strokeWidth"] for layer in (grey, front)] == [1.2, 3]  # type: ignore[index]
    assert words["mark"]["type"] == "text"  # type: ignore[index]
