"""The page on the house shows the house as it is."""

from __future__ import annotations

import re

from tools.architecture import PAGE, PICTURE, ROOT, page, picture, rooms, stands_on, storeys

AGAIN = "the house has changed: .venv/bin/python -m tools.architecture"


def test_the_picture_and_the_table_are_made_of_the_imports() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert page(text) == text, AGAIN
    assert PICTURE.read_text(encoding="utf-8") == picture(), AGAIN


def test_every_folder_is_a_room_and_every_room_stands_above_what_it_knows() -> None:
    known = rooms()
    heights = storeys(known)
    assert all(heights[room] > heights[other] for room in known for other in known[room])
    assert all(set(below) <= known[room] for room, below in stands_on(known).items())
    folders = {path.parent.name for path in (ROOT / "governance").glob("*/__init__.py")}
    assert folders <= {room.split("/")[0] for room in known}


def test_the_readme_and_the_page_say_the_same_of_where_things_go() -> None:
    """What both tell to touch stands in the same files."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    told = [set(re.findall(r"`((?:governance|pages|data|tests)/[^`]+)`", text.split("| to", 1)[-1].split("| what |", 1)[-1]))
            for text in (readme, PAGE.read_text(encoding="utf-8"))]  # fmt: skip
    assert told[0] - {"data/facts/"} <= told[1]
