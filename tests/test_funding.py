"""Operational funding: nothing added across currencies, corrections shown, and every total held against its rows."""

from __future__ import annotations

import csv
from collections import defaultdict
from datetime import date
from decimal import Decimal

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.books import Books, Row
from governance.books.loading import SHARES
from governance.names import name_of
from governance.problems import Refused
from governance.questions import CATALOGUE
from governance.revenue_kinds import NOT_CLASSIFIED, kind_of
from governance.rules.funding.conversion import converted, one_series
from governance.settings import FACTS
from governance.words import reading_in
from tests.ledgers import books_of, hand_in, new_ledger
from tests.shipped import TODAY, shipped_books

DAY = date(2024, 6, 30)
shipped = pytest.mark.usefixtures("shipped")


def test_corrections_are_negative_and_told_apart(books: Books) -> None:
    """
    voluntary_contributions: year | contributor | contributor_kind | type | amount | currency
    2023 | XAA | government | Voluntary earmarked | 100.00 | USD
    2023 | XAN | government | Voluntary earmarked | -30.00 | USD
    2023 | XAA | government | Voluntary un-earmarked | 5.00 | USD
    2023 | A Foundation | organization | voluntary EARMARKED | 20.00 | USD
    2024 | XAA | government | Voluntary earmarked | 7.00 | USD
    """
    rows = {(row["contributor_kind"], row["earmarking"]): row for row in books.ask("funding", DAY).dicts()}
    earmarked = rows["government", "earmarked"]
    assert [earmarked[name] for name in ("given", "corrections", "voluntary", "rows")] == [100, -30, 70, 2]
    assert rows["government", "unearmarked"]["voluntary"] == 5
    assert rows["organization", "earmarked"]["voluntary"] == 20
    assert books.ask("corrections", DAY).column("party") == ["XAN"]
    assert {row["year"] for row in books.ask("voluntary", DAY).dicts()} == {2023}, "2024 has not ended"
    places = [(row["party"], row["share_pct"]) for row in books.ask("contributors", DAY).dicts()]
    assert places == [("XAA", Decimal("84.00")), ("A Foundation", Decimal("16.00")), ("XAN", None)]


amounts = st.dictionaries(st.text("ABCDEFGH", min_size=1, max_size=2), st.integers(-500, 5000).map(Decimal))


@given(amounts)
def test_together_the_contributors_give_everything_whatever_was_corrected(given_: dict[str, Decimal]) -> None:
    with duckdb.connect() as connection:
        for macro in SHARES:
            connection.execute(f"create macro {macro}")
        connection.execute(
            "create table voluntary_contributions "
            "(year integer, contributor varchar, contributor_kind varchar, currency varchar, amount decimal(18, 2))"
        )
        rows = [[2023, name, "government", "USD", amount] for name, amount in given_.items()]
        if rows:
            connection.executemany("insert into voluntary_contributions values (?, ?, ?, ?, ?)", rows)
        asked = {"as_of": DAY, "year": None, "currency": None}
        found = connection.execute(CATALOGUE["contributors"].sql, asked).fetchall()
    columns = CATALOGUE["contributors"].columns
    places = [Row(zip(columns, row, strict=True)) for row in found]
    assert {place.text("party"): place.amount("voluntary") for place in places} == given_
    assert [place.amount("voluntary") for place in places] == sorted(given_.values(), reverse=True)
    together = [place.amount("cumulative_share_pct") for place in places if place.known("cumulative_share_pct")]
    assert together == sorted(together)
    assert not together or together[-1] == 100
    assert all(place.known("share_pct") == (place.amount("voluntary") > 0) for place in places)


TWO_CURRENCIES = """
    assessments: year | state | amount
    2022 | XAA | 60.00
    2022 | XAN | 40.00
    2023 | XAA | 60.00

    voluntary_contributions: year | contributor | type | amount | currency
    2022 | XAA | Voluntary earmarked | 300.00 | CHF
    2023 | XAA | Voluntary earmarked | 900.00 | {currency}
    """


