"""The first screen of a delegate: what to pay by when and what follows, what is owed for which years, and why."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import ROUND_DOWN, Decimal
from html import escape

import streamlit as st

from governance.charts.theme import AT_RISK, GREY, VOTE_LOST
from governance.money import rounded_up
from governance.names import printed
from governance.questions.rows import Row
from governance.questions.vote.least_payment import DECEMBER
from governance.ui.parts import balances, votes
from governance.ui.parts.numbers import amount_alone, day_words, in_cents, money, money_exact, percent
from governance.ui.parts.words import SEMICOLON, bare, joined, mark, say
from governance.ui.shell.here import Here

_COLOURS = {"lost": VOTE_LOST, "about_to_be_lost": AT_RISK, "at_risk": AT_RISK}
_YEARS_NAMED = 3  # years in arrears that stand by themselves in the sentence; those before them stand together
_CUT = Decimal(3)  # times the threshold: a longer bar says its true value and is cut
_SCALE = Decimal("1.3")  # the bar's least width in thresholds, so that the tick stands inside

_LOST_LATER = mark("Vote at risk: lost from {lost} if nothing more is paid. Pay **{amount}** by **{pay_by}**.")
_LOST = mark("No vote since {lost}. A payment of **{amount}** on **{day}** regains it.")
_LOST_AHEAD = mark("No vote from {lost}. A payment of **{amount}** on **{day}** regains it.")
_NOT_BY_PAYING = mark("There is no vote, and a payment alone does not restore it: that takes a decision.")
_AT_THRESHOLD = mark("The threshold is reached. A payment of **{amount}** on **{day}** brings the arrears below it.")
_KEPT = mark(
    "The vote stands by a decision of the {body} that has no end: nothing need be paid for it. A payment of "
    "**{amount}** on **{day}** brings the arrears below the threshold."
)
_REACHES = mark("The threshold is reached on {reached} if nothing more is paid. Pay **{amount}** by **{pay_by}**.")
_LATER = mark("The vote is not at risk. If nothing more is paid, the threshold is reached on {reached}.")
_SAFE = mark("The vote is not at risk on {day}.")
_OBSERVES = mark("{state} is an observer on {day}: it is not assessed and has no vote.")
_NO_MEMBER = mark("{state} is not a Member on {day}: it is not assessed and has no vote.")
_NO_VOTE_SINCE = ("became_observer", "left", "observer_ended")
_NOT_KNOWN = mark("Whether {state} may vote on {day} is not known.")
_OWES = mark("You owe **{outstanding}**: {years}.")
_OWES_ARREARS = mark("You owe **{outstanding}**, of which **{arrears}** in arrears: {years}.")
_OWES_BOTH = mark(
    "You owe **{outstanding}**, of which **{arrears}** in arrears: {years}. The rest is not in arrears: {others}."
)
_WILL_OWE = mark("If nothing more is paid, you will owe **{outstanding}** on {day}: {years}.")
_STYLE = (
    "<style>.st-key-answer p {font-size: 1.3rem; line-height: 1.4} .st-key-answer [data-testid=stCaptionContainer] p "
    "{font-size: 1rem}</style>"
)


def answer(where: Here) -> None:
    """The amount, the day and the consequence; what is owed for which years; the bar with its threshold; and why."""
    row = where.ask("voting", state=where.state).first()
    untold = votes.not_told(where)
    st.html(_STYLE)
    with st.container(key="answer", gap="small"):
        st.markdown(owed(where) if untold else vote(where, row))
    if untold:
        st.caption(untold)
        return
    if row is not None and (second := at_year_end(where, row)):
        st.markdown(second)
    st.markdown(owed(where))
    if row is not None and row["threshold"]:
        threshold(row, projected=where.foreseen)
    why(where, row)


def vote(where: Here, row: Row | None) -> str:
    """Whether the vote is at risk, from when, and what to pay by when: an amount is reckoned for its own day and
    rounded up to the whole unit. `row` is the State's vote, None where it is no Member."""
    if row is None:
        return standing(where)
    return say("{sign} {words}", sign=votes.sign(row.text("status")), words=_of_the_vote(where, row))


def _of_the_vote(where: Here, row: Row) -> str:
    words: dict[str, str] = {"day": day_words(where.as_of), "state": printed(row.text("state"))}
    if row["may_vote"] is None:
        return say(_NOT_KNOWN, **words)
    lost, pay_by, reached = (row.day_or_none(name) for name in ("no_vote_from", "pay_by", "reaches_threshold_on"))
    words |= {name: day_words(day) for name, day in (("lost", lost), ("pay_by", pay_by), ("reached", reached)) if day}
    near = row["nearness"]
    least = row.amount_or_none("least_payment" if near == "kept" else "least_payment_for_vote")
    if least:
        words |= {"amount": _to_pay(row, least), "body": votes.body(where)}
    if near == "kept":
        return where.supposed(say(_KEPT, **words))
    if near == "lost":
        if not least or not lost:
            return where.supposed(say(_NOT_BY_PAYING))
        foreseen = where.books.foreseen_from(lost) is not None
        return where.supposed(say(_LOST_AHEAD if foreseen else _LOST, **words))
    ahead = bool(reached and reached > where.as_of)
    if not least:
        return say(_LATER, **words) if ahead else where.supposed(say(_SAFE, **words))
    if near == "about_to_be_lost" and lost:
        return say(_LOST_LATER, **words)
    return say(_REACHES, **words) if ahead else where.supposed(say(_AT_THRESHOLD, **words))


