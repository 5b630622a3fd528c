"""Each Member's vote is as near to being lost, with the same to pay by the same day, wherever that is told."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from datetime import date, timedelta

import pytest

from governance.headings import choice
from governance.money import rounded_up
from governance.names import printed, short
from governance.papers.paper import Table
from governance.papers.status_report import status_report
from governance.questions.rows import Row
from governance.rules.vote.nearness import LOST_OR_AT_RISK, nearness
from governance.ui.parts.numbers import day_short
from governance.wording import in_words, to_pay
from tests.shipped import TODAY, as_read, charts_on, open_page, shipped_books, table_on, words_on
from tests.test_pages import shell

pytestmark = pytest.mark.usefixtures("shipped")

ON = date(2026, 3, 15)
DAYS = (TODAY, date(2026, 11, 24), date(2027, 3, 1), date(2013, 6, 1))
"""One on which a decision is about to end, the day of a session that was informed, one to come, and one under the
earlier text."""


def votes(on: date) -> dict[str, Row]:
    """The one answer: each Member's row of the question."""
    return {row.text("state"): row for row in shipped_books("demonstration").ask("voting", on).dicts()}


def named(rows: Mapping[str, Row]) -> dict[str, Row]:
    return {printed(state): row for state, row in rows.items()}


def paid(row: Row) -> str:
    """What is to be paid for the vote as a cell of a list shows it."""
    amount = row.amount_or_none("least_payment_for_vote")
    return f"{rounded_up(amount):,}" if amount else "–"


@pytest.mark.parametrize(
    ("status", "known", "word"),
    [
        ("no_vote", {"lost": ON}, "lost"),
        ("suspended", {"lost": ON - timedelta(9)}, "lost"),
        ("informed", {"lost": ON + timedelta(300)}, "about_to_be_lost"),
        ("informed", {"waits": True}, "about_to_be_lost"),
        ("in_arrears", {"lost": ON + timedelta(1), "reached": ON + timedelta(1)}, "about_to_be_lost"),
        ("maintained", {"lost": ON + timedelta(1), "ends": ON}, "about_to_be_lost"),
        ("maintained", {}, "kept"),
        ("maintained", {"ends": ON}, "at_risk"),
        ("reaches_threshold", {"reached": ON}, "at_risk"),
        ("reaches_threshold", {"lost": ON + timedelta(1)}, "about_to_be_lost"),
        ("may_be_suspended", {"reached": ON}, "at_risk"),
        ("in_arrears", {"reached": ON + timedelta(59)}, "at_risk"),
        ("in_arrears", {"reached": ON + timedelta(60)}, "at_risk"),
        ("in_arrears", {"reached": ON + timedelta(61)}, "none"),
        ("in_good_standing", {}, "none"),
        ("informed", {"reached": ON}, "none"),
    ],
)
def test_each_vote_has_one_word(status: str, known: dict[str, object], word: str) -> None:
    asked: dict[str, object] = {"lost": None, "waits": False, "ends": None, "reached": None}
    assert nearness(status, ON, **{**asked, **known}) == word  # type: ignore[arg-type]


def test_the_demonstration_has_every_word_and_asks_what_each_means() -> None:
    rows = [row for on in DAYS for row in votes(on).values()]
    assert {row["nearness"] for row in rows} == {*LOST_OR_AT_RISK, "kept", "none"}
    for on in DAYS:
        for row in votes(on).values():
            least, pay_by, near = row["least_payment_for_vote"], row["pay_by"], row["nearness"]
            assert bool(least) == (pay_by is not None)
            assert bool(least) == (near in LOST_OR_AT_RISK) or near == "none"
            assert near != "lost" or pay_by == on
            assert near != "about_to_be_lost" or pay_by == row["no_vote_from"] - timedelta(1)
            if near == "none" and least:
                assert pay_by == date(on.year, 12, 31)
                assert least == row["least_payment_by_31_december"]


