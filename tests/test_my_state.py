"""A delegate's first screen: an amount, a day and a consequence in one sentence, true for every kind of State."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from streamlit.testing.v1 import AppTest

from governance.books import Books
from governance.ledger import Ledger
from governance.money import rounded_up
from governance.names import printed
from governance.questions.rows import Row
from governance.ui.my_state.paid import bar, drawn_of, found
from governance.ui.parts.numbers import day_words
from tests.browsing import settled, unfold
from tests.ledgers import hand_in
from tests.shipped import TODAY, as_read, charts_on, figure, open_page, shipped_books, tables_on, words_on

DAY = "2026-03-15"
ACCOUNTS = """
    membership: state | status | from | to
    XAA | member | 2022-01-01 |
    XAN | member | 2022-01-01 |
    XBE | member | 2022-01-01 |
    XDO | member | 2022-01-01 |
    XDU | member | 2022-01-01 |
    XIB | member | 2022-01-01 |
    XZA | member | 2022-01-01 |
    XOB | observer | 2023-05-01 |
    XHE | member | 2022-01-01 | 2023-12-31

    coverage: covers | from
    receipts | 2022-01-01

    council_actions: dated | state | action | document
    2025-11-25 | XDU | informed | C/1
    2024-11-26 | XIB | informed | C/2
    2026-11-24 | XZA | informed | C/3

    assessments: year | state | amount
    2023 | XHE | 100
    2024 | XAA | 1000
    2024 | XAN | 1000
    2024 | XDO | 1000
    2024 | XDU | 1000
    2024 | XIB | 1000
    2023 | XIB | 1000
    2025 | XAA | 1000
    2025 | XAN | 1000
    2025 | XDO | 1000
    2025 | XDU | 1000
    2025 | XIB | 1000
    2026 | XAA | 1000
    2026 | XAN | 1000
    2026 | XDO | 1000
    2026 | XDU | 1000
    2026 | XIB | 1000
    2026 | XBE | 1000
    2024 | XZA | 1000
    2025 | XZA | 1000
    2026 | XZA | 1000
    2023 | XDU | 1000
    2022 | XIB | 1000

    receipts: received | state | amount | reference
    2023-07-01 | XHE | 40 | H1
    2026-02-01 | XAA | 3050.50 | A1
    2025-02-01 | XAN | 2000 | B1
    2026-02-01 | XAN | 400 | B2
    2026-02-02 | XAN | 100 | B3
    2026-02-03 | XAN | 100 | B4
    2026-02-04 | XAN | 100 | B5
    2026-02-05 | XAN | 100 | B6
    2026-02-06 | XAN | 100.25 | B7
    2024-07-01 | XDO | 500 | D1
"""
"""On 15 March 2026, under a threshold of two years' contributions and a grace of a year: XAA paid in advance, XAN owes
some of this year, XBE never paid and was assessed first this year, XDO owes a year and a half and this one, XZA reached
the threshold, of XDU the Council was informed last November, XIB lost the vote, XOB observes, XHE left with a debt."""


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home whose own ledger holds the accounts."""
    place = str(tmp_path / "yours.duckdb")
    hand_in(Ledger.create(place, rulebook="iom", title="Test", who="test"), ACCOUNTS)
    monkeypatch.setenv("GOVERNANCE_HOME", str(tmp_path))
    monkeypatch.setattr(Books, "today", lambda _: date(2026, 12, 5))
    return tmp_path


def screen(state: str, **link: str) -> AppTest:
    app = open_page("statement", **{"ledger": "yours", "as_of": DAY, "state": state, **link})
    assert not app.exception
    assert not app.error, words_on(app)
    assert app.title[0].value.startswith(printed(state))
    return app


def first_words(app: AppTest) -> list[str]:
    """What is written on the page, in order, but for the kind of its figures."""
    return [as_read(one.value) for one in app.markdown if "-badge[" not in str(one.value)]


