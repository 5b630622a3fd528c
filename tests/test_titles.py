"""A title says what its chart shows: held to the question, and to the case in which there is nothing to show."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from types import SimpleNamespace
from typing import cast

import pytest

from governance.books import Answer
from governance.questions.rows import Row
from governance.rules.liquidity.forecast import LEAST_REPLAYS
from governance.ui.budget import assessed, assessment_change, capacity, changed_most
from governance.ui.membership import observing
from governance.ui.parts import numbers, stated
from governance.ui.parts.words import bare, plain
from governance.ui.resources import contributions, operational_funding, staffing
from governance.ui.today import money_ahead
from governance.ui.what_if import results
from governance.words import reading_in
from tests.shipped import TODAY, as_read, open_page, shipped_books, words_on

pytestmark = pytest.mark.usefixtures("shipped")


def rows(*cells: tuple[object, ...], columns: str) -> list[Row]:
    return [Row(zip(columns.split(), row, strict=True)) for row in cells]


def shares(*years: tuple[int, str]) -> list[Row]:
    """The core's share, and what came in voluntarily, by year."""
    cells = ((year, Decimal(share), Decimal(share) * 1_000_000) for year, share in years)
    return rows(*cells, columns="year core_share_pct voluntary")


@pytest.mark.parametrize(
    ("share", "words"), [("99.98", "99.9 %"), ("100", "100.0 %"), ("99.94", "99.9 %"), ("100.02", "100.0 %")]
)
def test_less_than_all_is_never_said_to_be_all(share: str, words: str) -> None:
    assert as_read(numbers.of_a_whole(Decimal(share))) == words


@pytest.mark.parametrize("code", ["en", "fr", "es"])
def test_no_line_breaks_within_a_figure(code: str) -> None:
    with reading_in(code):
        told = [numbers.percent(Decimal(65)), numbers.money(Decimal(1234), "CHF"), numbers.money_short(30_500_000, "CHF"),
                plain("65.0 %"), plain("CHF 1,234.50"), plain("USD 30.5 million")]  # fmt: skip
    assert not [text for text in told if " " in str(text) or " " in bare(text)]


@pytest.mark.parametrize(("amount", "words"), [("-900", "0.00"), ("0", "0.00"), ("6000", "+0.01"), ("-6000", "-0.01")])
def test_what_reads_as_nothing_has_no_sign(amount: str, words: str) -> None:
    assert numbers.millions(Decimal(amount), signed=True) == words


@pytest.mark.parametrize(("share", "words"), [("-0.04", "0.0 %"), ("0.04", "0.0 %"), ("0.06", "+0.1 %")])
def test_a_share_that_reads_as_nothing_has_no_sign(share: str, words: str) -> None:
    assert as_read(numbers.percent(Decimal(share), signed=True)) == words


@pytest.mark.parametrize(
    ("amounts", "title"),
    [
        ((500, None), "would be assessed CHF 500 in 2030, and is no Member in Without"),
        ((None, 500), "would be assessed CHF 500 in 2030, and is no Member in With"),
        ((500, 400), "would be assessed CHF 500 or CHF 400 in 2030"),
        ((500, 500), "would be assessed CHF 500 in 2030"),
    ],
)
def test_a_state_that_joins_in_one_scenario_only_is_no_member_in_the_other(
    amounts: tuple[int | None, ...], title: str
) -> None:
    projected = [
        SimpleNamespace(
            by_state={} if amount is None else {"FRA": Row(amount=Decimal(amount))},
            currency="CHF", year="2030", scenario=SimpleNamespace(name=name),
        )
        for name, amount in zip(("With", "Without"), amounts, strict=True)
    ]  # fmt: skip
    assert as_read(results.state_title("FRA", cast("list[results.Projection]", projected))) == f"France {title}"


