"""Scenarios as they are asked: in a link, in a question, in a file. Everything impossible is refused in words, at once."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from governance.books import Books
from governance.cli.scenarios import read
from governance.papers.scenario_words import assumptions
from governance.problems import Refused
from governance.questions.rows import Row
from governance.settings import setting, target
from governance.ui.parts import file_links
from governance.words import reading_in, say
from tests.ledgers import books_of
from tests.shell import Shell, rows_of
from tests.shipped import TODAY, open_page, shipped_books


@pytest.fixture(scope="module")
def demo(shipped: object) -> Books:
    return shipped_books("demonstration")


@pytest.fixture(scope="module")
def iom(shipped: object) -> Books:
    return shipped_books("iom")


def years(books: Books, **given: Any) -> list[Row]:
    return books.ask("scenario_years", TODAY, **given).dicts()


def test_a_scenario_starts_from_the_budget_that_is_held(demo: Books) -> None:
    rows = years(demo, base_year=2020, until=2024, inflation="recorded")
    assert [row["year"] for row in rows] == [2020, 2021, 2022, 2023, 2024]
    assert {row["amount"] for row in rows} >= {Decimal(28_824_641)}
    recorded = {row["year"]: row for row in demo.ask("zero_growth", TODAY, base_year=2020).dicts()}
    assert rows[-1]["price_level"] == (100 * recorded[2024]["price"] / recorded[2020]["price"]).quantize(
        Decimal("0.0001")
    )


def test_the_base_year_is_assessed_as_it_was(demo: Books) -> None:
    """With the rulebook's scale, every Member's assessment of the base year is the recorded one to the franc."""
    projected = {row["state"]: row["amount"] for row in demo.ask("scenario", TODAY, base_year=2024, year=2024).dicts()}
    recorded = {row["state"]: row["assessed"] for row in demo.ask("assessed", TODAY, year=2024).dicts()}
    assert projected.keys() == recorded.keys()
    assert all(abs(projected[state] - recorded[state]) <= 36 for state in recorded), "one step of a rate"
    assert sum(projected.values()) == sum(recorded.values())


def test_every_year_adds_up_to_its_level(demo: Books) -> None:
    given: dict[str, Any] = {
        "base_year": 2024,
        "until": 2030,
        "growth": "1.5,2027:zrg",
        "joins": "XBR:2026",
        "newcomers": "on_top",
    }
    with pytest.raises(Refused):
        demo.ask("scenario", TODAY, **given)
    joiner = demo.ask("newcomers", TODAY, base_year=2024).dicts()[0]["state"]
    given["joins"] = f"{joiner}:2026-07-01"
    members = demo.ask("scenario", TODAY, **given).dicts()
    for row in years(demo, **given):
        own = [m for m in members if m["year"] == row["year"]]
        assert sum(m["amount"] for m in own if m["joined"] is None) == row["amount"]
        assert sum(m["amount"] for m in own if m["joined"] is not None) == row["on_top"]
        assert len(own) == row["members"]


def test_real_states_that_the_rules_name_do_not_join_fictional_ones(demo: Books, iom: Books) -> None:
    assert demo.rulebook.assessment
    named = demo.rulebook.assessment.rates_outside_un_scale.keys()
    offered = {row["state"] for row in demo.ask("newcomers", TODAY, base_year=2024).dicts()}
    assert offered
    assert not named & offered
    assert named & {row["state"] for row in iom.ask("newcomers", date(2009, 12, 31), base_year=2009).dicts()}


def test_observers_are_offered_first(iom: Books) -> None:
    rows = iom.ask("newcomers", TODAY, base_year=2022).dicts()
    kinds = [row["status"] for row in rows]
    assert kinds[0] == "observer"
    assert kinds == sorted(kinds, key=lambda kind: kind is None)
    assert "IDN" in {row["state"] for row in rows}
    assert "DEU" not in {row["state"] for row in rows}


def test_inflation_may_repeat_the_years_before_the_base(iom: Books) -> None:
    recorded = {row["year"]: row["value"] for row in iom.ask("price_figures", TODAY, currency="CHF").dicts()}
    rows = years(iom, base_year=2022, until=2025, inflation="repeated")
    for row, source in zip(rows[1:], (2020, 2021, 2022), strict=True):
        change = 100 * (recorded[source] / recorded[source - 1] - 1)
        assert abs(row["inflation_pct"] - change) <= Decimal("0.005")


IMPOSSIBLE = [
    ({"until": "2019"}, "scenario-years", "The scenario runs from 2020 to 2019."),
    ({"until": "2099"}, "scenario-years", "The scenario runs from 2020 to 2099."),
    ({"growth": "2019:1,zng"}, "scenario-path", "2019 is no year of the scenario"),
    ({"growth": "-100"}, "scenario-path", "Growth of 2021 cannot be -100."),
    ({"inflation": "-100"}, "scenario-path", "Inflation of 2021 cannot be -100."),
    ({"inflation": "recorded", "until": "2050"}, "scenario-path", "nothing is recorded for 2026"),
    ({"inflation": "much"}, "scenario-path", "“much” is neither a number nor one of"),
    ({"exchange": "0"}, "scenario-path", "The exchange rate of 2020 cannot be 0."),
    ({"joins": "XBR:2022"}, "scenario-state", "is a Member already in 2020"),
    ({"joins": "Atlantis:2022"}, "scenario-state", "“Atlantis” is no State"),
    ({"leaves": "XBR:2010"}, "scenario-state", "cannot leave at the end of “2010”"),
    ({"leaves": "XBR:2021,XBR:2022"}, "scenario-state", "is named twice"),
    ({"cap": "200"}, "parameter-value", "“200” is no value for cap."),
    ({"cap": "1"}, "scenario-impossible", "Members cannot bear the whole budget"),
    ({"level": "1000.50"}, "scenario-level", "is no multiple of 1"),
    ({"base_year": "1950", "until": "1960"}, "scenario-level", "No budget of 1950 in CHF is held here."),
    ({"currency": "USD", "base_year": ""}, "scenario-level", "No budget of 2026 in USD is held here."),
    ({"base_year": "0000"}, "parameter-value", "“0000” is no value for base_year."),
    ({"level": "1e30"}, "parameter-value", "“1e30” is no value for level."),
    ({"growth": "a\nb"}, "scenario-path", "“a\nb” is neither a number nor one of: zng, zrg"),
    ({"growth": "1e-7"}, "scenario-path", "“1e-7” has more than 6 decimals."),
    ({"growth": "999999"}, "scenario-impossible", "The budget of 2022 would have more than 15 digits."),
    ({"inflation": "-99.9"}, "scenario-impossible", "Prices would have changed beyond all measure by 2023."),
    ({"joins": "VAT:99999999999999999999"}, "scenario-state", "joins on “99999999999999999999”, which is no day."),
    ({"joins": "VAT:2023-02-29"}, "scenario-state", "joins on “2023-02-29”, which is no day."),
]


@pytest.mark.parametrize(("given", "rule", "sentence"), IMPOSSIBLE, ids=lambda part: str(part)[:40])
def test_what_is_impossible_is_refused_in_words(demo: Books, given: dict[str, Any], rule: str, sentence: str) -> None:
    with pytest.raises(Refused) as refused:
        demo.ask("scenario_years", TODAY, **{"base_year": "2020", "until": "2024", **given})
    found = [problem for problem in refused.value.problems if problem.rule == rule]
    assert found, [str(problem) for problem in refused.value.problems]
    assert sentence in found[0].message
    assert found[0].suggestion


@pytest.mark.parametrize("question", ["scenario_years", "scenario"])
def test_a_date_before_all_figures_is_refused_in_words(demo: Books, question: str) -> None:
    with pytest.raises(Refused, match="No budget of 1989 in CHF is held here"):
        demo.ask(question, date(1989, 11, 14))


def test_a_state_may_only_join_after_the_base(demo: Books) -> None:
    joiner = demo.ask("newcomers", TODAY, base_year=2020).dicts()[0]["state"]
    for when, sentence in (
        ("2020", "cannot join in 2020"),
        ("2030", "cannot join in 2030"),
        ("soon", "which is no day"),
    ):
        with pytest.raises(Refused) as refused:
            demo.ask("scenario_years", TODAY, base_year=2020, until=2024, joins=f"{joiner}:{when}")
        assert sentence in refused.value.problems[0].message


def test_everything_wrong_is_said_at_once(demo: Books) -> None:
    with pytest.raises(Refused) as refused:
        demo.ask(
            "scenario_years", TODAY, base_year=2020, growth="x", inflation="y", joins="XBR:2022", leaves="XBR:2010"
        )
    assert len(refused.value.problems) == 4


def test_without_budget_members_or_scale_there_is_nothing_to_play(books: Books) -> None:
    """
    membership: state | status | from
    XAA | member | 2000-01-01
    """
    assert books.ask("scenario_years", TODAY).rows == ()
    assert books.ask("scenario", TODAY).rows == ()
    assert books.ask("newcomers", TODAY).rows == ()


LATE_SCALE = """
    membership: state | status | from
    XAA | member | 2000-01-01
    un_scale: state | first_year | last_year | rate_pct
    XAA | 2025 | 2027 | 1
    budgets: year | part | stage | amount | currency
    2021 | administrative | approved | 0 | CHF
    2022 | administrative | approved | 1000 | CHF
    """


@pytest.mark.parametrize("question", ["scenario_years", "scenario", "newcomers"])
def test_a_base_year_that_no_scale_holds_is_refused_in_words(tmp_path: Path, question: str) -> None:
    with pytest.raises(Refused, match="No period of the United Nations scale holds 2021, which 2022 uses"):
        books_of(tmp_path, LATE_SCALE).ask(question, TODAY)


def test_nothing_can_be_carried_forward_from_a_budget_of_zero(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="The budget of 2021 in CHF is zero"):
        books_of(tmp_path, LATE_SCALE).ask("scenario_years", TODAY, base_year=2021)


def test_a_scenario_without_members_or_exchange_rates_is_refused(books: Books) -> None:
    """
    un_scale: state | first_year | last_year | rate_pct
    XAA | 2019 | 2024 | 1
    budgets: year | part | stage | amount | currency
    2022 | administrative | approved | 1000 | CHF
    """
    with pytest.raises(Refused) as refused:
        books.ask("scenario_years", TODAY, exchange="1.1")
    assert [problem.message for problem in refused.value.problems] == [
        "No exchange rates of CHF are held here.",
        "No Members of 2022 are held here.",
    ]


def test_the_exchange_rate_is_of_one_series_which_is_named_where_it_was_taken_from(books: Books) -> None:
    """
    membership: state | status | from
    XAA | member | 2000-01-01
    un_scale: state | first_year | last_year | rate_pct
    XAA | 2019 | 2024 | 1
    budgets: year | part | stage | amount | currency
    2022 | administrative | approved | 1000 | CHF
    exchange_rates: year | series | value
    2020 | CHF per USD | 0.50
    2023 | CHF per USD | 0.50
    2021 | CHF per USD (UN operational) | 0.90
    2022 | CHF per USD (UN operational) | 0.80
    2024 | CHF per USD (UN operational) | 0.70
    """
    given: dict[str, Any] = {"base_year": 2022, "until": 2024}
    named = "CHF per USD (UN operational)"
    (first, *_) = rows = years(books, **given)
    assert (first["rate"], first["converted_currency"], first["rate_series"]) == (Decimal("0.8"), "USD", named)
    told = assumptions({}, books.ask("scenario_years", TODAY, **given))
    assert told["Exchange rate"] == f"2022–2024: 0.8000 (CHF for one USD, of the series “{named}”)"
    rows = years(books, exchange="1.5", **given)
    assert {(row["rate"], row["rate_series"]) for row in rows} == {(Decimal("1.5"), None)}
    with pytest.raises(Refused, match="The exchange rate of 2023: nothing is recorded for 2023"):
        years(books, exchange="recorded", **given)


FILE = """
name = "Freeze"
base_year = 2020
until = 2023
growth = { all = "zng", 2022 = 3.5 }
inflation = 1

