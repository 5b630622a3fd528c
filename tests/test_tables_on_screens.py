"""Tables on screens: the right unit, ten rows first, names that lead to statements, the State in view before all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree

import pandas as pd
import pytest
from playwright.sync_api import Browser, Page, expect

from governance.headings import labels
from governance.money import rounded_up
from governance.names import printed
from governance.questions import CATALOGUE
from governance.settings import LEDGERS
from governance.tables import TABLES, Kind
from governance.terms import TERMS
from governance.ui.parts import cells, tables
from governance.wording import in_words
from tests.browsing import go, open_at, settled
from tests.shipped import PAGES, TODAY, as_read, figure, open_page, open_unfolded, shipped_books, table_on, tables_on

pytestmark = pytest.mark.usefixtures("shipped")

VIEWS = {"members_and_observers": ("growth", "date", "changes", "states", "tools")}
"""The parts of pages that have any."""


@pytest.mark.parametrize(
    ("amounts", "written"),
    [
        (["0.40", "12.50"], ["0.40", "12.50"]),
        (["999.99"], ["999.99"]),
        (["1000", "12.50"], ["1,000", "12"]),
        (["-1234567.89", "0", "0.40"], ["-1,234,568", "0", "0.40"]),
    ],
)
def test_amounts_are_whole_from_a_thousand_and_none_is_hidden(amounts: list[str], written: list[str]) -> None:
    column = cells.of_term(TERMS["outstanding"], [Decimal(amount) for amount in amounts], "CHF")
    assert [column.write(Decimal(amount)) for amount in amounts] == written
    assert column.head == "Outstanding (CHF)"


def test_a_sum_is_exact_and_there_is_none_of_what_is_not_known() -> None:
    frame = pd.DataFrame({"assessed": [Decimal("0.40"), None, Decimal("0.40")], "received": [None] * 3}, dtype=object)
    assert tables.sums(frame, ("assessed", "received"), unknown=False) == {"assessed": Decimal("0.80")}
    assert tables.sums(frame, ("assessed",), unknown=True) == {}


def choices() -> Iterator[tuple[str, str]]:
    """Each value that a column of choices declares or, on the day of the tests, an answer holds."""
    for table in TABLES.values():
        for column in table.columns:
            yield from ((column.name, value) for value in column.choices if column.kind is Kind.CHOICE)
    coded = {term.name for term in TERMS.values() if term.kind is Kind.CHOICE} - {"region"}
    for entry in LEDGERS:
        books = shipped_books(entry.key)
        for question in CATALOGUE.values():
            if not question.parameters:
                answer = books.ask(question.name, TODAY)
                for name in coded & set(answer.columns):
                    yield from ((name, str(value)) for value in answer.column(name) if value is not None)


def test_every_choice_has_its_words() -> None:
    known = labels()
    assert not {
        (name, value)
        for name, value in choices()
        if ("choice", value) not in known and ("choice", f"{name}: {value}") not in known
    }


@pytest.mark.parametrize("ledger", ["iom", "demonstration", "mlf"])
@pytest.mark.parametrize("page", [name for _, name in PAGES])
def test_no_code_stands_in_a_table_and_ten_rows_come_first(page: str, ledger: str) -> None:
    for view in VIEWS.get(page, ("",)):
        for table in tables_on(open_unfolded(page, ledger=ledger, **({"view": view} if view else {}))):
            if set(table) <= set(TERMS):
                assert len(table) <= tables.FIRST
            for name in set(table) & {term.name for term in TERMS.values() if term.kind is Kind.CHOICE}:
                assert not [cell for cell in table[name] if "_" in cell], name


def test_the_others_are_shown_when_asked_for_and_in_the_order_asked_for() -> None:
    app = open_page("arrears_and_voting", ledger="demonstration", state="XDU")
    shown = table_on(app, "state", "arrears", "opening")
    assert len(shown) == tables.FIRST
    assert shown.attrs["own"] == [True, *[False] * (tables.FIRST - 1)]
    assert shown["state"][0] == printed("XDU")
    app.toggle(key="all_balances").set_value(True)
    app.selectbox(key="order_balances").set_value("assessed").run()
    shown = table_on(app, "state", "arrears", "opening")
    assert len(shown) == len(shipped_books("demonstration").ask("balances", TODAY).rows)
    assert shown["state"][0] == printed("XDU"), "the State in view stays before all others"
    assessed = [figure(text) for text in shown["assessed"][1:]]
    assert assessed == sorted(assessed, reverse=True)


def test_the_total_of_all_rows_stands_beneath_those_that_are_shown() -> None:
    shown = table_on(open_page("arrears_and_voting", ledger="demonstration"), "state", "arrears", "opening")
    (told,) = shipped_books("demonstration").ask("identity", TODAY).dicts()
    assert (
        shown.attrs["foot"]["state"]
        == f"Total of all {len(shipped_books('demonstration').ask('balances', TODAY).rows)} rows"
    )
    assert figure(shown.attrs["foot"]["arrears"]) == told.amount("arrears").quantize(Decimal(1))


def test_ranges_and_days_known_by_their_year_are_put_in_order_as_well() -> None:
    """IOM's former observers: of most only the year is known since when, and so their years there are a range."""
    app = open_page("members_and_observers", ledger="iom")
    app.toggle(key="all_became_members").set_value(True)
    app.selectbox(key="order_became_members").set_value("years").run()
    assert not app.exception
    least = [int(text.split()[0]) for text in table_on(app, "first_day", "years")["years"]]
    assert least == sorted(least, reverse=True)
    assert min(least) < 10 <= max(least), "as texts they would stand in another order"
    app.selectbox(key="order_became_members").set_value("first_day").run()
    assert not app.exception
    since = [text[-4:] for text in table_on(app, "first_day", "years")["first_day"]]
    assert since == sorted(since, reverse=True)