@pytest.mark.parametrize(
    ("years", "core", "voluntary"),
    [
        (
            [(2020, "4"), (2024, "3")],
            "The assessed core shrank from 4.0 % of all contributions in 2020 to 3.0 % in 2024",
            "Voluntary contributions fell from CHF 4 million for 2020 to CHF 3 million for 2024",
        ),
        (
            [(2020, "3"), (2024, "4")],
            "The assessed core grew from 3.0 % of all contributions in 2020 to 4.0 % in 2024",
            "Voluntary contributions grew from CHF 3 million for 2020 to CHF 4 million for 2024",
        ),
        (
            [(2020, "3"), (2024, "3")],
            "The assessed core is 3.0 % of all contributions, in 2024 as in 2020",
            "As much came in voluntarily for 2024 as for 2020: CHF 3 million",
        ),
        (
            [(2024, "3")],
            "The assessed core is 3.0 % of all contributions of 2024",
            "CHF 3 million came in voluntarily for 2024",
        ),
        (
            [],
            "In no year do assessed and voluntary contributions stand in one currency",
            "No voluntary contributions are held",
        ),
    ],
)
def test_the_core_grew_shrank_or_stayed(years: list[tuple[int, str]], core: str, voluntary: str) -> None:
    assert as_read(operational_funding.core_title(shares(*years))) == core
    assert as_read(operational_funding.voluntary_title(shares(*years), "CHF")) == voluntary


@pytest.mark.parametrize(
    ("observers", "half", "title"),
    [
        (1, 1, "One observer became a Member, after at least 1 year"),
        (1, 2, "One observer became a Member, after at least 2 years"),
        (9, 1, "9 observers became Members, in the middle after 1 year"),
        (9, 7, "9 observers became Members, in the middle after 7 years"),
    ],
)
def test_who_became_a_member_is_told_of_one_and_of_several_years(observers: int, half: int, title: str) -> None:
    assert observing._became_title(observers, half) == title


@pytest.mark.parametrize(
    ("series", "told"), [("CHF per USD", "1.25 CHF for one USD"), ("USD per CHF", "1.25 USD for one CHF")]
)
def test_a_rate_is_told_the_way_round_that_its_series_quotes_it(series: str, told: str) -> None:
    row = {
        "year": 2003, "currency": "CHF", "operational_currency": "USD", "series": series, "average_rate": Decimal("1.25"),
        "rate_year": 2003, "core_share_pct": Decimal(5), "administrative_budget": Decimal(5), "qualifier": None,
        "operational_budget": Decimal(95), "operational_qualifier": None, "member_share_pct": None,
    }  # fmt: skip
    assert f"At the average rate of 2003, {told}, the administrative part" in operational_funding._across_currencies(
        Row(row), []
    )


@pytest.mark.parametrize(
    ("differences", "title"),
    [
        (["5", "-2"], "CHF 2 more went out than came in in 2021, as in 1 of all years held (2)"),
        (["-5", "2"], "CHF 2 more came in than went out in 2021, as in 1 of all years held (2)"),
        (["5"], "CHF 5 more came in than went out in 2020"),
        (["-5"], "CHF 5 more went out than came in in 2020"),
        (["-5", "0"], "In 2021 as much went out as came in"),
    ],
)
def test_revenue_less_expenses_is_told_of_the_last_year(differences: list[str], title: str) -> None:
    cells = ((2020 + place, Decimal(amount)) for place, amount in enumerate(differences))
    assert as_read(operational_funding.spending_title(rows(*cells, columns="year difference"), "CHF")) == title


@pytest.mark.parametrize(
    ("given", "title"),
    [
        (
            {"unearmarked": 1, "earmarked": 3},
            "75.0 % of what came in voluntarily for 2024 is earmarked, 25.0 % is free",
        ),
        ({"unearmarked": 1}, "Nothing that came in voluntarily for 2024 is earmarked"),
        ({"earmarked": 1}, "All that came in voluntarily for 2024 and is classified is earmarked"),
        ({"earmarked": 0}, "Nothing came in voluntarily for 2024"),
        ({"not_classified": 1}, "Nobody classified what came in voluntarily for 2024"),
        (
            {"unearmarked": 1, "not_classified": 3},
            "0.0 % of what came in voluntarily for 2024 is earmarked, 25.0 % is free to use, 75.0 % is neither",
        ),
    ],
)
def test_earmarking_is_told_of_the_last_year(given: dict[str, int], title: str) -> None:
    found = rows(*((2024, kind, Decimal(amount)) for kind, amount in given.items()), columns="year earmarking given")
    assert as_read(contributions.earmarking_title(found)).startswith(title)


