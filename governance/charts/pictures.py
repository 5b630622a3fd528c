"""A chart as a picture that leaves the screen, as SVG or PNG: what it says and where it comes from stand in it.

The same drawing and the same words are the same bytes on every machine: one font that ships beside (`fonts`), the light
colours, nothing fetched, and names of parts by their order. What is drawn is the chart as the page has it; its words
are set around it here, since a title of Vega's is neither wrapped nor followed by a source.
"""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Iterator, Mapping
from functools import cache
from html import escape
from typing import Any, NamedTuple

import pandas as pd
import vl_convert

from governance.charts.frames import Drawing, Picture, as_numbers
from governance.charts.theme import INK, ON_WHITE, Spec
from governance.settings import FONTS

FONT = "Governance Sans"
_FAMILY = f"{FONT}, 'Source Sans 3', 'Source Sans Pro', Arial, sans-serif"
"""For whoever opens an SVG without that font: the same letters under their own name, or any."""
_WIDTH, _MARGIN, _GAP, _ACROSS = 900, 24, 16, 3  # pixels, and small charts in a row
_SCALE = 2  # pixels of a PNG for each of the SVG: for a projector and for print
_LETTER = 0.46  # of a letter's size: its width, on average and with some room
_TITLE, _TEXT, _FOOT = (20, 700), (14, 400), (12, 400)  # size and weight
_LEADING = 1.35
_DRAWN_OTHERWISE = str.maketrans({"◇": "◊"})  # the font lacks the first
_GROUND = ON_WHITE["ground"]
_CONFIG = {
    "font": FONT,
    "background": _GROUND,
    "view": {"stroke": None},
    "axis": {"gridColor": ON_WHITE["grid"], "domainColor": ON_WHITE["axis"], "tickColor": ON_WHITE["axis"],
             "labelFontSize": 12, "titleFontSize": 12, "titleFontWeight": "normal"},
    "legend": {"labelFontSize": 12},
}  # fmt: skip
_THEMED = re.compile(r"light-dark\(([^,()]+),[^()]+\)")
_SIZE = re.compile(r'<svg[^>]*? width="([\d.]+)" height="([\d.]+)"')
_CLIP = re.compile(r"\bclip\d+\b")


class _Set(NamedTuple):
    """A part of the picture that has its place: SVG, and the pixels that it takes from top to bottom."""

    svg: str
    height: float


def to_svg(picture: Picture) -> bytes:
    """The picture as SVG. Its texts are texts, to be found and read aloud."""
    return _whole(picture).encode()


def to_png(picture: Picture) -> bytes:
    """The picture as PNG, on white."""
    _fonts()
    return bytes(vl_convert.svg_to_png(_whole(picture), scale=_SCALE))


def _whole(picture: Picture) -> str:
    parts = [_lines(picture.title, _TITLE, _WIDTH), _lines(picture.subtitle, _TEXT, _WIDTH), *_charts(picture.drawings)]
    parts += [_lines(line, _FOOT, _WIDTH) for line in picture.foot]
    top, placed = float(_MARGIN), []
    for part in parts:
        placed.append(f'<g transform="translate({_MARGIN},{top:g})">{part.svg}</g>')
        top += part.height
    width, height = _WIDTH + 2 * _MARGIN, round(top + _MARGIN)
    body = "".join(placed).translate(_DRAWN_OTHERWISE)
    numbers = {name: f"clip{place}" for place, name in enumerate(dict.fromkeys(_CLIP.findall(body)))}
    body = _CLIP.sub(lambda found: numbers[found[0]], body).replace(f'font-family="{FONT}"', f'font-family="{_FAMILY}"')
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="{width}" '
        f'height="{height}" viewBox="0 0 {width} {height}" role="img"><title>{escape(picture.title)}</title>'
        f'<rect width="{width}" height="{height}" fill="{_GROUND}"/>{body}</svg>\n'
    )


def _charts(drawings: Mapping[str, Drawing]) -> Iterator[_Set]:
    """One chart as wide as the picture, or rows of small ones."""
    if len(drawings) == 1:
        (drawing,) = drawings.values()
        yield _chart(drawing, _WIDTH)
        return
    width = (_WIDTH - (_ACROSS - 1) * _GAP) / _ACROSS
    small = list(drawings.items())
    for first in range(0, len(small), _ACROSS):
        beside = small[first : first + _ACROSS]
        row = [(_lines(words, _TEXT, width), _chart(drawing, width)) for words, drawing in beside]
        heads = max(head.height for head, _ in row)
        svg = "".join(
            f'<g transform="translate({place * (width + _GAP):g},0)">{head.svg}'
            f'<g transform="translate(0,{heads:g})">{chart.svg}</g></g>'
            for place, (head, chart) in enumerate(row)
        )
        yield _Set(svg, heads + max(chart.height for _, chart in row))


def _chart(drawing: Drawing, width: float) -> _Set:
    """A chart by itself, its axes and legends within the width."""
    _fonts()
    spec = _specification(drawing, width)
    locale = spec["config"].pop("locale", {})
    made = str(
        vl_convert.vegalite_to_svg(
            spec,
            allowed_base_urls=[],
            format_locale=locale.get("number"),
            time_format_locale=locale.get("time"),
        )
    )
    found = _SIZE.search(made)
    if found is None:
        raise RuntimeError("a chart was drawn without a size")
    return _Set(made, float(found[2]) + _GAP)


def _specification(drawing: Drawing, width: float) -> dict[str, Any]:
    """The chart's specification with its rows in it, in light colours and the picture's font."""
    spec: Spec = {**drawing.spec, "data": {"values": _rows(drawing.frame)}, "width": width}
    spec["autosize"] = {"type": "fit-x", "contains": "padding"}
    config: Any = drawing.spec.get("config", {})
    merged = {name: {**_of(_CONFIG, name), **_of(config, name)} for name in {*_CONFIG, *config} if name not in _PLAIN}
    spec["config"] = {**merged, **{name: _CONFIG[name] for name in _PLAIN}}
    resolved: dict[str, Any] = json.loads(_THEMED.sub(r"\1", json.dumps(spec, sort_keys=True)))
    return resolved


_PLAIN = ("font", "background")


def _of(config: Mapping[str, Any], name: str) -> dict[str, Any]:
    found = config.get(name, {})
    return dict(found)


def _rows(frame: pd.DataFrame) -> list[dict[str, object]]:
    """The rows as JSON has them: a day at its beginning, blank for what is not known."""
    text = as_numbers(frame).to_json(orient="records", date_format="iso", date_unit="s")
    rows: list[dict[str, object]] = json.loads(text or "[]")
    return rows


def _lines(text: str, form: tuple[int, int], width: float) -> _Set:
    """A text in lines of the width; none where it says nothing."""
    size, weight = form
    lines = textwrap.wrap(text, max(12, int(width / (size * _LETTER))))
    color = _THEMED.sub(r"\1", INK) if weight == _TEXT[1] else ON_WHITE["title"]
    svg = "".join(
        f'<text y="{(place + 0.8) * size * _LEADING:g}" font-family="{FONT}" font-size="{size}" '
        f'font-weight="{weight}" fill="{color}">{escape(line)}</text>'
        for place, line in enumerate(lines)
    )
    return _Set(svg, len(lines) * size * _LEADING + (size * 0.4 if lines else 0))


@cache
def _fonts() -> None:
    vl_convert.register_font_directory(str(FONTS))