@pytest.mark.parametrize(
    ("state", "told", "owed"),
    [
        ("XAA", "○ The vote is not at risk. If nothing more is paid, the threshold is reached on 1 January 2030.",
         "You owe nothing on 15 March 2026. **CHF 50.50** is in credit."),
        ("XAN", "○ The vote is not at risk. If nothing more is paid, the threshold is reached on 1 January 2029.",
         "You owe **CHF 99.75**: 2026: 99.75."),
        ("XBE", "○ The vote is not at risk on 15 March 2026.", "You owe **CHF 1,000**: 2026: 1,000."),
        ("XDO", "△ The threshold is reached on 1 January 2027 if nothing more is paid. "
         "Pay **CHF 501** by **31 December 2026**.", "You owe **CHF 2,500**, of which **CHF 1,500** in arrears: 2024: 500; 2025: 1,000. The rest is not in arrears: 2026: 1,000."),
        ("XZA", "▲ The threshold is reached. A payment of **CHF 1** on **15 March 2026** brings the arrears below it.",
         "You owe **CHF 3,000**, of which **CHF 2,000** in arrears: 2024: 1,000; 2025: 1,000. The rest is not in arrears: 2026: 1,000."),
        ("XDU", "◆ Vote at risk: lost from 25 November 2026 if nothing more is paid. "
         "Pay **CHF 1,001** by **24 November 2026**.",
         "You owe **CHF 4,000**, of which **CHF 3,000** in arrears: 2023: 1,000; 2024: 1,000; 2025: 1,000. The rest is not in arrears: 2026: 1,000."),
        ("XIB", "■ No vote since 26 November 2025. A payment of **CHF 2,001** on **15 March 2026** regains it.",
         "You owe **CHF 5,000**, of which **CHF 4,000** in arrears: 2022: 1,000; 2023: 1,000; 2024: 1,000; 2025: 1,000. The rest is not in arrears: 2026: 1,000."),
        ("XHE", f"{printed('XHE')} is not a Member on 15 March 2026: it is not assessed and has no vote. "
         "Was a Member until 31 December 2023.", "You owe **CHF 60**, of which **CHF 60** in arrears: 2023: 60."),
    ],
)  # fmt: skip
def test_each_kind_of_state_reads_its_own_sentence(home: Path, state: str, told: str, owed: str) -> None:
    words = first_words(screen(state))
    assert told == words[0]
    assert owed in words[1:3]


def test_the_amounts_of_the_screen_are_right_on_their_days(home: Path) -> None:
    """What is said to keep a vote keeps it when it is paid on the last day, and a unit less does not."""
    for paid, kept in ((Decimal(1001), "yes"), (Decimal(1000), "no")):
        ledger = Ledger(str(home / "yours.duckdb"))
        (event,) = hand_in(ledger, f"""
            receipts: received | state | amount | reference
            2026-11-24 | XDU | {paid} | LAST
        """)  # fmt: skip
        books = Books.at(ledger)
        (vote,) = books.ask("voting", date(2026, 11, 25), state="XDU").dicts()
        assert vote["may_vote"] == kept
        ledger.revoke(int(event.batch or 0), why="tried", who="test")


def test_a_vote_that_a_decision_keeps_without_an_end_is_said_to_stand_and_asks_for_nothing_now(home: Path) -> None:
    """Today lists it after the votes that are lost or about to be, without an amount to pay for it."""
    hand_in(Ledger(str(home / "yours.duckdb")), """
        council_actions: dated | state | body | action
        2026-03-10 | XZA | Council | restored
    """)  # fmt: skip
    assert first_words(screen("XZA"))[0] == (
        "◇ The vote stands by a decision of the Council that has no end: nothing need be paid for it. A payment of "
        "**CHF 1** on **15 March 2026** brings the arrears below the threshold."
    )
    today = open_page(ledger="yours", as_of=DAY)
    listed = next(str(html.proto.body) for html in today.get("html") if 'class="votes"' in str(html.proto.body))
    lines = re.findall(r"<tr.*?</tr>", listed)[1:]
    assert [next(code for code in ("XIB", "XDU", "XZA") if printed(code) in line) for line in lines] == [
        "XIB", "XDU", "XZA"]  # fmt: skip
    assert re.findall(r'"figure">(.*?)</td>', lines[2]) == ["–", "–"]


