"""Charts: five forms and a map, each told which column of an answer is what.

A form takes an answer's rows (`answer.dicts()`, or dictionaries made of them where a cell is to be read as words) and
gives a Drawing, its specification and its rows, for `show.chart`, the one place that draws. The forms:

- `stacked`: the parts of each year on each other, or beside each other, or one bar a year;
- `ranked`: lying bars by name in the order of the rows, whole or in parts, with words at their ends;
- `lines`, `curves`: figures of years, joined where they follow each other; courses along a scale, one in front;
- `course`, `courses`: a year's course among those before it, with its projection, or beside each of them;
- `dots`: figures that are not joined, each with its words beside it;
- `against_threshold`: dots along a threshold, what lies far beyond it cut;
- `band`, `spans`: a course within what it may have been; bars from one day to another;
- `ends`, `waterfall`: who changed the most, the first and the last by name; and what made a change;
- `beside_core`: small multiples, each with the line of one level in it;
- `on_map`: States by a figure or a category.

`annotated` marks on any of them that goes along time what happened.

What a colour means is a dictionary: columns of amounts with their words, or words and colour,

    stacked(rows, axis=say("Outstanding"), parts={"arrears": (say("Arrears"), VERMILION), "current_year": say("Due")})

or values of the column `series`, whose amounts stand in the column `y`:

    lines(rows, axis=say("Balance"), y="closing_balance", series="fund", parts={name: name for name in funds})

With `y` alone a form draws one column. An amount that is not known is not drawn. `tips` are further columns that are
read at a mark, with their headings. All words come already said; specifications are made once for their words.
"""

from governance.charts.bands import band, spans
from governance.charts.course import course, courses
from governance.charts.dots import dots
from governance.charts.ends import ends
from governance.charts.frames import Drawing, Picture, as_numbers
from governance.charts.happened import Event, Numbered, annotated, annotated_alike
from governance.charts.lines import curves, lines
from governance.charts.multiples import beside_core
from governance.charts.ranked import ranked
from governance.charts.stacked import stacked
from governance.charts.thresholds import against_threshold
from governance.charts.waterfall import waterfall
from governance.charts.world import on_map

__all__ = [
    "Drawing", "Event", "Numbered", "Picture", "against_threshold", "annotated", "annotated_alike",
    "as_numbers", "band", "beside_core", "course",
    "courses", "curves", "dots", "ends", "lines", "on_map", "ranked", "spans", "stacked", "waterfall",
]  # fmt: skip
