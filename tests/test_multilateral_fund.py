"""A real fund's real debts, as published: set off as its document does, nothing dated, every printed figure found."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import frictionless
import pytest

from governance.books import Books
from governance.names import find
from governance.settings import PACKAGES
from governance.shipping.datapackage import NAME, as_text, descriptor
from governance.sources import sources, sources_of
from tests.shipped import PAGES, charts_on, figure, open_page, shipped_books, table_on, tables_on, words_on

FOLDER = PACKAGES["mlf"]
AS_AT = date(2024, 5, 24)
DAY = AS_AT.isoformat()
ITEMS = ("agreed", "cash", "bilateral", "promissory_notes", "disputed", "outstanding")


def rows(file: str) -> Iterator[dict[str, str]]:
    with (FOLDER / file).open(encoding="utf-8", newline="") as opened:
        for row in csv.DictReader(opened):
            yield row | {"outstanding": row.get("unpaid", "")}


@pytest.fixture(scope="module")
def fund(shipped: object) -> Books:
    return shipped_books("mlf")


def code(name: str) -> str:
    found = find(name)
    assert found is not None, name
    return found.code


def test_the_package_is_whole_and_valid() -> None:
    """After a change: python -m governance.shipping.datapackage"""
    assert (FOLDER / NAME).read_text(encoding="utf-8") == as_text(descriptor(FOLDER))
    report = frictionless.validate(str(FOLDER / NAME))
    assert report.valid, report.flatten(["name", "type", "message"])
    years = [row for row in rows("contribution_status.csv") if row["first_year"] == row["last_year"]]
    assert (len(years), len(list(rows("contribution_status.csv"))) - len(years)) == (1629, 631)
    assert len(list(rows("contribution_status_totals.csv"))) == 47


def test_the_ledger_opens_on_the_day_of_the_document(fund: Books) -> None:
    assert fund.last_day() == AS_AT
    assert fund.evidence == ("published",)
    assert fund.rulebook.key == "mlf"


def test_what_was_overpaid_pays_what_is_owed_and_the_sum_is_that_of_all_printed_years(fund: Books) -> None:
    (total,) = fund.ask("identity").dicts()
    printed = [row for row in rows("contribution_status.csv") if row["first_year"] == row["last_year"]]
    assert total["outstanding"] - total["credit"] == sum(Decimal(row["outstanding"]) for row in printed)
    assert total["outstanding"] == Decimal("267775361.86")
    assert total["disputed"] == Decimal("8098267.00")
    left = total["opening"] + total["assessed"] - total["received"] - total["adjusted"] - total["disputed"]
    assert left == total["arrears"] + total["current_year"] - total["credit"]


def test_every_party_owes_what_the_sheet_of_all_years_prints(fund: Books) -> None:
    """Andorra overpaid 2021 by what it owes of 2022, and owes nothing. Where the sheet differs from the sheets of its
    years, `printed_twice` says so."""
    whole = {code(row["state"]): row for row in rows("contribution_status.csv") if int(row["last_year"]) == 2024
             and int(row["first_year"]) == 1991}  # fmt: skip
    differing = {row["state"] for row in fund.ask("printed_twice").dicts() if row["item"] == "outstanding"}
    owed = {row["state"]: row for row in fund.ask("balances").dicts()}
    for state in whole.keys() - differing:
        assert abs(owed[state]["outstanding"] - owed[state]["credit"] - Decimal(whole[state]["outstanding"])) <= 5, (
            state
        )
    assert owed["AND"]["outstanding"] == owed["AND"]["credit"] == 0
    assert len(whole.keys() - differing) > 40


def test_every_party_and_year_is_opened_with_its_printed_row(fund: Books) -> None:
    owed = {(row["state"], row["year"]): row for row in fund.ask("outstanding").dicts()}
    printed = {(code(row["state"]), int(row["first_year"])): row for row in rows("contribution_status.csv")
               if row["first_year"] == row["last_year"]}  # fmt: skip
    for key, row in printed.items():
        if key in owed:
            assert owed[key]["opening"] - owed[key]["disputed"] == Decimal(row["outstanding"]), row
            assert owed[key]["disputed"] == Decimal(row["disputed"]), row
        else:
            assert not Decimal(row["outstanding"]), row
    overpaid = {state for (state, _), row in printed.items() if Decimal(row["outstanding"]) < 0}
    for key, row in printed.items():
        if key[0] not in overpaid and key in owed:
            assert owed[key]["outstanding"] == Decimal(row["outstanding"]), row


def test_no_day_of_payment_is_made_up(fund: Books) -> None:
    assert not fund.ask("receipts_applied").rows
    assert {row["known"] for row in fund.ask("balances", date(2024, 5, 25)).dicts()} <= {"no"}
    assert not fund.ask("balances", date(2024, 5, 23)).rows or {
        row["known"] for row in fund.ask("balances", date(2024, 5, 23)).dicts()
    } == {"no"}


def test_the_status_foots_to_its_printed_totals(fund: Books) -> None:
    sums: dict[object, dict[str, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    totals = {}
    for row in fund.ask("status").dicts():
        if row["state"] is None:
            totals[row["period"]] = row
            continue
        for item in ITEMS:
            sums[row["period"]][item] += row[item]
    assert len(totals) == 47
    for period, total in totals.items():
        for item in ITEMS:
            assert abs(sums[period][item] - total[item]) <= 1, (period, item)


def test_what_is_printed_twice_is_compared_in_every_place(fund: Books) -> None:
    """Worked out anew from the files: sums of years against each sheet of several years, rows and totals."""
    expected: dict[tuple[str, str, str], Decimal] = {}
    for file in ("contribution_status.csv", "contribution_status_totals.csv"):
        sheets: dict[tuple[int, int, str], dict[str, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
        for row in rows(file):
            key = (int(row["first_year"]), int(row["last_year"]), code(row["state"]) if "state" in row else "")
            for item in ITEMS:
                sheets[key][item] += Decimal(row[item])
        for first, last in {(first, last) for first, last, _ in sheets if last > first}:
            for state in {state for _, _, state in sheets}:
                for item in ITEMS:
                    years = sum(
                        sheets[year, year, state][item]
                        for year in range(first, last + 1)
                        if (year, year, state) in sheets
                    )
                    whole = sheets[first, last, state][item] if (first, last, state) in sheets else Decimal(0)
                    if abs(years - whole) > 5:
                        expected[f"{first}-{last}", state, item] = years - whole
    found = {
        (row["period"], row["state"] or "", row["item"]): row["difference"] for row in fund.ask("printed_twice").dicts()
    }
    assert found == expected
    assert found["1994-1996", "JPN", "disputed"] == Decimal("5164674.00"), "left out of the three-yearly sheet"
    assert found["1991-1993", "UKR", "cash"] == Decimal("-518150.10")
    assert not [key for key in found if key[1] == "SVK"], "one State, whichever of its names a sheet prints"


def test_parties_are_recognised_whatever_mark_stands_behind_them() -> None:
    names = {(row["state"], row["printed"]) for row in rows("contribution_status.csv")}
    marked = {printed for state, printed in names if state != printed}
    assert {"Australia*", "Japan(*)", "United States of America**"} <= marked
    assert {code(state) for state, _ in names} >= {"AUS", "JPN", "USA", "SVK", "CZE"}


NOT_SAID = ("Every Member may vote", "no Members on this date", "0 Members", "it has no vote", "nothing to draw",
            "Quorum and majorities", "No assessments are held", "no assessments are held", "Something went wrong")  # fmt: skip
"""What would be claimed of membership, votes, assessments and earlier days by a page that takes nothing held for none."""


@pytest.mark.parametrize("day", [DAY, "2024-05-23", "2027-12-31"])
@pytest.mark.parametrize("page", [name for folder, name in PAGES if folder in ("committee", "delegation")])
def test_no_page_claims_what_the_fund_does_not_hold(shipped: Path, page: str, day: str) -> None:
    app = open_page(page, ledger="mlf", as_of=day, state="FRA")
    assert not app.exception
    text = words_on(app)
    assert not [words for words in NOT_SAID if words in text]
    if day > DAY:
        assert "if nothing more is paid" not in text.lower(), "no balance is carried on from the one day that is known"


def test_the_overview_says_what_was_agreed_and_what_is_outstanding(shipped: Path) -> None:
    app = open_page("overview", ledger="mlf", as_of=DAY)
    words = words_on(app)
    assert (
        "**31 States** owe **USD 171.77 million** for years that have ended. A further **USD 96 million** is due of "
        "2024." in words
    )
    assert [metric.value for metric in app.metric] == ["175.20", "171.77", "96.00", "8.10"]
    assert "Russian Federation owes 72.8 % of the USD 171.77 million owed for ended years" in words
    assert "83.8 % of the USD 171.77 million owed for ended years is for 2019 or earlier" in words


def test_the_assessed_budget_is_that_of_every_year_also_where_balances_were_opened_later(shipped: Path) -> None:
    sums: dict[int, Decimal] = defaultdict(Decimal)
    for row in rows("assessments.csv"):
        sums[int(row["year"])] += Decimal(row["amount"])
    app = open_page("assessed_budget", ledger="mlf", as_of=DAY, print="1")
    shown = table_on(app, "states", "assessed")
    told = dict(zip(shown["year"], map(figure, shown["assessed"]), strict=True))
    assert told == {str(year): amount.quantize(Decimal(1)) for year, amount in sums.items()}


def test_a_statement_draws_what_is_outstanding_and_no_empty_bars(shipped: Path) -> None:
    app = open_page("statement", ledger="mlf", as_of=DAY, state="FRA")
    bars = next(chart for chart in charts_on(app) if {"year", "part", "amount"} <= set(chart.column_names)).to_pylist()
    assert {row["part"] for row in bars} <= {"Unpaid", "Due of the current year"}
    assert {row["year"]: row["amount"] for row in bars if row["part"].startswith("Due")}[2024] == 12_817_530
    balance = [frame for frame in tables_on(app) if {"opening", "outstanding"} <= set(frame)][-1]
    assert not {"assessed", "received", "adjusted"} & set(balance)
    assert "The rules of this ledger hold nothing about a vote, so nothing is said of one." in words_on(app)


def test_the_printed_status_is_in_the_order_of_names_its_total_last(shipped: Path) -> None:
    app = open_page("arrears_and_voting", ledger="mlf", as_of=DAY, print="1")
    states = list(table_on(app, "promissory_notes")["state"])
    assert states[:3] == ["Andorra", "Australia", "Austria"]
    assert states[:-1] == sorted(states[:-1])
    assert states[-1] == "Total, as printed"


def test_nothing_is_said_of_receipts_where_none_are_held_and_only_its_own_document_stands(shipped: Path) -> None:
    paid = open_page("paid_in_full", ledger="mlf", as_of=DAY)
    assert [head.value for head in paid.header][:1] == ["Paid in full"], "on no known day"
    assert "No receipts are held here, so who paid on which day, and who never has, is not known." in words_on(paid)
    assert "has paid something" not in words_on(paid)
    for ledger in ("iom", "mlf", "yours"):
        told = words_on(open_page("payers", ledger=ledger))
        assert "No receipts are held here." in told
        assert "Of every receipt" not in told
    (document,) = sources_of("mlf").values()
    (title,) = table_on(open_page("sources", ledger="mlf", as_of=DAY), "Title")["Title"]
    assert title == f"{document.title} ({document.edition})"
    assert set(sources_of("facts")) == set(sources()) - {document.key}
    assert len(table_on(open_page("sources", ledger="iom"), "Title")) == len(sources_of("facts"))
