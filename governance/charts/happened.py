"""Events on a chart of time: a thin line where each happened, with its number over the chart; what it was is written
below.

Written beside their lines, the words of several years would cover each other on a telephone; and numbers within the
chart would cover what is drawn and written there. Those of neighbours stand in rows over each other.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from governance.charts.frames import Drawing
from governance.charts.theme import INK, PAPER, Spec
from governance.words import SEMICOLON, joined

MOST = 9
"""So many numbers are read at a glance: of more events the latest are shown."""
APART = 19
"""Pixels between the middles of two numbers that do not touch, and from row to row."""
WIDTHS = (250, 420, 850)
"""Pixels of a drawing within its axis: on a telephone, in half of a laptop's page, in all of it."""


class Event(NamedTuple):
    """What happened, and when; the words have been said already."""

    day: date
    words: str


Numbered = tuple[tuple[int, tuple[Event, ...]], ...]
"""What each number on a drawing stands for."""


class Annotated(NamedTuple):
    """A drawing with its events, and what each number on it stands for."""

    drawing: Drawing
    numbered: Numbered


FEW = 5
"""The same on each of several small charts side by side."""


def annotated_alike(drawings: Sequence[Drawing], events: Sequence[Event]) -> list[Annotated]:
    """Small charts side by side with the latest of the events that lie within the time of all of them, so that a number
    stands for the same on each."""
    seen = [
        {event for _, told in annotated(one, events, most=len(events)).numbered for event in told} for one in drawings
    ]
    common = [event for event in events if all(event in each for each in seen)]
    return [annotated(one, common, most=FEW) for one in drawings]


def annotated(drawing: Drawing, events: Sequence[Event], *, most: int = MOST) -> Annotated:
    """The drawing with the latest of the events that lie within its time, at `most` so many places; those of one place
    on its axis share a number.

    The drawing's axis is one of days (temporal) or of years. One without such an axis, or without events in its time,
    stays as it is.
    """
    axes = [x for x in _axes(drawing.spec) if x["field"] in drawing.frame] if events else []
    along = max(axes, key=lambda x: drawing.frame[x["field"]].notna().sum(), default=None)
    if along is None:
        return Annotated(drawing, ())
    field, by_day = along["field"], along["type"] == "temporal"
    times = list(dict.fromkeys(drawing.frame[field].dropna()))
    if not times:
        return Annotated(drawing, ())
    in_steps = along["type"] == "ordinal"
    if in_steps:  # or the years of events would stand before all others
        along = {**along, "scale": {"domain": times}}
    first, last = min(times), max(times)
    placed: dict[Any, list[Event]] = {}
    for event in sorted(events, key=lambda one: one.day):
        at = event.day if by_day else event.day.year
        if first <= at <= last and not (in_steps and at not in times):
            placed.setdefault(at, []).append(event)
    latest = list(placed.items())[-most:]
    if not latest:
        return Annotated(drawing, ())
    numbered = tuple((number, tuple(told)) for number, (_, told) in enumerate(latest, start=1))
    across = [(times.index(at) / len(times)) if in_steps else (at - first) / ((last - first) or 1) for at, _ in latest]
    placed_in_rows = zip(*(rows(across, width) for width in WIDTHS), strict=True)
    values = [
        {
            field: at.isoformat() if by_day else at,
            "number": number,
            "event": str(joined(SEMICOLON, (event.words for event in told))),
            "row": row,
        }
        for (at, _), (number, told), row in zip(latest, numbered, placed_in_rows, strict=True)
    ]
    return Annotated(Drawing(_with(drawing.spec, along, values), drawing.frame), numbered)


def rows(across: Sequence[float], width: int) -> list[int]:
    """In which row the number of each place stands, the lowest being 0: that in which nothing before it is too near.

    `across` are the places in their order, as parts of the whole; `width` the pixels of the whole.
    """
    found: list[int] = []
    ends: list[float] = []
    for at in (place * width for place in across):
        row = next((row for row, end in enumerate(ends) if at - end >= APART), len(ends))
        ends[row : row + 1] = [at]
        found.append(row)
    return found


def _axes(part: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """What lies along the chart: of the whole and of its layers; that of most rows is its time, others are spans."""
    x = part.get("encoding", {}).get("x")
    if isinstance(x, dict) and "field" in x:
        yield x
    for layer in part.get("layer", ()):
        yield from _axes(layer)


def _with(spec: Spec, along: dict[str, Any], values: list[dict[str, Any]]) -> Spec:
    """The specification with lines under what it draws, and their numbers over the whole of it."""
    whole: dict[str, Any] = dict(spec)
    parts = {name: whole.pop(name) for name in ("mark", "encoding", "transform", "layer") if name in whole}
    drawn = parts["layer"] if set(parts) == {"layer"} else [parts]
    taken = APART * (1 + max(value["row"][0] for value in values))
    if isinstance(whole.get("height"), int):
        whole["height"] += taken  # the drawing itself keeps its height
    whole["config"] = {**whole.get("config", {})}
    whole["config"]["legend"] = {**whole["config"].get("legend", {}), "offset": taken + APART // 2}
    row = f"datum.row[width < {WIDTHS[1]} ? 0 : width < {WIDTHS[2]} ? 1 : 2]"
    top = {"expr": f"{-APART * 2 // 3} - {APART} * {row}"}
    there = {"data": {"values": values}}
    tip = {"field": "event", "type": "nominal", "title": " "}
    line = {
        "mark": {"type": "rule", "color": INK, "strokeDash": [2, 3], "aria": False, "y": top, "y2": "height"},
        "encoding": {"x": along},
    }
    disc = {
        "mark": {"type": "point", "shape": "circle", "filled": True, "size": 230, "opacity": 1, "color": PAPER,
                 "stroke": INK, "strokeWidth": 1, "aria": False, "y": top},
        "encoding": {"x": along, "tooltip": tip},
    }  # fmt: skip
    number = {
        "mark": {"type": "text", "fontWeight": "bold", "fontSize": 11, "color": INK, "baseline": "middle", "y": top},
        "encoding": {"x": along, "text": {"field": "number", "type": "nominal"}, "tooltip": tip},
    }
    return {**whole, "layer": [{**there, **line}, *drawn, {**there, **disc}, {**there, **number}]}
