"""What the page on arrears says and draws."""

from __future__ import annotations

from datetime import date
from itertools import groupby

import pandas as pd
import streamlit as st

from governance.books import Answer
from governance.charts import curves, ranked
from governance.charts.theme import AGES
from governance.names import printed, short
from governance.tables import TABLES
from governance.ui.parts import balances, quotations, show
from governance.ui.parts.numbers import day_words, money, money_short
from governance.ui.parts.words import bare, count, joined, say
from governance.ui.shell import link, menu
from governance.ui.shell.here import Here

_COLUMNS = ("state", "currency", "opening", *balances.MOVES)
_STATUS = ("state", "currency", "agreed", "cash", "bilateral", "promissory_notes", "disputed", "outstanding")
_LEAP = 2000  # the year that all curves are drawn in: one with a 29 February
_AGES = ("current_year", "one_year", "two_years", "three_years", "four_years", "five_years_and_more")


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
    if where.foreseen:
        return count(
            "If nothing more is paid, **{amount}** will be outstanding on {day}. **{number} State** will owe {arrears} "
            "for years that will have ended.",
            "If nothing more is paid, **{amount}** will be outstanding on {day}. **{number} States** will owe "
            "{arrears} in all for years that will have ended.",
            total.whole("owing"),
            **values,
        )
    told = count(
        "On {day}, **{amount}** is outstanding. **{number} State** has arrears, {arrears} in all, "
        "from years that have ended.",
        "On {day}, **{amount}** is outstanding. **{number} States** have arrears, {arrears} in all, "
        "from years that have ended.",
        total.whole("owing"),
        **values,
    )
    return joined(" ", (part for part in (told, balances.contested(where, total)) if part))


def columns(where: Here) -> tuple[str, ...]:
    """What the table of balances shows."""
    return balances.columns(where, *_COLUMNS, "arrears", "current_year", "credit")


def by_name(answer: Answer) -> pd.DataFrame:
    """The rows in the order of the States' names, as they are read, and not of their codes."""
    frame = answer.frame()
    names = [printed(code) if code else "" for code in frame["state"]]
    return frame.iloc[sorted(range(len(names)), key=lambda place: (not names[place], names[place]))]


def published(where: Here) -> None:
    """The status of contributions as its publisher prints it, sheet by sheet; nothing where none is held."""
    periods = list(dict.fromkeys(row.text("period") for row in where.ask("status").dicts()))
    if not periods:
        return
    st.subheader(say("Status of contributions, as published"), anchor=False)
    longest = max(periods, key=lambda period: int(period[-4:]) - int(period[:4]))
    period = link.choose("period", say("Sheet"), {one: one for one in periods}, longest, width=160)
    answer = where.ask("status", period=period)
    rows = by_name(answer)
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
        frame = answer.frame()
        names = [printed(code) for code in frame["state"]]
        order = sorted(range(len(frame)), key=lambda n: (frame["state"].iloc[n] != where.state, names[n]))
        st.subheader(say("What each State is assessed for {year}", year=last), anchor=False)
        show.table(
            where, answer, ("state", "currency", "assessed", "document"), rows=frame.iloc[order], key="assessed_only"
        )


def state_title(where: Here) -> str:
    """The finding about the State in view."""
    name = printed(str(where.state))
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


def ageing(where: Here) -> None:
    """A bar for each State that owes, the largest debt from ended years first, the oldest darkest."""
    answer = where.ask("ageing", currency=where.currency)
    owing = [row for row in answer.dicts() if row["outstanding"]]
    owing.sort(key=lambda row: (row.amount("current_year") - row.amount("outstanding"), -row.amount("outstanding")))
    year = where.as_of.year
    words = (
        say("{year} (current year)", year=year),
        *(str(year - age) for age in range(1, 5)),
        say("{year} and earlier", year=year - 5),
    )
    show.chart(
        where,
        answer,
        ranked(
            [
                {**row, "name": short(row.text("state")), "label": money(row["outstanding"], "").strip()}
                for row in owing
            ],
            parts=dict(zip(_AGES, zip(words, AGES, strict=True), strict=True)),
            axis=say("Outstanding ({currency})", currency=where.currency or ""),
        ),
        title=say("Who owes what, by year of debt"),
        key="ageing",
        note=say("States that owe nothing are in the table."),
    )


def collection(where: Here) -> None:
    """The share collected by day of the year, each year carried on to its end, the current one to the date."""
    answer = where.ask("collection", currency=where.currency, since_year=str(where.as_of.year - 5))
    drawn: list[dict[str, object]] = []
    for year, rows in groupby(answer.dicts(), key=lambda row: row.whole("year")):
        days = list(rows)
        end = where.as_of if year == where.as_of.year else date(year, 12, 31)
        carried = [(row.day("day"), row) for row in days] + [(end, days[-1])]
        drawn += [
            {
                **row,
                "on": day.replace(year=_LEAP),
                "day": day.isoformat(),
                "name": str(year),
                "last": place == len(days),
            }
            for place, (day, row) in enumerate(carried)
        ]
    show.chart(
        where,
        answer,
        curves(
            drawn,
            x="on",
            y="collection_rate_pct",
            series="year",
            parts={year: str(year) for year in sorted({row["year"] for row in drawn}, key=str)},
            front=str(where.as_of.year),
            marked="last",
            label="name",
            axis=say("Collected (% of the year's assessments)"),
            number=".1f",
            days=True,
            share=True,
            tips={"day": say("Day")},
        ),
        title=say("How fast contributions come in: {year} against earlier years", year=where.as_of.year),
        key="collection",
        note=say("Thin grey lines: each of the five years before."),
        nothing=say("No receipts with their days are held for these years."),
    )
