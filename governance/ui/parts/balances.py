"""What several pages tell of money owed: its charts by year, the equation of a balance, and that nothing is known."""

from __future__ import annotations

from decimal import Decimal

import streamlit as st

from governance.charts import ranked, stacked
from governance.charts.theme import AGES, ARREARS, ASSESSED, BAR, CURRENT, RECEIVED
from governance.questions.rows import Row
from governance.ui.parts import show
from governance.ui.parts.numbers import as_shown, day_words, money, money_short, of_a_whole, percent
from governance.ui.parts.words import count, mark, mark_count, say
from governance.ui.shell.here import Here
from governance.ui.shell.menu import page_link

MOVES = ("assessed", "received", "adjusted")
SUMMED = ("opening", *MOVES, "disputed", "arrears", "current_year", "outstanding", "credit")
"""The columns of balances that have a total."""
WERE_ASSESSED = mark_count(
    "**{states} Member** was assessed **{amount}** for {year}.",
    "**{states} Members** were assessed **{amount}** for {year}.",
)
_BARS = {
    "assessed": (mark("Assessed"), ASSESSED),
    "received": (mark("Received"), RECEIVED),
    "outstanding": (mark("Outstanding"), ARREARS),
}


def contested(where: Here, row: Row) -> str | None:
    """What is disputed of a balance, or of all together, and whether it is in what is outstanding; None for nothing."""
    if not row["disputed"]:
        return None
    amount = money(row["disputed"], row.text("currency"))
    if where.books.rulebook.receipts.disputed == "outside":
        return say("A further **{amount}** is disputed, and not counted in it.", amount=amount)
    return say("Of it, **{amount}** is disputed.", amount=amount)


def owing_no_members(total: Row) -> str | None:
    """How many of the States that have arrears are not Members, so that they add up to the Members with arrears; None
    where all are, or it is not known."""
    others = total.whole_or_none("owing_no_members")
    if not others:
        return None
    return count("Of these, **{number}** is not a Member.", "Of these, **{number}** are not Members.", others)


def columns(where: Here, *names: str) -> tuple[str, ...]:
    """The columns of a table of balances: with that of disputed amounts before the last where the ledger holds any,
    and without those of what came since the balances were opened where nothing did: there a column of zeros would
    look as if nothing had been assessed or paid before."""
    totals = where.ask("identity").dicts()
    if any(row["disputed"] for row in totals):
        names = (*names[:-1], "disputed", names[-1])
    if any(row[name] for row in totals for name in MOVES):
        return names
    return tuple(name for name in names if name not in MOVES)


def identity_line(where: Here, row: Row) -> None:
    """One balance, or all of them together, as an equation with the sign of whether it holds."""
    outside = bool(row["disputed"]) and where.books.rulebook.receipts.disputed == "outside"
    apart = ["disputed"] if outside else []
    names = ("opening", *MOVES, *apart, "arrears", "current_year", "credit")
    values = {name: money(row[name], row.text("currency"), exact=True) for name in names}
    left = _sum(row, "opening", "assessed") - _sum(row, "received", "adjusted", *apart)
    right = _sum(row, "arrears", "current_year") - _sum(row, "credit")
    if outside and not any(row[name] for name in MOVES):
        words = say(
            "opening {opening} - disputed {disputed} = arrears {arrears} + current year {current_year} - credits "
            "{credit}",
            **values,
        )
    elif outside:
        words = say(
            "opening {opening} + assessed {assessed} - received {received} - adjusted {adjusted} - disputed {disputed} "
            "= arrears {arrears} + current year {current_year} - credits {credit}",
            **values,
        )
    else:
        words = say(
            "opening {opening} + assessed {assessed} - received {received} - adjusted {adjusted} = "
            "arrears {arrears} + current year {current_year} - credits {credit}",
            **values,
        )
    foots = say(":material/check_circle: {sum}", sum=words)
    st.markdown(foots if left == right else say(":material/error: {sum}", sum=words))


def _sum(row: Row, *names: str) -> Decimal:
    return sum((row.amount(name) for name in names), Decimal(0))


_NO_RECEIPTS = mark(
    "No receipts are held for this ledger on {day}, so no debt is shown beside any State's name. "
    "Assessed contributions are what must be paid, not what has been paid."
)
_NOT_DECLARED = mark(
    "Receipts are held here, but they are not declared complete on {day}, so no debt is shown beside any State's name: "
    "others may have come in. Finance declares them with the table “Coverage”."
)


def no_receipts(where: Here) -> None:
    """What is said where balances would stand, if no receipts are known, or those that are held may not be all."""
    st.header(say("What Members owe is not known"), anchor=False)
    held = where.books.holds("receipts")
    st.markdown(say(_NOT_DECLARED if held else _NO_RECEIPTS, day=day_words(where.as_of)))
    page_link(
        "arrears_and_voting",
        say("See every feature in the demonstration, with fictional States"),
        ":material/science:",
        ledger="demonstration",
        as_of="",
        version="",
        state="",
    )


def assessed_by_year(where: Here, key: str, *, tall: int | None = None) -> None:
    """What was assessed in each year; the title says how it changed in the last."""
    totals = where.ask("assessed_by_year", currency=where.currency)
    years = [row for row in totals.dicts() if row["assessed"]]
    show.chart(
        where,
        totals,
        stacked(years, y="assessed", axis=say("Assessed ({currency})", currency=where.currency or ""), tall=tall),
        title=_level(years),
        subtitle=say("Assessed contributions by year, in {currency}.", currency=where.currency or ""),
        key=key,
        columns=("year", "states", "assessed", "currency"),
        nothing=say("No assessments are held here on this date."),
        happened=() if tall else ("membership", "growth"),
    )