def test_words_in_the_place_of_a_figure_stand_below_all_figures() -> None:
    column = cells.of_term(TERMS["outstanding"], [Decimal(2), "not known", Decimal(10)])
    rows: tables.Rows = [(Decimal(2),), ("not known",), (None,), (Decimal(10),)]
    ordered = tables._ordered(rows, [column], "outstanding")  # no page has both at the moment
    assert [row[0] for row in ordered] == [Decimal(10), Decimal(2), "not known", None]


def test_a_name_leads_to_the_statement_with_all_that_is_in_view() -> None:
    app = open_page("arrears_and_voting", ledger="demonstration", as_of="2019-07-01", version="20", language="en")
    (link, *others) = table_on(app, "state", "arrears", "opening").attrs["links"]
    assert len(others) == tables.FIRST - 1
    address = urlsplit(link)
    assert (address.scheme, address.netloc, address.path) == ("", "", "my_state")
    asked = {name: value for name, (value,) in parse_qs(address.query).items()}
    assert asked == {
        "ledger": "demonstration", "as_of": "2019-07-01", "version": "20", "language": "en", "state": asked["state"],
    }  # fmt: skip
    opened = open_page("statement", **asked)
    assert not opened.error
    assert printed(asked["state"]) in opened.title[0].value


def test_who_may_vote_names_first_the_next_to_be_lost_then_the_worst_and_says_what_to_pay_in_whole_units() -> None:
    page = open_page("arrears_and_voting", ledger="demonstration")
    shown = table_on(page, "state", "least_payment_for_vote")
    held = shipped_books("demonstration").ask("voting", TODAY).dicts()
    lost = {row.text("state"): row for row in held if row["nearness"] == "lost"}
    near = [row for row in held if row["nearness"] == "about_to_be_lost"]
    (ending,) = (row for row in near if row["status"] == "maintained")
    words = f"votes by a decision of the Council that ends on {in_words(ending.day('ends'))}."
    assert any(words in as_read(text.value) for text in page.markdown), "so that nobody is counted twice"
    place = slice(len(near), len(near) + len(lost))
    assert set(shown["state"][: len(near)]) == {printed(row.text("state")) for row in near}
    assert set(shown["state"][place]) == {printed(state) for state in lost}
    assert len(shown.attrs["links"]) == tables.FIRST
    for name, paid in zip(shown["state"][place], shown["least_payment_for_vote"][place], strict=True):
        (row,) = (row for state, row in lost.items() if printed(state) == name)
        assert figure(paid) == rounded_up(row.amount("least_payment_for_vote"))


def test_no_head_of_a_column_tells_its_unit_twice() -> None:
    assert not [name for (of, name), words in labels().items() if of == "column" and re.search(r"%|per cent", words)]


def test_whatever_is_filled_in_is_text() -> None:
    hostile = '"><img src=x onerror=alert(1)>&lt;'
    column = cells.Column(hostile, hostile, meaning=hostile)
    table = tables._Table(None, [column], hostile, {hostile: hostile}, "–")
    found = ElementTree.fromstring(table.html([(hostile,)], 0))
    assert {element.tag for element in found.iter()} == {"div", "table", "thead", "tbody", "tfoot", "tr", "th"}
    assert found.findtext(".//tbody/tr/th") == hostile
    assert found.find(".//table").get("aria-label") == hostile  # type: ignore[union-attr]