@pytest.mark.parametrize(
    ("indices", "title"),
    [
        (
            {"budget": 150, "staff": 300},
            "Staff has grown the most since 2000: to 300 in 2020, the budget to 150 in 2020",
        ),
        ({"budget": 150, "staff": 120}, "Nothing that is counted has outgrown the budget since 2000: it stands at 150"),
        ({"staff": 120}, "Staff has grown the most since 2000: to 120 in 2020"),
        ({"staff": 90, "offices": 100}, "Nothing that is counted has grown since 2000"),
    ],
)
def test_what_the_budget_carries_grew_or_not(indices: dict[str, int], title: str) -> None:
    columns = "measure base_year year index_value"
    last = {name: rows((name, 2000, 2020, Decimal(index)), columns=columns)[0] for name, index in indices.items()}
    assert capacity.title(last).startswith(title)


@pytest.mark.parametrize(
    ("first", "last", "title"),
    [
        ("4", "3", "The budget fell from 4.0 % of all spending in 2020 to 3.0 % in 2021"),
        ("3", "4", "The budget rose from 3.0 % of all spending in 2020 to 4.0 % in 2021"),
        ("3", "3", "The budget was the same share of all spending in 2021 as in 2020: 3.0 %"),
    ],
)
def test_the_share_of_spending_fell_rose_or_stayed(first: str, last: str, title: str) -> None:
    found = rows((2020, Decimal(first)), (2021, Decimal(last)), columns="year share_of_spending_pct")
    assert as_read(capacity.share_title(found)) == title


@pytest.mark.parametrize(
    ("moves", "title"),
    [
        (["3", "-1", "0"], "On the year before, 1 assessment for 2024 is higher and 1 lower"),
        (["3", "1", "-1"], "On the year before, 2 assessments for 2024 are higher and 1 lower"),
        (["0", "0"], "Nobody's assessment for 2024 differs from the year before"),
        ([], "No State was assessed both for 2024 and for the year before"),
    ],
)
def test_changes_on_the_year_before_are_counted(moves: list[str], title: str) -> None:
    assert assessed.changes_title(rows(*((Decimal(move),) for move in moves), columns="change"), "2024") == title


def changes(*cells: tuple[str, str]) -> tuple[Answer, list[Row]]:
    """An answer about changes in per cent, and those of its rows that are more than rounding."""
    answer = shipped_books("demonstration").ask("assessment_change", TODAY)
    moved = rows(
        *((state, Decimal(share) if share else None, Decimal(share or 700), "yes", "CHF") for state, share in cells),
        columns="state asked_change_pct asked_change explained currency",
    )
    return answer, moved


def test_a_sentence_stands_where_nobody_or_only_one_changed() -> None:
    answer, nobody = changes()
    assert changed_most.nothing_stands_out(answer, nobody) == (
        "But for rounding, no Member's assessment changed from 2025 to 2026."
    )
    answer, one = changes(("XAA", "5"))
    told = changed_most.nothing_stands_out(answer, one)
    assert told is not None
    assert as_read(told).startswith(
        "From 2025 to 2026 only these assessments changed, but for rounding: Addavine (+5.0 %)."
    )
    answer, joined = changes(("XAA", ""))
    told = changed_most.nothing_stands_out(answer, joined)
    assert told is not None
    assert "Addavine (+CHF 700)" in as_read(told), "of nothing there is no percentage"
    answer, several = changes(("XAA", "5"), ("XAN", "1"), ("XBR", "-4"))
    assert changed_most.nothing_stands_out(answer, several) is None, "a chart shows more than a sentence"


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("90", "100", "is assessed CHF 100 for 2026 and was assessed CHF 90 for 2025: **+CHF 10**. The largest part:"),
        ("100", "100", "is assessed the same for 2026 as for 2025: CHF 100."),
        (None, "100", "is assessed CHF 100 for 2026, and was not assessed for 2025."),
        ("100", None, "was assessed CHF 100 for 2025, and is not assessed for 2026."),
    ],
)
def test_one_that_was_assessed_for_one_year_only_is_not_said_to_be_assessed_nothing(
    before: str | None, after: str | None, told: str
) -> None:
    amounts = [None if text is None else Decimal(text) for text in (before, after)]
    change = (amounts[1] or 0) - (amounts[0] or 0)
    (row,) = rows(
        ("XAA", "CHF", 2025, 2026, *amounts, Decimal(change), *(Decimal(change) for _ in assessment_change.PARTS)),
        columns=f"state currency first_year last_year assessed_before assessed change {' '.join(assessment_change.PARTS)}",
    )
    assert told in as_read(assessment_change.one_sentence(row))


