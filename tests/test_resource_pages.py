"""The pages on staffing, funding and the mandate: figures equal the answers, links choose, gaps are said in words."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from html import escape
from pathlib import Path

import pytest

from governance.charts import curves, stacked, theme
from governance.ledger import Ledger
from governance.names import name_of
from governance.revenue_kinds import EARMARKED, UNEARMARKED
from governance.settings import LEDGERS, target
from governance.ui.resources import contributions
from tests.ledgers import hand_in
from tests.shipped import TODAY, as_read, charts_on, figure, open_page, shipped_books, table_on, unfolded, words_on

pytestmark = pytest.mark.usefixtures("shipped")


def headings(app: object) -> list[str]:
    return [as_read(header.value) for header in app.header]  # type: ignore[attr-defined]


def test_published_staff_are_dots_with_their_words_and_no_breakdown_is_made_up() -> None:
    app = open_page("staffing_and_offices", ledger="iom")
    text = words_on(app)
    assert "about 19,000" in text
    assert "No staff by country, office and category are published, so none are shown here." in text
    cards = {metric.label.rpartition(", ")[0]: as_read(metric.value) for metric in app.metric}
    assert cards["Share at headquarters"] == "about 9 %"
    assert cards["Staff for each CHF million"] == "about 87"
    assert all(metric.label[-4:].isdecimal() for metric in app.metric), "each card names its year"
    stated = table_on(unfolded(app), "quote")
    assert {re.sub(r" ?[\d,.]+$", "", figure) for figure in stated["figure"]} == {"more than", "about", "over", ""}
    assert set(stated["indicator"]) == {"All staff", "Staff at headquarters", "Operational staff"}
    assert not app.error


def test_staff_by_country_office_and_category_are_chosen_in_the_link() -> None:
    for by in ("country", "office", "category"):
        app = open_page("staffing_and_offices", ledger="demonstration", staff_by=by, print="1")
        assert f"Staff by {by} on 31 October 2026" in words_on(app)
        told = shipped_books("demonstration").ask(f"staff_by_{by}", TODAY)
        shown = table_on(app, "share_pct", "offices_counted", by)
        assert [figure(value) for value in shown["headcount"]] == told.column("headcount")
    assert "nosuch" in words_on(open_page("staffing_and_offices", ledger="demonstration", staff_by="nosuch"))


def test_changes_between_two_counts_follow_the_link() -> None:
    app = open_page("staffing_and_offices", ledger="demonstration", staff_since="2020-12-31")
    found = shipped_books("demonstration").ask("staffing_changes", TODAY, since="2020-12-31").column("office_change")
    assert f"{found.count('opened')} offices opened, {found.count('closed')} closed" in words_on(app)
    assert found.count("opened") > 0


def test_the_state_in_view_has_its_offices() -> None:
    app = open_page("staffing_and_offices", ledger="demonstration", state="XAA")
    assert "Offices open in Addavine" in headings(app)


def test_the_core_beside_voluntary_money_in_words() -> None:
    app = open_page("operational_funding", ledger="iom")
    row = shipped_books("iom").ask("core_and_voluntary", TODAY).dicts()[-1]
    share = f"{Decimal(str(row['core_share_pct'])).quantize(Decimal('0.1'))} %"
    assert f"the assessed core is **{share}** of both" in words_on(app)
    assert "1.345 CHF for one USD" in words_on(app), "a share across currencies shows the rate and its year"
    assert "Of the first, the United States of America bears 26.3 %" in words_on(app)
    assert "25 totals differ from their single contributions" in headings(app)


def test_the_state_and_an_organization_are_looked_at_by_the_link() -> None:
    app = open_page("operational_funding", ledger="iom", state="CHE", contributor="European Union")
    titles = headings(app)
    assert any(title.startswith("Switzerland: USD ") for title in titles)
    assert any(title.startswith("European Union: USD ") for title in titles)
    wrong = open_page("operational_funding", ledger="iom", contributor="Nobody")
    assert "Nobody" in words_on(wrong)


def test_an_organization_is_named_in_the_language_of_the_page() -> None:
    app = open_page("operational_funding", ledger="iom", contributor="European Union", language="fr")
    titles = headings(app)
    assert any(title.startswith("Union européenne\u202f: ") for title in titles), titles
    assert not any("European Union" in title for title in titles)
    assert "Banque mondiale" in app.selectbox(key="choose_contributor").options
    assert app.selectbox(key="choose_contributor").value == "European Union", "the link is the same in each language"


def test_a_name_that_nobody_here_knows_is_not_said_to_be_in_the_language_of_the_page() -> None:
    books = shipped_books("iom")
    names = [str(party) for party in books.ask("observers", date(1995, 6, 30)).column("observer")]
    unknown = next(name for name in sorted(names) if name_of(name) is name)
    app = unfolded(open_page("members_and_observers", ledger="iom", language="es", as_of="1995-06-30"))
    tables = "".join(str(element.proto.body) for element in app.get("html"))
    assert f'<span lang="">{escape(unknown)}</span>' in tables
    assert '<span lang="">Soberana' not in tables


def test_another_ledger_forgets_the_contributor() -> None:
    app = open_page("operational_funding", ledger="iom", contributor="European Union", accounts_year="2013")
    app.selectbox(key="choose_ledger").select("demonstration").run()
    assert not app.error, words_on(app)
    assert app.selectbox(key="choose_contributor").value is None
    assert app.selectbox(key="choose_accounts_year").value == "2025"


def test_funds_and_areas_are_charted_where_they_are_held_and_named_where_not() -> None:
    demonstration = open_page("operational_funding", ledger="demonstration")
    held = [row for row in shipped_books("demonstration").ask("funds", TODAY).dicts() if row["year"] == 2025]
    most = max(held, key=lambda row: row.amount("closing_balance"))
    assert any(
        title.startswith(f"{most['fund']} held the most at the end of 2025: ") for title in headings(demonstration)
    )
    areas = shipped_books("demonstration").ask("service_area_funding", TODAY, year=2025, currency="CHF").dicts()
    most = max((row for row in areas if row["service_area"]), key=lambda row: row.amount("share_pct"))
    assert f"{most['service_area']} was given the most for 2025: {most['share_pct']:.1f} %" in headings(demonstration)
    published = words_on(open_page("operational_funding", ledger="iom"))
    assert "No movements of funds are held here" in published
    assert "do not name service areas" in published


def test_the_mandate_has_its_counts_and_says_whose_words_they_are() -> None:
    app = open_page("mandate", ledger="iom")
    assert {"7 service areas", "4 main areas of work", "9 activities that cut across them"} <= set(headings(app))
    text = words_on(app)
    assert "9 objectives of 1995" in text
    assert "8 objectives of 2004" in text
    assert "para 12" in text
    assert "in our own words" in text
    assert "IDPS (internally displaced persons)" in text
    assert "made up" in words_on(open_page("mandate", ledger="demonstration"))
    assert "No mandate is held here" in words_on(open_page("mandate", ledger="yours"))


def test_a_fund_that_opens_with_something_else_is_told_on_the_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    fund_movements: year | fund | opening | income | spent | currency
    2020 | Reserve | 100.00 | 50.00 | 30.00 | CHF
    2021 | Reserve | 125.00 | 10.00 | 45.00 | CHF
    2022 | Reserve | 80.00 | 0.00 | 0.00 | CHF
    """
    doc = test_a_fund_that_opens_with_something_else_is_told_on_the_page.__doc__ or ""
    monkeypatch.setenv("GOVERNANCE_HOME", str(tmp_path))
    for entry in LEDGERS:
        ledger = Ledger.create(target(entry), rulebook="iom", title="Test", who="test")
        hand_in(ledger, doc)
    told = words_on(open_page("operational_funding", ledger="yours"))
    assert "Reserve opened 2021 with CHF 5.00 more than it had closed with." in told
    assert "Reserve opened 2022 with CHF 10.00 less than it had closed with." in told
    assert "There is no year for which assessed and voluntary contributions stand in one currency." in told


