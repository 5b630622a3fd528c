"""The demonstration ledger, read back from its own files: complete, consistent, repeatable, and plainly fictional."""

from __future__ import annotations

import csv
import io
import re
import time
from collections import Counter, defaultdict
from datetime import date
from decimal import Decimal

import pycountry
import pytest

from data.demonstration.generate import generate
from data.demonstration.states import english_names
from governance.tables import TABLES, Kind

DAYS = (date(2025, 3, 15), date(2026, 11, 22), date(2030, 6, 30))
Rows = list[dict[str, str]]


def read(content: bytes) -> Rows:
    """The rows of a CSV file."""
    return list(csv.DictReader(io.StringIO(content.decode("utf-8"))))


@pytest.fixture(scope="module", params=DAYS, ids=str)
def ledger(request: pytest.FixtureRequest) -> Ledger:
    """The ledger as built on one of the days."""
    return Ledger(request.param)


class Ledger:
    """The files of one day, read back, and the balances that follow from them by the plainest reckoning."""

    def __init__(self, today: date) -> None:
        self.today = today
        self.files = generate(today)
        self.tables = {name.removesuffix(".csv"): read(content) for name, content in self.files.items()}

    def members(self, day: date) -> set[str]:
        return {
            row["state"]
            for row in self.tables["membership"]
            if row["status"] == "member" and row["from"] <= day.isoformat() <= (row["to"] or "9999")
        }

    def assessed(self, year: int) -> dict[str, Decimal]:
        return {r["state"]: Decimal(r["amount"]) for r in self.tables["assessments"] if r["year"] == str(year)}

    def unpaid(self, state: str, day: date) -> dict[int, Decimal]:
        """What is unpaid by year of debt on a day: named years first, then the oldest debt."""
        owed: dict[int, Decimal] = defaultdict(Decimal)
        for row in self.tables["assessments"] + self.tables["opening_balances"]:
            due = date.fromisoformat(row.get("dated") or f"{row['year']}-01-01")
            if row["state"] == state and due <= day:
                owed[int(row["year"])] += Decimal(row["amount"])
        credit = Decimal(0)
        for row in self.tables["adjustments"] + self.tables["receipts"]:
            counts = row.get("dated") or row["value_date"]
            if row["state"] == state and counts <= day.isoformat():
                if row.get("reason") and row["for_year"]:
                    owed[int(row["for_year"])] -= Decimal(row["amount"])
                else:
                    credit += Decimal(row["amount"])
        credit -= sum(amount for amount in owed.values() if amount < 0)
        for year in sorted(owed):
            paid = max(Decimal(0), min(credit, owed[year]))
            owed[year] -= paid
            credit -= paid
        return {year: amount for year, amount in owed.items() if amount > 0}

    def arrears(self, state: str, day: date) -> Decimal:
        return sum((amount for year, amount in self.unpaid(state, day).items() if year < day.year), Decimal(0))

    def threshold(self, state: str, day: date) -> Decimal | None:
        last, before = (self.assessed(day.year - ago).get(state) for ago in (1, 2))
        return last + before if last and before else None

    def reached(self, day: date) -> set[str]:
        """The Members whose arrears reach the contributions of the two preceding years."""
        return {
            state
            for state in self.members(day)
            if (threshold := self.threshold(state, day)) and self.arrears(state, day) >= threshold
        }

    def actions(self, action: str) -> Rows:
        return [row for row in self.tables["council_actions"] if row["action"] == action]

    def last_informed(self, state: str) -> date:
        return max(date.fromisoformat(row["dated"]) for row in self.actions("informed") if row["state"] == state)

    def approved(self, year: int, part: str = "administrative") -> Decimal:
        return next(
            Decimal(row["amount"])
            for row in self.tables["budgets"]
            if (row["year"], row["part"], row["stage"]) == (str(year), part, "approved")
        )


def test_the_same_day_and_seed_give_the_same_bytes() -> None:
    first = generate(DAYS[1], seed=7)
    assert first == generate(DAYS[1], seed=7)
    assert first["receipts.csv"] != generate(DAYS[1], seed=8)["receipts.csv"]


def test_it_is_made_in_three_seconds() -> None:
    begun = time.perf_counter()
    generate(date(2029, 12, 30))
    assert time.perf_counter() - begun < 3


def test_every_file_is_a_table_and_its_header_are_columns_of_it(ledger: Ledger) -> None:
    for name, rows in ledger.tables.items():
        assert rows, name
        assert list(rows[0]) == [column for column in TABLES[name].names if column in rows[0]], name
        assert b"\r" not in ledger.files[f"{name}.csv"]


def test_no_table_is_left_out_but_what_only_publications_need(ledger: Ledger) -> None:
    """Francs recovered from published dollars, and a status that its secretariat prints: an office has its own books."""
    assert set(TABLES) - set(ledger.tables) == {
        "recovered_assessments",
        "contribution_status",
        "contribution_status_totals",
    }