def test_habits_are_said_to_be_nearer_only_where_enough_years_tell() -> None:
    replayed = rows(*(("habits",) for _ in range(LEAST_REPLAYS)), columns="forecast_method")
    assert "came nearer" in money_ahead.method(replayed)
    assert money_ahead.method(replayed[1:]).startswith("Too few past years are known")


def test_reserves_are_said_to_be_gone_too_only_where_there_are_some() -> None:
    day, columns = date(2024, 5, 13), "lowest below_zero_on below_zero_with_reserves_on in_reserves"
    none, some = rows((Decimal(-5), day, day, None), (Decimal(-5), day, day, Decimal(40)), columns=columns)
    told = "If as much comes in as is expected, it is gone on **13 May 2024**"
    assert [as_read(money_ahead.gone(row)) for row in (none, some)] == [f"{told}.", f"{told}, reserves included."]


def test_a_dash_is_said_to_mean_that_the_cash_lasts_only_where_it_is_known() -> None:
    known, unknown = rows((Decimal(5),), (None,), columns="lowest")
    assert "a dash means that it lasts" in money_ahead.without_one(known)
    assert money_ahead.without_one(unknown) == money_ahead.without_one(None)
    assert "is not known here" in money_ahead.without_one(None)


def test_how_often_the_band_held_is_told_of_the_years_in_which_there_was_one() -> None:
    years = ((None, Decimal(90)), (None, Decimal(30)), (Decimal(80), Decimal(-4)), (Decimal(60), Decimal(2)))
    told = money_ahead.accuracy(rows(*years, columns="inside_pct forecast_error_pct"))
    assert as_read(told).startswith("Run on each of 2 past years as of the first day of the month, what came in lay")
    assert "on 70.0 % of the days" in as_read(told)
    assert "wrong by 3.0 % in the mean" in as_read(told)
    assert money_ahead.accuracy(rows(*years[:2], columns="inside_pct forecast_error_pct")) is None


@pytest.mark.parametrize("ledger", ["iom", "demonstration", "mlf"])
def test_who_pays_is_told_with_all_others_as_one(ledger: str) -> None:
    books = shipped_books(ledger)
    on = min(TODAY, books.last_day())
    answer = books.ask("largest_contributors", on)
    found = answer.dicts()
    assert all(
        row["smaller"] == sum(later["assessed"] for later in found[place + 1 :]) for place, row in enumerate(found)
    )
    title = assessed.largest_title(found)
    share = 100 * found[0]["assessed"] / sum(row["assessed"] for row in found)  # rounded once: 22.948 is no 23.0
    assert as_read(title).endswith(f"{share:.1f} % of {found[0]['year']}")
    bars = assessed.bars(found, None)
    assert as_read(bars[0]["label"]) == f"{share:.1f} %", "as on Today"
    assert sum(bar["assessed"] for bar in bars) == sum(row["assessed"] for row in found), "nobody is left out"
    assert f"**{len(found)} States** are assessed" in words_on(
        open_page("assessed_budget", ledger=ledger, as_of=str(on))
    )


def test_where_all_pay_the_same_a_sentence_says_so() -> None:
    alike = rows((Decimal(5), "CHF"), (Decimal(5), "CHF"), columns="assessed currency")
    assert as_read(assessed.all_alike(alike)) == "All 2 States are assessed the same: CHF 5 each."
    assert assessed.all_alike(alike[:1]) is None


