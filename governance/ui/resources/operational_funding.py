"""What the page on operational funding says of the whole: the core beside voluntary money, and the accounts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import streamlit as st

from governance.books import Answer
from governance.charts import lines, stacked, theme
from governance.questions.rows import Row
from governance.revenue_kinds import WORDS
from governance.ui.parts import show, stated
from governance.ui.parts.folded import folded
from governance.ui.parts.numbers import hedged, money, money_short, percent
from governance.ui.parts.words import count, joined, say
from governance.ui.resources.contributions import core_and_voluntary
from governance.ui.shell import link
from governance.ui.shell.here import Here

_PARTS_COLUMNS = (
    "year",
    "currency",
    "administrative_budget",
    "operational_currency",
    "operational_budget",
    "core_share_pct",
    "average_rate",
    "series",
    "document",
)
_FUND_COLUMNS = ("fund", "year", "currency", "opening_balance", "income", "spent", "closing_balance", "opening_gap")
_AGREEMENT_COLUMNS = (
    "year",
    "revenue_kind",
    "finding",
    "currency",
    "total_by_type",
    "sum_of_rows",
    "difference",
    "difference_pct",
)


def currency_of(where: Here) -> str | None:
    """The currency in view: the one that the latest year's accounts use, or another of the ledger's by choice."""
    rows = where.ask("funds").dicts()
    rows += [row for row in where.ask("core_and_voluntary").dicts() if row["voluntary"] is not None]
    rows.sort(key=lambda row: row.whole("year"))
    used = list(dict.fromkeys(row.text("currency") for row in reversed(rows)))
    if len(used) < 2:
        return used[0] if used else None
    return link.choose("currency", say("Currency"), {code: code for code in used}, used[0], width=160)


def sentence(answer: Answer) -> str:
    """The last year in which both stand: what was assessed, what was given besides, and the core's share."""
    rows = [row for row in answer.dicts() if row["core_share_pct"] is not None]
    if not rows:
        return say("There is no year for which assessed and voluntary contributions stand in one currency.")
    row = rows[-1]
    currency = row.text("currency")
    return say(
        "For {year}, **{assessed}** was assessed and **{voluntary}** came in voluntarily: the assessed core is "
        "**{share}** of both.",
        year=row["year"],
        assessed=money_short(row["assessed"], currency),
        voluntary=money_short(row["voluntary"], currency),
        share=percent(row["core_share_pct"]),
    )


def core(where: Here, answer: Answer, currency: str) -> None:
    """The share of the core as one large line; below it what makes it, assessed and voluntary money by year."""
    rows = answer.dicts()
    show.chart(
        where,
        answer,
        lines(
            rows,
            axis=say("Share of assessed and voluntary together (%)"),
            parts={"core_share_pct": (say("Share of the core"), theme.ASSESSED)},
            number=".1f",
        ),
        title=core_title(rows),
        subtitle=say("Assessed contributions in per cent of assessed and voluntary contributions together, by year"),
        key="core_share",
        happened=("growth",),
    )
    show.chart(
        where,
        answer,
        stacked(
            rows,
            axis=say("Contributions ({currency})", currency=currency),
            parts=core_and_voluntary(),
            number=",.0f",
        ),
        title=voluntary_title(rows, currency),
        subtitle=say(
            "Contributions by year, in {currency}; the assessed core stands at the foot of each bar. By the totals of "
            "each type of revenue where they are held, else by the single contributions.",
            currency=currency,
        ),
        key="core",
        happened=("growth",),
    )


def core_title(rows: list[Row]) -> str:
    """How the share of the core moved, as a finding."""
    held = [row for row in rows if row["core_share_pct"] is not None]
    if not held:
        return say("In no year do assessed and voluntary contributions stand in one currency")
    first, last = held[0], held[-1]
    values = {"before": percent(first["core_share_pct"]), "first": first["year"],
              "now": percent(last["core_share_pct"]), "last": last["year"]}  # fmt: skip
    if first["year"] == last["year"]:
        return say("The assessed core is {now} of all contributions of {last}", **values)
    if values["before"] == values["now"]:
        return say("The assessed core is {now} of all contributions, in {last} as in {first}", **values)
    if last.amount("core_share_pct") < first.amount("core_share_pct"):
        return say(
            "The assessed core shrank from {before} of all contributions in {first} to {now} in {last}", **values
        )
    return say("The assessed core grew from {before} of all contributions in {first} to {now} in {last}", **values)


def voluntary_title(rows: list[Row], currency: str) -> str:
    """What came in voluntarily in the first and in the last year that are held."""
    held = [row for row in rows if row["voluntary"] is not None]
    if not held:
        return say("No voluntary contributions are held")
    first, last = held[0], held[-1]
    values = {"now": money_short(last["voluntary"], currency), "last": last["year"],
              "before": money_short(first["voluntary"], currency), "first": first["year"]}  # fmt: skip
    if first["year"] == last["year"]:
        return say("{now} came in voluntarily for {last}", **values)
    if values["now"] == values["before"]:
        return say("As much came in voluntarily for {last} as for {first}: {now}", **values)
    if last.amount("voluntary") > first.amount("voluntary"):
        return say("Voluntary contributions grew from {before} for {first} to {now} for {last}", **values)
    return say("Voluntary contributions fell from {before} for {first} to {now} for {last}", **values)