def test_the_days_ahead_hold_each_day_that_the_first_screen_names_and_stand_near_the_top(home: Path) -> None:
    for state, days in (("XIB", ["31 December 2026"]), ("XDU", ["24 November 2026", "31 December 2026"])):
        app = screen(state)
        named = re.findall(r"by \**(\d+ \w+ \d{4})", " ".join(first_words(app)[:2]))
        assert named == days[: len(named)]
        ahead = Books.at(Ledger(str(home / "yours.duckdb"))).ask("calendar", date.fromisoformat(DAY), state=state)
        to_pay = {day_words(row["day"]) for row in ahead.dicts() if row["occasion"] == "pay_by"}
        assert set(named) <= to_pay
        files = [str(html.proto.body) for html in app.get("html") if "calendar" in str(html.proto.body)]
        assert "statement" in files[0], "beside the statement of account, at the top"


def test_a_second_line_says_what_the_end_of_the_year_asks_for_besides(home: Path) -> None:
    line = first_words(screen("XIB"))[1]
    assert "on 1 January 2027 as well, pay CHF 3,001 in all by 31 December 2026" in line


def test_no_second_line_where_the_end_of_the_year_asks_for_the_same(home: Path) -> None:
    words = first_words(screen("XZA", as_of="2026-12-01"))[:3]
    assert words[0] == (
        "◆ Vote at risk: lost from 24 November 2027 if nothing more is paid. Pay **CHF 1,001** by **23 November 2027**."
    )
    assert not [one for one in words if one.startswith("To stay below")]


def test_a_day_to_come_says_what_it_supposes(home: Path) -> None:
    words = first_words(screen("XZA", as_of="2027-12-01"))
    assert words[0] == (
        "■ If nothing more is paid: No vote from 24 November 2027. "
        "A payment of **CHF 1,001** on **1 December 2027** regains it."
    )
    assert any(
        one.startswith("If nothing more is paid, you will owe **CHF 3,000** on 1 December 2027") for one in words
    )


def test_an_observer_and_a_state_that_was_never_assessed(home: Path) -> None:
    words = first_words(screen("XOB"))
    assert words == [
        f"{printed('XOB')} is an observer on 15 March 2026: it is not assessed and has no vote. "
        "Became an observer on 1 May 2023."
    ]
    assert first_words(screen("XBE", as_of="2025-06-30")) == [
        f"{printed('XBE')} has not been assessed by 30 June 2025."
    ]


def test_the_years_said_to_be_in_arrears_add_up_to_the_arrears(shipped: Path) -> None:
    """The current year is owed, but not in arrears: it stands in a sentence of its own."""
    day = TODAY
    (balance,) = shipped_books("demonstration").ask("balances", day, state="XIS").dicts()
    assert balance["current_year"]
    words = words_on(open_page("statement", ledger="demonstration", state="XIS", as_of=day.isoformat()))
    sentence = re.search(
        r"You owe \S+CHF [\d,.]+\*\*, of which \*\*CHF ([\d,.]+)\*\* in arrears: (.*?)\. The rest (.*)\.", words
    )
    assert sentence, words
    whole, ended, rest = sentence.groups()
    of_years = sum((figure(one) for one in re.findall(r": ([\d,.]+)", ended)), Decimal(0))
    assert figure(whole) == of_years == balance["arrears"]
    assert str(day.year) not in ended
    assert rest == f"is not in arrears: {day.year}: {balance['current_year']:,.0f}"


@pytest.mark.parametrize(("ledger", "state"), [("iom", "FRA"), ("mlf", "FRA")])
def test_where_receipts_are_not_known_no_debt_is_said(shipped: Path, ledger: str, state: str) -> None:
    day = "2024-12-31"
    words = words_on(open_page("statement", ledger=ledger, state=state, as_of=day))
    assert "is not known" in words
    assert "You owe" not in words