def test_two_currencies_are_never_added(tmp_path_factory: pytest.TempPathFactory) -> None:
    first, second = TWO_CURRENCIES.format(currency="USD").split("    2023 | XAA | Voluntary")
    ledger = new_ledger(tmp_path_factory.mktemp("two"), first)
    hand_in(
        ledger,
        "voluntary_contributions: year | contributor | type | amount | currency\n2023 | XAA | Voluntary" + second,
    )
    books = Books.at(ledger)
    rows = {(row["year"], row["currency"]): row for row in books.ask("core_and_voluntary", DAY).dicts()}
    assert rows[2022, "CHF"]["core_share_pct"] == Decimal("25.00")
    assert (rows[2023, "CHF"]["voluntary"], rows[2023, "CHF"]["core_share_pct"]) == (None, None)
    assert (rows[2023, "USD"]["assessed"], rows[2023, "USD"]["core_share_pct"]) == (None, None)
    one = {(row["year"], row["currency"]): row for row in books.ask("contributor", DAY, name="Addavine").dicts()}
    assert one[2022, "CHF"]["assessed_and_voluntary"] == 360
    assert one[2023, "CHF"]["assessed_and_voluntary"] == 60
    assert one[2023, "USD"]["assessed_and_voluntary"] == 900


def test_totals_by_type_are_preferred_and_held_against_the_rows(books: Books) -> None:
    """
    assessments: year | state | amount | currency
    2023 | XAA | 100.00 | USD

    voluntary_contributions: year | contributor | type | amount | currency
    2023 | XAA | Voluntary earmarked | 300.00 | USD

    revenue: year | type | amount | currency
    2022 | Assessed contributions | 90.00 | USD
    2023 | Assessed Contributions | 100.00 | USD
    2023 | UN Inter-agency pooled funds | 20.00 | USD
    2023 | Project/ programme specific contributions | 285.00 | USD
    2023 | Voluntary untied contributions | 15.00 | USD
    2023 | Other revenue - external to UN | 4.00 | USD
    2023 | Gifts of time | 1.00 | USD
    """
    by_year = {row["year"]: row for row in books.ask("core_and_voluntary", DAY).dicts()}
    assert by_year[2022]["core_share_pct"] is None
    row = by_year[2023]
    assert (row["rests_on"], row["earmarked"], row["unearmarked"], row["voluntary"]) == ("totals", 305, 15, 320)
    assert (row["core_share_pct"], row["other_revenue"], row["not_classified"]) == (Decimal("23.81"), 4, 1)
    told = {
        (r["year"], r["revenue_kind"]): (r["finding"], r["difference"])
        for r in books.ask("revenue_agreement", DAY).dicts()
    }
    assert told == {
        (2022, "assessed"): ("no_rows", None),
        (2023, "assessed"): ("agrees", 0),
        (2023, "unearmarked"): ("no_rows", None),
        (2023, "earmarked"): ("differs", -5),
    }
    other = {row["type"]: row["revenue_kind"] for row in books.ask("other_revenue", DAY).dicts()}
    assert other == {"Other revenue - external to UN": "other", "Gifts of time": "not_classified"}


@shipped
@pytest.mark.parametrize("ledger", ["iom", "demonstration"])
def test_every_published_total_equals_its_rows_or_the_difference_is_listed(ledger: str) -> None:
    books = shipped_books(ledger)
    for row in books.ask("revenue_agreement", TODAY).dicts():
        if row["finding"] in ("agrees", "differs"):
            assert row["sum_of_rows"] - row["total_by_type"] == row["difference"]
            assert (row["finding"] == "agrees") == (row["difference"] == 0)
        else:
            assert None in (row["total_by_type"], row["sum_of_rows"])
    if ledger == "demonstration":
        assert set(books.ask("revenue_agreement", TODAY).column("finding")) == {"agrees"}


