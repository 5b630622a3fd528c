"""The pages on Members, observers and governing bodies: every view on every ledger, the slider, the links."""

from __future__ import annotations

from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest

from governance.names import printed
from governance.settings import LEDGERS
from governance.sources import title_and_publisher, title_of
from tests.shipped import TODAY, as_read, open_page, shipped_books, table_on, tables_on, words_on

pytestmark = pytest.mark.usefixtures("shipped")

VIEWS = ("growth", "date", "changes", "states", "tools")
PAGE = "members_and_observers"


@pytest.mark.parametrize("ledger", [entry.key for entry in LEDGERS])
@pytest.mark.parametrize("view", VIEWS)
def test_every_view_opens_on_every_ledger(view: str, ledger: str) -> None:
    app = open_page(PAGE, ledger=ledger, view=view)
    assert not app.exception
    assert not app.error, words_on(app)
    if ledger == "yours":
        assert "No membership is held here" in words_on(app)


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("day", ["1951-01-01", "1951-12-05", "1989-11-13", "2100-12-31"])
def test_no_date_breaks_a_view(view: str, day: str) -> None:
    for ledger, state in (("iom", "AUS"), ("demonstration", "XBR")):
        app = open_page(PAGE, ledger=ledger, view=view, as_of=day, state=state)
        assert not app.exception
        assert not app.error, words_on(app)


@pytest.mark.parametrize("day", ["1951-01-01", "1989-11-13", "1989-11-14", "2013-11-20", "2013-11-21", "2100-12-31"])
@pytest.mark.parametrize("body", ["Council", "Executive Committee", "Standing Committee on Programmes and Finance"])
def test_no_date_breaks_a_body(body: str, day: str) -> None:
    for ledger in ("iom", "demonstration", "yours"):
        app = open_page("governing_bodies", ledger=ledger, body=body, as_of=day)
        assert not app.exception
        assert not app.error, words_on(app)


def test_a_day_to_come_says_so() -> None:
    assert "still to come" in words_on(open_page(PAGE, ledger="iom", as_of="2100-12-31"))
    come = words_on(open_page(PAGE, ledger="iom", as_of="2025-06-30"))
    assert "still to come" not in come, "published figures end in 2024, and this day has come all the same"


def test_before_the_founding_there_are_no_members() -> None:
    text = words_on(open_page(PAGE, ledger="iom", as_of="1951-01-01"))
    assert "founded on 5 December 1951: before that day it had no Members" in text
    assert "17" not in text.split("Line: counted")[0]
    assert "**between 0 and 17 Members**" in words_on(open_page(PAGE, ledger="iom", as_of="1951-12-05"))


def test_the_numbers_after_the_last_document_are_said_to_be_carried_on() -> None:
    text = words_on(open_page(PAGE, ledger="iom"))
    assert "The last document that counts the Members is of 2023: since then the numbers are carried on." in text
    assert "carried on" not in words_on(open_page(PAGE, ledger="iom", as_of="2016-06-30"))


def test_numbers_that_may_agree_are_not_counted_as_agreeing() -> None:
    app = open_page(PAGE, ledger="iom", view="growth")
    found = shipped_books("iom").ask("member_counts_stated", TODAY).column("finding")
    agree, may, apart = (found.count(key) for key in ("agrees", "inside", "outside"))
    assert f"{agree} agree, {may} may agree, {apart} do not" in words_on(app)
    shown = table_on(app, "because")
    assert any("Factbook 1994 prints 40 observers" in words for words in shown["because"])


def test_the_page_opens_with_the_observers_and_each_leads_to_what_if() -> None:
    app = open_page(PAGE, ledger="iom", as_of="2024-12-31")
    assert "8 States observe, for 1 to 33 years" in words_on(app)
    shown = table_on(app, "observer", "held_since", "document", "full_year")
    row = shown.set_index("observer").loc["Kuwait"]
    assert (row["held_since"], row["years"]) == ("28 Nov 2017", "7")
    assert "108th Session of the Council" in row["document"]
    links = [urlsplit(link) for link in shown.attrs["links"]]
    (way,) = (link for link in links if link.path == "what_if" and "KWT" in link.query)
    asked = {name: value for name, (value,) in parse_qs(way.query).items()}
    assert asked["as_of"] == "2024-12-31"
    there = open_page("what_if", **asked)
    assert not there.error, words_on(there)
    told = words_on(there)
    assert "What follows if Kuwait joins" in told
    assert (
        "With all 176 Members present, 176 of them counted as having a vote, 89 votes carry a decision (88 now)" in told
    )
    first = next(line for line in told.splitlines() if "first contributes" in line)
    assert row["full_year"] in first, "the amount is the one that the observer's row had"
    assert "With Kuwait (CHF)" in next(frame for frame in tables_on(there) if "State" in frame)


