"""What the page on zero nominal growth says and draws about budgets and prices."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from governance.books import Answer
from governance.charts.growth import budget_against_prices
from governance.questions.growth.growth_figures import BASIS_WORDS
from governance.ui.budget import growth_words as words_of
from governance.ui.parts import show
from governance.ui.parts.numbers import percent
from governance.ui.parts.words import bare, joined, say
from governance.ui.shell import link
from governance.ui.shell.here import Here

_COLUMNS = (
    "year",
    "basis",
    "amount",
    "currency",
    "growth_policy",
    "change_pct",
    "first_full_year",
    "change_without_pct",
    "last_figure_year",
    "change_since_pct",
    "real_change_pct",
    "amount_in_base_prices",
    "zero_real_growth",
    "purchasing_power_lost_pct",
    "price",
    "price_evidence",
    "evidence",
    "document",
)


def nothing() -> None:
    """What is missing, and how to bring it."""
    st.markdown(
        say(
            "No budget and no assessments are held here on this date. Hand in the table `budgets` (or `assessments`), "
            "a price index in `prices`, and its currency in `price_series`: then this page shows what a frozen budget "
            "is still worth."
        )
    )


def budget(where: Here, currency: str) -> None:
    """The choices, the answer in a sentence, and the chart of one currency."""
    first = where.ask("zero_growth", currency=currency)
    rows = first.dicts()
    years = [str(row["year"]) for row in rows if row["amount"] is not None and row["basis"] != "proposed"]
    if not years:
        st.markdown(
            say("In {currency} only proposed budgets are held here, and none that was decided.", currency=currency)
        )
        return
    left, right = st.columns([1, 2])
    with left:
        base = link.choose(
            f"base_{currency.lower()}",
            say("Base year ({currency})", currency=currency),
            {year: year for year in reversed(years)},
            str(rows[0]["base_year"]),
        )
    with right:
        series = _series_choice(where, currency)
    default = base == str(rows[0]["base_year"]) and series == rows[0]["series"]
    answer = first if default else where.ask("zero_growth", currency=currency, base_year=base, series=series)
    st.markdown(
        " ".join(
            part
            for part in (
                words_of.lost(answer),
                words_of.rises(answer),
                words_of.new_shares(answer),
                words_of.elsewhere(where, answer, currency),
            )
            if part
        )
    )
    words = _words(str(base), currency)
    show.chart(
        where,
        answer,
        budget_against_prices(
            say("Million {currency}", currency=currency),
            words,
            _policies(answer),
            recovered="recovered" in answer.column("basis"),
        ),
        _drawn(answer, words),
        title=_title(answer, currency),
        key=f"budget_{currency.lower()}",
        note=_note(where, answer, currency),
        columns=_COLUMNS,
    )


def _policies(answer: Answer) -> tuple[str, str, str] | None:
    """The legend of growth policies, where a document states one."""
    if not any(answer.column("growth_policy")):
        return None
    return (
        say("Growth policy, as the year's document states it"),
        say("zero nominal growth"),
        say("another growth policy"),
    )


def _series_choice(where: Here, currency: str) -> str | None:
    names = list(dict.fromkeys(str(name) for name in where.ask("price_figures", currency=currency).column("series")))
    if not names:
        st.caption(
            say(
                "No price index of {currency} is held here, so nothing can be said about purchasing power: hand one in "
                "with the tables `prices` and `price_series`.",
                currency=currency,
            )
        )
        return None
    return link.choose(
        f"prices_{currency.lower()}",
        say("Prices: an index of what {currency} buys", currency=currency),
        {name: name for name in names},
        names[0],
    )


def _words(base: str, currency: str) -> tuple[str, str, str, str]:
    return (
        say("As stated in {currency}", currency=currency),
        say("Recovered from the dollars assessed"),
        say("In prices of {year}", year=base),
        say("Assumed: zero real growth since {year}", year=base),
    )


def _title(answer: Answer, currency: str) -> str:
    if all(row["basis"] == "assessed" for row in words_of.figures(answer)):
        return say("Contributions assessed, in {currency}: nominal and in constant prices", currency=currency)
    return say("The administrative budget in {currency}: nominal and in constant prices", currency=currency)


def _drawn(answer: Answer, words: tuple[str, str, str, str]) -> pd.DataFrame:
    """The rows as dots and lines, in millions; a run of years without a gap has a number of its own."""
    steep = {row["year"] for row in words_of.steep(answer)}
    rows: list[dict[str, object]] = []
    run, before = 0, None
    for row in answer.dicts():
        figure = row["amount"] is not None
        year = int(str(row["year"]))
        if figure:
            run += before != year - 1
            before = year
            source = words_of.source_words(row["document"], row["evidence"])
            what = say(BASIS_WORDS[str(row["basis"])])
            label = percent(row["change_since_pct"], signed=True) if year in steep else None
            part = words[1] if row["basis"] == "recovered" else words[0]
            rows.append(
                _point(row, part, "amount", f"n{run}", what, source, label) | _policy(row) | {"line": "nominal"}
            )
        if figure and row["amount_in_base_prices"] is not None:
            prices = bare(say("computed with {series}", series=row["series"]))
            real = _point(row, words[2], "amount_in_base_prices", f"r{run}", prices, source)
            rows.append(real | {"line": "real"})
        if row["zero_real_growth"] is not None:
            source = words_of.source_words(row["price_document"], row["price_evidence"])
            rows.append(_point(row, words[3], "zero_real_growth", "k", say("assumed: no document states it"), source))
    names = ("year", "part", "value", "line", "run", "what", "source", "label", "policy", "stated_policy")
    return pd.DataFrame(rows, columns=list(names))


def _point(
    row: words_of.Row, part: str, name: str, run: str, what: str, source: str, label: str | None = None
) -> dict[str, object]:
    value = words_of.decimal(row[name]) / 1_000_000
    return {
        "year": row["year"],
        "part": part,
        "value": value,
        "run": run,
        "what": what,
        "source": source,
        "label": label,
    }


def _policy(row: words_of.Row) -> dict[str, object]:
    stated = row["growth_policy"]
    if stated is None:
        return {"policy": None, "stated_policy": None}
    zero = str(stated).lower().startswith(words_of.ZERO_GROWTH)
    return {"policy": say("zero nominal growth") if zero else say("another growth policy"), "stated_policy": stated}


def _note(where: Here, answer: Answer, currency: str) -> str:
    """What joins the dots and what does not; how many rows prove the recovered francs; which prices are computed."""
    told = [say("Only figures of years in a row are joined; dashes are an assumption.")]
    for row in where.ask("booking_rates").dicts():
        if row["proved"] == "yes" and row["currency"] == currency:
            told.append(_recovered(row))
    computed = [str(row["year"]) for row in answer.dicts() if row["price_evidence"] == "derived"]
    if computed:
        told.append(say("The price index of {years} is computed, not published.", years=joined(", ", computed)))
    return " ".join(told)


def _recovered(row: words_of.Row) -> str:
    """What carried the rate at which a year's amounts were turned back."""
    rate = f"{words_of.decimal(row['rate']).normalize():f}"
    values = {"year": row["year"], "rows": row["rows"], "currency": row["currency"], "rate": rate}
    if row["carried_by"] == "whole_units":
        return say(
            "{year}: {agreeing} of {rows} published rows are whole {currency} at {rate}.",
            agreeing=row["agreeing"],
            **values,
        )
    told = say(
        "{year}: {agreeing} of {rows} published rows are what the scale makes of one budget in whole {currency} at "
        "{rate}.",
        agreeing=row["on_scale_rows"],
        **values,
    )
    if row["stated_rate"] is None:
        return told
    return told + " " + say("Together they make the total that a document states.")