@shipped
def test_the_published_rows_all_come_through_and_add_up_by_the_plainest_reckoning() -> None:
    sums: dict[tuple[int, str], Decimal] = defaultdict(Decimal)
    with (FACTS / "voluntary_contributions.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            sums[int(row["year"]), kind_of(row["type"])] += Decimal(row["amount"])
    told: dict[tuple[int, str], Decimal] = defaultdict(Decimal)
    for row in shipped_books("iom").ask("funding", TODAY).dicts():
        told[int(str(row["year"])), str(row["earmarking"])] += Decimal(str(row["voluntary"]))
        assert row["given"] + row["corrections"] == row["voluntary"]
    assert told == sums
    assert len(shipped_books("iom").ask("corrections", TODAY).rows) == 23


@shipped
def test_every_type_of_revenue_that_ships_is_classified() -> None:
    for file in ("revenue.csv", "voluntary_contributions.csv"):
        with (FACTS / file).open(encoding="utf-8", newline="") as opened:
            assert not {row["type"] for row in csv.DictReader(opened) if kind_of(row["type"]) == NOT_CLASSIFIED}


@shipped
def test_2003_stands_as_documented_with_the_rate_and_its_year() -> None:
    books = shipped_books("iom")
    row = next(row for row in books.ask("budget_parts", TODAY).dicts() if row["year"] == 2003)
    assert (row["currency"], row["administrative_budget"]) == ("CHF", 36_600_000)
    assert (row["operational_currency"], row["operational_budget"]) == ("USD", 538_000_000)
    assert (row["operational_qualifier"], row["document"]) == ("about", "seed-004")
    assert (row["series"], row["average_rate"], row["rate_year"]) == ("CHF per USD", Decimal("1.345"), 2003)
    assert row["core_share_pct"] == Decimal("4.81")
    stated = {
        row["indicator"]: row for row in books.ask("funding_stated", TODAY).dicts() if row["stated_for"] == "2003"
    }
    assert stated["us_assessed_share_pct"]["figure"] == Decimal("26.3")
    assert stated["us_voluntary_contribution_usd"]["figure"] == 104_000_000
    assert "26.3 percent" in str(stated["us_assessed_share_pct"]["quote"])


def test_a_share_across_currencies_needs_a_rate(books: Books) -> None:
    """
    budgets: year | part | stage | amount | currency
    2022 | administrative | approved | 50.00 | CHF

    headline_figures: dated | indicator | value | unit | qualifier
    2022 | operational_budget_usd | 400 | USD | about
    """
    (row,) = books.ask("budget_parts", DAY).dicts()
    assert [row[name] for name in ("average_rate", "rate_year", "administrative_converted", "core_share_pct")] == [
        None
    ] * 4


def test_an_amount_is_converted_whichever_way_the_rate_is_quoted() -> None:
    rates = {("CHF per USD", 2003): Decimal("1.25"), ("CHF per USD", 2004): Decimal(2)}
    series = one_series(rates, "CHF", "USD")
    assert series is not None
    there, back = converted(Decimal(100), "CHF", series, 2003), converted(Decimal(80), "USD", series, 2003)
    assert there is not None
    assert back is not None
    assert (there.amount, back.amount, back.rate) == (80, 100, Decimal("1.25"))
    assert (series.rate_in("CHF", 2003), series.rate_in("USD", 2003)) == (Decimal("1.25"), Decimal("0.8"))
    assert one_series(rates, "CHF", "EUR") is None
    assert converted(Decimal(100), "CHF", series, 2005) is None


def test_of_several_series_of_two_currencies_one_is_used_for_all_years_and_named(books: Books) -> None:
    """Operational rates beside averages are other rates: no answer takes one year's of each.

    budgets: year | part | stage | amount | currency
    2021 | administrative | approved | 90.00 | CHF
    2022 | administrative | approved | 100.00 | CHF
    2023 | administrative | approved | 110.00 | CHF
    2021 | operational | approved | 400.00 | USD
    2022 | operational | approved | 400.00 | USD
    2023 | operational | approved | 400.00 | USD

    exchange_rates: year | series | value
    2021 | CHF per USD | 0.50
    2022 | CHF per USD (UN operational) | 0.80
    2021 | CHF per USD (UN operational) | 0.90
    1999 | CHF per USD | 0.70
    1998 | CHF per USD | 0.70
    """
    rows = books.ask("budget_parts", DAY).dicts()
    assert [(row["year"], row["series"], row["average_rate"], row["core_share_pct"]) for row in rows] == [
        (2021, "CHF per USD (UN operational)", Decimal("0.90"), Decimal("20.00")),
        (2022, "CHF per USD (UN operational)", Decimal("0.80"), Decimal("23.81")),
        (2023, None, None, None),
    ], "the one that holds most of these years, and none where it holds none"


NAMES = """
    voluntary_contributions: year | contributor | contributor_kind | type | amount | currency
    2023 | Addavine | government | Voluntary earmarked | 1.00 | USD
    2023 | A Foundation for Journeys | organization | Voluntary earmarked | 2.00 | USD
    """


@pytest.mark.parametrize(
    ("name", "parties"),
    [
        ("Addavine", ["XAA"]),
        ("xaa", ["XAA"]),
        ("a foundation FOR journeys", ["A Foundation for Journeys"]),
        ("Anquoria", []),
        (None, ["A Foundation for Journeys", "XAA"]),
    ],
)
def test_a_contributor_is_found_by_any_usual_name(
    tmp_path_factory: pytest.TempPathFactory, name: str | None, parties: list[str]
) -> None:
    books = books_of(tmp_path_factory.mktemp("names"), NAMES)
    assert books.ask("contributor", DAY, name=name).column("party") == parties


def test_an_organization_is_found_and_read_by_its_name_in_each_language(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """What the register does not know stays as somebody's data has it."""
    books = books_of(tmp_path_factory.mktemp("names"), NAMES.replace("A Foundation for Journeys", "World Bank"))
    for language, name in (("en", "World Bank"), ("fr", "Banque mondiale"), ("es", "Banco Mundial")):
        with reading_in(language):
            assert str(name_of("World Bank")) == name
            assert name_of("A Foundation for Journeys") == "A Foundation for Journeys"
        assert books.ask("contributor", DAY, name=name.upper()).column("party") == ["World Bank"]


@shipped
@pytest.mark.parametrize("language", ["fr", "es"])
def test_every_organization_that_contributes_in_a_ledger_that_ships_has_a_name_in_each_language(language: str) -> None:
    for ledger in ("iom", "demonstration"):
        rows = shipped_books(ledger).all_rows_in_force("voluntary_contributions", ("contributor", "contributor_kind"))
        names = {str(name) for name, kind in rows if kind == "organization"}
        assert names
        with reading_in(language):
            assert not [name for name in names if str(name_of(name)) == name], "in labels.csv, and in the catalogues"


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("Addavin", "Did you mean Addavine?"),
        ("Foundation for Journey", "Did you mean A Foundation for Journeys?"),
        ("9999", "Write a State's usual name, or the organization's as the accounts do."),
    ],
)
def test_a_name_that_is_no_contributors_is_refused_with_the_nearest(
    tmp_path_factory: pytest.TempPathFactory, name: str, hint: str
) -> None:
    books = books_of(tmp_path_factory.mktemp("names"), NAMES)
    with pytest.raises(Refused) as refused:
        books.ask("contributor", DAY, name=name)
    (problem,) = refused.value.problems
    assert problem.rule == "contributor-unknown"
    assert problem.message == f"No contributor is called “{name}”."
    assert hint in str(problem.suggestion)