@pytest.mark.parametrize("on", DAYS, ids=str)
def test_today_lists_them_with_what_to_pay_and_counts_them_so(on: date) -> None:
    rows = votes(on)
    found = Counter(row["nearness"] for row in rows.values())
    page = open_page(ledger="demonstration", as_of=on.isoformat())
    listed = next(body for html in page.get("html") if 'class="votes"' in (body := str(getattr(html, "value", ""))))
    lines = [re.findall(r"<td[^>]*>(?:<a[^>]*>)?(.*?)<", line) for line in re.findall(r"<tr.*?</tr>", listed)[1:]]
    told = named(rows)
    order = [*LOST_OR_AT_RISK, "kept"]
    places = [order.index(told[name]["nearness"]) for name, *_ in lines]
    assert places == sorted(places)
    assert len(lines) == min(sum(found[word] for word in order), len(lines)) >= 1
    for name, _, pay, by in lines:
        row = told[name]
        ahead = row["pay_by"] and row["pay_by"] > on
        assert as_read(pay) == paid(row), name
        assert as_read(by) == (day_short(row["pay_by"]) if ahead else by if row["pay_by"] else "–")
    heads = [as_read(getattr(head, "value", "")) for head in page.header]
    title = next(head for head in heads if "Member" in head and "vote" in head)
    counts = [found["lost"] + found["about_to_be_lost"], found["at_risk"], found["kept"]]
    assert [int(number) for number in re.findall(r"\d+", title)] == [number for number in counts if number]
    (metric,) = (one for one in page.metric if one.label == "Votes lost or about to be")
    assert (metric.value, metric.delta) == (
        str(counts[0]), f"{found['lost']} lost, {found['about_to_be_lost']} about to be"
    )  # fmt: skip


@pytest.mark.parametrize("on", DAYS, ids=str)
def test_the_page_of_votes_and_that_of_bodies_say_the_same_of_each(on: date) -> None:
    rows = votes(on)
    told, found = named(rows), Counter(row["nearness"] for row in rows.values())
    page = open_page("arrears_and_voting", ledger="demonstration", as_of=on.isoformat())
    for _, line in table_on(page, "nearness", "least_payment_for_vote").iterrows():
        row = told[line["state"]]
        assert line["nearness"] == choice("nearness", row["nearness"])
        assert as_read(line["least_payment_for_vote"]) == paid(row).replace("–", "0")
        assert line["pay_by"] == (day_short(row["pay_by"]) if row["pay_by"] else "–")
    kinds = {"lost": "no vote"}
    for chart in charts_on(page):
        if {"name", "part", "ratio"} <= {*chart.column_names}:
            drawn = dict(zip(chart["name"].to_pylist(), chart["part"].to_pylist(), strict=True))
            assert drawn == {
                short(state): kinds.get(row["nearness"], choice("nearness", row["nearness"]))
                for state, row in rows.items()
                if (row["ratio"] or 0) > 0
            }
    words = words_on(page)
    for number, said in (
        (found["lost"], r"\*\*(\d+) Members?\*\* ha(?:s|ve) no vote"),
        (found["about_to_be_lost"], r"\*\*(\d+)\*\* (?:is|are) about to lose it"),
        (found["kept"], r"\*\*(\d+)\*\* keeps? (?:its|their) votes? by"),
    ):
        assert re.findall(said, words) == ([str(number)] if number else [])
    near = re.findall(r"\*\*(\d+)\*\* (?:has|have) reached the threshold|\*\*(\d+)\*\* reach(?:es)? it within", words)
    assert sum(int(one or other) for one, other in near) == found["at_risk"]
    bodies = open_page("governing_bodies", ledger="demonstration", as_of=on.isoformat())
    for _, line in table_on(bodies, "state", "least_payment_for_vote").iterrows():
        row = told[line["state"]]
        assert as_read(line["least_payment_for_vote"]) == paid(row).replace("–", "0")
        assert line["pay_by"] == (day_short(row["pay_by"]) if row["pay_by"] else "–")


@pytest.mark.parametrize("on", DAYS, ids=str)
def test_the_page_of_a_state_asks_for_the_same(on: date) -> None:
    """One State for each word."""
    asked = {row["nearness"]: (state, row) for state, row in votes(on).items()}
    for near, (state, row) in asked.items():
        page = open_page("statement", ledger="demonstration", as_of=on.isoformat(), state=state)
        words = next(as_read(one.value) for one in page.markdown if str(one.value)[0] in "○△▲◆◇■")
        if near == "kept":
            assert "nothing need be paid for it" in words
        elif row["least_payment_for_vote"]:
            now = near == "lost" or (near == "at_risk" and row["reaches_threshold_on"] <= on)
            assert f"**{as_read(to_pay(row['least_payment_for_vote'], row['currency']))}**" in words
            assert f"{'on' if now else 'by'} **{in_words(row['pay_by'])}**" in words
        else:
            assert "CHF" not in words, near