def _level(years: list[Row]) -> str:
    """How the last year's assessments stand to those of the year before."""
    if not years:
        return ""
    last = years[-1]
    values = {"year": last["year"], "amount": money_short(last["assessed"], last.text("currency"))}
    if len(years) < 2 or years[-2].whole("year") != last.whole("year") - 1:
        return say("{amount} was assessed for {year}", **values)
    before = years[-2].amount("assessed")
    change = 100 * (last.amount("assessed") - before) / before
    values["change"] = percent(abs(change))
    if as_shown(change) > 0:
        return say("Assessments rose by {change} for {year}, to {amount}", **values)
    if as_shown(change) < 0:
        return say("Assessments fell by {change} for {year}, to {amount}", **values)
    return say("Assessments for {year} are those of the year before: {amount}", **values)


def owed_by_age(where: Here, *, tall: int | None = None) -> None:
    """What is owed for ended years, all together, by the year of debt; the title says how much of it is old."""
    answer = where.ask("ageing", currency=where.currency)
    rows = [row for row in answer.dicts() if row["known"] == "yes"]
    sums = {name: sum((row.amount(name) for row in rows), Decimal(0)) for name in AGE_COLUMNS[1:]}
    whole = sum(sums.values(), Decimal(0))
    currency = where.currency or ""
    bars = [
        {"name": words, "amount": sums[name], "of": name, "label": money_short(sums[name], currency)}
        for name, words in age_words(where.as_of.year).items()
        if name in sums
    ]
    parts = {name: (words, AGES[place]) for place, (name, words) in enumerate(age_words(where.as_of.year).items())}
    show.chart(
        where,
        answer,
        ranked(
            bars if whole else [],
            axis=say("Arrears ({currency})", currency=currency),
            y="amount",
            series="of",
            parts=parts,
            legend=False,
            tall=max(BAR, (tall or 0) // len(bars)),
        ),
        title=where.as_known(_old_debt(where, sums["five_years_and_more"], whole)) if whole else "",
        subtitle=say("Owed for years that have ended, in {currency}, by year of debt.", currency=currency),
        key="by_age",
        nothing=where.as_known(where.supposed(say("Nothing is owed for years that have ended."))),
    )


def _old_debt(where: Here, old: Decimal, whole: Decimal) -> str:
    values = {"amount": money_short(whole, where.currency or ""), "year": where.as_of.year - 5}
    if not old:
        return say("None of the {amount} owed for ended years is for {year} or earlier", **values)
    return say(
        "{share} of the {amount} owed for ended years is for {year} or earlier",
        share=of_a_whole(100 * old / whole),
        **values,
    )


AGE_COLUMNS = ("current_year", "one_year", "two_years", "three_years", "four_years", "five_years_and_more")


def age_words(year: int) -> dict[str, str]:
    """The columns of a balance by age, each with its year of debt in words, seen from a year."""
    return dict(
        zip(
            AGE_COLUMNS,
            (
                say("{year} (current year)", year=year),
                *(str(year - age) for age in range(1, 5)),
                say("{year} and earlier", year=year - 5),
            ),
            strict=True,
        )
    )


def owed_by_year(where: Here) -> None:
    """A bar for the end of each year: arrears, and what is due of the year. The date itself is no year's end, and
    would look like a leap, since much comes in late in the year."""
    owed = where.ask("over_time", currency=where.currency)
    ends = [
        row for row in owed.dicts() if row["known"] == "yes" and (row.day("day").month, row.day("day").day) == (12, 31)
    ]
    show.chart(
        where,
        owed,
        stacked(
            [{**row, "year": row.day("day").year} for row in ends],
            parts={
                "arrears": (say("Arrears"), ARREARS),
                "current_year": (say("Due of the current year"), CURRENT),
            },
            axis=say("Outstanding ({currency})", currency=where.currency or ""),
        ),
        title=_course_of_arrears(ends),
        subtitle=say("Outstanding at the end of each year, in {currency}.", currency=where.currency or ""),
        key="owed",
        nothing=say("What was owed at the end of an earlier year is not known here."),
        happened=("rule", "decision"),
    )


def _course_of_arrears(ends: list[Row]) -> str:
    """How arrears at the last year's end stand to those at the first of the years shown."""
    if not ends:
        return ""
    first, last = ends[0], ends[-1]
    values = {
        "start": first.day("day").year,
        "end": last.day("day").year,
        "before": money_short(first["arrears"], first.text("currency")),
        "after": money_short(last["arrears"], last.text("currency")),
    }
    if len(ends) < 2:
        return say("Arrears were {after} at the end of {end}", **values)
    if values["before"] == values["after"]:
        return say("Arrears at the end of {end} are what they were at the end of {start}: {after}", **values)
    if last.amount("arrears") > first.amount("arrears"):
        return say("Arrears grew from {before} at the end of {start} to {after} at the end of {end}", **values)
    return say("Arrears fell from {before} at the end of {start} to {after} at the end of {end}", **values)


def state_by_year(where: Here, key: str, title: str | None = None) -> None:
    """What the State in view was assessed, paid and owes of each year; what it owes alone, where all of it stands in
    the opening balance."""
    answer = where.ask("outstanding", state=where.state, currency=where.currency)
    rows = answer.dicts()
    names = tuple(_BARS) if any(row["assessed"] or row["received"] for row in rows) else ("outstanding",)
    found = say("Assessed, received and outstanding by year") if len(names) > 1 else say("Outstanding by year of debt")
    show.chart(
        where,
        answer,
        stacked(
            rows,
            parts={name: (say(_BARS[name][0]), _BARS[name][1]) for name in names},
            axis=say("Amount ({currency})", currency=where.currency or ""),
            beside=True,
        ),
        title=title or found,
        key=key,
        happened=("rule",),
    )