@pytest.mark.parametrize(
    ("link", "title", "drawn"),
    [
        ({"compare": "no", "growth": "zng"}, "The budget of 2027 is that of 2026: ", True),
        ({"compare": "no", "growth": "3"}, "The budget goes from ", True),
        ({"growth": "2", "growth_b": "2"}, "In 2027 both scenarios come to the same budget: ", False),
        ({}, "In 2027 the two budgets are ", True),
        ({"asked": "2030"}, "In 2030 the two budgets are ", True),
    ],
)
def test_what_if_tells_how_far_the_scenarios_are_apart(link: dict[str, str], title: str, drawn: bool) -> None:
    app = open_page("what_if", ledger="demonstration", **link)
    assert title in words_on(app)
    assert any(str(header.value).startswith(title) for header in app.header) is drawn


def test_a_state_in_view_has_its_own_path_in_what_if() -> None:
    app = open_page("what_if", ledger="demonstration", state="XAN")
    assert any(as_read(header.value).startswith("Anquoria would be assessed CHF ") for header in app.header)


@pytest.mark.parametrize(
    ("figures", "title"),
    [
        ([("1995", 1100, "exact"), ("2023", 19000, "about")], "All staff: from 1,100 (1995) to about 19,000 (2023)"),
        ([("1995", 70, "over"), ("2023", 70, "over")], "All staff: over 70, in 2023 as in 1995"),
        ([("2023", 70, "more than")], "All staff: more than 70 (2023)"),
        ([], ""),
    ],
)
def test_stated_figures_are_told_from_the_first_to_the_last(figures: list[tuple[str, int, str]], title: str) -> None:
    cells = (("staff_total", *figure) for figure in figures)
    assert stated.course(rows(*cells, columns="indicator stated_for figure qualifier"), "staff_total") == title


@pytest.mark.parametrize(
    ("staff", "most", "grown"),
    [
        (
            [3, 2],
            "Headquarters has the most staff: 60.0 % of all",
            "Staff shrank from 3 persons on 31 December 2020 to 2",
        ),
        (
            [2, 3],
            "Headquarters has the most staff: 40.0 % of all",
            "Staff grew from 2 persons on 31 December 2020 to 3",
        ),
        ([2, 2], "Each of the 2 has as many staff: 2", "There are as many staff on 31 December 2021 as on"),
    ],
)
def test_staff_grew_shrank_or_stayed(staff: list[int], most: str, grown: str) -> None:
    whole = sum(staff)
    places = ("Headquarters", "Field")
    by_office = rows(
        *((place, count, Decimal(100 * count) / whole) for place, count in zip(places, staff, strict=True)),
        columns="office headcount share_pct",
    )
    assert as_read(staffing.most_staff(by_office, "office")) == most
    counts = rows(
        *((date(2020 + place, 12, 31), count) for place, count in enumerate(staff)), columns="counted headcount"
    )
    assert as_read(staffing.growth_title(counts)).startswith(grown)


def test_offices_that_changed_are_counted_and_none_is_said() -> None:
    found = ["opened", "grown", "grown", "unchanged"]
    assert (
        as_read(staffing.changes_title(found, "1 May")) == "Since 1 May, 1 office opened, 0 closed, 2 grew and 0 shrank"
    )
    one, none = (as_read(staffing.changes_title([what], "1 May")) for what in ("closed", "unchanged"))
    assert one == "Since 1 May, 0 offices opened, 1 closed, 0 grew and 0 shrank"
    assert none == "No office opened, closed, grew or shrank since 1 May"


@pytest.mark.parametrize("ledger", ["iom", "demonstration", "mlf"])
def test_sources_are_told_in_words_without_hashes(ledger: str) -> None:
    app = open_page("sources", ledger=ledger)
    text = words_on(app) + "\n".join(str(table.value) for table in app.table)
    assert not re.search(r"\b[0-9a-f]{12,}\b", text)
    assert "tables handed in" in text
