"""Colours and sizes that all charts share.

The colours are those of Okabe and Ito, which people with any kind of colour blindness can tell apart, in an order
that also differs in lightness. Nothing is told by colour alone: series are named at their lines or in a legend
with shapes, and every chart has a table beside it. Fonts, axes and backgrounds follow the page's light or dark.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any, ParamSpec

import altair as alt

from governance.words import language

BLUE = "#0072B2"
ORANGE = "#E69F00"
GREEN = "#009E73"
VERMILION = "#D55E00"
SKY = "#56B4E9"
PURPLE = "#CC79A7"
GREY = "#7A7E85"  # as far from white as from the dark background: words in it are read on both

PALE_ORANGE = "#F7D27A"
PALE_GREEN = "#7FD1B9"

ASSESSED, FREE, EARMARKED, VOLUNTARY, OTHER_REVENUE = BLUE, ORANGE, GREEN, GREEN, PURPLE
"""What money is, in the same colour on every chart; voluntary money together has the colour of its largest part."""

ALL_REVENUE, ALL_EXPENSES = GREY, VERMILION

CURRENT = "#9ecae1"
AGES = (CURRENT, "#fdd49e", "#fdbb84", "#fc8d59", "#d7301f", "#7f0000")
"""Outstanding by age, the current year first: light to dark, so that age shows without hue."""

SERIES = (BLUE, ORANGE, GREEN, PURPLE, VERMILION, SKY, GREY)
"""Colours of series in their order; a chart has at most so many."""

HEIGHT = 340
BAR = 22  # pixels for each bar that lies, so that no name is dropped
NAMES = alt.Axis(labelLimit=220)
"""The names at the left of bars that lie."""
YEARS = alt.Axis(labelAngle=0, labelOverlap=True)
"""Years, or other short steps, below bars that stand."""
_LEGEND_LINE = 24  # pixels of a line of a legend
_LEGEND_LETTERS, _SIGN = 48, 4  # letters of a legend's line on a telephone; of them a sign's, with the space around it
_KEPT = 512  # specifications: all that the pages have in three languages, and some that name what readers write

P = ParamSpec("P")
Spec = dict[str, object]
Words = tuple[str, ...]
Headings = tuple[tuple[str, str], ...]


def coloured(words: Words, colours: Words, **legend: Any) -> alt.Color:
    """The colour of each part, with a legend above the chart; a single part needs none, as the axis names it."""
    scale = alt.Scale(domain=list(words), range=list(colours))
    shown = alt.Legend(orient="top", columns=_beside(words), labelLimit=320, **legend) if len(words) > 1 else None
    return alt.Color("part:N", title=None, sort=list(words), scale=scale, legend=shown)


def room(words: Words) -> int:
    """A chart's height, so that a legend of many lines does not take its pixels from what is drawn."""
    return HEIGHT + _LEGEND_LINE * (-(-len(words) // _beside(words)) - 1 if words else 0)


def _beside(words: Words) -> int:
    """How many words of a legend stand beside each other, so that they are whole on a telephone too."""
    return max(1, min(len(words), _LEGEND_LETTERS // (max(map(len, words), default=0) + _SIGN)))


def read(tips: Headings) -> list[alt.Tooltip]:
    """What is read at a mark besides its figure: words of a column under its heading."""
    return [alt.Tooltip(f"{column}:N", title=heading) for column, heading in tips]


def kept(make: Callable[P, alt.TopLevelMixin]) -> Callable[P, Spec]:
    """Turn a chart without data into its specification, made once for each set of words in a language and kept."""

    @lru_cache(maxsize=_KEPT)
    def made(_: str, *args: P.args, **kwargs: P.kwargs) -> Spec:
        specification: Spec = make(*args, **kwargs).to_dict()
        for name in ("data", "datasets", "config", "$schema"):
            specification.pop(name, None)
        _drop_data(specification)
        return specification

    return lambda *args, **kwargs: made(language.get(), *args, **kwargs)


def _drop_data(part: Spec) -> None:
    """Layers within layers keep the name of the rows to come, which only the whole chart is given."""
    for layer in part.get("layer", ()):  # type: ignore[attr-defined]
        if layer.get("data") == {"name": "rows"}:
            del layer["data"]
        _drop_data(layer)


def blank() -> alt.Chart:
    """A chart whose rows come later."""
    return alt.Chart(alt.NamedData("rows"))


LARGE = "datum.value == 0 ? '0' : replace(datum.label, 'G', ' bn')"
"""Labels of an axis of amounts: billions as "bn", since the G of the SI is no word of accounts."""


def money_axis(title: str) -> alt.Axis:
    """An axis of amounts, in thousands, millions and so on."""
    return alt.Axis(title=title, format="~s", tickCount=5, labelExpr=LARGE)