def test_who_became_a_member_is_told_with_how_long_it_took() -> None:
    app = open_page(PAGE, ledger="demonstration")
    shown = table_on(app, "state", "last_day", "years").set_index("state")
    assert tuple(shown.loc["Rimbolane", ["first_day", "last_day", "years"]]) == ("1975", "22 Nov 1993", "17 to 18")
    assert "9 observers became Members, in the middle after 7 years" in words_on(app)
    assert "3 observer organizations" in words_on(app)
    early = words_on(open_page(PAGE, ledger="demonstration", as_of="1974-06-30"))
    assert "No State observes on 30 June 1974" in early
    assert "No observer has become a Member by this date" in early


def test_who_sits_now_is_a_list_and_all_terms_are_folded() -> None:
    app = open_page("governing_bodies", ledger="demonstration")
    shown = table_on(app, "state", "role", "first_day", "term_ends")
    running = [row for row in shipped_books("demonstration").ask("seats", TODAY, body="Council").dicts()
               if row["running"] == "yes"]  # fmt: skip
    assert set(shown["state"]) == {printed(row.text("state")) for row in running}
    assert any(str(one.label) == "All terms on record" and not one.proto.expanded for one in app.expander)


def test_organizations_that_are_not_listed_are_not_known_here() -> None:
    text = words_on(open_page(PAGE, ledger="iom"))
    assert "Observer organizations: not known here" in text
    assert "The last number that a document states: more than 50, June 2003." in text


def test_regions_with_as_many_members_are_named_together() -> None:
    books = shipped_books("demonstration")
    rows = books.ask("by_region", TODAY).dicts()
    first = [str(row["region"]) for row in rows if row["members"] == rows[0]["members"]]
    assert len(first) > 1, "the demonstration has a tie"
    text = words_on(open_page(PAGE, ledger="demonstration", view="date"))
    assert f"{' and '.join(first)} have the most Members" in text


def test_a_number_of_members_that_is_not_known_is_a_range_for_the_bodies_too() -> None:
    council = words_on(open_page("governing_bodies", ledger="iom", as_of="2012-06-30"))
    assert "The true number of Members on this day is between 146 and 148" in council
    executive = open_page("governing_bodies", ledger="iom", as_of="2012-06-30", body="Executive Committee")
    assert "at most 48 to 49, since the seats must not exceed one in 3 of 146 to 148 Members" in words_on(executive)


def test_the_contribution_of_a_new_member_names_the_year_of_its_budget() -> None:
    app = open_page(PAGE, ledger="iom", view="tools", joiner="KWT")
    assert {metric.delta for metric in app.metric} == {"by the budget of 2022"}
    assert "Later years were assessed in another currency: USD" in words_on(app)


def test_the_slider_moves_the_one_date_that_all_pages_share() -> None:
    app = open_page(PAGE, ledger="iom", view="date", as_of="1994-11-10")
    assert app.slider(key="slide_as_of").value == date(1994, 11, 10)
    assert "**between 52 and 55 Members** and **between 29 and 31 observer States**" in words_on(app)
    app.slider(key="slide_as_of").set_value(date(2016, 6, 30)).run()
    assert not app.exception
    assert app.date_input(key="choose_as_of").value == date(2016, 6, 30)
    assert "**between 160 and 165 Members**" in words_on(app)
    app.switch_page("pages/committee/overview.py").run()
    assert "30 June 2016" in words_on(app)
    app.date_input(key="choose_as_of").set_value(date(2003, 6, 30)).run()
    app.switch_page(f"pages/committee/{PAGE}.py").run()
    assert app.slider(key="slide_as_of").value == date(2003, 6, 30)


def test_the_map_has_its_disclaimer_and_fictional_states_have_none() -> None:
    assert "do not imply official endorsement" in words_on(open_page(PAGE, ledger="iom", view="date"))
    text = words_on(open_page(PAGE, ledger="demonstration", view="date"))
    assert "Fictional States have no map" in text
    assert "Invented regions" in text


def test_the_list_shows_since_when_no_closer_than_is_known() -> None:
    app = open_page(PAGE, ledger="iom", view="date", print="1")
    shown = table_on(app, "held_since", "state")
    since = dict(zip(shown["state"], shown["held_since"], strict=True))
    assert (since["Sweden"], since["Australia"], since["China"]) == ("1 Jul 1991", "1985", "30 Jun 2016")


def test_a_line_of_life_is_told_of_the_state_in_view() -> None:
    text = words_on(open_page(PAGE, ledger="iom", view="states", state="AUS"))
    assert "Australia has been a Member since 1985" in text
    gone = words_on(open_page(PAGE, ledger="iom", view="states", state="AUS", as_of="1975-06-30"))
    assert "Australia is neither a Member nor an observer on 30 June 1975" in gone


def test_a_list_that_ships_and_states_that_are_picked() -> None:
    app = open_page(PAGE, ledger="iom", view="states")
    assert str(app.selectbox(key="choose_list").value).startswith("Council of Europe")
    assert "Members on the date: 12 of 14" in words_on(app)
    app.multiselect(key="choose_states").set_value(["AUS", "SAU"]).run()
    assert "Members on the date: 1 of 2" in words_on(app)
    assert app.query_params["states"] == "AUS,SAU", "what is picked is in the link"
    again = open_page(PAGE, ledger="iom", view="states", states="AUS,SAU")
    assert again.multiselect(key="choose_states").value == ["AUS", "SAU"]


