"""How wide the columns of a table and how tall its rows are, so that a long text can be read whole.

A table is drawn on a canvas that neither wraps by itself nor gives a row the height of its text. So the texts are
measured here: a column of long texts gets what room the others leave, and every row the height of the longest text.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import ceil

import pandas as pd

_ROOM = 920  # pixels that a table has beside the menu on a screen 1400 wide
_LETTER = 6.8  # pixels of a letter, with what is lost at the ends of lines
_EDGES = 18  # pixels at both sides of a cell's text
_LONG = 48  # letters from which a text is one to be wrapped
_NAME = 22  # letters of the longest name that is shown whole where there are long texts: hashes are cut
_NARROWEST, _WIDEST = 250, 560  # pixels of a column of long texts
_LINE, _MARGINS = 20, 14  # pixels of a line, and of what is above and below a cell's text
_WRAPS = 76  # pixels of a row, below which Streamlit does not wrap
_MOST_LINES = 6  # a longer text is read whole by a click on its cell
_HEAD = 37  # pixels of the head of a table
_TALLEST = 480  # pixels, from which a table scrolls
_FEW = 4  # columns that fit on a telephone, or nearly


@dataclass(frozen=True)
class Fit:
    """Pixels: of columns of long texts and hashes, of each row, of the whole; None leaves the last two to Streamlit."""

    widths: Mapping[str, int]
    row: int | None
    height: int | None


def fit(frame: pd.DataFrame, labels: Mapping[str, str], names: Sequence[str] = ()) -> Fit:
    """The room that the frame's texts need. `labels` are the heads of its columns; `names` are never wrapped."""
    letters = {name: _letters(frame[name]) for name in frame.columns}
    large = [name for name in frame.columns if letters[name] > _LONG and name not in names]
    long = [name for name in large if _has_words(frame[name])]
    cut = {name: round(_EDGES + _LETTER * _NAME) for name in large if name not in long}
    if not long:
        return Fit(cut, None, None)
    others = sum(cut.values()) + sum(
        _EDGES + _LETTER * max(letters[name], len(labels.get(name, name)))
        for name in frame.columns
        if name not in large
    )
    width = round(min(max((_ROOM - others) / len(long), _NARROWEST), _WIDEST))
    widths = {**cut, **dict.fromkeys(long, width)}
    lines = max(ceil(letters[name] * _LETTER / (width - _EDGES)) for name in long)
    if lines == 1:
        return Fit(widths, None, None)
    row = max(_LINE * min(lines, _MOST_LINES) + _MARGINS, _WRAPS)
    return Fit(widths, row, min(_HEAD + row * len(frame), max(_TALLEST, _HEAD + 3 * row)))


def pinned(frame: pd.DataFrame, naming: tuple[str, ...]) -> tuple[str, ...]:
    """The columns that stay in sight when a wide table is moved sideways: those that say what a row is about.

    `naming` are columns that name a row; where none of them is among the first two columns, the first one does.
    """
    names = [str(name) for name in frame.columns]
    if len(names) <= _FEW:
        return ()
    last = next((place for place in (1, 0) if names[place] in naming), 0)
    return tuple(names[: last + 1])


def _letters(cells: pd.Series) -> int:
    """How many letters the longest cell of the column has as it is shown."""
    return max((len(_shown(cell)) for cell in cells), default=0)


def _has_words(cells: pd.Series) -> bool:
    """Whether the column's texts can be wrapped: a hash or a file's name cannot."""
    return any(" " in _shown(cell) for cell in cells)


def _shown(cell: object) -> str:
    if isinstance(cell, float | Decimal):
        return f"{cell:,.2f}"
    return "" if cell is None else str(cell)
