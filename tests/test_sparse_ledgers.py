"""Ledgers that hold very little, or half of what a page would like: every page says so, and none breaks."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from governance.settings import LEDGERS, target
from tests.ledgers import new_ledger
from tests.shipped import open_page, words_on

MEMBER = """
    membership: state | status | from
    XAA | member | 2000-01-01
    un_scale: state | first_year | last_year | rate_pct
    XAA | 2019 | 2024 | 1
    """
SPARSE = {
    "only proposals": """
        budgets: year | part | stage | amount | currency
        2024 | administrative | proposed | 100 | CHF
        2025 | administrative | proposed | 110 | CHF
        """,
    "a budget of zero": f"""{MEMBER}
        budgets: year | part | stage | amount | currency
        2022 | administrative | approved | 0 | CHF
        2023 | administrative | approved | 10 | CHF
        prices: year | series | value
        2022 | P | 100
        2023 | P | 110
        price_series: series | currency
        P | CHF
        """,
    "no prices, three currencies": f"""{MEMBER}
        assessments: year | state | amount | currency
        2022 | XAA | 250 | CHF
        2023 | XAA | 750 | USD
        2024 | XAA | 750 | EUR
        budgets: year | part | stage | amount | currency
        2022 | operational | approved | 1000 | GBP
        """,
    "one year": f"""{MEMBER}
        budgets: year | part | stage | amount | currency
        2022 | administrative | approved | 250 | CHF
        assessments: year | state | amount
        2022 | XAA | 250
        """,
    "no membership": """
        un_scale: state | first_year | last_year | rate_pct
        XAA | 2019 | 2024 | 1
        budgets: year | part | stage | amount | currency
        2022 | administrative | approved | 1000 | CHF
        assessments: year | state | amount
        2021 | XAA | 1000
        2022 | XAA | 1000
        """,
    "a scale that begins later": """
        membership: state | status | from
        XAA | member | 2000-01-01
        un_scale: state | first_year | last_year | rate_pct
        XAA | 2025 | 2027 | 1
        budgets: year | part | stage | amount | currency
        2022 | administrative | approved | 1000.55 | CHF
        """,
    "one day as an observer": """
        membership: state | status | from | to
        XAA | observer | 2000-01-01 | 2000-01-01
        """,
    "only a correction": """
        voluntary_contributions: year | contributor | type | amount | currency
        2020 | XAA | Earmarked | -100 | USD
        """,
    "figures of zero": """
        headline_figures: dated | indicator | value | unit | qualifier | document
        2020 | staff_total | 10 | persons | about | D
        2020 | field_offices | 0 | offices | exact | D
        2020 | member_states | 0 | states | exact | D
        2021 | active_projects | 5 | projects | over | D
        budgets: year | part | stage | amount | currency
        2020 | administrative | approved | 1000 | USD
        """,
    "an office and nobody in it": """
        offices: office | country | kind | opened | closed
        A | XAA | | |
        B | XAA | | 2020-01-01 | 2020-01-01
        staffing: dated | office | category | headcount
        2020-12-31 | A | P | 0
        2021-12-31 | A | P | 0
        """,
}
PAGES = (
    "zero_nominal_growth",
    "who_gained_and_who_paid",
    "what_if",
    "members_and_observers",
    "governing_bodies",
    "staffing_and_offices",
    "operational_funding",
    "mandate",
)
VIEWS = {"members_and_observers": [{"view": view} for view in ("growth", "date", "changes", "states", "tools")]}


@pytest.mark.parametrize("rows", SPARSE.values(), ids=SPARSE)
def test_no_page_breaks_on_a_ledger_that_holds_little(
    rows: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    serve(rows, tmp_path, monkeypatch)
    for page in PAGES:
        for view in VIEWS.get(page, [{}]):
            app = open_page(page, ledger="yours", **view)
            assert "Something went wrong" not in words_on(app), (page, view)
            assert not app.exception


def serve(rows: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make a folder the home of this process whose every ledger holds these rows."""
    monkeypatch.setenv("GOVERNANCE_HOME", str(folder))
    made = new_ledger(folder, rows).target
    for entry in LEDGERS:
        shutil.copy(made, target(entry))


def told(page: str, rows: str, folder: Path, monkeypatch: pytest.MonkeyPatch, **link: str) -> str:
    serve(rows, folder, monkeypatch)
    return words_on(open_page(page, ledger="yours", **link))


def test_what_is_only_proposed_is_said_to_be(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = told("zero_nominal_growth", SPARSE["only proposals"], tmp_path, monkeypatch)
    assert "In CHF only proposed budgets are held here, and none that was decided." in text


def test_prices_that_did_not_move_have_not_fallen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = SPARSE["a budget of zero"].replace("| 0 | CHF", "| 10 | CHF").replace("2023 | P | 110", "2023 | P | 100")
    text = told("zero_nominal_growth", rows, tmp_path, monkeypatch)
    assert "A budget frozen from 2022 would buy as much in 2023: prices are the same." in text


def test_nothing_is_said_to_be_lost_where_prices_end_with_the_base_year(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = told("zero_nominal_growth", SPARSE["a budget of zero"], tmp_path, monkeypatch, base_chf="2023")
    assert "No prices are held for a year after the base year" in text


def test_assessments_that_no_scale_explains_are_not_put_down_to_a_missing_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = told("who_gained_and_who_paid", SPARSE["no membership"], tmp_path, monkeypatch)
    assert "No assessments held here are explained by a United Nations scale" in text


HALF_KNOWN = """
    membership: state | status | from
    XAA | member | 2020-01-01
    XAN | member | 2022-01-01

    coverage: covers | from
    receipts | 2022-01-01

    assessments: year | state | amount
    2022 | XAA | 100
    2022 | XAN | 100
    2023 | XAA | 100
    2023 | XAN | 100

    receipts: received | state | amount | reference
    2022-03-01 | XAN | 100 | R1
    2023-03-01 | XAN | 90 | R2
    """
"""What XAA owed when the receipts begin is not known, and so neither is what it owes, nor whether it may vote."""


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("overview", ("Nothing is owed for years that have ended.", "No vote is lost or at risk.")),
        (
            "arrears_and_voting",
            (
                "No Member has arrears, so no vote is near its threshold.",
                "No State owes anything for years that have ended.",
                "1 State owes 100.0 % of the CHF 10 due of the current year",
            ),
        ),
    ],
)
def test_what_is_not_known_of_one_is_not_said_of_all(
    page: str, words: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = told(page, HALF_KNOWN, tmp_path, monkeypatch, as_of="2023-06-01").splitlines()
    for one in words:
        assert one not in lines
        assert f"As far as it is known: {one}" in lines


def test_ten_are_not_told_of_where_there_are_fewer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = told("assessed_budget", SPARSE["one year"], tmp_path, monkeypatch)
    assert "the ten largest" not in text
    assert "**CHF 250** for 2022" in text


def test_a_correction_is_nobodys_gift(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = told("operational_funding", SPARSE["only a correction"], tmp_path, monkeypatch)
    assert "gave the most" not in text
    assert "The ten largest" not in text
