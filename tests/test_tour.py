"""The tour and README's picture: taken by a command, of pages that exist and say what is claimed of them."""

from __future__ import annotations

import re

import pytest
from PIL import Image

from governance.settings import ROOT
from governance.ui.shell.places import PLACES
from tools.pictures import DOCS, OVERVIEW, STOPS, TOUR, tour

MOST_BYTES = 150_000
ADDRESSES = {tab.address for place in PLACES for tab in place.tabs}


@pytest.mark.usefixtures("shipped")
def test_the_tour_says_what_its_pages_say_today() -> None:
    assert TOUR.read_text(encoding="utf-8") == tour(), "python -m tools.pictures"


def test_every_picture_is_there_at_its_size_and_small_and_none_is_left_over() -> None:
    for stop in STOPS:
        picture = DOCS / f"{stop.picture}.png"
        assert picture.stat().st_size < MOST_BYTES
        with Image.open(picture) as opened:
            assert opened.size == stop.size
    assert {path.stem for path in DOCS.glob("*.png")} == {stop.picture for stop in STOPS}


def test_readme_shows_the_first_of_them_and_leads_to_the_tour() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert re.findall(r"!\[[^\]]*\]\(docs/([\w-]+)\.png\)", readme) == [OVERVIEW]
    assert "docs/tour.md" in readme
    assert all(stop.address[1:].split("?")[0] in ADDRESSES for stop in STOPS)
