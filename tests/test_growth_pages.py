"""The three pages on growth as somebody sees them: the answer first, every choice in the link, nothing made up."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from governance.books import Books
from governance.questions.growth.growth_figures import BASIS_WORDS
from governance.terms import TERMS
from governance.ui.budget import level
from governance.ui.parts import cells
from governance.words import reading_in
from tests.ledgers import new_ledger
from tests.shipped import TODAY, as_read, charts_on, open_page, shipped_books, table_on, tables_on, unfolded, words_on

pytestmark = pytest.mark.usefixtures("shipped")


def errors(app: object) -> str:
    return "\n".join(str(error.value) for error in app.error)  # type: ignore[attr-defined]


def test_the_frozen_budget_is_answered_in_a_sentence() -> None:
    text = words_on(unfolded(open_page("zero_nominal_growth", ledger="iom")))
    assert "A budget frozen from 2019 would have lost **5.6 % of its purchasing power by 2024**." in text
    assert "The steepest rise: **+43.9 % from 2022 to 2024**." in text, "over a year whose francs nothing proves"
    assert "**+20.9 % in 2023** and **+30.4 % in 2024**" in text, "the dollars have every year"
    assert (
        "Zero nominal growth in 2022 all the same shows +2.6 %: CHF 1,344,172 is the first full year of States that "
        "joined in 2021; without it 0.0 %." in text
    )
    assert "2024: 166 of 175 published rows are what the scale makes of one budget in whole CHF at 0.835." in text
    assert "The price index of 2023, 2024 is computed, not published." in text
    assert "2021: 174 of 175 published rows are whole CHF at 0.883." in text
    assert "CHF 39,377,000 was proposed and CHF 38,806,000 approved: **CHF 571,000 less**" in text


def test_the_base_year_is_in_the_link() -> None:
    text = words_on(open_page("zero_nominal_growth", ledger="iom", base_chf="2009"))
    assert "A budget frozen from 2009 would have lost" in text
    app = open_page("zero_nominal_growth", ledger="iom", base_chf="2010")
    assert "“2010”" in errors(app), "no figure of 2010 is held: nothing stands in for it"


def test_an_index_of_another_currency_is_refused_on_the_page() -> None:
    app = open_page("zero_nominal_growth", ledger="iom", prices_chf="United States consumer prices (1982-84 = 100)")
    assert "which is not there" in errors(app)


def test_an_index_that_ships_is_called_in_the_reader_s_language_and_any_other_as_it_is_written() -> None:
    name = "Prix à la consommation, Suisse (juin 1914 = 100)"
    app = open_page("zero_nominal_growth", ledger="iom", language="fr")
    assert name in app.selectbox(key="choose_prices_chf").options
    assumed = tables_on(open_page("what_if", ledger="iom", language="fr"))
    assert any(name in cell for table in assumed for cell in table.to_numpy().flat)
    with reading_in("fr"):
        assert cells.of_term(TERMS["series"], ["Ours"]).write("Ours") == "Ours"


def test_what_the_budget_carries_keeps_the_documents_words() -> None:
    text = words_on(open_page("zero_nominal_growth", ledger="iom"))
    assert "**Staff**: about 3,200 → about 19,000 (2023)" in text, "from the first year that has a budget to compare"
    assert "No figure of 2003, so not drawn:" in text
    assert "Zero nominal growth from the budget for 2022 on." in text.partition("**Staff**")[2], "told below them"
    text = words_on(open_page("zero_nominal_growth", ledger="iom", base_capacity="1995"))
    assert "**Staff**: 1,100 → about 19,000 (2023)" in text
    assert "No budget of 1995 is held." in text


@pytest.mark.parametrize("page", ["zero_nominal_growth", "who_gained_and_who_paid", "what_if"])
def test_an_empty_ledger_says_what_is_missing(page: str) -> None:
    app = open_page(page, ledger="yours")
    assert not app.exception
    assert not app.error
    assert "held here" in words_on(app)


def test_a_change_is_told_for_all_and_for_one() -> None:
    text = words_on(
        open_page(
            "who_gained_and_who_paid", ledger="iom", **{"from": "2019", "to": "2021", "state": "DEU", "in": "USD"}
        )
    )
    assert "**Germany** is assessed USD 3,854,770 for 2021" in text
    assert "The largest part: Exchange rate of the year, +USD 406,178." in text
    assert "San Marino" in text, "left out of the chart: an error of the rows is no State's doing"
    assert "from San Marino" not in text
    assert "to San Marino" not in text


def test_an_unproved_rate_is_said_and_never_as_budget_or_as_members_paying_less() -> None:
    app = open_page("who_gained_and_who_paid", ledger="iom", **{"from": "2018", "to": "2024", "state": "DEU"})
    text = words_on(app)
    assert "what it did is inside the budget level" in text
    assert "Budget level and exchange rate, not told apart" in text
    assert "Budget level +" not in text
    assert "Rates of exchange are in this: Members are assessed in CHF" in text
    assert "pay more" not in text
    assert "Each Member's change from 2018 to 2024, rates of exchange included, in per cent of amounts in USD" in text
    drawn = next(chart for chart in charts_on(app) if "side" in chart.column_names)
    names = drawn.column("name").to_pylist()
    assert len(names) == 23, "ten at each end, the State in view between two spans of others"
    assert drawn.column("side").to_pylist()[names.index("Germany")] == "front"


def test_dollars_that_fell_with_the_exchange_rate_make_no_member_pay_less() -> None:
    """From 2021 to 2022 the dollars of 172 Members fell and nobody's francs did, but for the rounding of rates."""
    app = open_page("who_gained_and_who_paid", ledger="iom", **{"from": "2021", "to": "2022", "in": "USD"})
    text = words_on(app)
    assert "Exchange rate of the year −USD 2.12 million" in text
    assert "and but for rounding, **2 Members** pay more, **0** less." in text
    assert "only these assessments changed, but for rounding: Russian Federation (+51.7 %)" in text
    assert not [chart for chart in charts_on(app) if "side" in chart.column_names], "a sentence, and no chart"


