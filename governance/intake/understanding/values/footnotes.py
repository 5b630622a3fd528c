"""Marks of footnotes beside the names of States: "France 1/", "Bolivia*" and "China¹" are France, Bolivia and China.

A mark is left out only where what remains is a State's name. What the note says of the State is not read, so that it is
told which names have one.
"""

from __future__ import annotations

import re

import pyarrow as pa

from governance.names import find

_MARK = re.compile(
    r"\s*(?:[*†‡§]+|[¹²³⁰⁴-⁹ᵃᵇᶜᵈᵉᶠ]+|[(\[](?:\d{1,2}|[a-j])[)\]]|(?<![A-Za-z])[a-z]/|\d{1,2}/|(?<=[\s)])(?:\d{1,2}|[a-j]))$"
)
_MOST = 3  # marks beside one name


def without_marks(text: pa.Array) -> tuple[pa.Array, dict[str, str]]:
    """The names without marks, and the mark of each name that had one."""
    cells = text.dictionary_encode()
    written = cells.dictionary.to_pylist()
    found = [_parted(word) for word in written]
    marks = {word: mark for word, (_, mark) in zip(written, found, strict=True) if mark}
    if not marks:
        return text, {}
    return pa.array([name for name, _ in found], pa.string()).take(cells.indices), marks


def _parted(text: str) -> tuple[str, str]:
    """The name of a State and its mark; any other text as it is, and none."""
    written = name = text.strip()
    found = ""
    for _ in range(_MOST):
        name = _MARK.sub("", name)
        found = name if name and name != written and find(name) is not None else found
    return (found, written[len(found) :].strip()) if found else (text, "")
