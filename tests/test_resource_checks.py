"""Checks of staffing, offices, contributions and funds against what the ledger holds: one test a sentence."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.intake.checking.resource_checks import CHECKS, fund_openings
from governance.problems import Problem
from governance.tables import TABLES, Kind


class Held:
    """The rows in force of some tables."""

    def __init__(self, **tables: list[dict[str, Any]]) -> None:
        self.tables = tables

    def table(self, name: str) -> list[dict[str, Any]]:
        return self.tables.get(name, [])


def page(name: str, text: str) -> list[dict[str, Any]]:
    """Rows of a table as the books hold them: `text` has a line for each, cells in the order of the columns."""
    rows: list[dict[str, Any]] = []
    for number, line in enumerate(text.strip().splitlines(), start=2):
        cells = [cell.strip() for cell in line.split("|")]
        cells += [""] * (len(TABLES[name].columns) - len(cells))
        values = zip(TABLES[name].columns, cells, strict=True)
        rows.append({"sheet_row": number} | {column.name: _value(column.kind, cell) for column, cell in values})
    return rows


def _value(kind: Kind, cell: str) -> Any:
    if not cell:
        return None
    if kind is Kind.DATE:
        return date.fromisoformat(cell)
    if kind in (Kind.YEAR, Kind.COUNT):
        return int(cell)
    return Decimal(cell) if kind is Kind.MONEY else cell


def told(table: str, text: str, held: Held) -> list[Problem]:
    return [problem for check in CHECKS[table] for problem in check(page(table, text), held)]


FUNDS = Held(
    fund_movements=page("fund_movements", "2020 | Reserve | 100 | 50 | 30 | CHF\n2022 | Reserve | 90 | 0 | 0 | CHF")
)


def test_a_fund_that_opens_with_its_closing_is_taken() -> None:
    assert told("fund_movements", "2021 | Reserve | 120 | 10 | 40 | CHF", FUNDS) == []
    assert told("fund_movements", "2021 | Other fund | 7 | 0 | 0 | CHF", FUNDS) == []
    assert told("fund_movements", "2020 | Reserve | 100 | 50 | 30 | CHF", FUNDS) == [], "the same row again"


def test_a_fund_that_opens_with_something_else_is_told_with_both_amounts() -> None:
    first, second = told("fund_movements", "2021 | Reserve | 119.50 | 10 | 40 | CHF", FUNDS)
    assert first.rule == second.rule == "fund-opening"
    opening, following = sorted((first, second), key=lambda problem: problem.message)
    assert opening.message == "Reserve opens 2021 with 119.50 CHF, but closed 2020 with 120.00."
    assert following.message == "Reserve opens 2022 with 90.00 CHF, but closed 2021 with 89.50."
    assert (opening.row, opening.warning) == (2, True)
    assert "restated" in str(opening.suggestion)


@given(st.lists(st.tuples(st.integers(0, 99), st.integers(0, 99)), min_size=1, max_size=6), st.integers(0, 5))
def test_only_a_broken_chain_is_told(movements: list[tuple[int, int]], broken: int) -> None:
    opening, lines = Decimal(500), []
    for place, (income, spent) in enumerate(movements):
        lines.append(f"{2000 + place} | Fund | {opening} | {income} | {spent} | CHF")
        opening += income - spent
    rows = page("fund_movements", "\n".join(lines))
    assert list(fund_openings(rows, Held())) == []
    if 0 < broken < len(rows):
        rows[broken]["opening"] += 1
        found = list(fund_openings(rows, Held()))
        assert [problem.row for problem in found] == [rows[broken]["sheet_row"], *(
            [rows[broken + 1]["sheet_row"]] if broken + 1 < len(rows) else [])]  # fmt: skip


OFFICES = Held(
    offices=page(
        "offices", "North | XAN | sub-office | 2010-01-01 | 2020-12-31\nNorth | XAN | sub-office | 2023-01-01 |"
    ),
    staffing=page("staffing", "2020-12-31 | North | XAN | field | Professional | 9"),
)


@pytest.mark.parametrize(("day", "wrong"), [("2020-12-31", False), ("2021-01-01", True), ("2023-01-01", False)])
def test_a_closed_office_has_no_staff(day: str, wrong: bool) -> None:
    found = told("staffing", f"{day} | North | XAN | field | General Service | 4", OFFICES)
    assert [problem.rule for problem in found] == (["office-closed"] if wrong else [])
    if wrong:
        assert found[0].message == "North has 4 staff on 2021-01-01, but was not open then."
        assert (found[0].row, found[0].column, found[0].warning) == (2, "headcount", False)


def test_a_closed_office_may_be_counted_with_nobody_in_it() -> None:
    assert told("staffing", "2021-06-30 | North | XAN | field | Professional | 0", OFFICES) == []


def test_an_office_is_not_closed_before_a_count_that_has_staff_in_it() -> None:
    (problem,) = told("offices", "North | XAN | sub-office | 2010-01-01 | 2019-12-31", OFFICES)
    assert problem.rule == "office-closed"
    assert problem.message == "North would not be open on 2020-12-31, a day on which staff were counted in it."
    assert told("offices", "North | XAN | sub-office | 2010-01-01 | 2021-12-31", OFFICES) == []


def test_an_office_is_not_open_twice_at_once() -> None:
    (problem,) = told("offices", "North | XAN | sub-office | 2020-12-31 | 2022-12-31", OFFICES)
    assert problem.rule == "office-twice"
    assert problem.message == "North would be open twice on the same days."
    assert told("offices", "North | XAN | sub-office | 2021-01-01 | 2022-12-31", OFFICES) == []


def test_an_office_that_the_register_lacks_is_told_once_with_the_nearest() -> None:
    text = "2024-01-31 | Nort | XAN | field | Professional | 1\n2024-02-29 | Nort | XAN | field | Professional | 1"
    (problem,) = told("staffing", text, OFFICES)
    assert (problem.rule, problem.row, problem.warning) == ("office-unknown", 2, True)
    assert problem.suggestion == "Did you mean North?"
    assert told("staffing", text, Held()) == [], "without a register nothing can be held against it"


AREAS = Held(
    service_areas=page(
        "service_areas", "movement | service_area\nMovements | service_area | | movement\nBorders | cross_cutting"
    )
)


@pytest.mark.parametrize(
    ("area", "hint"),
    [
        ("movements", None),
        ("MOVEMENT", None),
        ("", None),
        ("Movment", "Did you mean movement?"),
        ("Gardening", "They are: movement."),
        ("Borders", "They are: movement."),
    ],
)
def test_a_service_area_that_the_mandate_does_not_name_is_told(area: str, hint: str | None) -> None:
    found = told("voluntary_contributions", f"2023 | XAA | government | Voluntary earmarked | {area} | 5 | USD", AREAS)
    assert [(problem.rule, problem.warning, problem.suggestion) for problem in found] == (
        [("service-area-unknown", True, hint)] if hint else []
    )


def test_a_row_that_differs_only_in_its_spelling_is_told() -> None:
    held = Held(voluntary_contributions=page(
        "voluntary_contributions", "2023 | World Bank | organization | Voluntary earmarked | | 5 | USD"))  # fmt: skip
    row = "2023 | {name} | organization | Voluntary earmarked | | 6 | USD"
    (problem,) = told("voluntary_contributions", row.format(name="world  bank"), held)
    assert (problem.rule, problem.column, problem.warning) == ("spelt-twice", "contributor", True)
    assert problem.message == "“world  bank” is also written “World Bank”: the row would count twice."
    assert told("voluntary_contributions", row.format(name="World Bank"), held) == [], "the same key takes its place"
    (within,) = told("voluntary_contributions", f"{row.format(name='A Fund')}\n{row.format(name='A-fund')}", Held())
    assert (within.rule, within.row) == ("spelt-twice", 3)


def test_each_table_of_the_resources_has_its_checks_and_an_empty_sheet_nothing_to_tell() -> None:
    assert set(CHECKS) == {"staffing", "offices", "voluntary_contributions", "fund_movements"}
    assert [told(table, "", held) for table in CHECKS for held in (FUNDS, OFFICES, AREAS)] == [[]] * 12
