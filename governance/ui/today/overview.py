"""The committee's first screen: one sentence that answers, and what needs attention."""

from __future__ import annotations

import streamlit as st

from governance.access import LOCAL
from governance.books import Books
from governance.intake.service.beginning import first_steps
from governance.questions.rows import Row
from governance.ui.parts import collected, votes
from governance.ui.parts.balances import WERE_ASSESSED, owing_no_members
from governance.ui.parts.numbers import day_in_year, day_words, money_short, number, of_a_whole, percent
from governance.ui.parts.words import count, joined, mark_count, say
from governance.ui.shell import link
from governance.ui.shell.here import Here
from governance.ui.shell.menu import is_for, page_link
from governance.ui.today import key_figures

_PAID = {
    "usual": mark_count(
        "**{now}** of the {amount} assessed for {year} has come in, about as much as by {day} of the one earlier year "
        "on record.",
        "**{now}** of the {amount} assessed for {year} has come in, about as much as usual by {day}.",
    ),
    "behind": mark_count(
        "**{now}** of the {amount} assessed for {year} has come in, less than by {day} of the one earlier year "
        "on record.",
        "**{now}** of the {amount} assessed for {year} has come in, less than by {day} of each of {number} years "
        "before.",
    ),
    "ahead": mark_count(
        "**{now}** of the {amount} assessed for {year} has come in, more than by {day} of the one earlier year "
        "on record.",
        "**{now}** of the {amount} assessed for {year} has come in, more than by {day} of each of {number} years "
        "before.",
    ),
}
"""What is said of collection, by how it stands to the same day of the years before."""


def sentence(where: Here) -> str:
    """The page's answer, saying no more than is known."""
    if not where.books.evidence:
        return say("This ledger holds nothing yet. Hand in these tables, in this order, and it tells who owes what.")
    last = key_figures.last_assessed(where)
    total = key_figures.identity(where)
    if total is not None and total["known"] == "yes":
        paid = _paid(where, last)
        due = None if paid else _due(where, total)
        return where.supposed(joined(" ", (part for part in (paid, _owed(where, total), due, _votes(where)) if part)))
    if last is None and not where.membership_held:
        return say("Neither membership nor assessments are held here on {day}.", day=day_words(where.as_of))
    if last is None:
        (counts,) = where.ask("member_counts").dicts()
        return count(
            "On {day} there is **{number} Member**; observer States: {observers}. No assessments are held here.",
            "On {day} there are **{number} Members**; observer States: {observers}. No assessments are held here.",
            counts.whole("members"),
            day=day_words(where.as_of),
            observers=number(counts["observers"]),
        )
    return _known(where, last)


def _paid(where: Here, last: Row | None) -> str | None:
    stands = collected.collected(where)
    if stands is None or last is None or last["year"] != where.as_of.year:
        return None
    values = {
        "now": of_a_whole(stands.now),
        "amount": money_short(last["assessed"], last.text("currency")),
        "year": last["year"],
        "day": day_in_year(where.as_of),
    }
    if stands.usual is None:
        return say("**{now}** of the {amount} assessed for {year} has come in by {day}.", **values)
    return count(*_PAID[stands.found], stands.years, **values)


def _owed(where: Here, total: Row) -> str:
    currency = total.text("currency")
    values = {"arrears": money_short(total["arrears"], currency), "day": day_words(where.as_of)}
    if not total["arrears"]:
        return say("Nothing is owed for years that have ended.")
    others = owing_no_members(total)
    if where.foreseen:
        told = count(
            "**{number} State** will owe **{arrears}** on {day} for years that will have ended.",
            "**{number} States** will owe **{arrears}** on {day} for years that will have ended.",
            total.whole("owing"),
            **values,
        )
        return joined(" ", (part for part in (told, others) if part))
    told = count(
        "**{number} State** owes **{arrears}** for years that have ended.",
        "**{number} States** owe **{arrears}** for years that have ended.",
        total.whole("owing"),
        **values,
    )
    return joined(" ", (part for part in (told, others) if part))


