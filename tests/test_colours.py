"""Every colour can be read: words at 4.5 to 1, marks (or their edges) at 3 to 1, on a light and on a dark page."""

from __future__ import annotations

import re
import tomllib
from itertools import combinations, pairwise
from typing import Any

import pytest

from governance.charts import curves, dots, on_map, ranked, stacked, theme, world
from governance.settings import ROOT

THEMES = ("light", "dark")
SETTINGS = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))["theme"]
NO_MARKS = {"PAPER"}
COLOURS = {
    name: value
    for name, value in vars(theme).items()
    if name.isupper() and str(value).startswith(("light-dark", "#")) and name not in NO_MARKS
}


def shades(colour: str) -> dict[str, str]:
    """What a colour is on a light page and on a dark one."""
    pair = re.fullmatch(r"light-dark\((#[0-9A-Fa-f]{6}),(#[0-9A-Fa-f]{6})\)", colour)
    assert pair, f"{colour} says nothing of one of the themes"
    return dict(zip(THEMES, pair.groups(), strict=True))


def luminance(colour: str) -> float:
    """The relative luminance, as the guidelines for accessible content (WCAG 2) define it."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def on_page(colour: str) -> dict[str, float]:
    return {name: contrast(shade, shades(theme.PAPER)[name]) for name, shade in shades(colour).items()}


def test_the_contrast_of_black_and_white_is_the_known_one() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("name", COLOURS)
def test_a_mark_or_its_edge_stands_out_from_the_page(name: str) -> None:
    found = on_page(theme.edge(COLOURS[name]))
    assert min(found.values()) >= 3, found


@pytest.mark.parametrize("colour", [*theme.AGES, *theme.SERIES])
def test_a_colour_of_many_stands_out_too(colour: str) -> None:
    assert min(on_page(theme.edge(colour)).values()) >= 3


def test_words_in_charts_can_be_read() -> None:
    assert min(on_page(theme.INK).values()) >= 4.5


def test_every_word_of_a_chart_is_in_the_colour_for_words() -> None:
    """Titles, subtitles, axes and legends, and what is written at bars, dots and ends of lines."""
    row = {"name": "A", "label": "1", "year": 2024, "on": 1, "y": 1, "last": True}
    drawn = [
        ranked([row], axis="CHF", y="y"),
        stacked([row], axis="CHF", y="y"),
        curves([row], axis="%", x="on", parts={"y": "A"}, share=True, marked="last"),
    ]
    for spec in (drawing.spec for drawing in drawn):
        config: Any = spec["config"]
        texts = [config["axis"][name] for name in ("labelColor", "titleColor")]
        texts += [config["legend"][name] for name in ("labelColor", "titleColor")]
        texts += [config["title"][name] for name in ("color", "subtitleColor")]
        assert {*texts, config["text"]["color"]} == {theme.INK}
        assert all(text.get("color", theme.INK) == theme.INK for text in marks(spec, "text"))


def marks(part: Any, kind: str) -> list[dict[str, Any]]:
    """Every mark of a kind in a specification."""
    if isinstance(part, list):
        return [found for each in part for found in marks(each, kind)]
    if not isinstance(part, dict):
        return []
    own = [part["mark"]] if isinstance(part.get("mark"), dict) and part["mark"].get("type") == kind else []
    return own + [found for each in part.values() for found in marks(each, kind)]


def test_no_form_has_a_colour_of_its_own() -> None:
    """A colour that is no pair would be the same on a light and on a dark page."""
    folder = ROOT / "governance" / "charts"
    own = {
        f"{path.name}: {colour}"
        for path in folder.glob("*.py")
        if path.name not in ("theme.py", "world.py")
        for colour in re.findall(r"#[0-9A-Fa-f]{3,8}\b|[\"']white[\"']|[\"']black[\"']", path.read_text("utf-8"))
    }
    assert not own


@pytest.mark.parametrize("shown", THEMES)
def test_arrears_go_further_from_the_page_with_age(shown: str) -> None:
    found = [contrast(shades(colour)[shown], shades(theme.PAPER)[shown]) for colour in theme.AGES[1:]]
    assert found == sorted(found)


@pytest.mark.parametrize("shown", THEMES)
def test_the_map_goes_further_from_the_page_with_the_figure(shown: str) -> None:
    """So that the order shows without hue: each step's luminance is far from that of the one before."""
    steps = [shades(colour)[shown] for colour in world.RAMP]
    found = [contrast(shade, shades(theme.PAPER)[shown]) for shade in steps]
    assert found == sorted(found)
    assert all(contrast(one, other) > 1.25 for one, other in pairwise(steps))


@pytest.mark.parametrize("shown", THEMES)
def test_series_are_told_apart(shown: str) -> None:
    assert len({shades(colour)[shown] for colour in theme.SERIES}) == len(theme.SERIES)


@pytest.mark.parametrize("shown", THEMES)
def test_a_primary_button_can_be_read_and_seen(shown: str) -> None:
    button = SETTINGS[shown]["primaryColor"]
    assert contrast("#FFFFFF", button) >= 4.5
    assert contrast(button, shades(theme.PAPER)[shown]) >= 3
    assert contrast(SETTINGS[shown]["linkColor"], shades(theme.PAPER)[shown]) >= 4.5


def test_the_state_in_view_is_in_its_colour_and_the_others_are_grey() -> None:
    rows = [{"name": name, "label": "1", "y": 1} for name in ("Alpha", "Beta")]
    spec: Any = ranked(rows, axis="CHF", y="y", front="Beta").spec
    bars = spec["layer"][0]["encoding"]
    assert bars["color"]["condition"]["value"] == theme.IN_VIEW
    assert bars["color"]["condition"]["test"] == "datum['name'] === front"
    assert spec["params"] == [{"name": "front", "value": "Beta"}]
    assert (bars["color"]["value"], bars["stroke"]["value"]) == (theme.OTHERS, theme.edge(theme.OTHERS))
    assert bars["y"]["axis"]["labelFontWeight"]["condition"]["value"] == "bold"
    unseen: Any = ranked(rows, axis="CHF", y="y", front="Gamma").spec
    assert "color" not in unseen["layer"][0]["encoding"], "a State that is not among them turns nothing grey"


def test_the_state_in_view_is_drawn_over_its_neighbours_on_the_map() -> None:
    rows = [{"state": state, "value": 1} for state in ("CHE", "AUT", "ITA")]
    frame = on_map(rows, value="value", legend="CHF", scale="threshold", said=str, front="AUT").frame
    assert list(zip(frame["state"], frame["in_view"], strict=True))[-1] == ("AUT", True)
    assert list(frame["in_view"]).count(True) == 1


def test_kinds_of_money_have_colours_of_their_own() -> None:
    money = (theme.ASSESSED, theme.RECEIVED, theme.CURRENT, theme.ARREARS, theme.VOLUNTARY, theme.OTHER_REVENUE)
    assert all(one != other for one, other in combinations(money, 2))


def test_what_is_due_is_outlined() -> None:
    spec: Any = stacked([], axis="CHF", parts={"due": ("Due", theme.CURRENT), "paid": ("Paid", theme.RECEIVED)}).spec
    assert spec["encoding"]["stroke"]["scale"]["range"] == [theme.edge(theme.CURRENT), theme.RECEIVED]


def test_dots_have_their_words_in_the_colour_for_words() -> None:
    spec = dots([], axis="Staff", y="y", series="s", parts={"a": "A"}, day="on", label="said", tips={}).spec
    assert {mark["color"] for mark in marks(spec, "text")} == {theme.INK}
