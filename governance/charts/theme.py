"""Colours and sizes that all charts share: the one place where a colour is chosen.

A colour means one thing on every chart. Each is a pair, for a light and for a dark page, and the browser takes the one
that fits (`light-dark()`), also while the theme is changed. Words have a contrast of at least 4.5 with the page, marks
of 3: a mark that is paler than that has an edge that is not (EDGES). Series that mean nothing in particular have the
colours of Okabe and Ito, which people with any kind of colour blindness can tell apart, darkened for a light page.
Nothing is told by colour alone: series are named at their lines or in a legend, and every chart has a table beside it.
"""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import Any, ParamSpec

import altair as alt
from altair.utils import schemapi

from governance.words import language, locale_of, say


def themed(light: str, dark: str) -> str:
    """A colour that is one on a light page and another on a dark one."""
    return f"light-dark({light},{dark})"


PAPER = themed("#FFFFFF", "#171614")
"""What is drawn on: the page."""
INK = themed("#54585E", "#B9BDC3")
"""Words in a chart: titles, axes, legends, what stands at a bar."""

ON_WHITE = {"ground": "#FFFFFF", "title": "#1B1F24", "axis": "#8A8F99", "grid": "#E4E6E9"}
"""Of a picture that leaves the screen: it is on white wherever it goes."""

BLUE = themed("#0072B2", "#56B4E9")
ORANGE = themed("#B57600", "#E69F00")
GREEN = themed("#009E73", "#3CCBA0")
VERMILION = themed("#D55E00", "#FF8A5C")
SKY = themed("#3A8FC2", "#A6D8F5")
PURPLE = themed("#B8609A", "#D99BC1")
GREY = themed("#6F7379", "#94989E")

SERIES = (BLUE, ORANGE, GREEN, PURPLE, VERMILION, SKY, GREY)
"""Colours of series in their order; a chart has at most so many."""

ASSESSED = BLUE
RECEIVED = GREEN
CURRENT = themed("#9ECAE1", "#5B8FB0")
"""What is due of the current year: with its edge, as it is no debt yet."""
AGES = (
    CURRENT,
    themed("#FDBB84", "#A85F33"),
    themed("#FC8D59", "#C97B4B"),
    themed("#EF6548", "#E39A6B"),
    themed("#D7301F", "#F4BB95"),
    themed("#B30000", "#FFDCC4"),
)
"""Outstanding by age, the current year first, then arrears: the older, the further from the page, so that age shows
without hue."""
ARREARS = AGES[4]
"""Arrears of all ages together."""
VOTE_LOST = themed("#B30000", "#FF8A80")
AT_RISK = themed("#D55E00", "#FFB070")

VOLUNTARY = themed("#8A6FB0", "#B79FD9")
FREE, EARMARKED = themed("#5B3F8C", "#DCCBF5"), VOLUNTARY
"""Voluntary money that is free to use, and that which is not, which has the colour of all, being most of it."""
PALE_ORANGE, PALE_GREEN = themed("#A0489A", "#F3C7EE"), themed("#C06AAE", "#D488C6")
"""The same of organizations."""
OTHER_REVENUE = themed("#7A7A2E", "#C9C96B")

MORE, LESS = themed("#3F4347", "#D5D8DC"), themed("#84888D", "#85898E")
"""What rises and what falls: neither is good, so that both are grey; the sign stands beside."""

IN_VIEW = themed("#00558C", "#8CCBF2")
OTHERS = themed("#B8B8B8", "#555555")
"""The State in view (or the year that is told of), and all that it stands among; a line of these has their edge."""

EDGES = {
    CURRENT: themed("#4A86A8", "#8FBBD6"),
    AGES[1]: themed("#B3541E", "#A85F33"),
    AGES[2]: themed("#B3541E", "#C97B4B"),
    OTHERS: themed("#8A8A8A", "#7F7F7F"),
}
"""The edge of a mark that is paler than a mark may be."""

DASHED = [6, 4]
"""What is assumed or foreseen: dashes in the colour of what it is assumed of."""

