"""What the overview says: its sentence, its cards, and what needs attention."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import streamlit as st

from governance.books import Books
from governance.money import share
from governance.questions.rows import Row
from governance.ui.parts import votes
from governance.ui.parts.numbers import day_words, in_millions, millions, money_short, number, percent
from governance.ui.parts.words import count, say
from governance.ui.shell.here import Here
from governance.ui.shell.menu import page_link

_SPARK_YEARS = 15
_RISK_YEARS = 10


def year_before(day: date) -> date:
    """The same day one year earlier; 28 February for 29 February."""
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=28)


def _assessed(where: Here) -> list[Row]:
    """What was assessed in each year, whether or not it stands in an opening balance of a later day by now."""
    return [row for row in where.ask("assessed_by_year", currency=where.currency).dicts() if row["assessed"]]


def sentence(where: Here) -> str:
    """The page's answer in one sentence, saying no more than is known."""
    (counts,) = where.ask("member_counts").dicts()
    assessed = next(reversed(_assessed(where)), None)
    if assessed is None and not where.membership_held:
        return say("Neither membership nor assessments are held here on {day}.", day=day_words(where.as_of))
    if assessed is None:
        return say(
            "On {day} there are **{members} Members** and {observers} observer States; no assessments are held here.",
            day=day_words(where.as_of),
            members=number(counts["members"]),
            observers=number(counts["observers"]),
        )
    amount = money_short(assessed["assessed"], assessed.text("currency"))
    who = (
        count("**{number} Member** was", "**{number} Members** were", counts.whole("members"))
        if where.membership_held
        else count("**{number} State** was", "**{number} States** were", assessed.whole("states"))
    )
    common = {"who": who, "amount": amount, "year": assessed["year"]}
    total = _identity(where)
    if total is None or total["known"] == "no":
        return say(
            "{who} assessed **{amount}** for {year}. What they have paid is not known here.",
            **common,
        )
    if where.foreseen:
        return say(
            "{who} assessed **{amount}** for {year}. If nothing more is paid, **{outstanding}** "
            "will be outstanding on {day}, {arrears} of it for years that will have ended.",
            **_owed(total),
            day=day_words(where.as_of),
            **common,
        )
    return say(
        "{who} assessed **{amount}** for {year}; **{outstanding}** is outstanding, "
        "of which {arrears} in arrears from earlier years.",
        **_owed(total),
        **common,
    )


def _owed(total: Row) -> dict[str, str]:
    return {name: money_short(total[name], total.text("currency")) for name in ("outstanding", "arrears")}


def cards(where: Here) -> None:
    """The key figures, each with its change on the year before and its course."""
    with st.grid(3, min_column_width=220, gap="small"):
        _membership_cards(where)
        _assessed_card(where)
        if where.receipts_known:
            _collected_card(where)
            _outstanding_card(where)
            _votes_card(where)
        else:
            for label in (say("Collected"), say("Outstanding"), say("Votes at risk")):
                st.metric(
                    label, say("not known"), border=True, height="stretch", help=say("No receipts are held here.")
                )


def attention(where: Here) -> None:
    """What needs attention, in words, each with a link to the page that shows it."""
    rows = where.ask("attention").dicts()
    if not rows:
        return
    st.subheader(where.titled(say("What needs attention")), anchor=False)
    for row in rows:
        page_link(row.text("page"), row.text("words"), ":material/arrow_forward:")


def _identity(where: Here, on: date | None = None) -> Row | None:
    return where.ask("identity", on, currency=where.currency).first()


def _membership_cards(where: Here) -> None:
    if not where.membership_held:
        st.metric(
            say("Members"), say("not known"), border=True, height="stretch", help=say("No membership is held here.")
        )
        return
    course = where.ask("membership_by_year").dicts()[-_SPARK_YEARS:]
    (now,) = where.ask("member_counts").dicts()
    (before,) = where.ask("member_counts", year_before(where.as_of)).dicts()
    for name, label in (("members", say("Members")), ("observers", say("Observer States"))):
        st.metric(
            label,
            number(now[name]),
            now.whole(name) - before.whole(name),
            delta_color="off",
            delta_description=say("on the year before"),
            chart_data=[row.whole(name) for row in course] or None,
            border=True,
            height="stretch",
        )


