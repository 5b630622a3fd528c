"""Make world.json and centroids.csv from the npm package world-atlas. Run once, by hand; nothing imports it.

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    python -m venv tools && tools/bin/pip install shapely==2.2.0 topojson==2.2 pycountry
    tools/bin/python data/maps/make_map.py package

What is changed, and why, is in README.md beside this file. Rings are longitude and latitude in degrees; where a ring
runs outside the States it is applied to it is drawn wide, so that only its inner side cuts.
"""

# mypy: ignore-errors
import csv
import json
import sys
from pathlib import Path

import numpy
import pycountry
import shapely
import topojson
from shapely.geometry import LineString, MultiPolygon, Polygon, box, shape
from shapely.ops import unary_union
from topojson.utils import serialize_as_geojson

HERE = Path(__file__).parent
REGISTER = HERE.parents[1] / "governance" / "registers" / "states.csv"
TOLERANCE = 0.12  # degrees (Douglas-Peucker): a third of a pixel where the map is widest (1,012 pixels)
GRID = 0.04  # degrees: the step of the coordinates that are shipped
WEST_SOUTH = (-180, -90)  # where they are counted from
SMALLEST_KM2 = {"state": 150, "neutral": 800}  # islands below are left out, except a State's largest

JOINED = {"Somaliland": "SOM", "Hong Kong": "CHN", "Macao": "CHN", "Åland": "FIN"}

JAMMU_AND_KASHMIR = [  # inner side traced from Natural Earth's first-level divisions, 0.06 degrees
    (72.52, 35.9), (73.09, 35.87), (73.13, 35.72), (73.41, 35.55), (73.77, 35.52), (73.72, 35.22), (74.1, 35.13),
    (74.02, 34.88), (73.72, 34.77), (73.63, 34.58), (73.45, 34.56), (73.4, 34.38), (73.63, 33.55), (73.58, 33.23),
    (73.64, 33.1), (74.35, 32.77), (74.58, 32.75), (74.68, 32.84), (74.69, 32.47), (75.03, 32.46), (75.5, 32.3),
    (75.92, 32.62), (75.81, 32.93), (75.95, 32.9), (76.55, 33.23), (77.35, 32.87), (77.72, 33.01), (78.01, 32.61),
    (78.36, 32.77), (78.28, 32.48), (78.72, 32.64), (78.77, 32.46), (78.94, 32.35), (80.5, 32.35), (80.5, 37.5),
    (72.3, 37.5),
]  # fmt: skip
CUTS = (  # States, what is cut out of them as neutral
    ("IND PAK", Polygon(JAMMU_AND_KASHMIR)),
    ("CHN", Polygon([(78.6, 34.2), (79.55, 34.4), (80.2, 34.75), (80.3, 35.45), (79.4, 35.85), (78.2, 35.75),
                     (77.82, 35.5), (77.2, 36.05), (76.5, 36.4), (75.9, 36.75), (75.2, 37.05), (75.2, 35.2)])),
    ("RUS", box(32.3, 44.2, 36.59, 46.3)),  # Crimea, up to the strait of Kerch
    ("RUS", box(145.3, 43.3, 149, 45.6)),  # the southern Kuril Islands
    ("ISR", Polygon([(35.61, 32.68), (35.64, 32.75), (35.65, 32.87), (35.62, 32.95), (35.62, 33.1), (35.64, 33.2),
                     (35.63, 33.27), (35.7, 33.6), (36.1, 33.6), (36.1, 32.6), (35.75, 32.6)])),  # the Golan
    ("SDN", box(27.83, 9, 29, 10.17)),  # Abyei: the lines of the award of 2009, south to the boundary of 1956
    ("SDN", Polygon([(33.17, 22.1), (33.17, 21.98), (33.57, 21.72), (34.08, 21.98), (34.08, 22.1)])),  # Bir Tawil
    ("EGY", Polygon([(34.08, 21.9), (34.17, 22.21), (34.68, 22.3), (35.2, 22.78), (35.62, 23.14), (36, 23.3),
                     (37.2, 22.5), (37.2, 21.9)])),  # Hala'ib, to the line of 1902
    ("KEN", Polygon([(34.3, 4.617), (36.05, 4.617), (36.05, 5.7), (35.2, 5.7)])),  # Ilemi, to the line of 1914
    ("MAR", box(-18, 20.5, -8.6, 27.667)),  # Western Sahara west of the berm, to the parallel of 27 degrees 40 minutes
    ("FRA", box(44.9, -13.1, 45.4, -12.5)),  # Mayotte
)  # fmt: skip


def parts(area):
    """The polygons that an area has."""
    return [p for p in getattr(area, "geoms", [area]) if p.geom_type == "Polygon"]


def eastwards(polygon):
    """The polygon in one piece where it crosses 180 degrees east: its longitudes go on from there."""
    west, _, east, _ = polygon.bounds
    if east - west < 180:
        return polygon
    return shapely.transform(polygon, lambda at: numpy.c_[at[:, 0] + 360 * (at[:, 0] < 0), at[:, 1]])


def km2(area):
    """Square kilometres on the sphere (a cylindrical projection keeps areas)."""
    flat = shapely.transform(area, lambda at: numpy.c_[numpy.radians(at[:, 0]), numpy.sin(numpy.radians(at[:, 1]))])
    return flat.area * 6371**2


