"""What the page on operational funding says of the whole: the core beside voluntary money, and the accounts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from decimal import Decimal

import streamlit as st

from governance.books import Answer
from governance.charts import lines, stacked, theme
from governance.money import rounded
from governance.questions.rows import Row
from governance.revenue_kinds import WORDS
from governance.ui.parts import show, stated
from governance.ui.parts.numbers import money, money_short, percent
from governance.ui.parts.words import count, joined, mark, say
from governance.ui.resources.contributions import core_and_voluntary
from governance.ui.shell import link
from governance.ui.shell.here import Here

FINDINGS = {
    "agrees": mark("agrees"),
    "differs": mark("differs"),
    "no_rows": mark("no single contributions held"),
    "no_total": mark("no total held"),
}
_PARTS_COLUMNS = (
    "year",
    "currency",
    "administrative_budget",
    "operational_currency",
    "operational_budget",
    "operational_qualifier",
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
    rows = [row for row in where.ask("core_and_voluntary").dicts() if row["voluntary"] is not None]
    rows += where.ask("funds").dicts()
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
    """Assessed and voluntary money by year on each other, and beside it the share of the core."""
    left, right = st.columns(2)
    with left:
        show.chart(
            where,
            answer,
            stacked(
                answer.dicts(),
                axis=say("Contributions ({currency})", currency=currency),
                parts=core_and_voluntary(),
                number=",.0f",
            ),
            title=say("Assessed and voluntary contributions by year"),
            key="core",
            note=_core_note(answer, currency),
        )
    with right:
        show.chart(
            where,
            answer,
            lines(
                answer.dicts(),
                axis=say("Share of assessed and voluntary together (%)"),
                parts={"core_share_pct": say("Share of the core")},
            ),
            title=core_title(answer),
            key="core_share",
        )


def _core_note(answer: Answer, currency: str) -> str:
    """What the thin part at the foot of the last bar is, and whence the amounts come."""
    words = say("By the totals of each type of revenue where they are held, else by the single contributions.")
    rows = [row for row in answer.dicts() if row["core_share_pct"] is not None]
    if not rows:
        return words
    told = say(
        "At the foot of each bar stands the assessed core: {assessed} in {year}, below {voluntary} voluntary.",
        assessed=money_short(rows[-1]["assessed"], currency),
        voluntary=money_short(rows[-1]["voluntary"], currency),
        year=rows[-1]["year"],
    )
    return f"{told} {words}"


def core_title(answer: Answer) -> str:
    """How the share of the core moved, as a finding."""
    rows = [row for row in answer.dicts() if row["core_share_pct"] is not None]
    if len(rows) < 2:
        return say("The assessed core's share of all contributions")
    first, last = rows[0], rows[-1]
    return say(
        "The core's share: {before} in {first}, {now} in {last}",
        before=percent(first["core_share_pct"]),
        first=first["year"],
        now=percent(last["core_share_pct"]),
        last=last["year"],
    )


def two_parts(where: Here) -> None:
    """The administrative beside the operational part of the budget; the rate and its year where currencies differ."""
    answer = where.ask("budget_parts")
    figures = where.ask("funding_stated")
    if not answer.rows and not figures.rows:
        return
    st.subheader(say("The two parts of the budget"), anchor=False)
    for row in answer.dicts():
        if row["average_rate"] is not None:
            st.markdown(_across_currencies(row, figures.dicts()))
    if answer.rows:
        show.table(where, answer, _PARTS_COLUMNS, rows=answer.frame().iloc[::-1], key="parts")
    if figures.rows:
        with st.expander(say("What documents state of budgets and expenditure"), icon=":material/format_quote:"):
            show.table(where, figures, stated.COLUMNS, rows=stated.as_words(figures.frame()), key="funding_stated")


def _across_currencies(row: Row, figures: list[Row]) -> str:
    """One year in words: both parts as stated, one Member's shares where documents state them, and the rate."""
    parts = say(
        "**{year}**: the administrative part is {core}, operations {operational}. At the average rate of {rate_year}, "
        "{rate} {series}, the administrative part is {share} of both.",
        year=row["year"],
        core=_hedged(row["administrative_budget"], row.text("currency"), row["qualifier"]),
        operational=_hedged(row["operational_budget"], row.text("operational_currency"), row["operational_qualifier"]),
        rate=row.amount("average_rate").normalize(),
        series=row["series"],
        rate_year=row["rate_year"],
        share=percent(row["core_share_pct"]),
    )
    stated_then = {f.text("indicator"): f for f in figures if f["stated_for"] == str(row.whole("year"))}
    assessed, voluntary = (
        stated_then.get(f"us_{name}") for name in ("assessed_share_pct", "voluntary_contribution_usd")
    )
    if assessed is None or voluntary is None:
        return parts
    member = say(
        "Of the first, the United States of America bears {share}; of the second, {amount}.",
        share=percent(assessed["figure"]),
        amount=_hedged(voluntary["figure"], voluntary.text("unit"), voluntary["qualifier"]),
    )
    return joined(" ", (part for part in (parts, member, _worked_out(row, assessed, stated_then)) if part))


