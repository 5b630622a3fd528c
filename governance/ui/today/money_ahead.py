"""How long the money lasts: one sentence and one chart for the first screen, and the rest on a page of its own."""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import streamlit as st

from governance.books import Answer
from governance.charts import course, stacked
from governance.charts.theme import ASSESSED, GREEN, ORANGE, PURPLE
from governance.headings import choice, label
from governance.names import printed
from governance.questions.rows import Row
from governance.rules.liquidity.forecast import LEAST_REPLAYS
from governance.ui.parts import choices, show, sourcing
from governance.ui.parts.numbers import day_short, day_words, money_short, month_short, number, of_a_whole
from governance.ui.parts.words import bare, count, joined, mark, say
from governance.ui.shell import link
from governance.ui.shell.here import Here
from governance.ui.shell.menu import page_link

_TALL = 320  # pixels, of which the legend takes a third
_RESERVES = (ORANGE, PURPLE, GREEN)
_CUTS = 30  # per cent: more is no cut but another budget
_SURPLUS = 5000  # thousands
_DELAYS = ("30", "60", "90", "180", "never")

Supposed = Mapping[str, Any]


def on_today(where: Here) -> None:
    """The sentence and the chart, on the first screen; nothing where receipts are not known, or on a day to come."""
    if where.foreseen or not where.receipts_known:
        return
    lasts = _lasting(where, {})
    st.header(say("How long the money lasts"), anchor=False)
    st.markdown(sentence(where, {}))
    if lasts is not None and lasts.known("lowest"):
        layers(where, {}, tall=_TALL)
    page_link("liquidity", say("Cash, forecast and the payments that decide"), ":material/arrow_forward:")


def _lasting(where: Here, supposed: Supposed) -> Row | None:
    rows = where.ask("months_of_cash", currency=where.currency, **supposed).dicts()
    return rows[0] if rows else None


def sentence(where: Here, supposed: Supposed) -> str:
    """The answer: months of cash, and whether it runs out; or what is missing to say so."""
    lasts = _lasting(where, supposed)
    if lasts is None or not lasts.known("months_of_cash"):
        because = lasts.text_or_none("because") if lasts else None
        return joined(" ", (part for part in (say("How long the money lasts is not known here."), because) if part))
    return joined(" ", (part for part in (_months(lasts), gone(lasts), lasts.text_or_none("because")) if part))


def anything(where: Here, supposed: Supposed) -> bool:
    """Whether there is anything to draw: cash to come, or what Members are expected to pay. Where not, the sentence
    says what is missing, and nothing below would say more."""
    asked = (
        where.ask("liquidity", currency=where.currency, **supposed),
        where.ask("forecast", currency=where.currency),
    )
    for answer in asked:
        sourcing.remember(answer)
    return any(answer.rows for answer in asked)


def _months(lasts: Row) -> str:
    currency = lasts.text("currency")
    values = {
        "cash": money_short(lasts["cash_at_hand"], currency),
        "months": number(lasts.amount("months_of_cash")),
    }
    if not lasts.known("months_with_reserves"):
        return say("Cash of **{cash}** pays **{months} months** of what is planned to be spent.", **values)
    return say(
        "Cash of **{cash}** pays **{months} months** of what is planned to be spent, with the reserves {more} months.",
        more=number(lasts.amount("months_with_reserves")),
        **values,
    )


def gone(lasts: Row) -> str | None:
    """When it runs out if as much comes in as is expected: a projection, and said to be one."""
    if not lasts.known("lowest"):
        return None
    alone, all_gone = lasts.day_or_none("below_zero_on"), lasts.day_or_none("below_zero_with_reserves_on")
    if all_gone:
        message = _GONE_WITH_RESERVES if lasts.known("in_reserves") else _GONE
        return say(message, day=day_words(all_gone))
    if alone:
        return say(
            "If as much comes in as is expected, reserves are drawn on from **{day}** and are enough.",
            day=day_words(alone),
        )
    return say(
        _ENOUGH_WITHOUT_RESERVES if lasts.known("in_reserves") else _ENOUGH,
        day=day_words(lasts.day("lowest_on")),
        lowest=money_short(lasts["lowest"], lasts.text("currency")),
    )


_ENOUGH = mark("If as much comes in as is expected, no reserve is needed: the cash is lowest on {day}, at {lowest}.")
_ENOUGH_WITHOUT_RESERVES = mark(
    "If as much comes in as is expected, no reserve is needed: the cash without the reserves is lowest on {day}, at "
    "{lowest}."
)
_GONE = mark("If as much comes in as is expected, it is gone on **{day}**.")
_GONE_WITH_RESERVES = mark("If as much comes in as is expected, it is gone on **{day}**, reserves included.")