def read(path):
    """(ISO alpha-3 code or None, its polygons) for each feature of a world-atlas file, joined as JOINED says."""
    topology = json.loads(path.read_text(encoding="utf-8"))
    areas = {}
    for feature in json.loads(json.dumps(serialize_as_geojson(topology, objectname="countries")))["features"]:
        name, number = feature["properties"]["name"], feature.get("id")  # an int is only a place in the list
        country = pycountry.countries.get(numeric=number) if isinstance(number, str) else None
        code = JOINED.get(name, country.alpha_3 if country else None)
        areas.setdefault(code, []).extend(map(eastwards, parts(shape(feature["geometry"]))))
    del areas["ATA"]
    if path.name == "countries-50m.json":
        for code in ("SOM", "CHN"):  # what was joined to them has a common border, which goes
            areas[code] = parts(unary_union(areas[code]))
    return areas


def cut(areas):
    """Move what CUTS says from its State to the neutral areas."""
    for codes, ring in CUTS:
        for code in codes.split():
            kept = []
            for part in areas[code]:
                if not part.intersects(ring):
                    kept.append(part)
                elif part.within(ring):
                    areas[None].append(part)
                else:
                    areas[None] += parts(part.intersection(ring))
                    kept += [p for p in parts(part.difference(ring)) if km2(p) > 50]
            areas[code] = kept


def twice_area(ring, arcs):
    """Twice the area inside a ring, in square degrees or steps of the grid; negative where it runs clockwise."""
    at = numpy.concatenate([arcs[i] if i >= 0 else arcs[~i][::-1] for i in ring])
    x, y = at[:, 0], at[:, 1]
    return numpy.sum(x[:-1] * y[1:] - x[1:] * y[:-1])


def simplified(topology, states):
    """The TopoJSON to ship: fewer points, on the grid; outer rings clockwise, as the browser wants them, holes not."""
    stretch, origin = numpy.array(topology["transform"]["scale"]), numpy.array(topology["transform"]["translate"])
    fine = [numpy.cumsum(arc, axis=0) * stretch + origin for arc in topology["arcs"]]
    shapes = topology["objects"]["states"]["geometries"]
    for shape_ in shapes:
        shape_["arcs"] = shape_["arcs"] if shape_["type"] == "MultiPolygon" else [shape_["arcs"]]
    tolerances = [TOLERANCE] * len(fine)
    for ring in (ring for shape_ in shapes for polygon in shape_["arcs"] for ring in polygon):
        for i in ring:  # what is small keeps its shape
            place = i if i >= 0 else ~i
            tolerances[place] = min(tolerances[place], abs(twice_area(ring, fine) / 2) ** 0.5 / 4)
    coarse = []
    for arc, tolerance in zip(fine, tolerances, strict=True):
        steps = numpy.rint((shapely.get_coordinates(LineString(arc).simplify(tolerance)) - WEST_SOUTH) / GRID).astype(
            int
        )
        moved = numpy.r_[True, numpy.any(numpy.diff(steps, axis=0), axis=1)]
        coarse.append(steps[moved] if moved.sum() > 1 else steps[:2])
    geometries = []
    for shape_ in shapes:
        polygons = []
        for outer, *holes in shape_["arcs"]:
            rings = [(outer, twice_area(outer, coarse) < 0), *((hole, twice_area(hole, coarse) > 0) for hole in holes)]
            kept = [
                ring if right else [~i for i in reversed(ring)] for ring, right in rings if twice_area(ring, coarse)
            ]
            polygons += [kept] if twice_area(outer, coarse) else []
        named = {"id": shape_["id"]} if shape_["id"] in states else {}  # the library numbers what has no id
        geometries += [named | {"type": "MultiPolygon", "arcs": polygons}] if polygons else []
    return {
        "type": "Topology",
        "transform": {"scale": [GRID, GRID], "translate": list(WEST_SOUTH)},
        "objects": {"states": {"type": "GeometryCollection", "geometries": geometries}},
        "arcs": [numpy.diff(steps, axis=0, prepend=0).tolist() for steps in coarse],
    }


def main(package):
    """Write both files from the folder of the unpacked package."""
    with REGISTER.open(encoding="utf-8", newline="") as file:
        states = {row["code"] for row in csv.DictReader(file) if not row["ended"]}
    areas = read(package / "countries-50m.json")
    cut(areas)
    for code in [c for c in areas if c and c not in states]:  # territories
        areas[None] += areas.pop(code)
    features = []
    for code, polygons in sorted(areas.items(), key=lambda item: item[0] or ""):
        smallest = SMALLEST_KM2["state" if code else "neutral"]
        kept = [p for p in polygons if km2(p) >= smallest] or [max(polygons, key=km2)]
        kept = kept if code else parts(unary_union([shapely.set_precision(p, 1e-6) for p in kept]))
        feature = {"type": "Feature", "properties": {}, "geometry": MultiPolygon(kept).__geo_interface__}
        features.append(feature | ({"id": code} if code else {}))
    collection = {"type": "FeatureCollection", "features": features}
    made = topojson.Topology(collection, object_name="states", prequantize=1_000_000).to_dict()
    world = json.dumps(simplified(made, states), separators=(",", ":"))
    (HERE / "world.json").write_text(world + "\n", encoding="utf-8")

    largest = {code: max(polygons, key=km2) for code, polygons in read(package / "countries-10m.json").items()}
    with (HERE / "centroids.csv").open("w", encoding="utf-8", newline="") as file:
        write = csv.writer(file, lineterminator="\n")
        write.writerow(["code", "lon", "lat", "land_km2"])
        for code in sorted(states & largest.keys()):
            land = largest[code]
            middle = land.centroid if land.contains(land.centroid) else land.representative_point()
            write.writerow([code, round((middle.x + 180) % 360 - 180, 2), round(middle.y, 2), round(km2(land))])


if __name__ == "__main__":
    main(Path(sys.argv[1]))
