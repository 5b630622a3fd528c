"""What screens say of worked accounts: the values of their sentences, tiles, titles and drawn rows, not their wording.

A sentence is found by the names of what fills it, a tile by its figure and a bar by its place and year, so that another
wording or layout changes no test here. One sentence of each case stands word for word.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from importlib import metadata
from pathlib import Path
from typing import Any, TextIO

import pytest
from streamlit.runtime.scriptrunner import script_cache
from streamlit.source_util import open_python_file
from streamlit.testing.v1 import AppTest

from governance import words
from governance.books import Books
from governance.ledger import Ledger
from governance.ui.parts.numbers import percent
from tests.ledgers import hand_in
from tests.shipped import TODAY, as_read, charts_on, open_page, shipped_books, table_on, tables_on, words_on

DAY = "2024-03-15"
ACCOUNTS = """
    membership: state | status | from
    XAA | member | 2020-01-01
    XAN | member | 2020-01-01

    coverage: covers | from
    receipts | 2020-01-01

    assessments: year | state | amount
    2020 | XAA | 1000000
    2020 | XAN | 3000000
    2021 | XAA | 1000000
    2021 | XAN | 3000000
    2022 | XAA | 1000000
    2022 | XAN | 3000000
    2023 | XAA | 1000000
    2023 | XAN | 3000000
    2024 | XAA | 1100000
    2024 | XAN | 3300000

    receipts: received | state | amount | reference
    2020-07-01 | XAA | 1000000 | A0
    2020-07-01 | XAN | 3000000 | B0
    2021-07-01 | XAA | 1000000 | A1
    2021-07-01 | XAN | 3000000 | B1
    2022-07-01 | XAA | 400000 | A2
    2022-07-01 | XAN | 3000000 | B2
    2023-07-01 | XAN | 3000000 | B3
    2024-02-01 | XAN | 1100000 | B4
"""
"""On 15 March 2024 XAA owes 600,000 of 2022, 1,000,000 of 2023 and 1,100,000 of 2024; XAN 2,200,000 of 2024."""

Said = list[dict[str, Any]]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home whose own ledger holds the accounts."""
    place = str(tmp_path / "yours.duckdb")
    hand_in(Ledger.create(place, rulebook="iom", title="Test", who="test"), ACCOUNTS)
    monkeypatch.setenv("GOVERNANCE_HOME", str(tmp_path))
    return tmp_path


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> Said:
    """What fills each sentence that a page says, in order."""
    found: Said = []

    def listening(speak: Callable[..., str]) -> Callable[..., str]:
        def say(*message: Any, **values: Any) -> str:
            found.append(dict(values))
            return speak(*message, **values)

        return say

    monkeypatch.setattr(words, "say", listening(words.say))
    monkeypatch.setattr(words, "count", listening(words.count))
    return found


def screen(page: str, **link: str) -> AppTest:
    app = open_page(page, ledger="yours", as_of=DAY, **link)
    assert not app.exception
    assert not app.error, words_on(app)
    return app


def filled(said: Said, *names: str) -> dict[str, Any]:
    """What fills the first sentence with exactly these names."""
    return next(values for values in said if set(values) == set(names))


def amount(text: object) -> Decimal:
    """The figure in a text such as −CHF 1,234.50."""
    sign = -1 if re.match(r"[-−]", str(text)) else 1
    return sign * Decimal(re.sub(r"[^\d.]", "", str(text)))


def drawn(app: AppTest, *columns: str) -> list[dict[str, Any]]:
    """The rows of the first chart with these columns."""
    return next(chart for chart in charts_on(app) if set(columns) <= set(chart.column_names)).to_pylist()


def test_a_statement_says_what_is_outstanding_and_for_which_years(home: Path, said: Said) -> None:
    app = screen("statement", state="XAA")
    told = filled(said, "outstanding", "arrears", "years", "others")
    assert (amount(told["outstanding"]), amount(told["arrears"])) == (2_700_000, 1_600_000)
    assert (
        "You owe **CHF 2,700,000**, of which **CHF 1,600,000** in arrears: 2022: 600,000; 2023: 1,000,000. The rest is not in arrears: 2024: 1,100,000."
        in words_on(app)
    )
    bars = {(row["year"], row["part"]): row["amount"] for row in drawn(app, "year", "part", "amount")}
    parts = ("Paid", "Unpaid", "Due of the current year")
    assert [[bars.get((year, part), 0) for part in parts] for year in (2022, 2023, 2024)] == [
        [400_000, 600_000, 0], [0, 1_000_000, 0], [0, 0, 1_100_000]]  # fmt: skip
    shown = table_on(app, "opening", "outstanding")
    assert dict(zip(shown["year"], shown["outstanding"], strict=True))["2022"] == "600,000"
    foots = filled(said, "opening", "assessed", "received", "adjusted", "arrears", "current_year", "credit")
    assert [amount(foots[name]) for name in ("assessed", "received", "arrears", "current_year", "credit")] == [
        5_100_000, 2_400_000, 1_600_000, 1_100_000, 0]  # fmt: skip


