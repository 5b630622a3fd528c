"""Charts that leave the screen as pictures: what they say stands in them, and the same chart is the same bytes."""

from __future__ import annotations

import ast
import io
import re
from xml.etree import ElementTree

import pytest
import streamlit as st
from PIL import Image, ImageFont
from streamlit.runtime.memory_media_file_storage import _calculate_file_id

from governance.books import Answer
from governance.charts import Picture, pictures, ranked
from governance.papers.evidence import in_words_of
from governance.settings import FONTS
from governance.ui.parts import file_links, show
from governance.ui.shell.here import Here
from governance.words import reading_in
from tests.shipped import open_page, unfolded
from tests.sources import SCREENS, nodes

Shown = tuple[Here, Answer, Picture]


def texts(svg: bytes) -> str:
    """All that is written in a picture, without the breaks of its lines."""
    root = ElementTree.fromstring(svg)
    return " ".join("".join(one.itertext()) for one in root.iter() if one.tag.endswith("}text"))


@pytest.fixture(scope="module")
def shown(shipped: object) -> dict[str, Shown]:
    """The pictures that pages offer, by their key, as they would be made: none is before it is asked for."""
    found: dict[str, Shown] = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(show, "partial", lambda made, *given: _kept(found, *given))
        for page in ("arrears_and_voting", "zero_nominal_growth"):
            app = unfolded(open_page(page, ledger="demonstration", state="XDU"))
            assert not app.exception
        app = unfolded(open_page("members_and_observers", ledger="iom"))
        assert not app.exception
    return found


def _kept(found: dict[str, Shown], here: Here, answer: Answer, picture: Picture, form: str, code: str) -> bytes:
    found[picture.title] = here, answer, picture
    return b"made when asked for"


def test_every_chart_of_a_page_is_a_picture_with_its_words_source_and_mark(shown: dict[str, Shown]) -> None:
    assert len(shown) >= 8
    for here, answer, picture in shown.values():
        svg = show._picture(here, answer, picture, "svg", "en")
        read = texts(svg)
        for words in (picture.title, picture.subtitle, *picture.drawings, *picture.foot):
            assert set(words.split()) <= set(read.split()), picture.title
        assert "Source: " in read
        assert in_words_of(answer) in read
        assert f"version {here.books.version}" in read
        assert str(here.as_of.year) in read
        for amiss in (b"light-dark", b"NaN", b"undefined", b"http://127", b"<image"):
            assert amiss not in svg.replace(b"xmlns", b""), (picture.title, amiss)
        assert len(re.findall(rb"<path", svg)) > 3, picture.title
        families = set(re.findall(rb'font-family="([^"]+)"', svg))
        assert len(families) == 1, "one font, which ships"
        assert families.pop().startswith(b"Governance Sans,")


def test_the_same_chart_is_the_same_bytes(shown: dict[str, Shown]) -> None:
    here, answer, picture = next(one for one in shown.values() if len(one[2].drawings) > 1)
    first = [show._picture(here, answer, picture, form, "en") for form in ("svg", "png")]
    assert [show._picture(here, answer, picture, form, "en") for form in ("svg", "png")] == first
    clips = re.findall(rb'id="(clip\d+)"', first[0])
    assert clips == [b"clip%d" % place for place in range(len(clips))], "named by their order"


def test_a_png_is_drawn_in_colours_and_words(shown: dict[str, Shown]) -> None:
    here, answer, picture = next(iter(shown.values()))
    drawn = Image.open(io.BytesIO(show._picture(here, answer, picture, "png", "en"))).convert("RGB")
    assert drawn.width == 2 * (900 + 2 * 24)
    colours = drawn.getcolors(10**6) or []
    assert max(colours)[1] == (255, 255, 255)
    assert sum(number for number, colour in colours if colour != (255, 255, 255)) > 10_000
    title = drawn.crop((48, 48, 48 + 800, 48 + 50)).getcolors(10**6) or []
    assert min(sum(colour) for _, colour in title if isinstance(colour, tuple)) < 200, (
        "the title is drawn: an absent font would leave it blank"
    )


def test_a_picture_speaks_the_readers_language() -> None:
    rows = [{"name": "Ambrosie", "amount": 1234567.5}]
    with reading_in("fr"):
        drawing = ranked(rows, axis="Montant (CHF)", y="amount", label=lambda amount: "1,2 M")
        picture = Picture("Arriérés & « dettes » : <b>", "en CHF ≥ 1 000", {"": drawing}, ["Source : reçus"])
        svg = pictures.to_svg(picture)
    assert "Arriérés & « dettes » : <b>" in texts(svg)
    assert "0,4M" in texts(svg), "figures of the axis with the language's own signs"


def test_the_font_has_every_sign_that_charts_are_written_with() -> None:
    """What it lacks would be taken from whatever fonts the machine has: other bytes there, or nothing at all."""
    for weight in ("Regular", "Bold"):
        font = ImageFont.truetype(FONTS / f"GovernanceSans-{weight}.ttf", 20)
        unknown = bytes(font.getmask("\ue000"))
        for sign in "○▲◆◇■●≥≤−–—€№«»’“”…·→éñçßŁșΩЖ".translate(pictures._DRAWN_OTHERWISE):
            assert bytes(font.getmask(sign)) != unknown, sign


def test_no_two_files_of_a_button_are_one_to_streamlit(monkeypatch: pytest.MonkeyPatch) -> None:
    """It keeps a large file under parts of it: of two that differ elsewhere, the second to ask would get the first."""
    kinds: list[str] = []
    monkeypatch.setattr(st, "download_button", lambda label, make, name, kind, **more: kinds.append(kind))
    for _ in range(2):
        file_links.button("Chart", bytes, "chart.png", key="chart", icon="")
    large = [bytes(2**21), bytes(2**19) + b"other" + bytes(2**21 - 2**19 - 5)]
    assert len({_calculate_file_id(one, "image/png", "chart.png") for one in large}) == 1, "so the button need not care"
    ids = [_calculate_file_id(one, kind, "chart.png") for one, kind in zip(large, kinds, strict=True)]
    assert len(set(ids)) == 2
    assert all(kind.startswith("image/png; ") for kind in kinds)


def test_every_button_for_a_file_is_that_one() -> None:
    buttons = [path for path in SCREENS if any(isinstance(node, ast.Attribute) and node.attr == "download_button"
                                               for node in nodes(path))]  # fmt: skip
    assert [path.name for path in buttons] == ["file_links.py"]