def two_parts(where: Here) -> None:
    """The administrative beside the operational part of the budget; the rate and its year where currencies differ."""
    answer = where.ask("budget_parts")
    figures = where.ask("funding_stated")
    if not answer.rows and not figures.rows:
        return
    st.header(say("The two parts of the budget"), anchor=False)
    for row in answer.dicts():
        if row["average_rate"] is not None:
            st.markdown(_across_currencies(row, figures.dicts()))
    if answer.rows:
        show.table(where, answer, _PARTS_COLUMNS, rows=answer.frame().iloc[::-1], key="parts")
    if figures.rows:
        folded(
            say("What documents state of budgets and expenditure"),
            lambda: show.table(where, figures, stated.COLUMNS, rows=figures.frame().iloc[::-1], key="funding_stated"),
            key="funding_stated",
            icon=":material/format_quote:",
        )


def _across_currencies(row: Row, figures: list[Row]) -> str:
    """One year in words: both parts as stated, one Member's shares where documents state them, and the rate."""
    both = (row.text("currency"), row.text("operational_currency"))
    currency, other = sorted(both, key=row.text("series").find)  # a series is named for them: CHF per USD
    parts = say(
        "**{year}**: the administrative part is {core}, operations {operational}. At the average rate of {rate_year}, "
        "{rate} {currency} for one {other}, the administrative part is {share} of both.",
        year=row["year"],
        core=_hedged(row["administrative_budget"], row.text("currency"), row["qualifier"]),
        operational=_hedged(row["operational_budget"], row.text("operational_currency"), row["operational_qualifier"]),
        rate=row.amount("average_rate").normalize(),
        currency=currency,
        other=other,
        rate_year=row["rate_year"],
        share=percent(row["core_share_pct"]),
    )
    stated_then = {f.text("indicator"): f for f in figures if f["stated_for"] == str(row.whole("year"))}
    voluntary = stated_then.get("us_voluntary_contribution_usd")
    if not row.known("member_share_pct") or voluntary is None:
        return parts
    member = say(
        "Of the first, the United States of America bears {share}; of the second, {amount}.",
        share=percent(row["member_share_pct"]),
        amount=_hedged(voluntary["figure"], voluntary.text("unit"), voluntary["qualifier"]),
    )
    return joined(" ", (part for part in (parts, member, _in_a_document(row, stated_then)) if part))


def _in_a_document(row: Row, stated_then: Mapping[str, Row]) -> str | None:
    """The Member's share as an amount, beside the words with which a document rounds it."""
    rounded_by = stated_then.get("us_assessed_contribution_chf")
    if rounded_by is None or rounded_by["unit"] != row["currency"]:
        return None
    return say(
        "{share} of {core} is **{amount}**; the document says: “{quote}”.",
        share=percent(row["member_share_pct"]),
        core=money_short(row["administrative_budget"], row.text("currency")),
        amount=money_short(row["member_amount"], row.text("currency")),
        quote=rounded_by["quote"],
    )


def _hedged(amount: Decimal, currency: str, qualifier: str) -> str:
    return hedged(money_short(amount, currency), qualifier)


def accounts(where: Here, currency: str) -> None:
    """Revenue less expenses, and other revenue."""
    left, right = st.columns(2)
    with left:
        spending = where.ask("spending", currency=currency)
        rows = [row for row in spending.dicts() if row.known("difference")]
        show.chart(
            where,
            spending,
            stacked(
                [Row(row, over=row["difference"] >= 0) for row in rows],
                axis=say("Revenue less expenses ({currency})", currency=currency),
                parts={
                    True: (say("More came in than went out"), theme.MORE),
                    False: (say("More went out than came in"), theme.LESS),
                },
                y="difference",
                series="over",
                number="+,.0f",
            ),
            title=spending_title(rows, currency),
            subtitle=say("All revenue less all expenses of the year, in {currency}", currency=currency),
            key="spending",
            happened=("growth",),
            nothing=say("All revenue and all expenses of one year are not both held here."),
        )
    with right:
        other = where.ask("other_revenue", currency=currency)
        by_year = [{"year": year, "revenue": revenue} for year, revenue in _by_year(other.dicts()).items()]
        show.chart(
            where,
            other,
            stacked(
                by_year,
                axis=say("Other revenue ({currency})", currency=currency),
                y="revenue",
                colour=theme.OTHER_REVENUE,
            ),
            title=_other_title(by_year, currency),
            subtitle=say("Revenue that is neither assessed nor voluntary, by year, in {currency}", currency=currency),
            key="other_revenue",
            happened=("growth",),
            columns=("year", "type", "revenue", "currency", "note", "document"),
            nothing=say("No other revenue is held here."),
        )
    by_type = where.ask("expenses", currency=currency)
    if len(set(by_type.column("type"))) > 1:
        columns = ("year", "type", "expenses", "currency", "document")
        folded(
            say("Expenses by type"), lambda: show.table(where, by_type, columns, key="expenses"), key="expenses_by_type"
        )


