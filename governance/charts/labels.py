"""Where the labels of dots stand, so that none covers another label or a dot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

ROOM = 700
"""Pixels of width for which labels are placed; on a narrower drawing they are left out."""

_TALL = 280  # pixels of height of the drawing
_LETTER, _LINE = 5.8, 12.0  # pixels of a letter's width and a line's height
_DOT = 6.0  # pixels from a dot's middle to its edge
_OUT = 0.07  # of the width: the space at both ends of the axis


@dataclass(frozen=True)
class _Box:
    left: float
    top: float
    right: float
    bottom: float

    def covers(self, other: _Box) -> bool:
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )


SIDES = ("left", "above", "right", "below")
"""The places of a label in the order in which they are tried."""


def sides(across: Sequence[float], up: Sequence[float], labels: Sequence[str]) -> list[str]:
    """For each dot the side on which its label stands, "" where there is no room for it on any.

    `across` and `up` are the dots' values; the axes reach from the least to the largest of the first, and from zero
    to the largest of the second.
    """
    least, most = min(across, default=0.0), max(across, default=0.0)
    wide = (most - least) or 1.0
    high = max(up, default=0.0) or 1.0
    middles = [
        (ROOM * (_OUT + (1 - 2 * _OUT) * (x - least) / wide), _TALL * (1 - y / high))
        for x, y in zip(across, up, strict=True)
    ]
    taken = [_Box(x - _DOT, y - _DOT, x + _DOT, y + _DOT) for x, y in middles]
    found: list[str] = []
    for (x, y), label in zip(middles, labels, strict=True):
        boxes = {side: _box(side, x, y, len(label) * _LETTER) for side in SIDES}
        free = [
            side
            for side, box in boxes.items()
            if box.left >= 0 and box.right <= ROOM and box.bottom <= _TALL
            if not any(box.covers(other) for other in taken)
        ]
        found.append(free[0] if free else "")
        if free:
            taken.append(boxes[free[0]])
    return found


def _box(side: str, x: float, y: float, width: float) -> _Box:
    if side in ("above", "below"):
        middle = y - _DOT - _LINE / 2 - 1 if side == "above" else y + _DOT + _LINE / 2 + 1
        return _Box(x - width / 2, middle - _LINE / 2, x + width / 2, middle + _LINE / 2)
    left = x + _DOT + 2 if side == "right" else x - _DOT - 2 - width
    return _Box(left, y - _LINE / 2, left + width, y + _LINE / 2)