def _assessed_card(where: Here) -> None:
    rows = _assessed(where)
    if not rows:
        st.metric(say("Assessed"), say("not known"), border=True, height="stretch")
        return
    last = rows[-1]
    change: str | int | None = None
    if len(rows) > 1 and rows[-2].whole("year") == last.whole("year") - 1:
        before = rows[-2].amount("assessed")
        grown = 100 * (last.amount("assessed") - before) / before
        change = percent(grown, signed=True) if grown else 0
    st.metric(
        in_millions(say("Assessed for {year}", year=last["year"]), last.text("currency")),
        millions(last["assessed"]),
        change,
        delta_color="off",
        delta_description=None if change is None else say("on the year before"),
        chart_data=[float(row.amount("assessed")) for row in rows[-_SPARK_YEARS:]],
        chart_type="bar",
        border=True,
        height="stretch",
    )


def _collected_card(where: Here) -> None:
    now = _collected(where, where.as_of)
    before = _collected(where, year_before(where.as_of))
    why = say("Receipts applied to this year's assessed contributions, in per cent of these.")
    if now is None:
        why = say("What came in of this year's assessed contributions is not known here by its day.")
    change = None if now is None or before is None else f"{now - before:+.1f}"
    st.metric(
        say("Collected of {year}", year=where.as_of.year),
        percent(now),
        change,
        delta_description=None if change is None else say("points on the year before"),
        border=True,
        height="stretch",
        help=why,
    )


def _collected(where: Here, on: date) -> Decimal | None:
    """The collection rate of the date's year: receipts applied to its assessments, in per cent of these."""
    rows = where.ask("totals", on, currency=where.currency).dicts()
    this_year = next((row for row in rows if row["year"] == on.year and row["known"] == "yes"), None)
    if this_year is None or not this_year["assessed"]:
        return None
    return share(this_year.amount("received"), this_year.amount("assessed"))


def _outstanding_card(where: Here) -> None:
    now, before = _identity(where), _identity(where, year_before(where.as_of))
    if now is None or now["known"] == "no":
        st.metric(say("Outstanding"), say("not known"), border=True, height="stretch")
        return
    change = None
    if before is not None and before["known"] == "yes":
        change = millions(now.amount("outstanding") - before.amount("outstanding"), signed=True)
    year_ends = where.ask("over_time", currency=where.currency).dicts()[:-1]
    course = [float(row.amount("outstanding")) for row in year_ends if row.known("outstanding")]
    st.metric(
        in_millions(say("Outstanding"), now.text("currency")),
        millions(now["outstanding"]),
        change,
        delta_color="inverse",
        delta_description=None if change is None else say("on the year before"),
        chart_data=course or None,
        border=True,
        height="stretch",
        help=where.supposed(say("{count} States owe for years that have ended.", count=now["owing"])),
    )


def _votes_card(where: Here) -> None:
    if untold := votes.not_told(where):
        st.metric(say("Votes lost or at risk"), say("not known"), border=True, height="stretch", help=untold)
        return
    if votes.unknown(where):
        st.metric(
            say("Votes lost or at risk"),
            say("not known"),
            border=True,
            height="stretch",
            help=say("Of {number} Members it is not known whether they may vote.", number=votes.unknown(where)),
        )
        return
    now = _at_risk(where, where.as_of)
    before = _at_risk(where, year_before(where.as_of))
    course = [_at_risk(where, day) for day in _year_ends(where.as_of)]
    st.metric(
        say("Votes lost or at risk"),
        number(now),
        now - before,
        delta_color="inverse",
        delta_description=say("on the year before"),
        chart_data=course,
        border=True,
        height="stretch",
        help=say("Members whose arrears reach the threshold, or whose vote was taken or kept by a decision."),
    )


def prepare(books: Books) -> None:
    """Ask what this page costs most for, on the day on which a ledger opens: whoever comes first need not wait."""
    on = books.last_day()
    for day in (on, year_before(on), *_year_ends(on)):
        books.ask("voting", day)
    for question in ("member_counts", "identity", "totals"):
        for day in (on, year_before(on)):
            books.ask(question, day)
    for question in ("over_time", "attention"):
        books.ask(question, on)


def _year_ends(on: date) -> list[date]:
    return [date(year, 12, 31) for year in range(on.year - _RISK_YEARS, on.year)]


def _at_risk(where: Here, on: date) -> int:
    return sum(status in votes.AT_RISK for status in where.ask("voting", on).column("status"))
