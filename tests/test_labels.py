"""Labels of dots never cover each other, nor a dot; one without room is left out."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from governance import charts
from governance.charts import labels
from governance.charts.labels import SIDES, sides

dots = st.lists(
    st.tuples(st.floats(0, 100), st.floats(0, 20_000), st.text("0123456789,", min_size=1, max_size=16)), max_size=14
)


def boxes(found: list[tuple[float, float, str]]) -> tuple[list[labels._Box], list[labels._Box]]:
    """The labels' boxes as they are drawn, and the dots'."""
    across, up, texts = [x for x, _, _ in found], [y for _, y, _ in found], [text for *_, text in found]
    least, wide = min(across, default=0), (max(across, default=0) - min(across, default=0)) or 1
    middles = [
        (
            labels.ROOM * (labels._OUT + (1 - 2 * labels._OUT) * (x - least) / wide),
            labels._TALL * (1 - y / (max(up) or 1)),
        )
        for x, y in zip(across, up, strict=True)
    ]
    placed = [
        labels._box(side, x, y, len(text) * labels._LETTER)
        for (x, y), text, side in zip(middles, texts, sides(across, up, texts), strict=True)
        if side
    ]
    return placed, [labels._Box(x - 6, y - 6, x + 6, y + 6) for x, y in middles]


@given(dots)
def test_no_label_covers_another_or_a_dot(found: list[tuple[float, float, str]]) -> None:
    placed, middles = boxes(found)
    for number, box in enumerate(placed):
        assert box.left >= 0
        assert box.right <= labels.ROOM
        assert not any(box.covers(other) for other in [*placed[:number], *middles])


def test_figures_that_documents_state_are_dots_and_never_joined() -> None:
    parts = {"staff_total": "All staff"}
    drawing = charts.dots(
        [], axis="Persons", y="figure", series="indicator", parts=parts, day="on", label="said", tips={}
    )
    layers: Any = drawing.spec["layer"]
    marks = [layer["mark"]["type"] for layer in layers]
    assert set(marks) == {"point", "text"}


def test_each_has_a_side_where_there_is_room_and_none_where_there_is_not() -> None:
    assert set(sides([1, 2, 3], [10, 20, 30], ["10", "20", "30"])) <= set(SIDES)
    assert "" in sides([1] * 9, [10] * 9, ["more than 10,000"] * 9)
    assert sides([], [], []) == []
