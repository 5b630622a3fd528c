"""The course of a year among those before it: this year bold, the others as a grey band, what is foreseen dotted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import altair as alt
import pandas as pd

from governance.charts.frames import Drawing, Rows
from governance.charts.theme import HEIGHT, INK, OTHERS, RECEIVED, Headings, blank, edge, kept, on_ground, read

_COLUMNS = ("now", "low", "usual", "high", "projected")
_STEP: Literal["step-after"] = "step-after"  # what came in stays until more does


def course(rows: Rows, *, axis: str, words: dict[str, str], tall: int = HEIGHT, stepped: bool = True) -> Drawing:
    """Shares in per cent by the column `day`: `now`, `low`, `usual` and `high` of the years before, `projected`.

    What is None is not drawn. `words` are what stands at the end of the line `now`, and above the drawing for
    `projected` and for the band (`usual`); each may be left out. `tall` is the drawing's height in pixels. `stepped`:
    what came in stays until more does; else rows are points of a line, as of days far apart.
    """
    frame = pd.DataFrame([{"day": row["day"], **{name: row[name] for name in _COLUMNS}} for row in rows],
                         columns=["day", *_COLUMNS], dtype=object)  # fmt: skip
    for name in ("now", "usual", "projected"):
        frame[f"{name}_words"] = None
        known = frame.index[frame[name].notna()]
        if name in words and len(known):
            place = known[-1] if name != "usual" else known[len(known) // 2]
            frame.loc[place, f"{name}_words"] = words[name]
    shown = tuple(name for name in _COLUMNS if frame[name].notna().any())
    return Drawing(_course(axis, tall, shown or _COLUMNS, stepped=stepped), frame)


@kept
def _course(axis: str, tall: int, shown: tuple[str, ...], *, stepped: bool) -> alt.TopLevelMixin:
    """`shown`: the columns that hold anything; a line of which nothing is drawn would be a mark without words."""
    between: Literal["step-after", "linear"] = _STEP if stepped else "linear"
    months = alt.Axis(format="%b", tickCount="month", labelOverlap=True, grid=False)
    shares = alt.Axis(tickCount=5, title=axis)
    base = blank().encode(x=alt.X("day:T", title=None, axis=months))
    scale = alt.Scale(domain=[0, 100])
    heights = {name: alt.Y(f"{name}:Q", axis=shares, scale=scale) for name in _COLUMNS}
    band = base.mark_area(color=OTHERS, opacity=0.45, interpolate=between).encode(y=heights["low"], y2=alt.Y2("high:Q"))
    edges = [
        base.mark_line(color=edge(OTHERS), strokeWidth=1, interpolate=between).encode(y=heights[name])
        for name in ("low", "high")
    ]
    usual = base.mark_line(color=edge(OTHERS), strokeWidth=2, interpolate=between).encode(y=heights["usual"])
    told = base.mark_line(color=RECEIVED, strokeWidth=3.5, interpolate=between).encode(y=heights["now"])
    foreseen = base.mark_line(color=RECEIVED, strokeWidth=2.5, strokeDash=[1, 4], strokeCap="round").encode(
        y=heights["projected"]
    )
    layers = [layer.transform_filter(f"isValid(datum.{name})")
              for name, layer in (("low", band), ("low", edges[0]), ("high", edges[1]), ("usual", usual),
                                  ("projected", foreseen), ("now", told)) if name in shown]  # fmt: skip
    return alt.layer(*layers, *_written(base, heights, shown)).properties(height=tall)


def _written(base: alt.Chart, heights: dict[str, alt.Y], shown: tuple[str, ...]) -> list[alt.Chart]:
    """The words at the line of the year, and above the drawing a key of what is dotted and of the band: where curves
    run close, words beside them would lie on them."""
    words = on_ground(
        base.transform_filter("isValid(datum.now_words)"),
        {"color": INK, "align": "right", "dx": -8, "dy": -12, "fontWeight": "bold", "fontSize": 14},
        y=heights["now"],
        text=alt.Text("now_words:N"),
    )
    found = list(words) if "now" in shown else []
    for line, name in enumerate(reversed([name for name in ("projected", "usual") if name in shown])):
        found += _key(base.transform_filter(f"isValid(datum.{name}_words)"), name, -_KEY_LINE * line - _KEY_LINE / 2)
    return found


def _key(told: alt.Chart, name: str, y: float) -> tuple[alt.Chart, alt.Chart]:
    """A line of the key, at `y` pixels from the top of the drawing: a sign as the mark is drawn, and its words."""
    if name == "usual":
        sign = told.mark_rect(color=OTHERS, opacity=0.45, stroke=edge(OTHERS), aria=False).encode(
            y=alt.YValue(y - _KEY_LINE / 4),  # type: ignore[no-untyped-call]
            y2=alt.Y2Value(y + _KEY_LINE / 4),  # type: ignore[no-untyped-call]
        )
    else:
        sign = told.mark_rule(color=RECEIVED, strokeWidth=2.5, strokeDash=[1, 4], strokeCap="round", aria=False).encode(
            y=alt.YValue(y)  # type: ignore[no-untyped-call]
        )
    words = told.mark_text(color=INK, align="left", baseline="middle", fontSize=12)
    return (
        sign.encode(x=alt.XValue(0), x2=alt.X2Value(_KEY_SIGN)),  # type: ignore[no-untyped-call]
        words.encode(x=alt.XValue(_KEY_SIGN + 6), y=alt.YValue(y), text=alt.Text(f"{name}_words:N")),  # type: ignore[no-untyped-call]
    )


_KEY_LINE, _KEY_SIGN = 18, 18
"""Pixels of a line of the key, and of the width of its sign."""


def courses(rows: Rows, *, axis: str, y: str, front: str, tips: Mapping[str, str]) -> Drawing:
    """Years beside each other from January to December, in steps: that named `front` bold, with its name at its end,
    the others grey.

    `day` is a row's day, `year` the name of its year, `y` the column that is drawn; `tips` are the columns that are
    told of a place, with their words.
    """
    names = list(dict.fromkeys(("day", "year", y, *tips)))
    frame = pd.DataFrame([{name: row[name] for name in names} for row in rows], columns=names, dtype=object)
    frame["at"] = [day.replace(year=_LEAP) for day in frame["day"]]  # one scale for all years, 29 February included
    frame["last"] = ~frame["year"].duplicated(keep="last")
    frame["front"] = frame["year"] == front
    return Drawing(_courses(axis, y, tuple(tips.items())), frame)


_LEAP = 2000


@kept
def _courses(axis: str, y: str, tips: Headings) -> alt.TopLevelMixin:
    months = alt.Axis(format="%b", tickCount="month", labelOverlap=True, grid=False)
    year = alt.Scale(domain=[{"year": _LEAP, "month": 1, "date": 1}, {"year": _LEAP, "month": 12, "date": 31}])
    base = blank().encode(
        x=alt.X("at:T", title=None, axis=months, scale=year),
        y=alt.Y(f"{y}:Q", title=axis, scale=alt.Scale(zero=True), axis=alt.Axis(tickCount=5, tickMinStep=1)),
        detail=alt.Detail("year:N"),
        tooltip=[alt.Tooltip("day:T", title=" ", format="%-d %b %Y"), *read(tips)],
    )
    layers: list[alt.Chart] = []
    for which, color, width in (("!datum.front", edge(OTHERS), 1.5), ("datum.front", RECEIVED, 3.5)):
        of_it = base.transform_filter(which)
        layers.append(of_it.mark_line(color=color, strokeWidth=width, interpolate=_STEP))
        layers.append(of_it.mark_point(color=color, filled=True, size=20).transform_filter("datum.last"))
    named = base.mark_text(color=INK, align="left", dx=6, fontWeight="bold").encode(text=alt.Text("year:N"))
    layers.append(named.transform_filter("datum.front && datum.last"))
    return alt.layer(*layers).properties(height=HEIGHT)
