"""Text that a spreadsheet program would run: made harmless when it leaves, taken back as it was when it returns.

A text that begins with = + - or @ is preceded by an apostrophe in csv. So is one that begins with apostrophes
before such a sign, so that exactly one apostrophe goes away again and every text comes back as it was.
"""

from __future__ import annotations

_LIVE = ("=", "+", "-", "@", "\t", "\r")


def harmless(text: str) -> str:
    """The text as a cell that no spreadsheet program runs."""
    return f"'{text}" if _is_live(text) else text


def as_written(cell: str) -> str:
    """The text that `harmless` made the cell from."""
    return cell[1:] if cell.startswith("'") and _is_live(cell) else cell


def _is_live(text: str) -> bool:
    return text.lstrip("'").startswith(_LIVE)