@pytest.mark.parametrize("on", DAYS, ids=str)
def test_papers_the_days_ahead_and_what_needs_attention_say_the_same(on: date) -> None:
    books, rows = shipped_books("demonstration"), votes(on)
    sections = {section.title: section.parts for section in status_report(books, on).sections}
    for title, listed, least in (
        ("Votes lost or at risk, and the least to pay", True, 5), ("Status of the other Members under the rule", False, 5)
    ):  # fmt: skip
        tables = [part for part in sections.get(title, ()) if isinstance(part, Table)]
        written = {str(line[0]): (line[least], line[least + 1]) for table in tables for line in table.rows}
        assert written == {
            name: (rounded_up(row["least_payment_for_vote"]), row["pay_by"])
            for name, row in named(rows).items()
            if (row["nearness"] in LOST_OR_AT_RISK) == listed
        }
    ahead = {
        (row.text("state"), row.day("day"), found[0])
        for row in books.ask("calendar", on).dicts()
        if row["occasion"] == "pay_by" and (found := re.findall(r"CHF \d+(?:,\d{3})*", as_read(row["words"])))
    }
    matters = {row["state"]: as_read(row["words"]) for row in books.ask("attention", on).dicts() if row["state"]}
    for line in books.ask("least_payment", on).dicts():
        row, state = rows[line.text("state")], line.text("state")
        amount = as_read(to_pay(row["least_payment_for_vote"], row["currency"]))
        words = as_read(line["words"])
        if row["nearness"] == "kept":
            assert "nothing need be paid for it" in words
        assert (not row["least_payment_for_vote"]) or amount in words
        if row["pay_by"] and row["pay_by"] > on:
            assert in_words(row["pay_by"]) in words
            assert (state, row["pay_by"], amount) in ahead
            comes = row["no_vote_from"] if row["nearness"] == "about_to_be_lost" else row["reaches_threshold_on"]
            if row["nearness"] in LOST_OR_AT_RISK and comes <= on + timedelta(60):
                assert amount in matters[state]
                assert in_words(row["pay_by"]) in matters[state]


@pytest.mark.parametrize("on", DAYS, ids=str)
def test_who_owes_adds_up_to_the_members_that_are_compared_and_those_that_are_none(on: date) -> None:
    """Otteravia left with a debt: it is counted among the States that owe, and has no vote to lose."""
    members = sum((row["arrears"] or 0) > 0 for row in votes(on).values())
    words = words_on(open_page("arrears_and_voting", ledger="demonstration", as_of=on.isoformat()))
    (owing,) = re.findall(r"\*\*(\d+) States?\*\* (?:have|has|will)", words)
    others = sum(int(number) for number in re.findall(r"Of these, \*\*(\d+)\*\* (?:is|are) not", words))
    assert int(owing) - others == members
    assert others == 1
    for number in re.findall(r"Members? of (\d+) with arrears", words):
        assert int(number) == members
    today = words_on(open_page(ledger="demonstration", as_of=on.isoformat()))
    assert f"Of these, **{others}** is not a Member." in today


def test_the_shell_and_an_export_have_the_columns() -> None:
    told = {str(row["state"]): row for row in shell("demonstration", "voting", "--as-of", TODAY.isoformat())}
    for state, row in votes(TODAY).items():
        assert told[state]["nearness"] == row["nearness"]
        assert told[state]["pay_by"] == (row["pay_by"].isoformat() if row["pay_by"] else None)


@pytest.mark.parametrize("ledger", ["iom", "yours"])
def test_where_votes_are_not_known_no_word_and_no_amount_stands(ledger: str) -> None:
    for row in shipped_books(ledger).ask("voting", TODAY).dicts():
        assert row["nearness"] is None
        assert row["least_payment_for_vote"] is None