def test_a_fund_opens_with_what_it_closed_with_or_the_gap_is_told(books: Books) -> None:
    """
    fund_movements: year | fund | opening | income | spent | currency
    2020 | Reserve | 100.00 | 50.00 | 30.00 | CHF
    2021 | Reserve | 120.00 | 10.00 | 40.00 | CHF
    2022 | Reserve | 95.00 | 0.00 | 5.00 | CHF
    2024 | Reserve | 95.00 | 0.00 | 5.00 | CHF
    """
    rows = books.ask("funds", date(2024, 12, 31)).dicts()
    assert [row["closing_balance"] for row in rows] == [120, 90, 90, 90]
    assert [row["opening_gap"] for row in rows] == [None, 0, 5, None], "2023 is not held: nothing is said of 2024"


@shipped
def test_the_demonstrations_funds_roll_forward() -> None:
    rows = shipped_books("demonstration").ask("funds", TODAY).dicts()
    assert {row["opening_gap"] for row in rows} == {None, Decimal(0)}
    for row in rows:
        assert row["opening_balance"] + row["income"] - row["spent"] == row["closing_balance"]
    assert sum(row["opening_gap"] is None for row in rows) == len({row["fund"] for row in rows})


def test_spending_is_held_against_revenue_in_each_currency(books: Books) -> None:
    """
    revenue: year | type | amount | currency
    2022 | Assessed contributions | 90.00 | USD
    2022 | Other revenue | 10.00 | USD

    expenses: year | type | amount | currency
    2022 | Staff | 70.00 | USD
    2022 | Travel | 50.00 | USD
    2023 | Staff | 1.00 | USD
    """
    assert books.ask("spending", DAY).rows == (
        (2022, "USD", Decimal(100), Decimal(120), Decimal(-20)),
        (2023, "USD", None, Decimal(1), None),
    )
    assert books.ask("expenses", DAY, year=2022).column("expenses") == [70, 50]
