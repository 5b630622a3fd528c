"""The map: every State has a place on it, areas in dispute belong to nobody, and nothing comes from elsewhere."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from itertools import accumulate, pairwise
from typing import Any, get_args

import altair as alt
import pytest

from governance.charts import world
from governance.charts.world import DISCLAIMER, NEUTRAL_AREAS, Scale, world_map
from governance.names import states

MAPS = world._MAPS
NOT_MEMBERS = {"VAT", "PSE", "COK", "NIU", "XKX"}  # in the register of States, not Members of the United Nations
TOPOLOGY = json.loads((MAPS / "world.json").read_text(encoding="utf-8"))
GEOMETRIES = TOPOLOGY["objects"]["states"]["geometries"]
ARCS = [list(zip(*(accumulate(axis) for axis in zip(*arc, strict=True)), strict=True)) for arc in TOPOLOGY["arcs"]]

Ring = list[tuple[float, float]]


def rings(geometry: dict[str, Any]) -> Iterator[tuple[int, Ring]]:
    """Each ring in degrees, with its place in its polygon: 0 is the outer one."""
    (width, height), (left, bottom) = TOPOLOGY["transform"]["scale"], TOPOLOGY["transform"]["translate"]
    for polygon in geometry["arcs"]:
        for place, ring in enumerate(polygon):
            at = [point for i in ring for point in (ARCS[i] if i >= 0 else ARCS[~i][::-1])]
            yield place, [(x * width + left, y * height + bottom) for x, y in at]


def owner(lon: float, lat: float) -> str | None:
    """The code of the shape at a place, "neutral" for the shape without code, None in the sea.

    An outline that crosses 180 degrees east goes on from there: 170 degrees west is 190.
    """
    for geometry in GEOMETRIES:
        crossed = sum(
            (a[1] > lat) != (b[1] > lat) and x < (b[0] - a[0]) * (lat - a[1]) / (b[1] - a[1]) + a[0]
            for _, ring in rings(geometry)
            for a, b in pairwise(ring)
            for x in (lon, lon + 360)
        )
        if crossed % 2:
            return geometry.get("id", "neutral")
    return None


def has_shape(code: str) -> bool:
    return any(geometry.get("id") == code for geometry in GEOMETRIES)


def has_place(code: str) -> bool:
    """Whether a State is on the map at all, as an outline or as a marker."""
    return has_shape(code) or any(row["code"] == code for row in world._centroids())


def today() -> set[str]:
    return {state.code for state in states() if state.ended is None and not state.fictional}


def test_every_member_of_the_united_nations_has_a_place() -> None:
    members = today() - NOT_MEMBERS
    assert len(members) == 193
    assert [code for code in sorted(members) if not has_place(code)] == []
    assert [code for code in sorted(members) if not has_shape(code)] == ["TUV"]


def test_observers_and_other_states_have_a_place_but_kosovo_has_none() -> None:
    assert {code for code in NOT_MEMBERS if has_place(code)} == NOT_MEMBERS - {"XKX"}


def test_a_fictional_or_former_state_has_no_place() -> None:
    assert not any(has_place(state.code) for state in states() if state.fictional or state.ended is not None)


def test_only_states_have_an_id_and_nothing_has_a_name() -> None:
    """Codes of the register, each once; one shape without; no property of any kind."""
    codes = [geometry["id"] for geometry in GEOMETRIES if "id" in geometry]
    assert set(codes) <= today()
    assert len(codes) == len(set(codes)) == len(GEOMETRIES) - 1
    assert {key for geometry in GEOMETRIES for key in geometry} == {"type", "id", "arcs"}
    assert "name" not in (MAPS / "world.json").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("area", "lon", "lat"),
    [
        ("Crimea", 34.3, 45.2),
        ("Western Sahara, west", -13.5, 25.5),
        ("Western Sahara, east", -9.5, 26.5),
        ("Kosovo", 20.9, 42.6),
        ("Northern Cyprus", 33.3, 35.27),
        ("Taiwan", 121.0, 23.8),
        ("Falkland Islands (Malvinas), east", -58.8, -51.7),
        ("Jammu and Kashmir, Srinagar", 74.8, 34.1),
        ("Jammu and Kashmir, Leh", 77.6, 34.1),
        ("Jammu and Kashmir, Gilgit", 74.3, 35.9),
        ("Jammu and Kashmir, Muzaffarabad", 73.7, 34.2),
        ("Siachen", 77.2, 35.4),
        ("Aksai Chin", 79.3, 35.2),
        ("Shaksgam", 76.4, 36.1),
        ("Golan", 35.77, 33.0),
        ("Abyei", 28.4, 9.8),
        ("Hala'ib", 35.6, 22.4),
        ("Bir Tawil", 33.6, 21.85),
        ("Ilemi", 35.4, 5.0),
        ("Iturup", 147.7, 45.0),
        ("Greenland", -42.0, 72.0),
        ("Puerto Rico", -66.4, 18.2),
    ],
)
def test_disputed_areas_and_territories_belong_to_nobody(area: str, lon: float, lat: float) -> None:
    assert owner(lon, lat) == "neutral", area


@pytest.mark.parametrize(
    ("code", "lon", "lat"),
    [
        ("SOM", 44.1, 9.6),  # Hargeysa
        ("PSE", 35.2, 32.2),  # Nablus
        ("PSE", 34.36, 31.39),  # Gaza
        ("UKR", 33.4, 46.6),
        ("RUS", 38.9, 45.1),
        ("RUS", 142.7, 50.0),
        ("RUS", -175.0, 66.5),
        ("MAR", -8.0, 31.6),
        ("CYP", 33.0, 34.9),
        ("SRB", 20.5, 44.5),
        ("IND", 77.2, 28.6),
        ("IND", 76.9, 31.5),  # Himachal Pradesh
        ("PAK", 72.4, 34.8),
        ("CHN", 76.0, 39.4),
        ("ISR", 34.9, 30.8),
        ("SDN", 30.2, 13.2),
        ("SSD", 31.6, 4.9),
        ("EGY", 32.9, 24.1),
        ("KEN", 35.6, 3.1),
        ("LSO", 28.2, -29.6),
        ("ZAF", 26.2, -29.1),
        ("JPN", 143.0, 43.3),
        ("SGP", 103.82, 1.36),
        ("MLT", 14.42, 35.88),
    ],
)
def test_states_are_where_they_are(code: str, lon: float, lat: float) -> None:
    assert owner(lon, lat) == code


def test_rings_turn_the_way_that_the_browser_expects() -> None:
    """Outer rings clockwise, holes the other way: turned round, one island would colour the whole globe but itself."""
    for geometry in GEOMETRIES:
        for place, ring in rings(geometry):
            twice = sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring))
            assert ring[0] == ring[-1]
            assert (twice < 0) == (place == 0), geometry.get("id")


def test_centroids_lie_in_their_state() -> None:
    """Of the States large enough to have an outline that is true to a tenth of a degree."""
    with (MAPS / "centroids.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["code"] for row in rows} == today() - {"XKX"}
    large = [row for row in rows if int(row["land_km2"]) > 10_000]
    assert len(large) > 150
    assert {row["code"]: owner(float(row["lon"]), float(row["lat"])) for row in large} == {
        row["code"]: row["code"] for row in large
    }


@pytest.mark.parametrize("scale", get_args(Scale))
def test_the_specification_is_vega_lite_and_has_no_rows_of_ours(scale: Scale) -> None:
    """What Altair's schema accepts; the only values in it are the shapes and the places of the markers."""
    specification: dict[str, Any] = world_map("CHF", scale)
    assert "data" not in specification
    assert "datasets" not in specification
    shapes, middles = (transform["from"]["data"]["values"] for transform in specification["transform"])
    assert shapes == TOPOLOGY
    assert {key for row in middles for key in row} == {"code", "lon", "lat", "land_km2"}
    without = json.loads(json.dumps(specification))
    for transform in without["transform"]:
        transform["from"]["data"]["values"] = []
    assert '"url"' not in json.dumps(without)
    assert '"values": [{' not in json.dumps(without)
    alt.LayerChart.from_dict({"data": {"name": "rows"}, **without}).to_dict()


def test_a_specification_is_made_once() -> None:
    assert world_map("CHF", "threshold") is world_map("CHF", "threshold")


def test_the_map_is_small_enough_to_send_with_a_page() -> None:
    assert (MAPS / "world.json").stat().st_size < 160_000
    assert len(json.dumps(world_map("CHF", "threshold"))) < 200_000


def test_the_licence_and_the_source_are_beside_the_map() -> None:
    readme = (MAPS / "README.md").read_text(encoding="utf-8")
    for notice in (
        "world-atlas 2.0.2",
        "Natural Earth 4.1.0",
        "Copyright 2013-2019 Michael Bostock",
        "provided that the above copyright notice and this permission notice appear in all copies",
        'THE SOFTWARE IS PROVIDED "AS IS"',
    ):
        assert notice in readme


def test_the_disclaimer_is_the_united_nations_formula_and_grey_is_explained() -> None:
    assert DISCLAIMER == (
        "The boundaries and names shown and the designations used on this map do not imply official endorsement or "
        "acceptance by the United Nations."
    )
    assert "Jammu and Kashmir" in NEUTRAL_AREAS
    assert "Falkland Islands (Malvinas)" in NEUTRAL_AREAS