def spending_title(rows: list[Row], currency: str) -> str:
    """Whether more came in than went out in the last year, and in how many of all."""
    if not rows:
        return ""
    last = rows[-1]
    difference = last.amount("difference")
    values = {
        "year": last["year"],
        "amount": money_short(abs(difference), currency),
        "over": sum(row.amount("difference") > 0 for row in rows),
        "under": sum(row.amount("difference") < 0 for row in rows),
        "all": len(rows),
    }
    if difference > 0 and len(rows) == 1:
        return say("{amount} more came in than went out in {year}", **values)
    if difference < 0 and len(rows) == 1:
        return say("{amount} more went out than came in in {year}", **values)
    if difference > 0:
        return say("{amount} more came in than went out in {year}, as in {over} of all years held ({all})", **values)
    if difference < 0:
        return say("{amount} more went out than came in in {year}, as in {under} of all years held ({all})", **values)
    return say("In {year} as much went out as came in", **values)


def _other_title(rows: list[dict[str, Any]], currency: str) -> str:
    """The largest and the last year of other revenue."""
    if not rows:
        return ""
    last, most = rows[-1], max(rows, key=lambda row: row["revenue"])
    values = {"year": last["year"], "amount": money_short(last["revenue"], currency),
              "when": most["year"], "most": money_short(most["revenue"], currency)}  # fmt: skip
    if len(rows) == 1:
        return say("Other revenue is {amount} in {year}", **values)
    if last is most:
        return say("Other revenue is {amount} in {year}, the most of all years held", **values)
    return say("Other revenue is {amount} in {year}; it was highest in {when}: {most}", **values)


def _by_year(rows: list[Row]) -> dict[int, Decimal]:
    sums: dict[int, Decimal] = defaultdict(Decimal)
    for row in rows:
        sums[row.whole("year")] += row.amount("revenue")
    return dict(sorted(sums.items()))


def funds(where: Here, currency: str) -> None:
    """Each fund's balance at the end of each year, and whether it opens with what it closed with."""
    answer = where.ask("funds", currency=currency)
    st.header(say("Funds"), anchor=False)
    if not answer.rows:
        st.markdown(
            say("No movements of funds are held here: discretionary income, the 1035 facility and the emergency "
                "revolving fund are charted once they are handed in.")
        )  # fmt: skip
        return
    gaps = [row for row in answer.dicts() if row["opening_gap"]]
    for row in gaps:
        gap = row.amount("opening_gap")
        told = {"fund": row["fund"], "year": row["year"], "gap": money(abs(gap), row.text("currency"), exact=True)}
        text = (
            say("{fund} opened {year} with {gap} more than it had closed with.", **told)
            if gap > 0
            else say("{fund} opened {year} with {gap} less than it had closed with.", **told)
        )
        st.warning(text, icon=":material/warning:")
    rows = answer.dicts()
    show.chart(
        where,
        answer,
        lines(
            rows,
            axis=say("Balance on 31 December ({currency})", currency=currency),
            parts={row["fund"]: row.text("fund") for row in rows},
            y="closing_balance",
            series="fund",
        ),
        title=funds_title(rows, currency),
        subtitle=say("Balance of each fund on 31 December, in {currency}", currency=currency),
        key="funds",
        happened=("growth",),
        note=None if gaps else say("Each fund opens with the balance that closed the year before."),
        columns=_FUND_COLUMNS,
    )


def funds_title(rows: list[Row], currency: str) -> str:
    """Which fund held the most at the end of the last year; where there is but one, what it held."""
    last = max(row.whole("year") for row in rows)
    held = [row for row in rows if row["year"] == last and row.known("closing_balance")]
    if not held:
        return say("No balance of the end of {year} is held", year=last)
    most = max(held, key=lambda row: row.amount("closing_balance"))
    values = {"fund": most["fund"], "year": last, "amount": money_short(most["closing_balance"], currency)}
    if len(held) == 1:
        return say("{fund} held {amount} at the end of {year}", **values)
    return say("{fund} held the most at the end of {year}: {amount}", **values)


def agreement(where: Here, currency: str) -> None:
    """Where the totals by type and the sums of single contributions differ, year by year."""
    answer = where.ask("revenue_agreement", currency=currency)
    if not answer.rows:
        return
    found = answer.column("finding")
    title = (
        say("Every total that can be compared equals its single contributions")
        if "agrees" in found
        else say("No total can be compared with its single contributions")
    )
    if differing := found.count("differs"):
        title = count(
            "{number} total differs from its single contributions",
            "{number} totals differ from their single contributions",
            differing,
        )
    st.header(title, anchor=False)
    st.caption(say("Totals by type and single contributions come from two tables. Nothing was adjusted to fit."))
    frame = answer.frame().iloc[::-1]
    shown = frame.assign(revenue_kind=[say(WORDS[key]) for key in frame["revenue_kind"]])
    show.table(where, answer, _AGREEMENT_COLUMNS, rows=shown, key="agreement")