_TEXTS: dict[str, dict[str, str | bool | int]] = {
    "axis": {"labelColor": INK, "titleColor": INK},
    "legend": {"labelColor": INK, "titleColor": INK},
    "title": {"color": INK, "subtitleColor": INK},
    "header": {"labelColor": INK, "titleColor": INK},
    "axisXQuantitative": {"labelBound": 8},
    "axisXTemporal": {"labelBound": 8},
    "text": {"color": INK},
    "rule": {"aria": False},
}
"""The words of a chart, which Streamlit would draw too faint, the axes' above all; a label that would be cut at the end
of an axis is left out; and lines of reference, which would be read aloud without a name, are silent."""


def edge(colour: str) -> str:
    """The colour of a line, or of a mark's edge: the colour itself unless it is too pale for one."""
    return EDGES.get(colour, colour)


HEIGHT = 340
BAR = 22  # pixels for each bar that lies, so that no name is dropped
YEARS = alt.Axis(labelAngle=0, labelOverlap=True)
"""Years, or other short steps, below bars that stand."""
_LEGEND_LINE = 24  # pixels of a line of a legend
_LEGEND_LETTERS, _SIGN = 38, 4  # letters of a legend's line on a telephone; of them a sign's, with the space around it
_TITLE_LETTERS = 32  # letters of a line of a title below a chart
_NAME_LETTERS, _NAME_LINE = 24, 14  # letters of a line of a name beside a bar, and its pixels
_MOST_NAME_LINES = 6
_KEPT = 512  # specifications: all that the pages have in three languages, and some that name what readers write

P = ParamSpec("P")
Spec = dict[str, object]
Words = tuple[str, ...]
Headings = tuple[tuple[str, str], ...]


def trust() -> None:
    """Make charts from now on without holding each part to Vega-Lite's schema, which takes three quarters of the time
    that a chart takes: the tests hold every chart to it."""
    schemapi.disable_debug_mode()


def coloured(words: Words, colours: Words, **legend: Any) -> alt.Color:
    """The colour of each part, with a legend above the chart; a single part needs none, as the axis names it."""
    scale = alt.Scale(domain=list(words), range=list(colours))
    return alt.Color("part:N", title=None, sort=list(words), scale=scale, legend=_legend(words, **legend))


def painted(words: Words, colours: Words, *, legend: bool = True) -> dict[str, alt.Color | alt.Stroke]:
    """The colour of each part of a bar, and the edge of those that are pale."""
    told = _legend(words) if legend else None
    scale = alt.Scale(domain=list(words), range=list(colours))
    shown: dict[str, Any] = {"title": None, "sort": list(words), "legend": told}
    found: dict[str, alt.Color | alt.Stroke] = {"color": alt.Color("part:N", scale=scale, **shown)}
    if any(colour in EDGES for colour in colours):
        scale = alt.Scale(domain=list(words), range=[edge(colour) for colour in colours])
        found["stroke"] = alt.Stroke("part:N", scale=scale, **shown)
    return found


def _legend(words: Words, **more: Any) -> alt.Legend | None:
    return alt.Legend(orient="top", columns=_beside(words), labelLimit=320, **more) if len(words) > 1 else None


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
        specification: Spec = make(*args, **kwargs).to_dict(validate=schemapi.DEBUG_MODE)
        own = specification.pop("datasets", {})
        for name in ("data", "$schema"):
            specification.pop(name, None)
        specification["config"] = {**_TEXTS, **_signs(language.get())}
        _place_data(specification, own)
        return specification

    return lambda *args, **kwargs: made(language.get(), *args, **kwargs)


@lru_cache
def _signs(code: str) -> dict[str, Any]:
    """How a language writes the figures and months of a chart that the browser makes words of itself: as the sentences
    around it write them, in English too, of which a browser has its own (Sep beside Sept)."""
    locale = locale_of(code)
    symbols = locale.number_symbols["latn"]
    names = {name: [locale.months["format"][width][month] for month in range(1, 13)]
             for name, width in (("months", "wide"), ("shortMonths", "abbreviated"))}  # fmt: skip
    week = (6, 0, 1, 2, 3, 4, 5)  # a browser's week begins on Sunday, Babel's on Monday
    names |= {name: [locale.days["format"][width][day] for day in week]
              for name, width in (("days", "wide"), ("shortDays", "abbreviated"))}  # fmt: skip
    number = {"decimal": symbols["decimal"], "thousands": symbols["group"], "grouping": [3], "currency": ["", ""]}
    forms = {"dateTime": "%d %B %Y", "date": "%d/%m/%Y", "time": "%H:%M", "periods": ["AM", "PM"]}
    return {"locale": {"number": number, "time": {**forms, **names}}}