def _due(where: Here, total: Row) -> str | None:
    """What is due of the current year, where it is not known how much of it has come in by its day."""
    if not total["current_year"]:
        return None
    due = money_short(total["current_year"], total.text("currency"))
    return say("A further **{due}** is due of {year}.", due=due, year=where.as_of.year)


def _votes(where: Here) -> str | None:
    """How many votes are lost or about to be, where the rules and the books tell."""
    if votes.not_told(where) or not where.sees_all:
        return None
    found = votes.by_nearness(where)
    lost, near = found["lost"], found["about_to_be_lost"]
    values = {"lost": number(lost), "near": number(near)}
    if lost and near:
        return votes.as_known(where, say("Without a vote: **{lost}**; about to lose it: **{near}**.", **values))
    if lost:
        return votes.as_known(where, say("Members without a vote: **{lost}**.", **values))
    if near:
        return votes.as_known(where, say("Members about to lose their vote: **{near}**.", **values))
    return None if votes.unknown(where) else say("Every Member may vote.")


def _known(where: Here, last: Row) -> str:
    """What is known of a ledger without receipts: the level, its change, and who bears it."""
    change = key_figures.change_pct(where)
    share = key_figures.share_of_ten(where)
    assessed = last.whole("states")
    values = {
        "states": number(assessed),
        "amount": money_short(last["assessed"], last.text("currency")),
        "year": last["year"],
        "share": percent(share),
        "change": percent(abs(change)) if change is not None else "",
    }
    if change is None or share is None:
        return count(*WERE_ASSESSED, assessed, **values)
    if not change:
        return say(
            "**{states} Members** were assessed **{amount}** for {year}, as much as for the year before; "
            "ten of them bear **{share}**.",
            **values,
        )
    if change < 0:
        return say(
            "**{states} Members** were assessed **{amount}** for {year}, **{change}** less than for the year before; "
            "ten of them bear **{share}**.",
            **values,
        )
    return say(
        "**{states} Members** were assessed **{amount}** for {year}, **{change}** more than for the year before; "
        "ten of them bear **{share}**.",
        **values,
    )


def not_known(where: Here) -> None:
    """One line on what is not known here, where that is what Members have paid."""
    if where.books.evidence and not where.receipts_known:
        st.caption(
            say(
                "Not known here: what Members have paid and owe, and so who may vote. No receipts are held on {day}; "
                "an assessed contribution is what must be paid, not what has been paid.",
                day=day_words(where.as_of),
            )
        )


def steps(where: Here) -> None:
    """What a ledger wants handed in first, in its order, each table with its reason."""
    for place, step in enumerate(first_steps(where.books), start=1):
        title = say("{place}. {sentence}", place=place, sentence=step.sentence)
        if is_for(where.reader, "upload"):
            page_link("upload", title, ":material/check_circle:" if step.held else ":material/upload_file:")
        else:
            st.markdown(title)


def attention(where: Here) -> None:
    """What needs attention, in words, each with a link to where it is seen or done; for a reader to whom that place is
    not open, the words alone."""
    rows = where.ask("attention").dicts()
    if not rows or not where.books.evidence:
        return
    st.header(where.titled(say("What needs attention")), anchor=False)
    for row in rows:
        state = row.text_or_none("state")
        if is_for(where.reader, row.text("page")):
            about = {"state": state} if state else {}
            if row.known("section"):
                about[link.SECTION] = row.text("section")
            page_link(row.text("page"), row.text("words"), ":material/arrow_forward:", **about)
        else:
            st.markdown(row.text("words"))


def prepare(books: Books) -> None:
    """Ask what this page costs most for, on the day on which a ledger opens, and then what other pages rest on whatever
    the date: whoever comes first need not wait."""
    on = books.last_day()
    for day in (on, key_figures.year_before(on)):
        books.ask("identity", day, LOCAL)
    for question in ("voting", "attention", "months_of_cash"):
        books.ask(question, on, LOCAL)
    for currency in books.ask("identity", on, LOCAL).column("currency")[:1]:
        for question in ("collection_course", "assessed_by_year", "balances", "liquidity", "reserve_use"):
            books.ask(question, on, LOCAL, currency=currency)
    for question in ("paid_in_full", "agreement", "booking_rates"):
        books.ask(question, on, LOCAL)