def test_where_all_changed_alike_a_sentence_says_so_and_nothing_is_drawn() -> None:
    """From 2023 to 2024 the dollars of all 175 Members rose by 30.1 to 30.6 per cent."""
    app = open_page("who_gained_and_who_paid", ledger="iom", **{"from": "2023", "to": "2024"})
    assert "From 2023 to 2024 all 175 assessments changed alike: by +30.1 % to +30.6 %." in words_on(app)
    assert not [chart for chart in charts_on(app) if "side" in chart.column_names]


@pytest.mark.parametrize("ledger", ["iom", "demonstration"])
def test_the_title_names_the_largest_and_the_smallest_change_of_the_answer(ledger: str) -> None:
    app = open_page("who_gained_and_who_paid", ledger=ledger)
    years: dict[str, Any] = {key: app.selectbox(key=f"choose_{key}").value for key in ("from", "to")}
    answer = shipped_books(ledger).ask("assessment_change", TODAY, **years, currency="CHF")
    moved = [
        row
        for row in answer.dicts()
        if row["explained"] == "yes" and row["pays"] in ("more", "less") and row["asked_change_pct"] is not None
    ]
    first, last = (find(moved, key=lambda row: row["asked_change_pct"]) for find in (max, min))
    title = next(str(header.value) for header in app.header if "the most" in str(header.value))
    assert f"({first['asked_change_pct']:+.1f}" in title, "the two figures of the title are those of the answer"
    assert f"({last['asked_change_pct']:.1f}" in title


@pytest.mark.parametrize(
    ("ledger", "found"),
    [
        ("iom", "In CHF the level has outgrown prices: it buys 39.3 % more in 2024 than in 2019"),
        ("demonstration", "In CHF the level has not kept up with prices: it buys 1.6 % less in 2025 than in 1990"),
        ("mlf", "In USD the level changed by +228.6 % from 1991 to 2024"),
    ],
)
def test_the_budget_is_held_against_prices_in_the_title(ledger: str, found: str) -> None:
    app = open_page("zero_nominal_growth", ledger=ledger)
    assert as_read(app.header[0].value) == found


def test_a_level_that_only_just_changed_has_kept_up(tmp_path: Path) -> None:
    """
    budgets: year | part | stage | amount | currency
    2020 | administrative | approved | 1000 | CHF
    2021 | administrative | approved | 1005 | CHF
    2022 | administrative | approved | 1000 | CHF
    prices: year | series | value
    2020 | P | 100
    2021 | P | 100
    price_series: series | currency
    P | CHF
    """
    books = Books.at(new_ledger(tmp_path, test_a_level_that_only_just_changed_has_kept_up.__doc__ or ""))
    ways: tuple[dict[str, Any], ...] = ({}, {"base_year": 2022})
    found = [level.title(books.ask("zero_growth", TODAY, **asked)) for asked in ways]
    assert found == [
        "In CHF the level kept up with prices from 2020 to 2021",
        "In CHF one figure is held, that of 2022, so nothing can be compared",
    ]


