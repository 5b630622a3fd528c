"""What the page on arrears says and draws."""

from __future__ import annotations

from decimal import Decimal

import streamlit as st

from governance.books import Answer
from governance.charts import ranked
from governance.charts.theme import AGES, CURRENT
from governance.names import short
from governance.questions.rows import Row
from governance.tables import TABLES
from governance.ui.parts import balances, quotations, show, tables
from governance.ui.parts.named import named
from governance.ui.parts.numbers import day_words, money, money_short, of_a_whole
from governance.ui.parts.words import bare, count, joined, mark_count, say
from governance.ui.shell import link, menu
from governance.ui.shell.here import Here

_COLUMNS = ("state", "currency", "opening", *balances.MOVES)
_STATUS = ("state", "currency", "agreed", "cash", "bilateral", "promissory_notes", "disputed", "outstanding")
_NAMED = 15


def sentence(where: Here) -> str:
    """The page's answer: how many owe, how much, and what of it is from ended years."""
    total = where.ask("identity", currency=where.currency).first()
    if total is None or total["known"] == "no":
        return say(
            "What some States owe on this date is not known: their receipts are not complete, or nobody wrote down "
            "what they owed before."
        )
    values = {
        "day": day_words(where.as_of),
        "amount": money_short(total["outstanding"], total.text("currency")),
        "arrears": money_short(total["arrears"], total.text("currency")),
    }
    others = balances.owing_no_members(total)
    if where.foreseen:
        told = count(
            "If nothing more is paid, **{amount}** will be outstanding on {day}. **{number} State** will owe {arrears} "
            "for years that will have ended.",
            "If nothing more is paid, **{amount}** will be outstanding on {day}. **{number} States** will owe "
            "{arrears} in all for years that will have ended.",
            total.whole("owing"),
            **values,
        )
        return joined(" ", (part for part in (told, others) if part))
    told = count(
        "On {day}, **{amount}** is outstanding. **{number} State** has arrears, {arrears} in all, "
        "from years that have ended.",
        "On {day}, **{amount}** is outstanding. **{number} States** have arrears, {arrears} in all, "
        "from years that have ended.",
        total.whole("owing"),
        **values,
    )
    return joined(" ", (part for part in (told, others, balances.contested(where, total)) if part))


def columns(where: Here) -> tuple[str, ...]:
    """What the table of balances shows."""
    return balances.columns(where, *_COLUMNS, "arrears", "current_year", "credit")


def published(where: Here) -> None:
    """The status of contributions as its publisher prints it, sheet by sheet; nothing where none is held."""
    periods = list(dict.fromkeys(row.text("period") for row in where.ask("status").dicts()))
    if not periods:
        return
    st.header(say("Status of contributions, as published"), anchor=False)
    longest = max(periods, key=lambda period: int(period[-4:]) - int(period[:4]))
    period = link.choose("period", say("Sheet"), {one: one for one in periods}, longest, width=160)
    answer = where.ask("status", period=period)
    rows = tables.by_name(answer.frame())
    rows = rows.assign(state=rows["state"].fillna(bare(say("Total, as printed"))))
    show.table(where, answer, _STATUS, rows=rows, key="status")


def not_known(where: Here) -> None:
    """The page where no receipts are held: said plainly, with what can be done."""
    balances.no_receipts(where)
    quotations.beside(where, "outstanding_contributions")
    st.markdown(
        say(
            "If your office holds the receipts, hand them in, and with them the table “{coverage}”, which says from "
            "when they are complete.",
            coverage=say(TABLES["coverage"].title),
        )
    )
    menu.page_link("upload", say("Hand in spreadsheets"), icon=":material/upload_file:")
    years = [row.whole("year") for row in where.ask("assessed").dicts()]
    if years:
        last = str(max(years))
        answer = where.ask("assessed", year=last)
        st.header(say("What each State is assessed for {year}", year=last), anchor=False)
        show.table(
            where,
            answer,
            ("state", "currency", "assessed", "document"),
            rows=tables.by_name(answer.frame()),
            key="assessed_only",
            totals=("assessed",),
        )


def state_title(where: Here) -> str:
    """The finding about the State in view."""
    name = named(str(where.state))
    row = where.ask("balances", state=where.state, currency=where.currency).first()
    if row is None:
        return say("{state} has not been assessed by this date", state=name)
    if row["known"] == "no":
        return say("{state}: the balance is not known on this date", state=name)
    amount = money(row["outstanding"], row.text("currency"), exact=True)
    if not row["outstanding"]:
        return say("{state} owes nothing", state=name)
    arrears = money(row["arrears"], row.text("currency"), exact=True)
    if where.foreseen:
        return say("{state} will owe {amount}, {arrears} for ended years", state=name, amount=amount, arrears=arrears)
    return say("{state} owes {amount}, of which {arrears} in arrears", state=name, amount=amount, arrears=arrears)