def test_the_tools_say_what_follows() -> None:
    app = open_page(PAGE, ledger="iom", view="tools", leaver="FRA", notice="2024-09-01")
    text = words_on(app)
    assert "too late for that year: the State is a Member until 31 December 2025" in text
    assert "Arrears of earlier years, which are not known here." in text
    assert "what has been paid of it is not known here. Assessed: USD" in text
    app = open_page(PAGE, ledger="demonstration", view="tools", joiner="XAA", accession="2026-07-01")
    assert {metric.label for metric in app.metric} == {"First contribution", "A whole year"}
    assert "Its vote can first be tested in 2028" in words_on(app)


def test_an_impossible_day_is_refused_beside_the_tool_and_the_page_stays() -> None:
    app = open_page(PAGE, ledger="iom", view="tools", leaver="CHN", notice="2016-06-29")
    assert ["China is not a Member on 29 June 2016" in as_read(warning.value) for warning in app.warning] == [True]
    assert "If a State joins" in words_on(app)
    app = open_page(PAGE, ledger="iom", view="tools", joiner="SAU", accession="2090-01-01")
    assert len(app.warning) == 1
    assert not app.exception


@pytest.mark.parametrize(
    ("page", "link"),
    [
        (PAGE, {"view": "everything"}),
        (PAGE, {"view": "states", "states": "AUS,XQX"}),
        (PAGE, {"view": "states", "list": "Nobody"}),
        (PAGE, {"view": "tools", "notice": "2024-02-30"}),
        (PAGE, {"view": "tools", "notice": "1850-01-01"}),
        (PAGE, {"view": "tools", "accession": "soon"}),
        (PAGE, {"view": "tools", "leaver": "SAU"}),
        ("governing_bodies", {"body": "Senate"}),
        ("governing_bodies", {"session": "999"}),
        ("governing_bodies", {"present": "0"}),
        ("governing_bodies", {"present": "176"}),
        ("governing_bodies", {"present": "many"}),
    ],
)
def test_a_wrong_link_is_refused_in_words(page: str, link: dict[str, str]) -> None:
    app = open_page(page, ledger="iom", **link)
    assert not app.exception
    wrong = list(link.values())[-1].split(",")[-1]
    assert wrong in "\n".join(str(error.value) for error in app.error)


def test_attendance_moves_the_majorities_and_is_in_the_link() -> None:
    app = open_page("governing_bodies", ledger="iom")
    values = {metric.label: metric.value for metric in app.metric}
    assert values == {"Must be present": "88", "Simple majority": "88", "Two thirds": "117", "Block two thirds": "59"}
    app.slider(key="choose_present").set_value(90).run()
    values = {metric.label: metric.value for metric in app.metric}
    assert (values["Simple majority"], values["Two thirds"], values["Block two thirds"]) == ("46", "60", "31")
    assert app.query_params["present"] == "90"
    app.slider(key="choose_present").set_value(87).run()
    assert "no vote is valid" in words_on(app)
    assert not app.metric


def test_a_session_of_the_committee_is_voted_by_those_in_its_seats() -> None:
    app = open_page("governing_bodies", ledger="demonstration", body="Executive Committee", as_of="2012-06-30")
    text = words_on(app)
    assert "12 seats are held" in text
    assert "Who may vote: 12 may, 0 may not" in text
    soon = open_page("governing_bodies", ledger="demonstration", body="Executive Committee", as_of="2013-01-01")
    assert "terms that end within a year: 12" in words_on(soon)
    later = words_on(open_page("governing_bodies", ledger="demonstration", body="Executive Committee"))
    assert "It no longer exists: its last day was 20 November 2013." in later
    assert "none runs on this date" in later


def test_another_ledger_forgets_what_only_the_first_one_has() -> None:
    app = open_page(PAGE, ledger="iom", view="states", states="AUS,SAU")
    app.selectbox(key="choose_ledger").select("demonstration").run()
    assert not app.exception
    assert not app.error, words_on(app)
    app = open_page("governing_bodies", ledger="iom", session="100", present="120")
    app.selectbox(key="choose_ledger").select("demonstration").run()
    assert not app.error, words_on(app)


def test_no_receipts_means_that_nobody_is_said_to_have_lost_the_vote() -> None:
    text = words_on(open_page("governing_bodies", ledger="iom"))
    assert "Who may vote is not known" in text
    assert "175 members may vote is not known" in text


def test_a_document_that_is_not_the_organizations_is_shown_with_who_published_it() -> None:
    assert title_and_publisher("wiki2023").endswith(", section Member states (English Wikipedia)")
    assert title_and_publisher("seed-001") == title_of("seed-001"), "the Organization's own"
    assert title_and_publisher("A/1") == "A/1", "no key of the register"