def at_year_end(where: Here, row: Row) -> str | None:
    """What 31 December asks for beyond what the vote asks for; None where that is nothing or the same."""
    december = row.amount_or_none("least_payment_by_31_december") or Decimal(0)
    least = row.amount_or_none("least_payment" if row["nearness"] == "kept" else "least_payment_for_vote") or Decimal(0)
    if not least or rounded_up(december) <= rounded_up(least):
        return None
    year = where.as_of.year
    return where.supposed(
        say(
            DECEMBER,
            amount=_to_pay(row, december),
            january=day_words(date(year + 1, 1, 1)),
            december=day_words(date(year, 12, 31)),
        )
    )


def standing(where: Here) -> str:
    """What a State is that is no Member on the date: an observer, or neither; and since when."""
    words = {"state": printed(str(where.state)), "day": day_words(where.as_of)}
    observes = where.ask("members", state=where.state).first() is not None
    first = say(_OBSERVES if observes else _NO_MEMBER, **words)
    turns = where.ask("membership_history", state=where.state).dicts()
    last = [row.text("words") for row in turns if row["turn"] in _NO_VOTE_SINCE][-1:]
    return joined(" ", (first, *last))


def owed(where: Here) -> str:
    """What is owed, by year of debt, with what is disputed and what stands in credit."""
    row = where.ask("balances", state=where.state, currency=where.currency).first()
    if row is None or row["known"] == "no":
        return say("What {state} owes on {day} is not known.", state=printed(str(where.state)),
                   day=day_words(where.as_of))  # fmt: skip
    currency, day = row.text("currency"), day_words(where.as_of)
    if not row["outstanding"]:
        first = where.supposed(say("You owe nothing on {day}.", day=day))
    else:
        owing = _owing(where)
        exact = in_cents(amount for _, amount in owing)
        words = {name: money(row.amount(name), currency, exact=exact) for name in ("outstanding", "arrears")}
        ended, others = _by_year(owing, where.as_of.year, exact=exact)
        if where.foreseen or not (row["arrears"] and others):
            message = _WILL_OWE if where.foreseen else _OWES_ARREARS if row["arrears"] else _OWES
            first = say(message, day=day, years=joined(SEMICOLON, [*ended, *others]), **words)
        else:
            first = say(_OWES_BOTH, years=joined(SEMICOLON, ended), others=joined(SEMICOLON, others), **words)
    credit = (
        say("**{amount}** is in credit.", amount=money_exact(row.amount("credit"), currency)) if row["credit"] else None
    )
    return joined(" ", (part for part in (first, balances.contested(where, row), credit) if part))


def _owing(where: Here) -> list[tuple[int, Decimal]]:
    """Each year of debt and what is owed for it, the oldest first."""
    rows = where.ask("outstanding", state=where.state, currency=where.currency).dicts()
    return sorted((row.whole("year"), row.amount("outstanding")) for row in rows if row["outstanding"])


def _by_year(owing: Sequence[tuple[int, Decimal]], current: int, *, exact: bool) -> tuple[list[str], list[str]]:
    """Each year of debt in words: those that have ended before the current one, of many the older ones together, and
    apart from them those that are not in arrears."""
    ended = [each for each in owing if each[0] < current]
    older, named = ended[:-_YEARS_NAMED], ended[-_YEARS_NAMED:]
    if len(older) == 1:
        older, named = [], ended
    parts = [_of_year(*each, exact=exact) for each in named]
    if older:
        together = sum((amount for _, amount in older), Decimal(0))
        first, last, figure = older[0][0], older[-1][0], amount_alone(together, exact=exact)
        parts.insert(0, say("{first} to {last}: {figure}", first=first, last=last, figure=figure))
    return parts, [_of_year(*each, exact=exact) for each in owing[len(ended) :]]


def _of_year(year: int, amount: Decimal, *, exact: bool) -> str:
    return say("{year}: {figure}", year=year, figure=amount_alone(amount, exact=exact))


def _to_pay(row: Row, amount: Decimal) -> str:
    return money(rounded_up(amount), row.text("currency"))


def threshold(row: Row, *, projected: bool) -> None:
    """What the rule compares as a bar, with a tick at the threshold; said in words for whoever cannot see it."""
    ratio, currency = row.amount("ratio"), row.text("currency")
    told = say(
        "Arrears: {share} of the threshold of {threshold}",
        share=percent((1000 * ratio).to_integral_value(ROUND_DOWN) / 10),  # just below the threshold is never 100 %
        threshold=money_exact(row.amount("threshold"), currency),
    )
    if projected:
        told = say("If nothing more is paid: {words}", words=told)
    drawn = min(ratio, _CUT)
    scale = max(_SCALE, drawn)
    wide, tick = (f"{100 * part / scale:.1f}%" for part in (drawn, Decimal(1)))
    colour = _COLOURS.get(row["nearness"], GREY)
    bar = f"position:relative;height:1.1rem;max-width:40rem;border:1px solid {GREY};border-radius:3px;margin-top:.3rem"
    at = f"position:absolute;left:{tick};top:-.3rem;bottom:-.3rem;border-left:3px solid currentColor"
    st.html(
        f'<div role="img" aria-label="{escape(bare(told))}" style="{bar}">'
        f'<div style="width:{wide};height:100%;background:{colour}"></div><div style="{at}"></div></div>'
    )
    st.caption(told)


def why(where: Here, row: Row | None) -> None:
    """The reason with both sides of the comparison, what a payment does, and the coming sessions; folded."""
    if row is None:
        return
    with st.expander(say("Why"), icon=":material/help:"):
        status = votes.in_words(where, row.text("status"))
        st.markdown(say("**{status}**. {because}", status=status, because=where.supposed(row.text("because"))))
        for words in (votes.to_pay(where), votes.next_session(where)):
            if words:
                st.markdown(words)