def _place_data(part: Spec, own: Any) -> None:
    """Layers within layers keep the name of the rows to come, which only the whole chart is given; what a layer draws
    of its own, a line of reference, stands in it."""
    for layer in part.get("layer", ()):  # type: ignore[attr-defined]
        name = layer.get("data", {}).get("name")
        if name == "rows":
            del layer["data"]
        elif name in own:
            layer["data"] = {"values": own[name]}
        _place_data(layer, own)


def years_apart(room: int = 18) -> alt.X:
    """Years as a distance: ten years are ten times as wide as one; `room` is left at both ends, in pixels."""
    axis = alt.Axis(format="d", tickMinStep=1, labelOverlap=True, grid=False)
    return alt.X("year:Q", title=None, axis=axis, scale=alt.Scale(zero=False, nice=False, padding=room))


def on_ground(there: alt.Chart, style: Mapping[str, Any], **where: Any) -> tuple[alt.Chart, alt.Chart]:
    """Words on a ground of the page's own, so that no line goes through them."""
    ground = {**style, "stroke": PAPER, "strokeWidth": 5, "strokeJoin": "round", "aria": False}
    return (
        there.mark_text(**ground).encode(**{"color": alt.ColorValue(PAPER), **where}),
        there.mark_text(**style).encode(**where),
    )


def blank() -> alt.Chart:
    """A chart whose rows come later."""
    return alt.Chart(alt.NamedData("rows"))


def large(label: str = "datum.label") -> str:
    """An amount of many digits, as an expression of charts has shortened it: billions as words, since the G of the SI
    is no word of accounts."""
    return f"replace({label}, 'G', ' {say('bn')}')"


def money_axis(title: str | list[str] | None) -> alt.Axis:
    """An axis of amounts, in thousands, millions and so on."""
    return alt.Axis(title=title, format="~s", tickCount=5, labelExpr=f"datum.value == 0 ? '0' : {large()}")


_FRONT = "front"


def is_front(field: str) -> str:
    """The expression by which a chart knows the name in view: that stands beside its specification, which is kept."""
    return f"datum[{field!r}] === {_FRONT}"


def with_front(specification: Spec, front: str | None) -> Spec:
    """The specification with the name in view, if one is: it is not made anew for each State that may be."""
    return specification if front is None else {**specification, "params": [{"name": _FRONT, "value": front}]}


def under(title: str | None) -> str | list[str] | None:
    """The title of an axis below a chart, in lines that are whole on a telephone too."""
    lines = textwrap.wrap(title or "", _TITLE_LETTERS)
    return lines if len(lines) > 1 else title


def in_lines(name: str) -> str:
    """A name beside a bar in lines, each of which is whole on a telephone too."""
    return "\n".join(textwrap.wrap(name, _NAME_LETTERS, break_long_words=False, break_on_hyphens=False)) or name


def row_of(names: Iterable[str], tall: int) -> int:
    """The pixels of each row of these names in their lines, at least `tall`."""
    return max([tall, *(_NAME_LINE * (1 + name.count("\n")) + 2 for name in names)])


def names(*, front: bool) -> alt.Axis:
    """The names at the left of bars that lie, in their lines, that of the State in view standing out."""
    lines: dict[str, Any] = {
        "labelExpr": r"split(datum.label, '\n')",
        "labelLineHeight": _NAME_LINE,
        "labelLimit": 200,
        "labelOverlap": False,
        "labelBaseline": alt.condition(
            r"indexof(datum.value, '\n') > 0", alt.value("line-bottom"), alt.value("middle")
        ),
        "labelOffset": {  # the first line ends at the middle of the bar: of more than two, some belong above it
            "condition": [
                {"test": rf"length(split(datum.value, '\n')) == {number}", "value": _NAME_LINE * (2 - number) / 2}
                for number in range(3, _MOST_NAME_LINES + 1)
            ],
            "value": 0,
        },
    }
    if not front:
        return alt.Axis(**lines)
    told = is_front("value")
    return alt.Axis(
        **lines,
        labelFontWeight=alt.condition(told, alt.value("bold"), alt.value("normal")),
        labelColor=alt.condition(told, alt.value(IN_VIEW), alt.value(INK)),
    )