def _worked_out(row: Row, share: Row, stated_then: Mapping[str, Row]) -> str | None:
    """The Member's share of the administrative part as an amount, beside the words with which a document rounds it."""
    rounded_by = stated_then.get("us_assessed_contribution_chf")
    if rounded_by is None or rounded_by["unit"] != row["currency"]:
        return None
    amount = row.amount("administrative_budget") * share.amount("figure") / 100
    return say(
        "{share} of {core} is **{amount}**; the document says: “{quote}”.",
        share=percent(share["figure"]),
        core=money_short(row["administrative_budget"], row.text("currency")),
        amount=money_short(rounded(amount), row.text("currency")),
        quote=rounded_by["quote"],
    )


def _hedged(amount: Decimal, currency: str, qualifier: object) -> str:
    text = money_short(amount, currency)
    return text if qualifier == "exact" else say("about {value}", value=text) if qualifier == "about" else say(
        "more than {value}", value=text
    )  # fmt: skip


def accounts(where: Here, currency: str) -> None:
    """Other revenue, and all revenue beside all spending."""
    left, right = st.columns(2)
    with left:
        other = where.ask("other_revenue", currency=currency)
        show.chart(
            where,
            other,
            stacked(
                [{"year": year, "revenue": revenue} for year, revenue in _by_year(other.dicts()).items()],
                axis=say("Other revenue ({currency})", currency=currency),
                y="revenue",
                colour=theme.OTHER_REVENUE,
            ),
            title=say("Other revenue by year"),
            key="other_revenue",
            columns=("year", "type", "revenue", "currency", "note", "document"),
        )
    with right:
        spending = where.ask("spending", currency=currency)
        show.chart(
            where,
            spending,
            lines(
                spending.dicts(),
                axis=say("Amount ({currency})", currency=currency),
                parts={
                    "revenue": (say("All revenue"), theme.ALL_REVENUE),
                    "expenses": (say("All expenses"), theme.ALL_EXPENSES),
                },
            ),
            title=say("All revenue and all expenses by year"),
            key="spending",
        )
    by_type = where.ask("expenses", currency=currency)
    if len(set(by_type.column("type"))) > 1:
        with st.expander(say("Expenses by type"), icon=":material/table:"):
            show.table(where, by_type, ("year", "type", "expenses", "currency", "document"), key="expenses")


def _by_year(rows: list[Row]) -> dict[int, Decimal]:
    sums: dict[int, Decimal] = defaultdict(Decimal)
    for row in rows:
        sums[row.whole("year")] += row.amount("revenue")
    return dict(sorted(sums.items()))


def funds(where: Here, currency: str) -> None:
    """Each fund's balance at the end of each year, and whether it opens with what it closed with."""
    answer = where.ask("funds", currency=currency)
    st.subheader(say("Funds"), anchor=False)
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
    show.chart(
        where,
        answer,
        lines(
            answer.dicts(),
            axis=say("Balance on 31 December ({currency})", currency=currency),
            parts={row["fund"]: row.text("fund") for row in answer.dicts()},
            y="closing_balance",
            series="fund",
        ),
        title=say("What each fund held at the end of each year"),
        key="funds",
        note=None if gaps else say("Each fund opens with the balance that closed the year before."),
        columns=_FUND_COLUMNS,
    )


def agreement(where: Here, currency: str) -> None:
    """Where the totals by type and the sums of single contributions differ, year by year."""
    answer = where.ask("revenue_agreement", currency=currency)
    if not answer.rows:
        return
    differing = answer.column("finding").count("differs")
    title = say("Every total that can be compared equals its single contributions")
    if differing:
        title = count(
            "{number} total differs from its single contributions",
            "{number} totals differ from their single contributions",
            differing,
        )
    st.subheader(title, anchor=False)
    st.caption(say("Totals by type and single contributions come from two tables. Nothing was adjusted to fit."))
    frame = answer.frame().iloc[::-1]
    shown = frame.assign(
        finding=[say(FINDINGS[key]) for key in frame["finding"]],
        revenue_kind=[say(WORDS[key]) for key in frame["revenue_kind"]],
    )
    show.table(where, answer, _AGREEMENT_COLUMNS, rows=shown, key="agreement")