def test_what_the_budget_carries_is_compared_from_the_first_year_with_both() -> None:
    title = str(open_page("zero_nominal_growth", ledger="iom").header[2].value)
    assert title == "Staff has grown the most since 2003: to 594 in 2023, the budget to 211 in 2024"


def test_where_both_years_are_recovered_the_change_is_told_in_francs_and_the_exchange_rate_apart() -> None:
    text = words_on(open_page("who_gained_and_who_paid", ledger="iom", **{"from": "2021", "to": "2022"}))
    assert "But for rounding, **2 Members** pay more, **0** less." in text
    assert "In the USD that are published, the sum changed by −USD 1.6 million; −USD 2.12 million of it is the" in text
    text = words_on(open_page("who_gained_and_who_paid", ledger="iom", **{"from": "2022", "to": "2023"}))
    assert "Rates of exchange are in this" in text, "the francs of 2023 are not known"


def test_years_that_are_not_there_are_refused() -> None:
    assert "“1850”" in errors(open_page("who_gained_and_who_paid", ledger="iom", **{"from": "1850"}))


def test_two_scenarios_stand_side_by_side() -> None:
    text = words_on(open_page("what_if", ledger="demonstration"))
    assert "**Zero nominal growth**" in text
    assert "**Zero real growth**" in text
    assert "apart." in text
    held = shipped_books("demonstration").ask("zero_growth", TODAY).dicts()[-1]
    assert held["year"] == TODAY.year + 1, "a year that is assumed, though a budget of it is held"
    told = f"{held['year']}, CHF {held['amount']:,.0f} ({BASIS_WORDS[held.text('basis')]})"
    assert f"also where a budget is held: the last held is that of {told}" in text


@pytest.mark.parametrize(
    ("link", "asked"),
    [
        ({"ledger": "demonstration", "growth": "3"}, "2027"),
        ({"ledger": "iom", "growth": "3"}, "2027"),
        ({"ledger": "iom", "base": "2020"}, "2021"),
        ({"ledger": "iom", "joins": "QAT:2029", "leaves": "FRA:2029"}, "2030"),
        ({"ledger": "iom", "asked": "2031"}, "2031"),
    ],
)
def test_the_year_that_is_asked_about_comes_first(link: dict[str, str], asked: str) -> None:
    text = words_on(open_page("what_if", as_of="2026-11-29", **link))
    assert text.index(f" in {asked}, which buys") < text.index("the two are")
    assert f"Every Member's assessment in {asked}" in text


def test_a_whole_scenario_is_in_the_link() -> None:
    link = {"base": "2020", "until": "2024", "growth": "2.5", "inflation": "1", "name": "Modest", "compare": "no"}
    app = open_page("what_if", ledger="demonstration", **link)
    assert "**Modest**" in words_on(app)
    assert {slider.label: slider.value for slider in app.slider} == {"Per cent a year": 2.5, "Inflation a year": 1.0}
    app.slider[0].set_value(3.0).run()
    assert app.session_state["link"]["growth"] == "3"
    assert not app.exception


def test_choosing_a_growth_writes_it_into_the_link() -> None:
    app = open_page("what_if", ledger="demonstration", compare="no")
    box = next(box for box in app.selectbox if box.label == "Growth of the budget each year")
    box.set_value("percent").run()
    assert app.session_state["link"]["growth"] == "2"
    box = next(box for box in app.selectbox if box.label == "Growth of the budget each year")
    box.set_value("zng").run()
    assert "growth" not in app.session_state["link"], "the default leaves the link"


def test_states_join_and_leave_by_the_link() -> None:
    app = open_page("what_if", ledger="iom", joins="IDN:2026-07-01,QAT:2027", leaves="FRA:2028", compare="no")
    assert not app.exception
    assert not app.error, words_on(app)
    app.toggle(key="all_lab_members").set_value(True).run()
    frame = table_on(app, "State", "2024 (CHF)")
    assert {"Indonesia", "Qatar"} <= set(frame["State"])
    assert "France" not in set(frame["State"])
    box = next(box for box in app.multiselect if box.label == "States that join")
    box.set_value(["QAT", "BTN"]).run()
    assert app.session_state["link"]["joins"] == "QAT:2027,BTN:2027", "one added takes the day of the last"
    when = next(box for box in app.selectbox if box.label == "In which year")
    when.set_value("2030").run()
    assert app.session_state["link"]["joins"] == "QAT:2030,BTN:2030"