def test_the_curve_of_the_largest_is_at_a_places_share_above_that_place() -> None:
    layers = curves([], axis="Share", x="place", parts={"share": "Share"}, share=True).spec["layer"]
    assert isinstance(layers, list)
    drawn = [layer["mark"] for layer in layers if layer["mark"]["type"] in ("line", "area")]
    assert len(drawn) == 2
    assert all(mark.get("interpolate", "linear") in ("linear", "step-after") for mark in drawn)


@pytest.mark.parametrize("page", ["staffing_and_offices", "operational_funding"])
def test_figures_of_the_year_in_view_say_from_when_they_appear(page: str) -> None:
    later = words_on(open_page(page, ledger="iom", as_of="2003-06-30"))
    assert "Figures of the year 2003 appear from" in later
    before = open_page(page, ledger="iom", as_of="1951-02-01")
    assert not before.exception
    assert "Figures are held for " in words_on(before)


def test_money_has_the_same_colour_on_every_chart() -> None:
    for kind, colour in ((EARMARKED, theme.EARMARKED), (UNEARMARKED, theme.FREE)):
        assert contributions.colour(("government", kind)) == colour
    found = [
        contributions.colour((kind, what))
        for kind in ("government", "organization")
        for what in (UNEARMARKED, EARMARKED)
    ]
    assert len({*found, theme.ASSESSED, theme.VERMILION}) == 6, "and no two kinds share one"


def test_a_legend_of_many_lines_takes_no_room_from_what_is_drawn() -> None:
    few, many = (stacked([], axis="CHF", parts=dict(zip(words, words, strict=True))).spec["height"]
                 for words in (("a", "b"), LONG_WORDS))  # fmt: skip
    assert int(str(many)) > int(str(few))


LONG_WORDS = tuple(f"Organizations of a kind: number {n}" for n in range(5))


def test_a_figure_that_its_document_dates_loosely_says_so() -> None:
    """7,800 staff of 2014 stand in a sentence on the budget for 2012."""
    app = open_page("staffing_and_offices", ledger="iom", as_of="2014-12-31")
    assert "for 2014 (dated loosely: it stands in a sentence on the programme budget for 2012" in words_on(app)
    told = [row["about"] for table in charts_on(app) for row in table.to_pylist() if row.get("quote")]
    assert any("dated loosely" in about for about in told)
    assert any("dated loosely" not in about for about in told)
    assert any("dated loosely" in metric.help for metric in app.metric)


def test_words_that_round_an_amount_stand_beside_what_the_share_makes() -> None:
    """“Almost 10 million” is 26.3 % of 36.6 million: 9.63 million."""
    text = words_on(open_page("operational_funding", ledger="iom"))
    assert "26.3 % of CHF 36.6 million is **CHF 9.63 million**" in text
    assert "almost 10 million Swiss francs" in text