def identity(where: Here) -> None:
    """The identity as one footed line: it proves that no amount is in no bucket, or in two."""
    for row in where.ask("identity", currency=where.currency).dicts():
        if row["known"] == "no":
            continue
        balances.identity_line(where, row)
        if row["unidentified"]:
            amount = money(row["unidentified"], row.text("currency"), exact=True)
            st.caption(say("Besides, {amount} was received from payers not yet identified.", amount=amount))
            menu.page_link("register", say("Identify these payers"), ":material/person_search:")


def who_owes_what(where: Here) -> None:
    """Two panels: arrears by their age, the largest first; and apart from them what is due of the current year."""
    answer = where.ask("ageing", currency=where.currency)
    rows = [Row(row, arrears=_of_ended_years(row)) for row in answer.dicts() if row["known"] == "yes"]
    currency = where.currency or ""
    words = balances.age_words(where.as_of.year)
    left, right = st.columns(2, gap="medium")
    with left:
        _debts(
            where,
            answer,
            rows,
            "arrears",
            {name: (words[name], colour) for name, colour in zip(balances.AGE_COLUMNS[1:], AGES[1:], strict=True)},
            found=mark_count("{number} State owes {share} of the {amount} owed for ended years",
                             "{number} States owe {share} of the {amount} owed for ended years"),
            subtitle=say("Owed for years that have ended, in {currency}, by year of debt.", currency=currency),
            nothing=where.supposed(say("No State owes anything for years that have ended.")),
        )  # fmt: skip
    with right:
        _debts(
            where,
            answer,
            rows,
            "current_year",
            {"current_year": (words["current_year"], CURRENT)},
            found=mark_count("{number} State owes {share} of the {amount} due of the current year",
                             "{number} States owe {share} of the {amount} due of the current year"),
            subtitle=say("Due of {year} and not yet paid, in {currency}: no arrears before the year has ended.",
                         year=where.as_of.year, currency=currency),
            nothing=where.supposed(say("All contributions of {year} are paid.", year=where.as_of.year)),
        )  # fmt: skip


def _of_ended_years(row: Row) -> Decimal:
    return sum((row.amount(name) for name in balances.AGE_COLUMNS[1:]), Decimal(0))


def _debts(
    where: Here,
    answer: Answer,
    rows: list[Row],
    measure: str,
    parts: dict[str, tuple[str, str]],
    *,
    found: tuple[str, str],
    subtitle: str,
    nothing: str,
) -> None:
    """Bars of those that owe most, in the parts of their debt, and of all others together; the title says how few owe
    most of it."""
    owing = sorted((row for row in rows if row.amount(measure) > 0), key=lambda row: -row.amount(measure))
    whole = sum((row.amount(measure) for row in owing), Decimal(0))
    bars = [
        {**row, "name": short(row.text("state")), "label": money(row[measure], "").strip()} for row in owing[:_NAMED]
    ]
    if others := owing[_NAMED:]:
        together = {name: sum((row.amount(name) for row in others), Decimal(0)) for name in (*parts, measure)}
        name = bare(count("The other {number}", "The other {number}", len(others)))
        bars.append({**together, "name": name, "label": money(together[measure], "").strip()})
    few, theirs = _fewest(owing, measure, whole)
    show.chart(
        where,
        answer,
        ranked(
            bars,
            parts=parts,
            axis=say("Outstanding ({currency})", currency=where.currency or ""),
            front=short(where.state) if where.state else None,
        ),
        title=where.as_known(
            count(*found, few, share=of_a_whole(100 * theirs / whole), amount=money_short(whole, where.currency or ""))
        )
        if whole
        else "",
        subtitle=subtitle,
        key=measure,
        columns=("state", "currency", *parts),
        nothing=where.as_known(nothing),
    )


def _fewest(owing: list[Row], measure: str, whole: Decimal) -> tuple[int, Decimal]:
    """How many of the largest debts make at least half of the whole, and what these are together."""
    theirs = Decimal(0)
    for place, row in enumerate(owing, start=1):
        theirs += row.amount(measure)
        if 2 * theirs >= whole:
            return place, theirs
    return 0, theirs
