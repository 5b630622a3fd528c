"""The four figures of the first screen: what is assessed, collected, owed, and whose vote that costs; or what is known
in their place."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from itertools import islice

import streamlit as st

from governance.questions.rows import Row
from governance.ui.parts import collected, explained, votes
from governance.ui.parts.numbers import as_shown, day_short, in_millions, millions, number, of_a_whole, percent
from governance.ui.parts.words import bare, count, say
from governance.ui.shell.here import Here

_MOST = 4
_LARGEST = 10
Figure = tuple[str, str, str | None]
"""A label, a figure, and what it is compared with."""


def year_before(day: date) -> date:
    """The same day one year earlier; 28 February for 29 February."""
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=28)


def identity(where: Here, on: date | None = None) -> Row | None:
    """All Members' accounts together."""
    return where.ask("identity", on, currency=where.currency).first()


def _assessed_years(where: Here) -> list[Row]:
    """What was assessed in each year, whether or not it stands in an opening balance of a later day by now."""
    return [row for row in where.ask("assessed_by_year", currency=where.currency).dicts() if row["assessed"]]


def last_assessed(where: Here) -> Row | None:
    """The last year with assessments."""
    return next(reversed(_assessed_years(where)), None)


def change_pct(where: Here) -> Decimal | None:
    """The change of what is assessed on the year before, in per cent as it is written; None without that year."""
    years = _assessed_years(where)[-2:]
    if len(years) < 2 or years[0].whole("year") != years[1].whole("year") - 1:
        return None
    before, last = (row.amount("assessed") for row in years)
    return as_shown(100 * (last - before) / before)


def share_of_ten(where: Here) -> Decimal | None:
    """What the ten largest contributors bear of the last year's assessments, in per cent; None of no more than ten."""
    rows = where.ask("largest_contributors", currency=where.currency).dicts()
    if len(rows) <= _LARGEST:
        return None
    whole = sum((row.amount("assessed") for row in rows), Decimal(0))
    smaller = rows[_LARGEST - 1].amount("smaller")
    return 100 * (whole - smaller) / whole  # of the amounts: rounded once, where it is told


def show_figures(where: Here) -> None:
    """At most four figures, each with what it is to be compared with."""
    with st.grid(_MOST, min_column_width=150, gap="small"):
        for label, figure, beside in islice(_known(where), _MOST):
            st.metric(
                label,
                figure,
                beside,
                delta_color="off",
                delta_arrow="off",
                height="stretch",
                help=explained.behind(label),
            )


def _known(where: Here) -> Iterator[Figure]:
    """What is known, the first first: four figures of money and votes where receipts are held, else what is."""
    total = identity(where)
    known = total is not None and total["known"] == "yes"
    asked: tuple[Callable[[Here], Figure | None], ...] = (_assessed, _of_ten, _core, _members)
    if known:
        asked = (_assessed, _collected, _arrears, _without_vote, _due, _disputed, _credits, _members)
    for figure in (ask(where) for ask in asked):
        if figure is not None:
            yield figure


def _assessed(where: Here) -> Figure | None:
    last = last_assessed(where)
    if last is None:
        return None
    change = change_pct(where)
    beside = None
    if change is not None:
        beside = (
            say("{change} on {year}", change=percent(change, signed=True), year=last.whole("year") - 1)
            if change
            else say("as in {year}", year=last.whole("year") - 1)
        )
    label = in_millions(say("Assessed for {year}", year=last["year"]), last.text("currency"))
    return label, millions(last["assessed"]), beside


def _collected(where: Here) -> Figure | None:
    stands = collected.collected(where)
    if stands is None:
        return None
    usual = None if stands.usual is None else say("usual by this day: {share}", share=of_a_whole(stands.usual))
    return say("Collected of {year}", year=where.as_of.year), of_a_whole(stands.now), usual


def _arrears(where: Here) -> Figure | None:
    total = identity(where)
    if total is None:
        return None
    before = identity(where, year_before(where.as_of))
    beside = count("{number} State owes it", "{number} States owe it", total.whole("owing"))
    if before is not None and before["known"] == "yes" and not where.foreseen:
        changed = millions(total.amount("arrears") - before.amount("arrears"), signed=True)
        beside = say("{change} since {day}", change=changed, day=day_short(year_before(where.as_of)))
    return in_millions(say("Arrears"), total.text("currency")), millions(total["arrears"]), beside


def _without_vote(where: Here) -> Figure | None:
    """Members without a vote or about to lose it; not known where that of one Member is not."""
    if votes.not_told(where) or not where.sees_all:
        return None
    label = say("Votes lost or about to be")
    if unknown := votes.unknown(where):
        return label, say("not known"), count("of {number} Member", "of {number} Members", unknown)
    found = votes.by_nearness(where)
    lost, near = found["lost"], found["about_to_be_lost"]
    return label, number(lost + near), say("{lost} lost, {near} about to be", lost=number(lost), near=number(near))


def _due(where: Here) -> Figure | None:
    total = identity(where)
    if total is None:
        return None
    label = in_millions(say("Due of {year}", year=where.as_of.year), total.text("currency"))
    return label, millions(total["current_year"]), None


def _disputed(where: Here) -> Figure | None:
    total = identity(where)
    if total is None or not total["disputed"]:
        return None
    outside = where.books.rulebook.receipts.disputed == "outside"
    beside = say("not counted in arrears") if outside else say("counted in arrears")
    return in_millions(say("Disputed"), total.text("currency")), millions(total["disputed"]), beside


def _credits(where: Here) -> Figure | None:
    total = identity(where)
    if total is None or not total["credit"]:
        return None
    return in_millions(say("Paid in advance"), total.text("currency")), millions(total["credit"]), None


def _of_ten(where: Here) -> Figure | None:
    share, last = share_of_ten(where), last_assessed(where)
    if share is None or last is None:
        return None
    return say("Ten Members bear, {year}", year=last["year"]), percent(share), None


def _core(where: Here) -> Figure | None:
    """The share of assessed money in all that is given, for the last year of which it is known, which it wears."""
    rows = [row for row in where.ask("core_and_voluntary").dicts() if row.known("core_share_pct")]
    if not rows:
        return None
    return (
        say("Assessed share of all contributions, {year}", year=rows[-1]["year"]),
        percent(rows[-1]["core_share_pct"]),
        None,
    )


def _members(where: Here) -> Figure | None:
    if not where.membership_held:
        return None
    (counts,) = where.ask("member_counts").dicts()
    observers = count("{number} observer State", "{number} observer States", counts.whole("observers"))
    return bare(say("Members")), number(counts["members"]), observers
