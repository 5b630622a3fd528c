"""What the fictional Organization is for: a short mandate of its own, in the service areas that its accounts name."""

from __future__ import annotations

from collections.abc import Iterator

from data.demonstration.funds import SERVICE_AREAS
from data.demonstration.sessions import council_document
from data.demonstration.states import Row

_NOTE = "Demonstration: a made-up mandate of a made-up organization"
_DOCUMENT = council_document(2004, 9)
_OLDER_DOCUMENT = council_document(1995, 9)
_OTHER_WORDINGS = {"Movements": "Movement", "Labor migration": "Labour migration"}
"""How an older paper words two of the areas."""
_MAIN_AREAS = {
    "Orderly movement": ("Journeys in groups", "Papers for travel", "Lessons before departure"),
    "Return and welcome": ("Journeys home", "A start in the old town", "Advice on the way"),
    "Work abroad": ("Fair hiring", "Skills that are recognized"),
    "Sudden need": ("Shelter on the road", "Boats and buses at short notice"),
}
_CROSS_CUTTING = ("Health on the way", "Figures and research", "Rights of those who move")
_OBJECTIVES = {
    1996: (
        "Bring those who need to move where they are going, safely",
        "Help fictional governments to agree on how people move",
        "Stand ready when many must move at once",
    ),
    2005: (
        "Bring those who need to move where they are going, safely and in dignity",
        "Help fictional governments to agree on how people move, and to keep what they agreed",
        "Stand ready when many must move at once, and stay until they are home",
        "Publish what is known about movement",
    ),
}
_QUOTATIONS = {
    "mission_statement": "Whoever has to move shall arrive, and shall be welcome.",
    "zero_nominal_growth": "A budget that stands still walks backwards, a little every year.",
    "outstanding_contributions": "What is promised and not paid is paid by those who keep their promises.",
    "council": "In the Council each Member has one voice, however loud it is elsewhere.",
}


def service_area_rows() -> Iterator[Row]:
    """The service_areas table."""
    for place, area in enumerate(SERVICE_AREAS, start=1):
        yield _area(area, "service_area", f"paragraph {place}")
    for wording, area in _OTHER_WORDINGS.items():
        yield _area(wording, "service_area", "annex", same_as=area, document=_OLDER_DOCUMENT)
    for main_area, activities in _MAIN_AREAS.items():
        yield _area(main_area, "main_area", "annex")
        for activity in activities:
            yield _area(activity, "activity", "annex", main_area=main_area)
    for activity in _CROSS_CUTTING:
        yield _area(activity, "cross_cutting", "annex")


def _area(area: str, level: str, paragraph: str, *, document: str = _DOCUMENT, **more: str) -> Row:
    return {"area": area, "level": level, "paragraph": paragraph, "document": document, "note": _NOTE, **more}


def objective_rows() -> Iterator[Row]:
    """The objectives table: a first set and its revision."""
    for year, objectives in _OBJECTIVES.items():
        for number, objective in enumerate(objectives, start=1):
            yield {
                "objective_set": year,
                "number": number,
                "objective": objective,
                "paragraph": f"paragraph {7 + number}",
                "document": council_document(year - 1, 9),
                "note": _NOTE,
            }


def quotation_rows() -> Iterator[Row]:
    """The quotations table."""
    for place, (subject, quote) in enumerate(_QUOTATIONS.items(), start=1):
        yield {
            "subject": subject,
            "quote": quote,
            "paragraph": f"paragraph {20 + place}",
            "language": "en",
            "dated": "2004",
            "document": _DOCUMENT,
            "note": _NOTE,
        }
