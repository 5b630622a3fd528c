"""Events on a chart of time: a thin line where each happened, with its number; what it was is written below the chart.

Written beside their lines, the words of several years would cover each other on a telephone.
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
_TOP = 10  # pixels from the top of the drawing to the middle of a number


class Event(NamedTuple):
    """What happened, and when; the words have been said already."""

    day: date
    words: str


class Annotated(NamedTuple):
    """A drawing with its events, and what each number on it stands for."""

    drawing: Drawing
    numbered: tuple[tuple[int, tuple[Event, ...]], ...]


def annotated(drawing: Drawing, events: Sequence[Event]) -> Annotated:
    """The drawing with those of the events that lie within its time; those of one place on its axis share a number.

    The drawing's axis is one of days (temporal) or of years. One without such an axis, or without events in its time,
    stays as it is.
    """
    axes = [x for x in _axes(drawing.spec) if x["field"] in drawing.frame] if events else []
    along = max(axes, key=lambda x: drawing.frame[x["field"]].notna().sum(), default=None)
    if along is None:
        return Annotated(drawing, ())
    field, by_day = along["field"], along["type"] == "temporal"
    times = list(drawing.frame[field].dropna())
    if not times:
        return Annotated(drawing, ())
    if along["type"] == "ordinal":  # or the years of events would stand before all others
        along = {**along, "scale": {"domain": list(dict.fromkeys(times))}}
    first, last = min(times), max(times)
    placed: dict[Any, list[Event]] = {}
    for event in sorted(events, key=lambda one: one.day):
        at = event.day if by_day else event.day.year
        if first <= at <= last:
            placed.setdefault(at, []).append(event)
    latest = list(placed.items())[-MOST:]
    if not latest:
        return Annotated(drawing, ())
    numbered = tuple((number, tuple(told)) for number, (_, told) in enumerate(latest, start=1))
    values = [
        {
            field: at.isoformat() if by_day else at,
            "number": number,
            "event": str(joined(SEMICOLON, (event.words for event in told))),
        }
        for (at, _), (number, told) in zip(latest, numbered, strict=True)
    ]
    return Annotated(Drawing(_with(drawing.spec, along, values), drawing.frame), numbered)


def _axes(part: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """What lies along the chart: of the whole and of its layers; that of most rows is its time, others are spans."""
    x = part.get("encoding", {}).get("x")
    if isinstance(x, dict) and "field" in x:
        yield x
    for layer in part.get("layer", ()):
        yield from _axes(layer)


def _with(spec: Spec, along: dict[str, Any], values: list[dict[str, Any]]) -> Spec:
    """The specification with a layer of lines and one of numbers over what it draws."""
    whole: dict[str, Any] = dict(spec)
    parts = {name: whole.pop(name) for name in ("mark", "encoding", "transform", "layer") if name in whole}
    drawn = parts["layer"] if set(parts) == {"layer"} else [parts]
    top = {"value": _TOP}
    tip = {"field": "event", "type": "nominal", "title": " "}
    there = {"data": {"values": values}}
    line = {"mark": {"type": "rule", "color": INK, "strokeDash": [2, 3], "aria": False}, "encoding": {"x": along}}
    disc = {
        "mark": {"type": "point", "shape": "circle", "filled": True, "size": 230, "opacity": 1, "color": PAPER,
                 "stroke": INK, "strokeWidth": 1, "aria": False},
        "encoding": {"x": along, "y": top, "tooltip": tip},
    }  # fmt: skip
    number = {
        "mark": {"type": "text", "fontWeight": "bold", "fontSize": 11, "color": INK, "baseline": "middle"},
        "encoding": {"x": along, "y": top, "text": {"field": "number", "type": "nominal"}, "tooltip": tip},
    }
    return {**whole, "layer": [*drawn, *({**there, **layer} for layer in (line, disc, number))]}