def layers(where: Here, supposed: Supposed, *, tall: int | None = None) -> None:
    """Cash on the date and at each month's end, with each reserve as a layer on it."""
    answer = where.ask("reserve_use", currency=where.currency, **supposed)
    by_month = where.ask("liquidity", currency=where.currency, **supposed)
    names = list(dict.fromkeys(row.text("reserve") for row in answer.dicts()))
    held = {(row["day"], row["reserve"]): row["held"] for row in answer.dicts()}
    rows = [
        {"month": bare(_end(row.day("day"))), "cash": row["cash_at_hand"]}
        | {name: held[row["day"], name] for name in names}
        for row in by_month.dicts()
    ]
    colours = {name: _RESERVES[place % len(_RESERVES)] for place, name in enumerate(names)}
    show.chart(
        where,
        by_month,
        stacked(
            rows,
            axis=bare(say("At hand ({currency})", currency=where.currency or "")),
            x="month",
            parts={"cash": (bare(say("Cash")), ASSESSED)}
            | {name: (bare(label("reserve", name)), colours[name]) for name in names},
            across=bare(say("Month’s end")),
            tall=tall,
        ),
        title=_least(_lasting(where, supposed), reserves=bool(names)),
        subtitle=say(
            "Cash now, and at each month’s end if as much comes in as is expected: a projection; the reserves stand on "
            "it."
        ),
        key="at_hand",
        nothing=say("What will be at hand is not known here."),
    )


def _end(day: date) -> str:
    """A month by its last day; another day as it is: short, so that the last of them is whole on a telephone."""
    last = day.day == calendar.monthrange(day.year, day.month)[1]
    return month_short(day) if last else day_short(day)


def _least(lasts: Row | None, *, reserves: bool) -> str:
    """On which day the least is at hand, of all days and not only of those that are drawn, and how much, with the
    `reserves` where there are."""
    if lasts is None or not lasts.known("lowest_with_reserves"):
        return ""
    return say(
        _LEAST_WITH_RESERVES if reserves else _LEAST,
        day=day_words(lasts.day("lowest_with_reserves_on")),
        amount=money_short(lasts["lowest_with_reserves"], lasts.text("currency")),
    )


_LEAST = mark("From this day on, the least is at hand on {day}: {amount}")
_LEAST_WITH_RESERVES = mark("From this day on, cash and reserves together are lowest on {day}: {amount}")


def instead(where: Here, supposed: Supposed) -> None:
    """The least at the months' ends to come, as supposed and if nothing were; nothing where nothing is supposed, or
    where it is not known."""
    ways = [where.ask("liquidity", currency=where.currency, **values).dicts()[1:] for values in (supposed, {})]
    if any(supposed.values()) and all(ways):
        least, usual = (min(rows, key=lambda row: row.amount("at_hand")) for rows in ways)
        st.markdown(
            say(
                "At the ends of the months to come the least at hand is **{amount}**, on {day}; without what is "
                "supposed here it is {usual}, on {usual_day}.",
                amount=money_short(least["at_hand"], least.text("currency")),
                day=day_words(least.day("day")),
                usual=money_short(usual["at_hand"], usual.text("currency")),
                usual_day=day_words(usual.day("day")),
            )
        )


def without(supposed: Supposed) -> None:
    """That what follows on the page leaves out what is supposed; nothing where nothing is."""
    if any(supposed.values()):
        st.markdown(say("The forecast and the tables below show what is expected without what is supposed here."))


def supposing(where: Here) -> Supposed:
    """What is supposed, by controls whose values are in the link: who pays late, how much less is spent, and how much
    surplus is returned, in full or only as far as contributions have come in. None where nothing would change."""
    lasts = _lasting(where, {})
    if not (lasts and lasts.known("months_of_cash")) and not where.ask("liquidity", currency=where.currency).rows:
        return {}
    owing = where.ask("forecast_by_state", currency=where.currency).dicts()
    with st.container(horizontal=True):
        none = {"": say("Nobody")}
        states = {row.text("state"): printed(row.text("state")) for row in owing}
        late = link.choose("late", say("Who pays late"), none | states, "")
        days = {each: _delay(each) for each in _DELAYS}
        delay = link.choose("delay", say("How late"), days, _DELAYS[1]) if late else ""
        cut = choices.number("cut", say("Cut in planned spending, per cent"), 0, _CUTS, 0)
        currency = where.currency or where.books.rulebook.currency
        thousands = say("Surplus returned to Members, in thousands of {currency}", currency=currency)
        surplus = choices.number("surplus", thousands, 0, _SURPLUS, 0)
        ways = {"in_full": say("In full"), "as_collected": say("Only as far as contributions have come in")}
        returned = link.choose("returned", say("How it is returned"), ways, "in_full") if surplus else ""
    return {
        "late": f"{late}:{delay}" if late else None,
        "cut": str(cut) if cut else None,
        "surplus": str(surplus * 1000) if surplus else None,
        "returned": returned or None,
    }


def _delay(days: str) -> str:
    return say("nothing is paid") if days == "never" else count("{number} day later", "{number} days later", int(days))


