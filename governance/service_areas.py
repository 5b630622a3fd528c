"""Recognise a service area by any wording that the mandate's documents use."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

Row = Mapping[str, Any]


def service_areas(rows: Iterable[Row]) -> dict[str, str]:
    """Each wording of a service area, in its plain form, and the wording under which it is shown.

    `rows` are those of the table service_areas. A wording that is said to be the same as another is shown as that.
    """
    areas = [row for row in rows if row["level"] == "service_area"]
    return {plain(row["area"]): row["same_as"] or row["area"] for row in areas}


def plain(text: str) -> str:
    """What is left of a name when case, punctuation and spaces, in which spellings differ, are evened out."""
    return " ".join(re.findall(r"[^\W_]+", text.casefold()))
