"""What the page on arrears says and draws."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import pandas as pd
import streamlit as st

from governance.books import Answer
from governance.names import printed, short
from governance.tables import TABLES
from governance.ui.parts import quotations, show
from governance.ui.parts.numbers import day_words, money, money_short
from governance.ui.parts.words import bare, count, joined, say
from governance.ui.shell import link, menu
from governance.ui.shell.here import Here
from governance.ui.today.overview import no_receipts

_COLUMNS = ("state", "currency", "opening", "assessed", "received", "adjusted")
_MOVES = ("assessed", "received", "adjusted")
_STATUS = ("state", "currency", "agreed", "cash", "bilateral", "promissory_notes", "disputed", "outstanding")
_AGES = ("current_year", "one_year", "two_years", "three_years", "four_years", "five_years_and_more")


def sentence(where: Here) -> str:
    """The page's answer: how many owe, how much, and what of it is from ended years."""
    rows = where.ask("identity", currency=where.currency).dicts()
    if not rows or rows[0]["known"] == "no":
        return say(
            "What some States owe on this date is not known: their receipts are not complete, or nobody wrote down "
            "what they owed before."
        )
    total = rows[0]
    if where.foreseen:
        return count(
            "If nothing more is paid, **{amount}** will be outstanding on {day}. **{number} State** will owe {arrears} "
            "for years that will have ended.",
            "If nothing more is paid, **{amount}** will be outstanding on {day}. **{number} States** will owe "
            "{arrears} in all for years that will have ended.",
            int(str(total["owing"])),
            day=day_words(where.as_of),
            amount=money_short(total["outstanding"], str(total["currency"])),
            arrears=money_short(total["arrears"], str(total["currency"])),
        )
    told = count(
        "On {day}, **{amount}** is outstanding. **{number} State** has arrears, {arrears} in all, "
        "from years that have ended.",
        "On {day}, **{amount}** is outstanding. **{number} States** have arrears, {arrears} in all, "
        "from years that have ended.",
        int(str(total["owing"])),
        day=day_words(where.as_of),
        amount=money_short(total["outstanding"], str(total["currency"])),
        arrears=money_short(total["arrears"], str(total["currency"])),
    )
    return joined(" ", (part for part in (told, contested(where, total)) if part))


def contested(where: Here, row: Mapping[str, object]) -> str | None:
    """What is disputed of a balance, or of all together, and whether it is in what is outstanding; None for nothing."""
    if not row["disputed"]:
        return None
    amount = money(row["disputed"], str(row["currency"]))
    if where.books.rulebook.receipts.disputed == "outside":
        return say("A further **{amount}** is disputed, and not counted in it.", amount=amount)
    return say("Of it, **{amount}** is disputed.", amount=amount)


def with_disputed(where: Here, *columns: str) -> tuple[str, ...]:
    """The columns, with that of disputed amounts before the last where the ledger holds any."""
    if any(row["disputed"] for row in where.ask("identity").dicts()):
        return (*columns[:-1], "disputed", columns[-1])
    return columns


def moved(where: Here, columns: tuple[str, ...]) -> tuple[str, ...]:
    """The columns, without those of what came since the balances were opened where nothing did: there a column of
    zeros would look as if nothing had been assessed or paid before."""
    if any(row[name] for row in where.ask("identity").dicts() for name in _MOVES):
        return columns
    return tuple(name for name in columns if name not in _MOVES)


def columns(where: Here) -> tuple[str, ...]:
    """What the table of balances shows."""
    return moved(where, with_disputed(where, *_COLUMNS, "arrears", "current_year", "credit"))


def by_name(answer: Answer) -> pd.DataFrame:
    """The rows in the order of the States' names, as they are read, and not of their codes."""
    frame = answer.frame()
    names = [printed(str(code)) if code else "" for code in answer.column("state")]
    return frame.iloc[sorted(range(len(names)), key=lambda place: (not names[place], names[place]))]


def published(where: Here) -> None:
    """The status of contributions as its publisher prints it, sheet by sheet; nothing where none is held."""
    periods = list(dict.fromkeys(str(period) for period in where.ask("status").column("period")))
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
    no_receipts(where)
    quotations.beside(where, "outstanding_contributions")
    st.markdown(
        say(
            "If your office holds the receipts, hand them in, and with them the table “{coverage}”, which says from "
            "when they are complete.",
            coverage=say(TABLES["coverage"].title),
        )
    )
    menu.page_link("upload", say("Hand in spreadsheets"), icon=":material/upload_file:")
    years = where.ask("assessed").column("year")
    if years:
        last = str(max(int(str(year)) for year in years))
        answer = where.ask("assessed", year=last)
        frame = answer.frame()
        names = [printed(str(code)) for code in frame["state"]]
        order = sorted(range(len(frame)), key=lambda n: (frame["state"].iloc[n] != where.state, names[n]))
        st.subheader(say("What each State is assessed for {year}", year=last), anchor=False)
        show.table(
            where, answer, ("state", "currency", "assessed", "document"), rows=frame.iloc[order], key="assessed_only"
        )


def parts(answer: Answer) -> dict[str, str]:
    """One State's bars of a year, column to words: three, or what is outstanding alone where all of it stands in the
    opening balance."""
    if not any(row["assessed"] or row["received"] for row in answer.dicts()):
        return {"outstanding": say("Outstanding")}
    return {"assessed": say("Assessed"), "received": say("Received"), "outstanding": say("Outstanding")}