def expected(where: Here) -> None:
    """What Members are expected to pay: the band, in per cent of what is owed, and which way to forecast is used."""
    answer = where.ask("forecast", currency=where.currency)
    rows = answer.dicts()
    owed = rows[0].amount("owed") if rows else Decimal(0)

    def of_owed(row: Row, name: str) -> Decimal:
        return (100 * row.amount(name) / owed).quantize(Decimal("0.01"))

    nothing = dict.fromkeys(("now", "usual")) | dict.fromkeys(("low", "high", "projected"), Decimal(0))
    drawn = [{"day": where.as_of, **nothing}] if owed else []
    drawn += [
        {
            "day": row["day"],
            "now": None,
            "usual": None,
            "low": of_owed(row, "expected_least"),
            "high": of_owed(row, "expected_most"),
            "projected": of_owed(row, "expected_amount"),
        }
        for row in (rows if owed else [])
    ]
    show.chart(
        where,
        answer,
        course(drawn, axis=bare(say("Per cent")), words={"projected": bare(_last(rows, owed))} if drawn else {},
               stepped=False),
        title=_expected(rows[-1]) if drawn else "",
        subtitle=say("A projection: what comes in of {owed} owed now or within twelve months, in per cent.",
                     owed=money_short(owed, str(where.currency))),
        key="forecast",
        note=say("Dotted: the middle of what is expected. Grey: the range of eight in ten cases."),
        nothing=say("What Members will pay is not forecast here: receipts are not known over enough years."),
    )  # fmt: skip


def _last(rows: list[Row], owed: Decimal) -> str:
    return say("projected {share}", share=of_a_whole(100 * rows[-1].amount("expected_amount") / owed))


def _expected(row: Row) -> str:
    currency = row.text("currency")
    return say(
        "Within twelve months {amount} is expected, between {least} and {most}",
        amount=money_short(row["expected_amount"], currency),
        least=money_short(row["expected_least"], currency),
        most=money_short(row["expected_most"], currency),
    )


def error(where: Here) -> None:
    """How wrong such forecasts were: over all past years in one sentence, and each year in a table."""
    answer = where.ask("forecast_error", currency=where.currency)
    rows = [row for row in answer.dicts() if row["used"] == "yes"]
    if not rows:
        return
    st.header(say("How wrong such forecasts were"), anchor=False)
    st.markdown(joined(" ", (part for part in (method(rows), accuracy(rows), _made_up(answer)) if part)))
    show.table(where, answer, [name for name in answer.columns if name != "currency"])


def method(rows: list[Row]) -> str:
    """Which way to forecast is used, and why: with few past years none is nearer than another."""
    row = rows[0]
    if row["forecast_method"] == "habits":
        if len(rows) < LEAST_REPLAYS:
            return say(
                "Too few past years are known to tell which way to forecast is nearer: each Member’s own habits are "
                "used."
            )
        return say(
            "Forecasts from each Member’s own habits came nearer to what was received than two simple rules, so they "
            "are used."
        )
    return say(
        "A simple rule came nearer to what was received than forecasts from each Member’s own habits, so it is used: "
        "{rule}.",
        rule=choice("forecast_method", row.text("forecast_method")),
    )


def accuracy(rows: list[Row]) -> str | None:
    """How often the band held, and how wrong the sum was, over the years of which both are known."""
    judged = [row for row in rows if row.known("inside_pct") and row.known("forecast_error_pct")]
    if not judged:
        return None
    inside = sum((row.amount("inside_pct") for row in judged), Decimal(0))
    error = sum((abs(row.amount("forecast_error_pct")) for row in judged), Decimal(0))
    return count(
        "Run on {number} past year as of the first day of the month, what came in lay within the band on {inside} of "
        "the days; the sum until the end of the year was wrong by {error} in the mean.",
        "Run on each of {number} past years as of the first day of the month, what came in lay within the band on "
        "{inside} of the days; the sum until the end of the year was wrong by {error} in the mean.",
        len(judged),
        inside=of_a_whole(inside / len(judged)),
        error=of_a_whole(error / len(judged)),
    )


def _made_up(answer: Answer) -> str | None:
    """Of a made-up ledger only calibration is claimed."""
    if "demonstration" not in answer.evidence:
        return None
    return say(
        "These payments are made up from habits: that habits foretell them proves nothing. Only that the band holds "
        "about eight in ten days is claimed here."
    )


def without_one(lasts: Row | None) -> str:
    """What the days say on which the cash is gone if one State pays nothing; that none stands where it is not known."""
    if lasts is None or not lasts.known("lowest"):
        return say("On which day the cash would be gone if one of them paid nothing is not known here.")
    return say(
        "Where a day stands, the cash alone, or the cash with the reserves, would be gone on it if that State paid "
        "nothing; a dash means that it lasts as long as spending is planned."
    )


def deciding(where: Here) -> None:
    """The payments that decide the year, and what each State is expected to pay."""
    answer = where.ask("deciding_payments", currency=where.currency)
    if answer.rows:
        st.header(say("The payments that decide the year"), anchor=False)
        st.markdown(without_one(_lasting(where, {})))
        show.table(where, answer)
    of_each = where.ask("forecast_by_state", currency=where.currency)
    if of_each.rows:
        st.header(say("What each State is expected to pay"), anchor=False)
        st.markdown(
            say(
                "Each State’s own forecast, by how it paid in past years: these do not add up to the forecast of all "
                "States together."
            )
        )
        show.table(where, of_each, totals=("owed", "announced_amount"))