@pytest.mark.parametrize(
    ("link", "told"),
    [
        ({"growth": "fast"}, "“fast” is neither a number"),
        ({"growth": "zng,1999:3"}, "1999 is no year of the scenario"),
        ({"inflation": "-100"}, "Inflation of 2025 cannot be -100."),
        ({"joins": "DEU:2027"}, "Germany is a Member already"),
        ({"base": "2010"}, "“2010”"),
        ({"until": "2200"}, "“2200”"),
        ({"cap": "many"}, "“many” is no value for cap"),
        ({"level": "0.5"}, "is no multiple"),
        ({"growth_b": "no"}, "“no” is neither a number"),
    ],
)
def test_a_scenario_that_cannot_be_is_refused_in_words(link: dict[str, str], told: str) -> None:
    app = open_page("what_if", ledger="iom", **link)
    assert not app.exception
    assert told in errors(app)


def test_the_plain_layout_prints_every_member() -> None:
    app = open_page("what_if", ledger="demonstration", print="yes", growth="1")
    assert not app.exception
    assert not app.slider
    tables = tables_on(app)
    assert "Growth" in list(tables[0].iloc[:, 0])
    assert len(tables[-1]) >= 50
    app.toggle[0].set_value(False).run()
    assert "print" not in app.session_state["link"]


def test_a_frozen_year_changes_nothing_but_who_pays() -> None:
    text = words_on(open_page("who_gained_and_who_paid", ledger="demonstration", **{"from": "2025", "to": "2026"}))
    assert "From 2025 to 2026, all assessments together did not change. **27 Members** pay more" in text


def test_another_ledger_starts_from_its_own_defaults() -> None:
    """What one ledger has, another may not: the choices of a page stay with the ledger for which they were made."""
    app = open_page("what_if", ledger="iom", joins="IDN:2027", base="2022")
    app.selectbox(key="choose_ledger").set_value("demonstration").run()
    assert not app.error
    assert {"joins", "base"}.isdisjoint(app.session_state["link"])


@pytest.mark.parametrize(("ledger", "needing"), [("demonstration", 28), ("iom", 16)])
def test_the_checks_sentence_chart_title_and_list_have_one_count(ledger: str, needing: int) -> None:
    app = open_page("assessment_checks", ledger=ledger, print="1")
    assert f"**{needing}** differ: the table below says what was found of each." in words_on(app)
    drawn = next(chart for chart in charts_on(app) if "part" in chart.column_names).to_pylist()
    assert sum(row["amount"] for row in drawn if row["part"] == "differ from the scale") == needing
    title = next(head.value for head in app.header if "differ from the scale" in head.value)
    listed = table_on(app, "words")
    assert sum(int(number) for number in re.findall(r"(\d+) (?:row|Member|total)", title)) == len(listed)
    assert f"{needing} rows differ from the scale" in title


def test_the_table_under_a_states_chart_has_the_years_that_are_drawn() -> None:
    app = open_page("what_if", ledger="demonstration", state="XIB", compare="no", print="1")
    own = [table for table in tables_on(app) if "year" in table.columns and "change_since_base_pct" in table.columns]
    years = [set(table["year"]) for table in own if len({*table["state"]}) == 1]
    assert any(len(found) > 5 for found in years), years


def test_beside_what_is_assumed_stands_the_budget_that_is_on_record(shipped: Path) -> None:
    """A budget of 2027 is held: who assumes another sees both, and not only in a note under a chart."""
    link = {"ledger": "demonstration", "base": "2026", "compare": "no"}
    rows = shipped_books("demonstration").ask("zero_growth", TODAY).dicts()
    held = {row["year"]: row for row in rows if row.known("amount")}
    assert 2027 in held, "a budget after the base year"
    assert "the budget on record for 2027 is CHF" in words_on(open_page("what_if", **link, asked="2027", growth="9"))
    assert "on record for" not in words_on(open_page("what_if", **link, asked="2031", growth="9"))