def test_the_first_screen_answers_with_four_figures_each_beside_its_like(home: Path, said: Said) -> None:
    """By 15 March of 2020 to 2023 nothing had come in: receipts of those years are of July."""
    app = screen("overview")
    values = {str(metric.label): (as_read(metric.value), as_read(metric.delta)) for metric in app.metric}
    assert values == {
        "Assessed for 2024 (CHF million)": ("4.40", "+10.0 % on 2023"),
        "Collected of 2024": ("25.0 %", "usual by this day: 0.0 %"),
        "Arrears (CHF million)": ("1.60", "+1.00 since 15 Mar 2023"),
        "Votes lost or about to be": ("0", "0 lost, 0 about to be"),
    }
    assert (
        "**25.0 %** of the CHF 4.4 million assessed for 2024 has come in, more than by 15 March of each of 4 years "
        "before. **1 State** owes **CHF 1.6 million** for years that have ended. Every Member may vote."
        in words_on(app)
    )
    assert "Collection is ahead of all 4 years before: 25.0 %, usually 0.0 %" in [
        as_read(head.value) for head in app.header
    ]
    course = {row["day"].date().isoformat(): row for row in drawn(app, "day", "now", "low", "high", "projected")}
    assert (course[DAY]["now"], course[DAY]["high"], course["2024-03-16"]["now"]) == (25, 0, None)
    assert course["2024-12-31"]["projected"] == 100, "25, and the 90 to 100 of the other years"
    assert "No vote is lost or at risk." in words_on(app)


def test_an_arrears_page_says_and_draws_who_owes_how_much_of_which_year(home: Path, said: Said) -> None:
    app = screen("arrears_and_voting")
    told = filled(said, "number", "day", "amount", "arrears")
    assert (amount(told["amount"]), amount(told["arrears"])) == (Decimal("4.9"), Decimal("1.6"))
    sentence = "On 15 March 2024, **CHF 4.9 million** is outstanding. **1 State** has arrears, CHF 1.6 million in all"
    assert sentence in words_on(app)
    titles = [as_read(head.value) for head in app.header]
    assert "1 State owes 100.0 % of the CHF 1.6 million owed for ended years" in titles
    assert "1 State owes 66.7 % of the CHF 3.3 million due of the current year" in titles
    assert "Arrears grew from CHF 0 at the end of 2020 to CHF 600,000 at the end of 2023" in titles
    aged, due = [chart.to_pylist() for chart in charts_on(app) if {"name", "part", "amount"} <= set(chart.column_names)]
    assert [(row["part"], row["amount"]) for row in aged] == [("2023", 1_000_000), ("2022", 600_000)]
    assert [(row["part"], row["amount"]) for row in due] == [
        ("2024 (current year)", 2_200_000), ("2024 (current year)", 1_100_000)]  # fmt: skip


def test_how_near_a_vote_is_to_its_threshold_is_drawn_for_those_with_arrears(home: Path) -> None:
    app = screen("arrears_and_voting")
    assert "No Member's arrears reach the threshold" in [str(head.value) for head in app.header]
    (dot,) = drawn(app, "name", "ratio", "label", "part")
    assert (dot["ratio"], dot["label"], dot["part"]) == (0.8, "0.80 times", "not at risk")


@pytest.mark.parametrize("day", ["2020-03-15", "2021-12-31"])
def test_where_nothing_is_owed_a_sentence_says_so_and_nothing_is_drawn(home: Path, day: str) -> None:
    app = open_page("arrears_and_voting", ledger="yours", as_of=day)
    words = words_on(app)
    assert "No State owes anything for years that have ended." in words
    assert "No Member has arrears, so no vote is near its threshold." in words
    assert ("All contributions of 2021 are paid." in words) == (day == "2021-12-31")
    assert not [chart for chart in charts_on(app) if "ratio" in chart.column_names]


def test_one_states_arrears_stand_in_the_title_of_its_chart(home: Path, said: Said) -> None:
    screen("arrears_and_voting", state="XAA")
    told = filled(said, "state", "amount", "arrears")
    assert (amount(told["amount"]), amount(told["arrears"])) == (2_700_000, 1_600_000)


