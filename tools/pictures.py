"""`python -m tools.pictures`: take the pictures of README.md and docs/tour.md, two minutes through the demonstration.

What a picture shows is said beside it in the page's own words. tests/test_tour.py asks the pages for them again: a tour
whose pages have moved or say something else fails until it is taken anew.
"""

from __future__ import annotations

import os
import re
import tempfile
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser

from governance.settings import ROOT
from governance.ui.shell.places import tab_named
from tests.browsing import browsing, served, settled
from tests.shipped import TODAY, build_shipped, open_page

DOCS = ROOT / "docs"
TOUR = DOCS / "tour.md"
OVERVIEW = "overview"
"""The picture of README.md, which is the first of the tour."""


@dataclass(frozen=True)
class Stop:
    """One picture: of which page, by which link, at which size, and what is to be seen."""

    picture: str
    page: str
    link: tuple[tuple[str, str], ...]
    told: str
    size: tuple[int, int] = (1280, 720)

    @property
    def given(self) -> dict[str, str]:
        """What the link says: the demonstration on the day on which it was made."""
        return {"ledger": "demonstration", "as_of": TODAY.isoformat(), **dict(self.link)}

    @property
    def address(self) -> str:
        """The link, below wherever the dashboard is served."""
        return f"/{tab_named(self.page).address}?{'&'.join(f'{key}={text}' for key, text in self.given.items())}"


STOPS = (
    Stop(OVERVIEW, "overview", (), "What a committee asks first: how much was assessed, how much of it came in beside "
         "the years before, and whose vote is lost or at risk. Every line leads to where it can be seen or done."),
    Stop("my-state", "statement", (("state", "XDU"),), "What a delegation asks on its telephone: what we owe, of which "
         "years, and what to pay by which day to keep the vote. The account goes along as a file.", (390, 844)),
    Stop("arrears-and-votes", "arrears_and_voting", (("state", "XDU"),), "Who is near losing the vote, by how much, "
         "and who owes what of which year. The State in view has its own colour everywhere."),
    Stop("what-if", "what_if", (), "What a rise of the budget would mean for each Member: choose a growth, or another "
         "scale, and see the path beside what stays as it is."),
)  # fmt: skip


def tour() -> str:
    """The text of the tour, with what the pages say today."""
    parts = [
        "# Two minutes through the demonstration",
        "Written by `python -m tools.pictures`, which takes the pictures too. The States are made up; the links work "
        "on every installation, below its own address.",
    ]
    for number, stop in enumerate(STOPS, start=1):
        title, sentence = _said(stop)
        parts += [f"## {number}. {title}", stop.told, f"`{stop.address}`", f"![{sentence}]({stop.picture}.png)"]
    return "\n\n".join(parts) + "\n"


def _said(stop: Stop) -> tuple[str, str]:
    """The title of a page and its first sentences, as they read."""
    app = open_page(stop.page, **stop.given)
    texts = [str(one.value) for one in app.markdown]
    first = next(text for text in texts if len(text) > 40 and "-badge[" not in text)
    plain = re.sub(r":[a-z-]+\[([^\]]*)\]|[*\\\u2060]", r"\1", first)
    return str(app.title[0].value), " ".join(plain.split())


def take(browser: Browser, address: str, stop: Stop) -> bytes:
    """One picture, of so few colours that it is small."""
    width, height = stop.size
    page = browser.new_page(viewport={"width": width, "height": height}, color_scheme="light", reduced_motion="reduce")
    page.goto(f"{address}{stop.address}&language=en")
    settled(page)
    page.wait_for_timeout(1000)  # charts come to rest
    shot = Image.open(BytesIO(page.screenshot()))
    page.close()
    small = BytesIO()
    shot.convert("RGB").quantize(96, dither=Image.Dither.NONE).save(small, "PNG", optimize=True)
    return small.getvalue()


def main() -> None:
    """Take every picture and write the tour."""
    with tempfile.TemporaryDirectory() as folder:
        home = build_shipped(Path(folder) / "home")
        with served(home) as address, browsing() as browser:
            for stop in STOPS:
                (DOCS / f"{stop.picture}.png").write_bytes(take(browser, address, stop))
        TOUR.write_text(tour(), encoding="utf-8")
        os.environ.pop("GOVERNANCE_HOME", None)


if __name__ == "__main__":
    main()