[second]
name = "Keep pace"
growth = "zrg"
"""


def test_the_shell_plays_a_file(shipped: object, shell: Shell, tmp_path: Path) -> None:
    (tmp_path / "f.toml").write_text(FILE)
    found = setting("demonstration")
    assert found is not None
    rows = rows_of(shell("--ledger", target(found), "scenario", "f.toml", "--format", "csv"))
    whole = {(row["scenario"], row["year"]): row for row in rows if not row["state"]}
    assert len(whole) == 8
    assert Decimal(whole["Freeze", "2022"]["amount"]) == round(
        Decimal(whole["Freeze", "2021"]["amount"]) * Decimal("1.035")
    )
    for (name, year), row in whole.items():
        own = [
            Decimal(each["amount"])
            for each in rows
            if (each["scenario"], each["year"]) == (name, year) and each["state"]
        ]
        assert abs(sum(own) - Decimal(row["amount"])) < 20_000, "but for those that joined during the base year"


def test_a_file_that_says_something_else_is_refused(tmp_path: Path, shell: Shell) -> None:
    (tmp_path / "f.toml").write_text('growht = "zng"\nsecond = 3\n')
    with pytest.raises(Refused) as refused:
        read(tmp_path / "f.toml")
    assert [problem.rule for problem in refused.value.problems] == ["scenario-file", "scenario-file"]
    assert "A scenario has no “growht”." in str(refused.value)
    (tmp_path / "f.toml").write_text("growth = ")
    assert "It is not TOML" in shell("scenario", "f.toml").stdout
    (tmp_path / "f.toml").write_bytes('title = "Gel à zéro"'.encode("cp1252"))
    assert "f.toml is not written in UTF-8. Save it in UTF-8" in shell("scenario", "f.toml").stdout


def test_the_same_name_twice_is_told_apart(tmp_path: Path) -> None:
    (tmp_path / "f.toml").write_text(
        "growth = 'zng'\njoins = ['XAA:2027']\n[second]\nlevel = 100.0\njoins = { XAN = 2027-01-01 }",
        encoding="utf-8-sig",  # with the mark with which some editors begin it
    )
    assert read(tmp_path / "f.toml") == {
        "Scenario 1": {"growth": "zng", "joins": "XAA:2027"},
        "Scenario 2": {"growth": "zng", "joins": "XAN:2027-01-01", "level": "100.0"},
    }


def test_every_assumption_is_told_in_words(demo: Books) -> None:
    given: dict[str, Any] = {
        "base_year": "2024",
        "until": "2027",
        "growth": "zng,2026:2",
        "leaves": "XBR:2025",
        "cap": "22",
    }
    told = assumptions(given, demo.ask("scenario_years", TODAY, **given))
    assert told["Growth"] == "2025: zero nominal growth; 2026: +2 per cent; 2027: zero nominal growth"
    assert (told["No rate above"], told["No rate below"]) == ("22 %", "none")
    assert "2025" in told["States that leave"]
    with reading_in("fr"):
        growth = assumptions(given, demo.ask("scenario_years", TODAY, **given))[say("Growth")]
        assert growth.startswith("2025\u202f: croissance nominale zéro\u202f; 2026\u202f: +2")


def test_the_workbook_has_the_assumptions_first(demo: Books, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[bytes] = []
    monkeypatch.setattr(
        file_links, "button", lambda _, make, name, **more: made.append(make()) if name.endswith(".xlsx") else None
    )
    open_page("what_if", ledger="demonstration", base="2024", until="2027")
    book = CalamineWorkbook.from_filelike(io.BytesIO(made[0]))
    assert book.sheet_names[:3] == ["Assumptions", "1 budget", "1 Members"]
    assert ["Base year", "2024"] in [row[:2] for row in book.get_sheet_by_name("Assumptions").to_python()]
    heading, heads, *rows = book.get_sheet_by_name("1 budget").to_python()
    assert "assumed, not recorded" in str(heading[0])
    assert heads[:2] == ["year", "currency"]
    assert [row[0] for row in rows] == [2024, 2025, 2026, 2027]


def test_a_member_that_a_scale_does_not_list_has_the_rate_of_the_next_that_does(demo: Books) -> None:
    """A successor State is a Member before it has a rate of its own: in the demonstration, since 1991."""
    rows = demo.ask("scenario", TODAY, base_year=1992, until=1993, year=1992).dicts()
    successor = next(row for row in rows if row["state"] == "XHE")
    assert successor["amount"] > 0
    assert sum(row["amount"] for row in rows if row["joined"] is None) == years(demo, base_year=1992)[0]["amount"]