def widest(page: Page) -> list[str]:
    """The tables of the page that are wider than their place, with those that are folded away unfolded."""
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    page.wait_for_timeout(300)
    return page.evaluate(
        "[...document.querySelectorAll('.rows')].filter(one => one.scrollWidth > one.clientWidth + 1)"
        ".map(one => one.querySelector('table').ariaLabel)"
    )


WIDE = ["arrears_and_votes", "my_state", "assessed_budget", "members_and_observers?view=date", "governing_bodies",
        "operational_funding", "staffing_and_offices", "rises_and_falls", "what_if", "sources", "zero_nominal_growth",
        "assessment_checks", "mandate", "bank_reconciliation", "cash", "incentives", "audit", "paid_in_full"]  # fmt: skip


AT = [*((name, "demonstration", "XDU") for name in WIDE), *((name, "mlf", "USA") for name in WIDE[:3])]


@pytest.mark.parametrize(("name", "ledger", "state"), AT)
def test_no_column_is_cut(window: Page, address: str, name: str, ledger: str, state: str) -> None:
    """A page is come to on a telephone and then seen on a laptop; the Fund's the other way about."""
    widths = (1280, 390) if ledger == "mlf" else (390, 1280)
    between = "&" if "?" in name else "?"
    view = f"ledger={ledger}&as_of={TODAY.isoformat()}&state={state}"
    go(window, f"{address}/{name}{between}{view}", width=widths[0])
    assert not widest(window), widths[0]
    window.set_viewport_size({"width": widths[1], "height": 900})
    assert not widest(window), widths[1]


def test_what_is_chosen_is_whole_on_a_telephone_in_the_longest_language(window: Page, address: str) -> None:
    """A list shows one line of what is chosen in it, and cuts what is longer."""
    cut = {}
    for name, ledger in (("cash", "demonstration"), ("what_if", "iom"), ("incentives", "demonstration"),
                         ("zero_nominal_growth", "iom"), ("bank_reconciliation", "demonstration"),
                         ("mandate", "mlf"), ("mandate", "yours")):  # fmt: skip
        go(window, f"{address}/{name}?ledger={ledger}&as_of={TODAY.isoformat()}&language=fr", width=390)
        inputs = window.locator("[data-testid=stMain] [data-testid=stSelectbox] input")
        assert inputs.count() > 1, name
        cut[name, ledger] = inputs.evaluate_all(
            "all => all.filter(one => one.scrollWidth > one.clientWidth + 1).map(one => one.value)"
        )
    assert not {where: found for where, found in cut.items() if found}


def test_a_click_on_a_name_opens_its_statement_in_the_same_window(browser: Browser, address: str) -> None:
    day = TODAY.isoformat()
    page = open_at(browser, f"{address}/arrears_and_votes?ledger=demonstration&as_of={day}&state=XDU", width=1280)
    rows = page.get_by_role("table", name="Each Member's balance").last.get_by_role("row")
    expect(rows.nth(1)).to_have_attribute("aria-current", "true")
    name = rows.nth(3).get_by_role("link")
    told = name.inner_text()
    name.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/my_state?**")
    settled(page)
    expect(page.get_by_role("heading", level=1)).to_contain_text(told)
    assert re.search(rf"ledger=demonstration.*as_of={day}|as_of={day}.*ledger=demonstration", page.url)
    page.go_back()
    settled(page)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Arrears and votes")


@pytest.mark.parametrize(("width", "shown"), [(1280, (10, 8)), (390, (5, 5))])
def test_five_cards_come_first_on_a_telephone(
    browser: Browser, address: str, width: int, shown: tuple[int, int]
) -> None:
    day = TODAY.isoformat()
    page = open_at(browser, f"{address}/operational_funding?ledger=demonstration&as_of={day}", width=width)
    long, short = (page.locator(f".st-key-folded_{chart} details") for chart in ("core", "by_area"))
    for part in (long, short):
        part.locator("summary").first.click()
    rows = [part.locator(".rows tbody tr:visible") for part in (long, short)]
    for found, number in zip(rows, shown, strict=True):
        expect(found).to_have_count(number)
    asks = short.get_by_text("Show all 8 rows")
    if width == 1280:
        expect(asks).to_be_hidden()  # all eight are there
    else:
        asks.click()
        expect(rows[1]).to_have_count(8)
    page.close()