def test_required_cells_are_filled_and_choices_are_kept(ledger: Ledger) -> None:
    for name, rows in ledger.tables.items():
        for column in TABLES[name].columns:
            cells = [row.get(column.name, "") for row in rows]
            assert not column.required or all(cells), (name, column.name)
            tables = TABLES if column.kind is Kind.TABLE else ()
            allowed = {*column.choices, *tables}
            assert not allowed or {cell for cell in cells if cell} <= allowed, (name, column.name)


def test_keys_are_unique(ledger: Ledger) -> None:
    for name, rows in ledger.tables.items():
        key = TABLES[name].key
        counted = Counter(tuple(row.get(column, "") for column in key) for row in rows)
        assert not key or max(counted.values()) == 1, (name, counted.most_common(1))


def test_periods_do_not_end_before_they_begin(ledger: Ledger) -> None:
    for first, last in (
        ("from", "to"),
        ("opened", "closed"),
        ("opens", "closes"),
        ("agreed", "due"),
        ("dated", "until"),
    ):
        for name, rows in ledger.tables.items():
            assert all(row[first] <= row[last] for row in rows if row.get(first) and row.get(last)), name


def test_nothing_is_known_before_it_happens(ledger: Ledger) -> None:
    """Only sessions, instalments, the end of a maintained vote and the approved next year lie ahead."""
    today = ledger.today.isoformat()
    for name, columns in {
        "receipts": ("received", "value_date"),
        "adjustments": ("dated",),
        "council_actions": ("dated",),
        "membership": ("from", "to"),
        "staffing": ("dated",),
        "offices": ("opened", "closed"),
        "committee_seats": ("from", "to"),
    }.items():
        assert all(row[column] <= today for row in ledger.tables[name] for column in columns), name
    assert max(row["opens"] for row in ledger.tables["sessions"]) > today


def test_scales_add_up(ledger: Ledger) -> None:
    for name, year, total in (("scale", "year", "100.0000"), ("un_scale", "first_year", "100.000")):
        sums: dict[str, Decimal] = defaultdict(Decimal)
        for row in ledger.tables[name]:
            sums[row[year]] += Decimal(row["rate_pct"])
        assert {str(value) for value in sums.values()} == {total}


def test_un_scale_has_a_ceiling_and_a_floor(ledger: Ledger) -> None:
    rates = [Decimal(row["rate_pct"]) for row in ledger.tables["un_scale"] if row["first_year"] == "2022"]
    assert max(rates) == 22
    assert min(rates) == Decimal("0.001")
    assert rates.count(min(rates)) >= 8


def test_assessed_contributions_add_up_to_the_approved_budget(ledger: Ledger) -> None:
    """Those that join within a year are not on its scale, and come on top."""
    joined = 0
    for year in range(1990, ledger.today.year + 1):
        scale = {row["state"] for row in ledger.tables["scale"] if row["year"] == str(year)}
        amounts = ledger.assessed(year)
        assert scale == ledger.members(date(year, 1, 1)) <= set(amounts)
        assert sum(amounts[state] for state in scale) == ledger.approved(year)
        joined += len(set(amounts) - scale)
    assert joined > 15


def test_a_member_that_joins_within_a_year_pays_for_its_days() -> None:
    """XNA joined on 29 February 2004: 307 of 366 days of a whole year at the lowest rate, as XBI pays."""
    ledger = Ledger(DAYS[0])
    full = ledger.assessed(2004)["XBI"]
    assert ledger.assessed(2004)["XNA"] == round(full * 307 / 366)


def test_the_succession_sums_to_zero(ledger: Ledger) -> None:
    pair = [row for row in ledger.tables["adjustments"] if row["reason"] == "succession"]
    assert {row["state"] for row in pair} == {"XHE", "XUM"}
    assert sum(Decimal(row["amount"]) for row in pair) == 0
    assert not ledger.unpaid("XHE", ledger.today)


def test_membership_grows_and_has_its_stories(ledger: Ledger) -> None:
    assert len(ledger.members(date(1990, 1, 1))) == 25
    assert len(ledger.members(ledger.today)) == 52
    observers = [r for r in ledger.tables["membership"] if r["status"] == "observer" and not r["to"]]
    assert Counter(row["kind"] for row in observers) == {"state": 7, "organization": 3}
    assert any(row["from"].endswith("-02-29") for row in ledger.tables["membership"])


def test_each_fund_opens_with_the_balance_that_closed_the_last_year(ledger: Ledger) -> None:
    closing: dict[str, Decimal] = {}
    for row in ledger.tables["fund_movements"]:
        opening = Decimal(row["opening"])
        assert opening == closing.get(row["fund"], opening)
        closing[row["fund"]] = opening + Decimal(row["income"]) - Decimal(row["spent"])
        assert closing[row["fund"]] >= 0


def test_a_foreign_receipt_is_what_was_paid_at_its_rate_less_charges(ledger: Ledger) -> None:
    foreign = [row for row in ledger.tables["receipts"] if row["paid_currency"]]
    assert {row["paid_currency"] for row in foreign} == {"USD", "EUR"}
    for row in foreign:
        credited = Decimal(row["paid_amount"]) * Decimal(row["rate"]) - Decimal(row["charges"])
        assert abs(credited - Decimal(row["amount"])) <= Decimal("0.005")


