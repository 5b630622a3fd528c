"""The committee's first screen: its answer held to the questions, and what a small laptop shows of it without a scroll."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from governance.books import Books
from governance.ledger import Ledger
from governance.names import printed
from governance.ui.parts.numbers import percent
from tests.browsing import open_at, settled
from tests.ledgers import hand_in
from tests.shipped import TODAY, as_read, charts_on, open_page, shipped_books, words_on

FOLD = 720  # pixels: the height of a small laptop's screen, 1280 wide
PAID = """
    assessments: year | state | amount
    2021 | XAA | 100.00
    2022 | XAA | 100.00
    2023 | XAA | 100.00
    2024 | XAA | 100.00
    receipts: received | state | amount | reference
    2021-02-01 | XAA | 60.00 | A
    2021-12-01 | XAA | 40.00 | B
    2022-02-01 | XAA | 50.00 | C
    2022-12-01 | XAA | 50.00 | D
    2023-02-01 | XAA | 40.00 | E
    2023-12-01 | XAA | 60.00 | F
    2024-02-01 | XAA | {paid} | G
    coverage: covers | from
    receipts | 2000-01-01
    membership: state | status | from
    XAA | member | 2000-01-01
"""
"""On 15 March the years before had 60, 50 and 40 per cent; 40, 50 and 60 came in after it."""


@pytest.fixture
def one_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    """A home whose own ledger holds PAID with what was paid in the last year."""
    ledger = Ledger.create(str(tmp_path / "yours.duckdb"), rulebook="iom", title="Test", who="test")
    hand_in(ledger, PAID.format(paid=request.param))
    monkeypatch.setenv("GOVERNANCE_HOME", str(tmp_path))


def test_a_day_is_beside_the_same_day_of_the_years_before(books: Books) -> None:
    """
    assessments: year | state | amount
    2022 | XAA | 100.00
    2023 | XAA | 100.00
    2024 | XAA | 100.00
    receipts: received | state | amount
    2022-02-28 | XAA | 60.00
    2022-12-01 | XAA | 40.00
    2023-03-01 | XAA | 30.00
    2023-12-01 | XAA | 70.00
    2024-02-29 | XAA | 20.00
    coverage: covers | from
    receipts | 2000-01-01
    """
    rows = {row["day"]: row for row in books.ask("collection_course", date(2024, 2, 29)).dicts()}
    assert len(rows) == 366
    names = ("collection_rate_pct", "least_rate_pct", "usual_rate_pct", "most_rate_pct", "projected_rate_pct", "years")
    assert [rows[date(2024, 2, 28)][name] for name in names] == [0, 0, 30, 60, None, 2]
    assert [rows[date(2024, 2, 29)][name] for name in names] == [20, 0, 30, 60, 20, 2], "28 February for the 29th"
    assert [rows[date(2024, 3, 1)][name] for name in names] == [None, 30, 45, 60, 35, 2], (
        "30 more in one year, 0 in one"
    )
    assert rows[date(2024, 12, 31)]["projected_rate_pct"] == 90, "20, and the middle of 40 and 100"


def test_a_year_alone_is_beside_nothing_and_begins_with_nothing_and_one_without_assessments_has_no_course(
    books: Books,
) -> None:
    """
    assessments: year | state | amount
    2024 | XAA | 100.00
    receipts: received | state | amount
    2024-02-01 | XAA | 20.00
    coverage: covers | from
    receipts | 2000-01-01
    """
    row = books.ask("collection_course", date(2024, 3, 1)).dicts()[60]
    assert (row["day"], row["collection_rate_pct"], row["usual_rate_pct"], row["years"]) == (
        date(2024, 3, 1),
        20,
        None,
        0,
    )
    assert row["projected_rate_pct"] is None
    (first, *_) = books.ask("collection_course", date(2024, 1, 15)).dicts()
    assert first["collection_rate_pct"] == 0, "it is known that nothing has come in"
    assert not books.ask("collection_course", date(2025, 3, 1)).rows


@pytest.mark.parametrize(
    ("one_state", "title", "answer"),
    [
        (
            "45.00",
            "Collection is where it usually is: 45.0 %, in the middle of 3 years 50.0 %",
            "about as much as usual by",
        ),
        (
            "30.00",
            "Collection is behind all 3 years before: 30.0 %, usually 50.0 %",
            "less than by 15 March of each of 3 years",
        ),
        (
            "70.00",
            "Collection is ahead of all 3 years before: 70.0 %, usually 50.0 %",
            "more than by 15 March of each of 3 years",
        ),
    ],
    indirect=["one_state"],
)
def test_the_title_says_how_collection_stands(one_state: None, title: str, answer: str) -> None:
    app = open_page("overview", ledger="yours", as_of="2024-03-15")
    assert title in [as_read(head.value) for head in app.header]
    assert answer in words_on(app)
    assert "Nothing is owed for years that have ended. Every Member may vote." in words_on(app)


@pytest.mark.parametrize("one_state", ["45.00"], indirect=True)
def test_of_a_day_to_come_no_collection_is_told(one_state: None) -> None:
    app = open_page("arrears_and_voting", ledger="yours", as_of=f"{TODAY.year + 3}-03-15")
    assert not any("Collection" in str(head.value) for head in app.header)
    assert "How fast contributions come in is shown for past days only." in words_on(app)


@pytest.mark.parametrize("one_state", ["45.00"], indirect=True)
def test_assessments_that_did_not_change_are_said_not_to_have(one_state: None) -> None:
    app = open_page("assessed_budget", ledger="yours", as_of="2024-03-15")
    assert "Assessments for 2024 are those of the year before: CHF 100" in [as_read(head.value) for head in app.header]


def test_of_a_ledger_without_receipts_what_is_known_is_told_and_what_is_not_once(shipped: Path) -> None:
    app = open_page("overview", ledger="iom", as_of="2024-12-31", state="CHE")
    books, on = shipped_books("iom"), date(2024, 12, 31)
    ten = books.ask("largest_contributors", on).dicts()[9]["cumulative_share_pct"]
    core = [row for row in books.ask("core_and_voluntary", on).dicts() if row["core_share_pct"] is not None][-1]
    words = words_on(app)
    assert f"**30.4 %** more than for the year before; ten of them bear **{as_read(percent(ten))}**" in words
    assert [(str(metric.label), str(metric.value)) for metric in app.metric][1:3] == [
        ("Ten Members bear, 2024", percent(ten)),
        (f"Assessed share of all contributions, {core['year']}", percent(core["core_share_pct"])),
    ]
    assert words.count("Not known here") == 1
    bars = next(chart for chart in charts_on(app) if {"name", "part", "amount"} <= set(chart.column_names)).to_pylist()
    assert [row["name"] for row in bars if row["part"] == "The State in view"] == ["Switzerland"]
    whole = sum(row["assessed"] for row in books.ask("largest_contributors", on).dicts())
    assert round(sum(Decimal(row["amount"]) for row in bars)) == whole, "the other Members together are one bar"


def test_each_matter_opens_where_it_is_seen_or_done(shipped: Path) -> None:
    rows = shipped_books("demonstration").ask("attention", TODAY).dicts()
    of_one = {row["words"]: row["state"] for row in rows if row["state"]}
    assert of_one, "matters of one State"
    for words, state in of_one.items():
        assert printed(str(state)) in words
    assert {row["page"] for row in rows if row["state"]} == {"statement"}
    assert {row["page"] for row in rows if not row["state"]} <= {"arrears_and_voting", "payers", "sources", "upload"}


def test_a_matter_that_only_finance_can_do_is_words_to_others(shipped: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sentence = "came in from payers who are not identified"
    assert sentence not in words_on(open_page("overview", ledger="demonstration")), "a link, for whoever can do it"
    monkeypatch.setattr("governance.access.is_public", lambda: True)
    assert sentence in words_on(open_page("overview", ledger="demonstration"))


def opened(browser: Browser, address: str) -> Page:
    page = open_at(browser, address, width=1280)
    page.set_viewport_size({"width": 1280, "height": FOLD})
    return page


def bottom(page: Page, selector: str) -> float:
    """The lowest edge of what a selector finds, in pixels from the top of the screen."""
    boxes = [found.bounding_box() for found in page.locator(f"[data-testid=stMain] {selector}").all()]
    assert boxes, selector
    return max(box["y"] + box["height"] for box in boxes if box)


def test_the_committee_sees_answer_figures_curve_and_votes_without_a_scroll(browser: Browser, address: str) -> None:
    page = opened(browser, f"{address}/today?ledger=demonstration&as_of={TODAY.isoformat()}")
    assert page.locator("[data-testid=stMetric]").count() == 4
    assert bottom(page, "[data-testid=stMetric]") < FOLD
    curve = page.locator("[data-testid=stVegaLiteChart]").first.bounding_box()
    assert curve
    assert curve["y"] + curve["height"] < FOLD
    assert bottom(page, ".votes tbody tr:nth-child(5)") < FOLD
    for name in ("choose_state", "choose_as_of", "choose_ledger"):
        assert bottom(page, f".st-key-{name}") < FOLD / 4, "what steers stands in the head"
    link = page.locator(".votes a").first
    name = link.inner_text()
    link.click()
    page.wait_for_url("**/my_state?**")
    page.get_by_text(name).first.wait_for()
    page.close()


@pytest.mark.parametrize("ledger", ["iom", "mlf"])
def test_what_is_known_stands_above_the_fold_where_receipts_are_not(
    browser: Browser, address: str, ledger: str
) -> None:
    page = opened(browser, f"{address}/today?ledger={ledger}")
    assert page.locator("[data-testid=stMetric]").count() == 4
    for chart in page.locator("[data-testid=stVegaLiteChart]").all():
        box = chart.bounding_box()
        assert box
        assert box["y"] < FOLD - 150, "enough of it to be read"
    page.close()


def test_an_empty_ledger_tells_what_to_hand_in_first(browser: Browser, address: str) -> None:
    page = opened(browser, f"{address}/today?ledger=yours")
    steps = page.locator("[data-testid=stMain] [data-testid=stPageLink]").filter(has_text=".").all()
    told = [text for step in steps if (text := step.inner_text()).split(".")[0].rsplit("\n", 1)[-1].isdigit()]
    assert [text.rsplit("\n", 1)[-1].split(":")[0] for text in told] == [
        "1. Membership", "2. Assessed contributions", "3. Opening balances", "4. Receipts", "5. Coverage"]  # fmt: skip
    assert bottom(page, "[data-testid=stPageLink]") < FOLD
    page.close()


def test_a_matter_leads_to_its_section(browser: Browser, address: str) -> None:
    """The section is gone to once, stays in the address, and is not carried to other pages."""
    page = open_at(browser, f"{address}/today?ledger=demonstration", width=1280)
    page.get_by_role("link", name=re.compile("for years that have ended")).click()
    page.wait_for_url("**section=debts**")
    settled(page)
    page.wait_for_timeout(1000)
    place = page.locator(".st-key-section-debts").bounding_box()
    assert place is not None
    assert -20 < place["y"] < 200
    assert not page.locator("a[href*='section=']").count()
    page.close()