def test_receipts_that_are_held_and_not_declared_complete_are_shown_and_not_denied(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = """
        membership: state | status | from
        XAA | member | 2022-01-01
        assessments: year | state | amount
        2025 | XAA | 900
        receipts: received | state | amount | reference
        2025-03-01 | XAA | 400 | ours-1
    """
    hand_in(Ledger.create(str(tmp_path / "yours.duckdb"), rulebook="iom", title="Test", who="test"), rows)
    monkeypatch.setenv("GOVERNANCE_HOME", str(tmp_path))
    app = screen("XAA")
    words = words_on(app)
    assert "Receipts are held here, but they are not declared complete on 15 March 2026, so no debt is shown" in words
    assert "No receipts are held" not in words
    assert "You owe" not in words
    assert any("ours-1" in table.to_string() for table in tables_on(app)), "and what is held is shown"


def test_where_nothing_is_said_of_votes_the_debt_comes_first(shipped: Path) -> None:
    day = date(2024, 5, 24)
    app = open_page("statement", ledger="mlf", state="AUS", as_of=day.isoformat())
    (balance,) = shipped_books("mlf").ask("balances", day, state="AUS").dicts()
    credit = f"**USD {balance['credit']:,}** is in credit."
    assert first_words(app)[0] == f"You owe nothing on 24 May 2024. {credit}", "what one year was overpaid pays another"
    app = open_page("statement", ledger="mlf", state="FRA", as_of=day.isoformat())
    (balance,) = shipped_books("mlf").ask("balances", day, state="FRA").dicts()
    assert first_words(app)[0].startswith(f"You owe **USD {balance['outstanding']:,}**, of which ")
    assert {row["part"] for chart in charts_on(app) for row in chart.to_pylist()} == {
        "Unpaid",
        "Due of the current year",
    }
    assert "No single receipts are held here" in words_on(app)


def test_the_bar_has_its_tick_at_the_threshold_and_says_so_in_words(home: Path) -> None:
    (bar,) = (one.proto.body for one in screen("XDO").get("html") if 'role="img"' in one.proto.body)
    assert 'aria-label="Arrears: 75.0 % of the threshold of CHF 2,000"' in as_read(bar)
    assert f"width:{75 / 1.3:.1f}%" in bar
    assert f"left:{100 / 1.3:.1f}%" in bar
    bar = next(one.proto.body for one in screen("XAA").get("html") if 'role="img"' in one.proto.body)
    assert "Arrears: 0.0 % of the threshold of CHF 2,000" in as_read(bar)


@pytest.mark.parametrize(
    ("state", "title", "bars"),
    [
        ("XAA", "Every year since 2024 is fully paid", {(2024, "Paid"): 1000, (2025, "Paid"): 1000, (2026, "Paid"): 1000}),
        ("XAN", "Every year from 2024 to 2025 is fully paid, not yet 2026",
         {(2026, "Paid"): 900.25, (2026, "Due of the current year"): 99.75}),
        ("XBE", "2026 is not yet fully paid", {(2026, "Due of the current year"): 1000}),
        ("XDO", "Not fully paid: 2024, 2025, 2026",
         {(2024, "Paid"): 500, (2024, "Unpaid"): 500, (2025, "Unpaid"): 1000, (2026, "Due of the current year"): 1000}),
        ("XIB", "5 of the years since 2022 are not fully paid", {(2022, "Unpaid"): 1000}),
    ],
)  # fmt: skip
def test_the_last_years_are_one_bar_each_and_their_title_says_what_is_found(
    home: Path, state: str, title: str, bars: dict[tuple[int, str], float]
) -> None:
    app = screen(state)
    assert title in [str(head.value) for head in app.header]
    drawn = {(row["year"], row["part"]): row["amount"] for row in charts_on(app)[0].to_pylist()}
    assert bars.items() <= drawn.items()


def year(of: int, **amounts: int) -> Row:
    cells = {"outstanding": 0, "adjusted": 0, "disputed": 0, **amounts}
    return Row(year=of, **{name: Decimal(amount) for name, amount in cells.items()})


@pytest.mark.parametrize(
    ("years", "title"),
    [
        ([year(2025, adjusted=10), year(2026)], "Every year since 2025 is paid or settled by an adjustment"),
        (
            [year(2025, adjusted=10), year(2026, outstanding=5)],
            "Every year from 2025 to 2025 is paid or settled by an adjustment, not yet 2026",
        ),
        ([year(2025), year(2026, outstanding=5, adjusted=1)], "Every year from 2025 to 2025 is fully paid, not yet 2026"),
        ([year(2025, disputed=10), year(2026)], "Not fully paid: 2025"),
    ],
)  # fmt: skip
def test_what_is_waived_or_disputed_is_not_said_to_be_paid(years: list[Row], title: str) -> None:
    assert found(years, 2026) == title


def test_what_is_disputed_is_drawn_by_itself_where_it_is_kept_apart_from_what_is_owed() -> None:
    row = year(2025, received=60, credit_applied=0, opening=0, disputed=40)
    assert bar(row, 2026, apart=True) == {
        "year": 2025, "paid": 60, "adjusted": 0, "disputed": 40, "unpaid": None, "due": None,
    }  # fmt: skip
    assert bar(row, 2026, apart=False)["disputed"] is None


def test_of_a_day_to_come_nothing_owed_is_a_supposition_as_well(home: Path) -> None:
    words = first_words(screen("XAA", as_of="2026-12-31"))
    assert any(one.startswith("If nothing more is paid: You owe nothing on 31 December 2026.") for one in words)


def test_the_last_five_receipts_stand_under_the_day_to_which_they_are_recorded(home: Path) -> None:
    app = screen("XAN")
    assert "Receipts recorded to 15 March 2026" in [as_read(head.value) for head in app.header]
    shown = next(frame for frame in tables_on(app) if len(frame.columns) == 3).map(as_read).to_numpy().tolist()
    assert len(shown) == 5
    assert shown[0] == ["6 February 2026", "CHF 100.25", "B7"]
    assert shown[-1] == ["2 February 2026", "CHF 100", "B3"]
    assert "The last 5 of 7: all of them are below." in words_on(app)
    assert "No receipt of this State is recorded." in words_on(screen("XBE"))


def test_on_a_telephone_the_amount_and_the_day_are_on_the_first_screen(browser: Browser, address: str) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.goto(f"{address}/my_state?ledger=demonstration&as_of={TODAY.isoformat()}&state=XIS")
    settled(page)
    (vote,) = shipped_books("demonstration").ask("least_payment", TODAY, state="XIS").dicts()
    amount = page.get_by_text(f"CHF {rounded_up(vote['least_payment_for_vote']):,}", exact=True).first
    owes = page.get_by_text("You owe")
    for seen in (amount, owes):
        expect(seen).to_be_in_viewport(ratio=1)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    unfold(
        page.get_by_role("button", name="Where to pay", exact=True),
        page.get_by_text("XX00 DEMO 0000 0000 0001", exact=True),
    )
    receipts, details = (
        page.get_by_role("heading", name=name).bounding_box()
        for name in ("Receipts recorded to", "Balance by year of debt")
    )
    assert receipts is not None
    assert details is not None
    assert receipts["y"] < details["y"], "the answer stands above the tables of details"


def test_where_only_what_is_left_is_drawn_the_words_above_say_so() -> None:
    assert drawn_of({"paid", "unpaid"}) == "The contribution of each of the last ten years, paid and unpaid"
    assert drawn_of({"unpaid", "due"}).startswith("What is unpaid of the contribution")
    assert "What is unpaid of the contribution" in words_on(
        open_page("statement", ledger="mlf", state="DEU", as_of="2024-05-24")
    )


def test_where_no_receipts_are_held_a_state_that_owes_nothing_is_not_said_to_have_paid_nothing() -> None:
    words = words_on(open_page("statement", ledger="mlf", state="AND", as_of="2024-05-24"))
    assert "You owe nothing" in words
    assert "Nothing was due or paid" not in words
    assert "No single receipts are held here" in words