def test_there_are_receipts_of_every_kind(ledger: Ledger) -> None:
    rows = ledger.tables["receipts"]
    unidentified = Counter(row["value_date"][:4] for row in rows if not row["state"] and Decimal(row["amount"]) > 0)
    assert {unidentified[str(year)] for year in range(1990, ledger.today.year)} == {2, 3, 4}
    assert any(row["state"] and Decimal(row["amount"]) < 0 for row in rows)
    assert any(row["for_year"] for row in rows)


def test_two_plans_were_kept_one_was_broken_one_is_running(ledger: Ledger) -> None:
    paid = Counter(row["state"] for row in ledger.tables["receipts"] if "instalment of plan" in row["note"])
    due = Counter(row["state"] for row in ledger.tables["payment_plans"] if row["due"] <= ledger.today.isoformat())
    agreed = Counter(row["state"] for row in ledger.tables["payment_plans"])
    assert paid["XEL"] == agreed["XEL"]
    assert paid["XHO"] == agreed["XHO"]
    assert paid["XIS"] == 2 < due["XIS"]
    assert due["XKA"] <= paid["XKA"] < agreed["XKA"]


def test_the_council_was_informed_only_of_members_at_the_threshold(ledger: Ledger) -> None:
    for row in ledger.actions("informed") + ledger.actions("maintained"):
        day = date.fromisoformat(row["dated"])
        threshold = ledger.threshold(row["state"], day)
        assert day >= date(2013, 11, 21)
        assert threshold
        assert ledger.arrears(row["state"], day) >= threshold


def test_the_council_suspended_only_where_two_years_had_an_unpaid_part(ledger: Ledger) -> None:
    for row in ledger.actions("suspended"):
        day = date.fromisoformat(row["dated"])
        assert day < date(2013, 11, 21)
        assert {day.year - 1, day.year - 2} <= set(ledger.unpaid(row["state"], day))


def test_the_picture_of_today_is_plausible(ledger: Ledger) -> None:
    """About a sixth of the Members are in arrears, which make an eighth of a year's budget."""
    today, year = ledger.today, ledger.today.year
    members = ledger.members(today)
    in_arrears = [state for state in members if ledger.arrears(state, today)]
    total = sum(ledger.arrears(state, today) for state in ledger.assessed(year))
    assert Decimal("0.15") <= Decimal(len(in_arrears)) / len(members) <= Decimal("0.20")
    assert Decimal("0.10") <= total / ledger.approved(year) <= Decimal("0.15")


@pytest.mark.parametrize(
    ("day", "least", "most"), list(zip(DAYS, ("0.25", "0.60", "0.40"), ("0.35", "0.65", "0.50"), strict=True))
)
def test_the_current_year_comes_in_as_it_goes_on(day: date, least: str, most: str) -> None:
    ledger = Ledger(day)
    contributions = ledger.assessed(day.year)
    unpaid = sum(ledger.unpaid(state, day).get(day.year, Decimal(0)) for state in contributions)
    assert Decimal(least) <= 1 - unpaid / sum(contributions.values()) <= Decimal(most)


def test_votes_lost_maintained_restored_and_at_risk(ledger: Ledger) -> None:
    today = ledger.today
    reached = ledger.reached(today)
    informed = reached & {row["state"] for row in ledger.actions("informed")}
    over_a_year = {state for state in informed if (today - ledger.last_informed(state)).days > 366}
    maintained = {row["state"] for row in ledger.actions("maintained") if row["until"] >= today.isoformat()}
    restored = {row["state"] for row in ledger.actions("restored") if row["dated"] > "2013-11-21"}
    assert 5 <= len(reached) <= 8
    assert maintained == {"XDU"} < over_a_year
    assert restored == {"XKA"} < over_a_year
    assert len(over_a_year - maintained - restored) == 3
    assert informed - over_a_year == {"XIB", "XNA"}


def test_states_are_fictional_codes(ledger: Ledger) -> None:
    register = set(english_names())
    for name, rows in ledger.tables.items():
        for column in TABLES[name].columns:
            if column.kind not in (Kind.STATE, Kind.PARTY):
                continue
            for row in rows:
                party = row.get(column.name, "")
                is_organization = "organization" in (row.get("kind"), row.get("contributor_kind"))
                assert not party or is_organization or (party in register and "XAA" <= party <= "XZZ" != "XKX")


def test_no_real_state_is_named(ledger: Ledger) -> None:
    real = {
        getattr(country, kind)
        for country in pycountry.countries
        for kind in ("name", "official_name", "common_name")
        if hasattr(country, kind)
    }
    found = re.compile(r"\b(" + "|".join(sorted(map(re.escape, real))) + r")\b", re.IGNORECASE)
    for name, content in ledger.files.items():
        assert not found.search(content.decode("utf-8")), name


def test_documents_and_notes_are_plainly_fictional(ledger: Ledger) -> None:
    for name, rows in ledger.tables.items():
        assert all(row.get("document", "DEMO/").startswith("DEMO/") for row in rows), name
        assert all(row.get("note", "").startswith("Demonstration: ") for row in rows if row.get("note")), name
