"""A form draws an answer's rows: what is known of it, under the words and the colours that it was told."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from governance.charts import (
    Drawing,
    against_threshold,
    band,
    beside_core,
    course,
    ends,
    ranked,
    spans,
    stacked,
    waterfall,
)
from governance.charts.against_prices import budget_against_prices
from governance.charts.pictures import _chart
from governance.charts.theme import BLUE, ORANGE, VERMILION, in_lines
from governance.charts.thresholds import CUT
from governance.names import states
from governance.settings import ROOT
from governance.ui.parts.numbers import month_short
from governance.wording import in_short
from governance.words import reading_in

ROWS = [
    {"year": 2023, "name": "Alpha", "label": "7", "kind": "a", "due": Decimal(3), "paid": Decimal(4)},
    {"year": 2024, "name": "Beta", "label": "5", "kind": "b", "due": Decimal(5), "paid": None},
]
PARTS: dict[Any, str | tuple[str, str]] = {"due": "Due", "paid": ("Paid", VERMILION)}


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
    rows = [{"name": "Alpha", "part": "a", "from": date(2023, 1, 1), "ends": date(2024, 1, 1)}]
    told: dict[str, Any] = {"parts": {"a": "All"}, "begins": "from", "tips": {}}
    with_day, without = spans(rows, now=date(2023, 6, 1), **told), spans(rows, **told)
    assert ("layer" in with_day.spec, "layer" in without.spec) == (True, False)
    assert drawn(with_day, "now") == [(date(2023, 6, 1),)]


DAYS: list[dict[str, Any]] = [
    {"day": date(2024, 1, 1), "now": Decimal(5), "low": Decimal(1), "usual": Decimal(4), "high": Decimal(6), "projected": None},
    {"day": date(2024, 1, 2), "now": Decimal(7), "low": Decimal(2), "usual": Decimal(5), "high": Decimal(8), "projected": Decimal(7)},
    {"day": date(2024, 1, 3), "now": None, "low": Decimal(2), "usual": Decimal(6), "high": Decimal(9), "projected": Decimal(9)},
]  # fmt: skip


def test_a_course_is_named_where_it_stands_and_its_projection_at_the_end_of_the_year() -> None:
    words = {"now": "2024: 7 %", "usual": "before", "projected": "projected 9 %"}
    drawing = course(DAYS, axis="%", words=words)
    assert drawn(drawing, "now_words", "usual_words", "projected_words") == [
        (None, None, None), ("2024: 7 %", "before", None), (None, None, "projected 9 %")]  # fmt: skip
    assert course(DAYS, axis="%", words={}).frame["now_words"].isna().all()
    assert course([], axis="%", words=words).frame.empty


def test_the_words_of_band_and_projection_stand_above_the_drawing_beside_a_sign_of_their_mark() -> None:
    """Beside the marks they lay on the curves, which run close to each other, and near neither."""
    drawing = course(DAYS, axis="%", words={"now": "2024: 7 %", "usual": "before", "projected": "projected 9 %"})
    layers: list[Any] = drawing.spec["layer"]  # type: ignore[assignment]
    tops = {}
    for name in ("usual", "projected"):
        (words,) = [one for one in layers if one["encoding"].get("text", {}).get("field") == f"{name}_words"]
        signs = [one for one in layers if one["transform"] == words["transform"] and one is not words]
        assert [sign["mark"]["type"] for sign in signs] == ["rect" if name == "usual" else "rule"]
        assert signs[0]["encoding"]["x2"]["value"] < words["encoding"]["x"]["value"]
        tops[name] = words["encoding"]["y"]["value"]
    assert max(tops.values()) < 0, "above the drawing"
    assert abs(tops["usual"] - tops["projected"]) >= 12, "each on its line"


def test_a_line_goes_through_no_words_at_a_dot() -> None:
    rows = [{"name": "Alpha", "kind": "ok", "ratio": Decimal("0.9"), "label": "0.90 times"}]
    layers: list[Any] = against_threshold(
        rows, axis="times", kinds={"ok": ("ok", "#000", "circle")}, at="threshold"
    ).spec["layer"]  # type: ignore[assignment]
    line = next(place for place, one in enumerate(layers) if one["mark"]["type"] == "rule" and "data" in one)
    written = [place for place, one in enumerate(layers) if one["encoding"].get("text", {}).get("field") == "label"]
    ground, words = (layers[place]["mark"] for place in written)
    assert min(written) > line, "the words lie above the line"
    assert ground["strokeWidth"]
    assert "strokeWidth" not in words


@pytest.mark.parametrize("code", ["en", "fr", "es"])
def test_a_chart_writes_months_as_the_sentences_around_it_do(code: str) -> None:
    with reading_in(code):
        spec = course(DAYS, axis="%", words={}).spec
        short: list[str] = spec["config"]["locale"]["time"]["shortMonths"]  # type: ignore[index]
        assert len(short) == 12
        for month, name in enumerate(short, start=1):
            assert name in month_short(date(2024, month, 1))
            assert name in in_short(date(2024, month, 1))


def test_what_lies_far_beyond_the_threshold_is_cut_and_says_how_far() -> None:
    rows = [
        {"name": "Alpha", "kind": "lost", "ratio": Decimal("4.5"), "label": "4.5 times"},
        {"name": "Beta", "kind": "below", "ratio": Decimal("0.5"), "label": "0.5 times"},
    ]
    kinds = {
        "lost": ("lost", VERMILION, "square"),
        "near": ("near", ORANGE, "diamond"),
        "below": ("ok", BLUE, "circle"),
    }
    drawing = against_threshold(rows, axis="times", kinds=kinds, at="threshold")
    assert drawn(drawing, "name", "ratio", "label", "part") == [
        ("Alpha", CUT, "4.5 times", "lost"), ("Beta", Decimal("0.5"), "0.5 times", "ok")]  # fmt: skip
    assert colours(drawing.spec) == {"lost": VERMILION, "ok": BLUE}, (
        "a meaning that does not occur is not in the legend"
    )
    ticks = [layer for layer in drawing.spec["layer"] if layer["encoding"].get("x", {}).get("datum") == 1]  # type: ignore[attr-defined]
    assert {layer["mark"]["type"] for layer in ticks} == {"rule", "text"}


def test_both_ends_and_the_name_in_view_stand_by_name_and_all_others_as_spans() -> None:
    rows = [{"name": f"S{place:02}", "change": Decimal(15 - place), "label": str(15 - place)} for place in range(30)]
    drawing = ends(rows, axis="%", y="change", others=lambda number: f"{number} others", front="S12")
    names = list(drawing.frame["name"])
    assert names[:10] == [f"S{place:02}" for place in range(10)]
    assert names[10:13] == ["2 others", "S12", "7 others"], "the others lie where they are"
    assert names[13:] == [f"S{place:02}" for place in range(20, 30)]
    told = drawing.frame.set_index("name")
    assert (told.loc["2 others", "least"], told.loc["2 others", "most"]) == (4, 5)
    assert (told.loc["S12", "side"], told.loc["S00", "side"], told.loc["S29", "side"]) == ("front", "more", "less")


def test_as_many_others_in_two_places_are_two_rows() -> None:
    rows = [{"name": f"S{place}", "change": Decimal(place), "label": ""} for place in range(25)]
    drawing = ends(rows, axis="%", y="change", others=lambda number: f"{number} others", front="S12")
    assert len(set(drawing.frame["name"])) == len(drawing.frame) == 23


def test_each_part_of_a_waterfall_begins_where_the_one_before_it_ended_and_the_whole_at_zero() -> None:
    parts = [("Level", Decimal(10), "+10"), ("Scale", Decimal(-4), "-4")]
    drawing = waterfall(parts, axis="CHF", whole=("In all", "+6"))
    assert drawn(drawing, "name", "start", "end", "kind", "label") == [
        ("Level", 0, 10, "more", "+10"),
        ("Scale", 10, 6, "less", "-4"),
        ("In all", 0, 6, "whole", "+6"),
    ]


def test_small_multiples_share_one_scale_from_zero() -> None:
    rows = [{"year": 2000, "core": 100}, {"year": 2000, "other": 100}, {"year": 2001, "other": 300}]
    specs = [str(beside_core(rows, axis="Index", core="Budget", top=top).spec) for top in (300.0, 400.0)]
    assert "[0, 300.0]" in specs[0]
    assert "[0, 400.0]" in specs[1]


def test_a_budget_alone_begins_at_zero_and_beside_prices_the_gap_is_shaded() -> None:
    rows = [{"year": 2000, "amount": Decimal(5), "part": "stated", "run": "n1"}]
    words = ("stated", "recovered", "kept")
    alone = str(budget_against_prices(rows, axis="CHF", words=words).spec)
    beside = str(budget_against_prices([{**rows[0], "keeps": Decimal(6)}], axis="CHF", words=words).spec)
    assert "'zero': True" in alone
    assert "'zero': True" not in beside


def test_another_state_in_view_has_no_specification_made_anew() -> None:
    """Making one takes longer than all else that a change of the State asks for."""
    names = ("A", "B’s “own”")
    rows = [{"name": name, "amount": Decimal(1), "label": "1"} for name in names]
    first, second = (ranked(rows, axis="CHF", y="amount", front=name) for name in names)
    assert [one.spec["params"] for one in (first, second)] == [
        [{"name": "front", "value": "A"}], [{"name": "front", "value": "B’s “own”"}]
    ]  # fmt: skip
    assert first.spec["layer"] is second.spec["layer"]
    assert "params" not in ranked(rows, axis="CHF", y="amount", front="C").spec


def test_the_threshold_is_drawn() -> None:
    rows = [{"name": "A", "kind": "near", "ratio": Decimal(1), "label": "1"}]
    drawing = against_threshold(rows, axis="times", kinds={"near": ("at risk", "#000", "circle")}, at="threshold")
    (line, words) = (layer for layer in drawing.spec["layer"] if "data" in layer)  # type: ignore[attr-defined]
    assert line["data"] == words["data"] == {"values": [{}]}, "once, and not with the name of data that nobody has"
    assert words["mark"]["text"] == "threshold"


def test_a_channel_is_told_as_what_it_is() -> None:
    """Of a channel given as a text, or as a value of any channel, altair looks through its whole schema for what it may
    be, at each chart: it took most of the time of making one."""
    texts = [
        f"{path.name}:{call.lineno} {channel.arg}"
        for path in (ROOT / "governance" / "charts").glob("*.py")
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr == "encode"
        for channel in call.keywords
        if isinstance(channel.value, ast.Constant | ast.JoinedStr)
        or (
            isinstance(channel.value, ast.Call)
            and ast.unparse(channel.value.func) in ("alt.value", "alt.datum", "alt.condition")
        )
    ]
    assert not texts


def test_a_waterfall_on_a_telephone_keeps_its_direction() -> None:
    """The room for words at both sides of the bars was more than there is beside long names."""
    parts = [("A change of the scale of assessments", Decimal(12_000_000), "12"), ("Others", Decimal(-4_000_000), "-4")]
    drawing = waterfall(parts, axis="CHF", whole=("The whole change for all Members together", "8"))
    for width in (300, 800):
        marks = re.findall(r'translate\(([\d.]+),[\d.]+\)"[^>]*>(\d+)M<', _chart(drawing, width).svg)
        at = [float(place) for _, place in sorted((int(figure), place) for place, figure in marks)]
        assert len(at) > 1
        assert at == sorted(at), width


def test_a_name_of_several_lines_stands_in_the_middle_of_its_bar() -> None:
    """Its first line ends where the bar has its middle: of three lines half a line more stands above, of four a whole."""
    name = "A long name of an organization that needs several lines beside its bar in a chart"
    drawing = ranked([{"name": name, "value": Decimal(1), "label": "1"}], axis="CHF", y="value")
    (axis,) = {json.dumps(found) for found in _axes_of(drawing.spec) if "labelOffset" in found}
    offsets = {each["test"]: each["value"] for each in json.loads(axis)["labelOffset"]["condition"]}
    assert [value for test, value in offsets.items() if "== 3" in test or "== 4" in test] == [-7, -14]
    assert json.loads(axis)["labelOffset"]["value"] == 0, "of one or two lines none"
    most = max(in_lines(state.name).count("\n") + 1 for state in states())
    assert len(offsets) + 2 >= most, "there is no State with more"


def _axes_of(part: object) -> Iterator[dict[str, Any]]:
    if isinstance(part, dict):
        if isinstance(part.get("axis"), dict):
            yield part["axis"]
        for each in part.values():
            yield from _axes_of(each)
    elif isinstance(part, list):
        for each in part:
            yield from _axes_of(each)