def test_an_uploads_effect_is_what_is_outstanding_after_less_before(home: Path, said: Said) -> None:
    app = screen("upload")
    receipts = b"received,state,amount,currency,reference\n2024-03-01,XAA,600000.00,CHF,A4\n"
    app.file_uploader[0].upload("receipts.csv", receipts, "text/csv")
    app.run()
    cards = {
        str(metric.label): amount(metric.delta)
        for metric in app.metric
        if metric.delta and "unchanged" not in metric.delta
    }
    assert any("Outstanding" in label for label in cards), words_on(app)
    assert {by for label, by in cards.items() if "Outstanding" in label} == {Decimal(-600_000)}
    moved = next(frame for frame in tables_on(app) if len(frame.columns) == 4)
    changes = [amount(row[3]) for row in moved.to_numpy() if amount(row[1]) != amount(row[2])]
    assert changes == [amount(row[2]) - amount(row[1]) for row in moved.to_numpy()]
    assert {Decimal(600_000), Decimal(-600_000)} <= set(changes)


def test_a_title_over_years_begins_with_the_first_and_ends_with_the_last(shipped: Path, said: Said) -> None:
    """The share of spending in the title of its chart, and the budget per staff member in the sentence above it."""
    app = open_page("zero_nominal_growth", ledger="demonstration")
    ratios = shipped_books("demonstration").ask("capacity_ratios", TODAY).dicts()
    shares = [row for row in ratios if row["share_of_spending_pct"] is not None]
    title = filled(said, "first", "start", "last", "end")
    assert (title["start"], title["end"]) == (shares[0]["year"], shares[-1]["year"])
    assert title["first"] == percent(shares[0]["share_of_spending_pct"])
    assert title["last"] == percent(shares[-1]["share_of_spending_pct"])
    assert title["first"] != title["last"]
    whole = f"The budget fell from {title['first']} of all spending in {title['start']} to {title['last']} in"
    assert any(str(head.value).startswith(whole) for head in app.header)
    each = [row for row in ratios if row["per_staff_member"] is not None]
    staff = filled(said, "currency", "what", "first", "start", "last", "end")
    assert (staff["start"], staff["end"]) == (each[0]["year"], each[-1]["year"])
    assert [amount(staff[name]) for name in ("first", "last")] == [
        round(Decimal(str(row["per_staff_member"]))) for row in (each[0], each[-1])
    ]


def test_the_budget_is_divided_by_staff_and_by_offices(books: Books) -> None:
    """
    headline_figures: dated | indicator | value | unit | qualifier | document
    2022 | staff_total | 200 | persons | exact | A
    2022 | field_offices | 40 | offices | exact | A
    budgets: year | part | stage | amount | currency
    2022 | administrative | approved | 1000 | CHF
    """
    (row,) = books.ask("capacity_ratios", date(2024, 6, 30)).dicts()
    assert (row["per_staff_member"], row["per_office"]) == (5, 25)


def test_an_assumed_year_grows_by_more_in_money_than_in_what_it_buys(books: Books) -> None:
    """
    membership: state | status | from
    XAA | member | 2000-01-01
    XAN | member | 2000-01-01
    un_scale: first_year | last_year | state | rate_pct
    2016 | 2030 | XAA | 25
    2016 | 2030 | XAN | 75
    assessments: year | state | amount
    2024 | XAA | 250000
    2024 | XAN | 750000
    budgets: year | part | stage | amount | currency
    2024 | administrative | approved | 1000000 | CHF
    """
    given: dict[str, Any] = {"base_year": 2024, "until": 2025, "growth": "5", "inflation": "2"}
    (_, row) = books.ask("scenario_years", date(2024, 6, 30), **given).dicts()
    assert (row["amount"], row["change_pct"]) == (1_050_000, 5)
    assert round(Decimal(str(row["real_change_pct"])), 2) == Decimal("2.94")
    assert abs(Decimal(str(row["amount_in_base_prices"])) - 1_050_000 / Decimal("1.02")) < 1


def test_a_vote_about_to_be_lost_that_rests_on_a_decision_is_told_once_and_with_its_end(home: Path) -> None:
    decided = """
    receipts: received | state | amount | reference
    2023-07-02 | XAA | -400000 | A2 back

    council_actions: dated | state | action | until
    2024-02-01 | XAA | informed |
    2024-02-01 | XAA | maintained | 2024-12-31
    """
    hand_in(Ledger(str(home / "yours.duckdb")), decided)
    text = words_on(screen("arrears_and_voting"))
    assert (
        "**1** is about to lose it, unless it pays. It votes by a decision of the Council that ends on 31 December 2024."
        in text
    )
    assert "keeps its vote" not in text


@pytest.mark.usefixtures("shipped")
def test_what_a_server_does_once_the_tests_do_not_do_for_every_page(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read a page's script, and look for components in all that is installed: it took longer than most pages."""
    open_page("terms")
    done: list[str] = []

    def read(path: str) -> TextIO:
        done.append(path)
        return open_python_file(path)

    monkeypatch.setattr(metadata, "distributions", lambda: done.append("looked for components"))
    monkeypatch.setattr(script_cache, "open_python_file", read)
    assert open_page("terms").title
    assert done == []