def state_title(where: Here) -> str:
    """The finding about the State in view."""
    name = printed(str(where.state))
    rows = where.ask("balances", state=where.state, currency=where.currency).dicts()
    if not rows:
        return say("{state} has not been assessed by this date", state=name)
    row = rows[0]
    if row["known"] == "no":
        return say("{state}: the balance is not known on this date", state=name)
    amount = money(row["outstanding"], str(row["currency"]), exact=True)
    if not row["outstanding"]:
        return say("{state} owes nothing", state=name)
    arrears = money(row["arrears"], str(row["currency"]), exact=True)
    if where.foreseen:
        return say("{state} will owe {amount}, {arrears} for ended years", state=name, amount=amount, arrears=arrears)
    return say("{state} owes {amount}, of which {arrears} in arrears", state=name, amount=amount, arrears=arrears)


def bars_title(answer: Answer) -> str:
    """What one State's bars of a year are about."""
    if len(parts(answer)) == 1:
        return say("Outstanding by year of debt")
    return say("Assessed, received and outstanding by year")


def state_bars(answer: Answer) -> pd.DataFrame:
    """One State's bars: year, part, amount. Years without anything are left out."""
    rows = [
        {"year": row["year"], "part": word, "amount": row[name]}
        for row in answer.dicts()
        for name, word in parts(answer).items()
    ]
    return pd.DataFrame(rows, columns=["year", "part", "amount"])


def buckets(where: Here) -> tuple[str, ...]:
    """The ageing buckets in words: the years that they stand for on the date."""
    year = where.as_of.year
    return (
        say("{year} (current year)", year=year),
        *(str(year - age) for age in range(1, 5)),
        say("{year} and earlier", year=year - 5),
    )


def ageing_bars(where: Here, answer: Answer) -> pd.DataFrame:
    """A row for each State that owes and bucket with an amount, the largest debtor first."""
    owing = [row for row in answer.dicts() if row["outstanding"]]
    owing.sort(key=lambda row: (-_old(row), -Decimal(str(row["outstanding"]))))
    rows = [part for row in owing for part in _parts_of(where, row)]
    return pd.DataFrame(rows, columns=["name", "bucket", "order", "amount", "total", "label"])


def _parts_of(where: Here, row: dict[str, object]) -> list[dict[str, object]]:
    parts = [
        {
            "name": short(str(row["state"])),
            "bucket": bucket,
            "order": order,
            "amount": row[name],
            "total": None,
            "label": "",
        }
        for order, (bucket, name) in enumerate(zip(buckets(where), _AGES, strict=True))
        if row[name]
    ]
    parts[0] |= {"total": row["outstanding"], "label": money(row["outstanding"], "").strip()}
    return parts


def _old(row: dict[str, object]) -> Decimal:
    return Decimal(str(row["outstanding"])) - Decimal(str(row["current_year"]))


def curves(where: Here, answer: Answer) -> pd.DataFrame:
    """The collection curves on one common year, each carried on to its end (the current one to the date)."""
    frame = answer.frame()[["year", "day", "collection_rate_pct"]]
    drawn = []
    for year, rows in frame.groupby("year"):
        current = int(str(year)) == where.as_of.year
        end = where.as_of if current else date(int(str(year)), 12, 31)
        tail = rows.iloc[[-1]].assign(day=end)
        part = pd.concat([rows, tail]).assign(year=str(year), current=current, last=False)
        part.iloc[-1, part.columns.get_loc("last")] = True
        drawn.append(part)
    if not drawn:
        return frame
    whole = pd.concat(drawn)
    return whole.assign(on=[_in_common_year(day) for day in whole["day"]])


def _in_common_year(day: date) -> date:
    return date(2000, day.month, day.day)  # a leap year, so that 29 February has its place


def identity(where: Here) -> None:
    """The identity as one footed line: it proves that no amount is in no bucket, or in two."""
    for row in where.ask("identity", currency=where.currency).dicts():
        if row["known"] == "no":
            continue
        identity_line(where, row)
        if row["unidentified"]:
            amount = money(row["unidentified"], str(row["currency"]), exact=True)
            st.caption(say("Besides, {amount} was received from payers not yet identified.", amount=amount))
            menu.page_link("register", say("Identify these payers"), ":material/person_search:")


def identity_line(where: Here, row: dict[str, object]) -> None:
    """One balance, or all of them together, as an equation with the sign of whether it holds."""
    outside = bool(row["disputed"]) and where.books.rulebook.receipts.disputed == "outside"
    names = ("opening", *_MOVES, *(["disputed"] if outside else []), "arrears", "current_year", "credit")
    values = {name: money(row[name], str(row["currency"]), exact=True) for name in names}
    left = _sum(row, ("opening", "assessed"), ("received", "adjusted", *(["disputed"] if outside else [])))
    right = _sum(row, ("arrears", "current_year"), ("credit",))
    if outside and not any(row[name] for name in _MOVES):
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


def _sum(row: dict[str, object], plus: tuple[str, ...], minus: tuple[str, ...]) -> Decimal:
    return sum((Decimal(str(row[n])) for n in plus), Decimal(0)) - sum(
        (Decimal(str(row[n])) for n in minus), Decimal(0)
    )
