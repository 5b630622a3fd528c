"""The mandate: what it names, each with its paragraph, and the contributions that its areas divide."""

from __future__ import annotations

from collections import Counter
from datetime import date
from decimal import Decimal

import pytest

from governance.books import Books
from tests.shipped import TODAY, shipped_books

DAY = date(2024, 6, 30)
pytestmark = pytest.mark.usefixtures("shipped")


def test_the_published_mandate_has_its_areas_activities_and_objectives() -> None:
    rows = shipped_books("iom").ask("mandate", TODAY).dicts()
    own = [row for row in rows if not row["same_as"]]
    assert Counter(row["level"] for row in own) == {
        "service_area": 7,
        "main_area": 4,
        "activity": 30,
        "cross_cutting": 9,
        "objective": 17,
    }
    assert Counter(row["objective_set"] for row in rows if row["level"] == "objective") == {1995: 9, 2004: 8}
    assert all(row["paragraph"] and row["document"] for row in own), "each with its paragraph"
    assert {row["main_area"] for row in rows if row["level"] == "activity"} == {
        row["words_of_mandate"] for row in rows if row["level"] == "main_area"
    }
    areas = {row["words_of_mandate"] for row in own if row["level"] == "service_area"}
    assert {row["same_as"] for row in rows if row["same_as"]} == areas, "each area has a wording in both documents"


def test_the_demonstrations_mandate_is_plainly_made_up() -> None:
    rows = shipped_books("demonstration").ask("mandate", TODAY).dicts()
    assert {row["level"] for row in rows} == {"service_area", "main_area", "activity", "cross_cutting", "objective"}
    assert all(str(row["document"]).startswith("DEMO/") for row in rows)
    assert all(str(row["note"]).startswith("Demonstration: ") for row in rows)


def test_contributions_are_divided_by_the_areas_of_the_mandate_in_any_wording(books: Books) -> None:
    """
    service_areas: area | level | same_as
    movement | service_area |
    Movements | service_area | movement
    labour migration | service_area |
    Border management | cross_cutting |

    voluntary_contributions: year | contributor | type | service_area | amount | currency
    2023 | XAA | Voluntary earmarked | MOVEMENTS | 60.00 | USD
    2023 | XAN | Voluntary earmarked | movement | 15.00 | USD
    2023 | XAA | Voluntary earmarked | Labour-migration | 20.00 | USD
    2023 | XAA | Voluntary earmarked | Border management | 5.00 | USD
    2023 | XAA | Voluntary un-earmarked | | -1.00 | USD
    2022 | XAA | Voluntary earmarked | | 9.00 | USD
    """
    assert [row[2:] for row in books.ask("service_area_funding", DAY).rows] == [
        ("movement", "yes", Decimal(75), Decimal("75.00")),
        ("labour migration", "yes", Decimal(20), Decimal("20.00")),
        ("Border management", "no", Decimal(5), Decimal("5.00")),
        (None, None, Decimal(-1), None),
    ]
    whole = sum(books.ask("voluntary", DAY, year=2023).column("voluntary"))  # type: ignore[arg-type]
    assert sum(books.ask("service_area_funding", DAY).column("voluntary")) == whole  # type: ignore[arg-type]


def test_the_demonstrations_areas_are_all_of_its_mandate_and_add_up() -> None:
    books = shipped_books("demonstration")
    rows = books.ask("service_area_funding", TODAY, year=2020).dicts()
    assert {row["in_mandate"] for row in rows} == {"yes", None}
    given = sum(books.ask("voluntary", TODAY, year=2020).column("voluntary"))  # type: ignore[arg-type]
    assert sum(row["voluntary"] for row in rows) == given  # type: ignore[misc]
