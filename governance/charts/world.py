"""The world map: States coloured by a figure, from shapes that ship with the software (data/maps).

The shapes are Natural Earth's as packaged in world-atlas, changed so that areas in dispute belong to nobody: see
data/maps/README.md. A page that shows the map shows DISCLAIMER and NEUTRAL_AREAS under it, and a table twin: a State
may be too small to see, and one without a place on the map (a fictional one) is in the table only.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, Literal

import altair as alt
import pandas as pd

from governance.charts.frames import Drawing, Rows
from governance.charts.theme import BLUE, GREEN, GREY, IN_VIEW, ORANGE, PURPLE, SKY, VERMILION, kept, themed
from governance.names import printed
from governance.words import language, mark, say, signs

_MAPS = Path(__file__).parents[2] / "data" / "maps"

DISCLAIMER = mark(
    "The boundaries and names shown and the designations used on this map do not imply official endorsement or "
    "acceptance by the United Nations."
)
"""The formula that the United Nations prints on its maps, word for word."""

NEUTRAL_AREAS = mark(
    "Grey: a State without a figure here, a territory, or an area whose status is in dispute or not settled; such "
    "areas are counted to no State. The final status of Jammu and Kashmir has not yet been agreed upon by the "
    "parties. The final boundary between the Republic of the Sudan and the Republic of South Sudan has not yet been "
    "determined, nor has the final status of the Abyei area. A dispute exists between the Governments of Argentina "
    "and the United Kingdom of Great Britain and Northern Ireland concerning sovereignty over the Falkland Islands "
    "(Malvinas)."
)
"""What grey means, with the notes that the United Nations adds for areas that this map shows in grey."""

Scale = Literal["threshold", "category"]
"""Amounts of money, cut at THRESHOLDS; or one colour for each label, in the order of value, at most six."""

_STEPS = ("#b5de2b", "#4ac16d", "#21918c", "#31688e", "#443983")
RAMP = tuple(themed(light, dark) for light, dark in zip(_STEPS, reversed(_STEPS), strict=True))
"""Low to high: viridis without its two ends, which fade into a white or a black page; each step is further from it."""

THRESHOLDS = (10_000, 100_000, 1_000_000, 10_000_000)
"""Where one colour ends and the next begins on the scale "threshold": the same for every year, in units of money."""

_CATEGORIES = (BLUE, ORANGE, GREEN, VERMILION, SKY, PURPLE)
_HEIGHT = "clamp(width / 2.3, 130, 440)"  # pixels; 2.3 is the world's proportion
_MAP_WIDTH = "min(width, 2.3 * height)"  # pixels across the world
_MARKED_BELOW = 5.4e9  # square kilometres times pixels across squared: land of under about 4.5 pixels has a marker
_LARGEST_MARKED_KM2 = 60_000  # what that is on the narrowest screen


@cache
def _topology() -> dict[str, object]:
    topology: dict[str, object] = json.loads((_MAPS / "world.json").read_text(encoding="utf-8"))
    return topology


@cache
def _centroids() -> tuple[dict[str, Any], ...]:
    """The middle of each State's largest piece of land in degrees, and that land's square kilometres."""
    with (_MAPS / "centroids.csv").open(encoding="utf-8", newline="") as file:
        return tuple(
            {"code": row["code"], "lon": float(row["lon"]), "lat": float(row["lat"]), "land_km2": int(row["land_km2"])}
            for row in csv.DictReader(file)
        )


def on_map(
    rows: Rows,
    *,
    value: str,
    legend: str,
    scale: Scale,
    said: Callable[[Any], str],
    front: str | None = None,
) -> Drawing:
    """The States of the rows coloured by the column `value`, which `said` words for whoever points at one.

    Categories stand in the order of their keys. `front` is the State in view: it is outlined, over its neighbours.
    """
    told = sorted(((row["state"], row[value]) for row in rows), key=lambda pair: pair[0] == front)
    kinds = sorted({kind for _, kind in told}) if scale == "category" else []
    frame = pd.DataFrame(
        {
            "state": [code for code, _ in told],
            "name": [printed(code) for code, _ in told],
            "value": [kinds.index(figure) if scale == "category" else figure for _, figure in told],
            "label": [said(figure) for _, figure in told],
            "in_view": [code == front for code, _ in told],
        }
    )
    return Drawing(world_map(legend, scale), frame)


def world_map(legend: str, scale: Scale) -> dict[str, object]:
    """States coloured by a figure, the same for a telephone and a wide screen. All words have been said already.

    Rows: state (ISO alpha-3), name, value (a number), label (the figure or the category as text, for the tooltip),
    in_view (whether it is the State in view).
    """
    return _whole(legend, scale, language.get())


@cache
def _whole(legend: str, scale: Scale, _: str) -> dict[str, object]:
    specification = _drawn(legend, scale)
    shapes, middles = _lookups(specification)
    shapes["values"] = _topology()
    middles["values"] = [row for row in _centroids() if row["land_km2"] < _LARGEST_MARKED_KM2]
    return specification


def _lookups(specification: dict[str, Any]) -> list[dict[str, Any]]:
    """Where the shapes and the centroids go: put in last, as Altair would spend a second on checking them."""
    return [transform["from"]["data"] for transform in specification["transform"]]


@kept
def _drawn(legend: str, scale: Scale) -> alt.LayerChart:
    world = alt.NamedData(name="world", format=alt.TopoDataFormat(type="topojson", feature="states"))
    states = alt.Chart().encode(tooltip=[alt.Tooltip("name:N", title="title"), alt.Tooltip("label:N", title=legend)])
    is_small = f"isValid(datum.land_km2) && datum.land_km2 < {_MARKED_BELOW:.0f} / pow({_MAP_WIDTH}, 2)"
    # Only the markers have a colour channel, with the legend; land takes its colour from their scale.
    fill = alt.ExprRef(f"scale('color', datum.{'label' if scale == 'category' else 'value'})")
    line = alt.ExprRef(f"datum.in_view ? '{IN_VIEW}' : '{GREY}'")
    width = alt.ExprRef("datum.in_view ? 2.5 : 0.4")
    outlines = states.mark_geoshape(fill=fill, stroke=line, strokeWidth=width).encode(shape=alt.Shape("outline:G"))
    markers = states.mark_circle(opacity=1, strokeWidth=0.6).encode(
        **_colours(legend, scale),
        longitude=alt.Longitude("lon:Q"),
        latitude=alt.Latitude("lat:Q"),
        size=alt.SizeValue(0, condition={"test": is_small, "value": alt.ExprRef("clamp(width / 28, 14, 34)")}),
    )
    background = alt.Chart(world).mark_geoshape(
        fill=GREY, fillOpacity=0.28, stroke=GREY, strokeOpacity=0.6, strokeWidth=0.4, tooltip=None
    )
    return (
        alt.LayerChart(data=alt.NamedData("rows"), layer=[background, outlines, markers])
        .transform_lookup(lookup="state", from_=alt.LookupData(world, key="id"), as_="outline")
        .transform_lookup(
            lookup="state",
            from_=alt.LookupData(alt.NamedData("middles"), key="code", fields=["lon", "lat", "land_km2"]),
        )
        .properties(
            params=[alt.VariableParameter(name="height", expr=_HEIGHT)],
            autosize=alt.AutoSizeParams(type="fit-x", contains="padding"),
            projection=alt.Projection(type="equalEarth"),
        )
    )


def _colours(legend: str, scale: Scale) -> dict[str, Any]:
    """The channel of the colour and one of the edge: with two, the legend lists the steps; with one, it is a bar."""
    box: dict[str, Any] = {
        "title": legend,
        "orient": "bottom",
        "columns": alt.ExprRef("width < 480 ? 1 : width < 860 ? 3 : 6"),
        "labelLimit": 0,
        "titleLimit": 0,
        "symbolType": "square",
        "symbolSize": 150,
        "symbolStrokeWidth": 0.6,
    }
    kind: dict[str, Any] = {}
    bins: dict[str, Any]
    if scale == "category":
        field, colours, bins = "label:N", list(_CATEGORIES), {}
        kind = {"sort": alt.EncodingSortField(field="value", op="min")}
    else:
        field, colours, bins = "value:Q", list(RAMP), {"type": scale, "domain": list(THRESHOLDS)}
        box |= {"format": ",.2~r", "labelExpr": _step()}
    edges = [GREY] * len(colours)
    return {
        "color": alt.Color(field, **kind, scale=alt.Scale(**bins, range=colours), legend=alt.Legend(**box)),
        "stroke": alt.Stroke(field, **kind, scale=alt.Scale(**bins, range=edges), legend=alt.Legend(**box)),
    }


def _step() -> str:
    """The text of a step: 1,200,000 as 1.2 M (it has two significant digits), so that five of them fit on a line.

    Filled up to one width with figure spaces, kept by a space of no width: Vega gives the steps their places before it
    has the rows, and does not move them when the numbers come.
    """
    group, point = (sign.translate(signs(language.get())) for sign in ",.")
    between = f"\\{group}" if group == "." else group
    short = "datum.label"
    for zeros, word in ((rf"00{between}000{between}000", say("bn")), (rf"00{between}000", "M")):
        short = rf"replace({short}, /(\d+){between}(\d){zeros}/g, '$1{point}$2 {word}')"
    whole = rf"replace({short}, /\{point}0 ({say('bn')}|M)/g, ' $1')"
    return f"pad({whole}, 18, '\u2007', 'right') + '\u200b'"
