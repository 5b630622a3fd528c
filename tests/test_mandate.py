"""The mandate and the documents' own words: each with its paragraph, and the contributions that its areas divide."""

from __future__ import annotations

import csv
import re
from collections import Counter
from datetime import date
from decimal import Decimal

import pytest

from governance.books import Books
from governance.headings import labels
from governance.settings import FACTS
from governance.sources import sources
from governance.ui.parts.words import plain
from tests.shipped import PAGES, TODAY, as_read, open_page, shipped_books, words_on

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
    given = sum(row.amount("voluntary") for row in books.ask("voluntary", TODAY, year=2020).dicts())
    assert sum(row.amount("voluntary") for row in rows) == given


# --- the words of documents -----------------------------------------------------------------------------------------

with (FACTS / "quotations.csv").open(encoding="utf-8", newline="") as _file:
    QUOTATIONS = list(csv.DictReader(_file))


@pytest.mark.parametrize("row", QUOTATIONS, ids=lambda row: f"{row['subject']}: {row['quote'][:30]}")
def test_a_quotation_is_short_and_says_where_it_stands(row: dict[str, str]) -> None:
    """Whether it is verbatim is checked where it is added: the documents themselves do not ship."""
    assert 0 < len(row["quote"].split()) <= 25
    assert row["document"] in sources()
    assert row["paragraph"]
    assert row["dated"] >= "1994"
    assert "…" not in row["quote"], "what is left out is written as three dots"
    assert not re.search(r'[“"]', row["quote"]), "the marks are the screen's"


def test_every_subject_that_ships_has_its_name_and_its_place_on_a_page() -> None:
    """On the page of its figures, not only in the table of all; so nothing is quoted for nobody."""
    assert {row["subject"] for row in QUOTATIONS} == {name for of, name in labels() if of == "subject"}
    written = "\n".join(
        words_on(open_page(page, ledger="iom", **VIEWS.get(page, {}))) for _, page in PAGES if page in PLACES
    )
    missing = [row["quote"] for row in QUOTATIONS if f">“{as_read(plain(row['quote']))}”<" not in written]
    assert not missing


VIEWS = {"members_and_observers": {"view": "growth"}}
"""Where a page has several views, the one in which words stand."""
PLACES = ("mandate", "zero_nominal_growth", "arrears_and_voting", "operational_funding", "governing_bodies",
          "members_and_observers")  # fmt: skip


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("zero_nominal_growth", "ZNG imposes more and more serious constraints"),
        ("zero_nominal_growth", "have not always allowed IOM to increase its capacities"),
        ("arrears_and_voting", "more categorical in their censure"),
        ("operational_funding", "a limited emergency revolving fund"),
        ("governing_bodies", "is the highest authority of IOM"),
        ("members_and_observers", "contribute by becoming members"),
        ("mandate", "humane and orderly migration benefits migrants and society"),
    ],
)
def test_words_stand_beside_their_figures_with_document_and_paragraph(page: str, words: str) -> None:
    block = next(
        text
        for text in map(str, (e.value for e in open_page(page, ledger="iom", **VIEWS.get(page, {})).markdown))
        if words in text
    )
    assert re.search(r":small\[.+, (\d+ \w+ )?\d{4}, .+\]", block.replace("\N{NO-BREAK SPACE}", " "))
    assert '<span lang="en">' in block


def test_quotations_are_asked_by_subject_from_the_year_of_their_document_on(books: Books) -> None:
    """
    quotations: subject | quote | paragraph | language | dated | document
    zero_nominal_growth | It stood still. | 30 | | 2004 | C/1
    zero_nominal_growth | Es stand still. | 31 | de | 2025-01-31 | C/2
    funds | A fund is kept ... | 2 | en | 1996-11 | C/1
    """
    columns = ("subject", "quote", "document", "paragraph", "language")
    rows = books.ask("quotations", DAY, subject="Zero nominal growth").dicts()
    assert [tuple(row[name] for name in columns) for row in rows] == [
        ("zero_nominal_growth", "It stood still.", "C/1", "30", "en")
    ]
    assert len(books.ask("quotations", date(2025, 1, 1)).rows) == 3
    assert books.ask("quotations", date(1996, 1, 1)).column("subject") == ["funds"]


def test_published_words_are_asked_by_the_key_of_their_document() -> None:
    rows = shipped_books("iom").ask("quotations", TODAY, subject="outstanding_contributions").dicts()
    assert {(row["document"], row["paragraph"]) for row in rows} == {("seed-001", "para 32")}
    assert any("an urgent problem for IOM" in str(row["quote"]) for row in rows)
