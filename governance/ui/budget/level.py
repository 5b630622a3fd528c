"""How a budget stands against prices, currency by currency: the choices, the chart and what it finds."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import streamlit as st

from governance.books import Answer
from governance.charts.against_prices import budget_against_prices
from governance.headings import label
from governance.questions.growth.growth_figures import BASIS_WORDS
from governance.questions.rows import Row
from governance.ui.budget.zero_growth import (
    elsewhere,
    figures,
    is_zero_growth,
    lost,
    new_shares,
    rises,
    source_words,
    steep,
)
from governance.ui.parts import show
from governance.ui.parts.numbers import as_shown, percent
from governance.ui.parts.words import joined, say
from governance.ui.shell import link
from governance.ui.shell.here import Here

_AS_GOOD_AS_NOTHING = Decimal(1)
"""Per cent of real change below which a level has kept up with prices."""

_MILLION = 1_000_000

_COLUMNS = (
    "year",
    "amount",
    "currency",
    "growth_policy",
    "change_pct",
    "real_change_pct",
    "amount_in_base_prices",
    "zero_real_growth",
    "real_change_since_base_pct",
)


def choices(where: Here, found: list[str]) -> dict[str, Answer]:
    """The base year and the price index of each currency, and the answer about it, where a budget was decided."""
    answers: dict[str, Answer] = {}
    for currency in found:
        first = where.ask("zero_growth", currency=currency)
        years = [str(row.whole("year")) for row in figures(first)]
        if not years:
            continue
        own = first.dicts()[0]
        base = link.choose(
            f"base_{currency.lower()}",
            say("Base year ({currency})", currency=currency),
            {year: year for year in reversed(years)},
            str(own["base_year"]),
            width=150,
        )
        series = _series_choice(where, currency)
        default = base == str(own["base_year"]) and series == own["series"]
        answers[currency] = (
            first if default else where.ask("zero_growth", currency=currency, base_year=base, series=series)
        )
    return answers


def sentence(answers: Mapping[str, Answer], found: list[str]) -> str:
    """What a frozen budget would be worth, in the first currency; and of which one only proposals are held."""
    told = [
        say("In {currency} only proposed budgets are held here, and none that was decided.", currency=currency)
        for currency in found
        if currency not in answers
    ]
    opening = [
        lost(answer) if any(answer.column("price")) else say("**{found}.**", found=title(answer))
        for answer in list(answers.values())[:1]
    ]
    return joined(" ", (*opening, *told))


def budget(where: Here, answer: Answer, *, opening: bool) -> None:
    """One currency's budget against prices: what is found in the title, what else is to be known in words."""
    rows = figures(answer)
    currency = rows[0].text("currency")
    told = [rises(answer), new_shares(answer), elsewhere(where, answer, currency)]
    if not opening and any(answer.column("price")):
        told.insert(0, lost(answer))
    if len(rows) < 2:
        st.markdown(title(answer))
        show.table(where, answer, _COLUMNS, key=f"budget_{currency.lower()}")
        return
    show.chart(
        where,
        answer,
        budget_against_prices(
            [*_bands(answer), *_drawn(answer)],
            axis=say("Million {currency}", currency=currency),
            words=(
                say("As stated in {currency}", currency=currency),
                say("Recovered from the dollars assessed"),
                _kept_worth(answer),
            ),
        ),
        title=title(answer),
        subtitle=_measured(answer, currency),
        key=f"budget_{currency.lower()}",
        happened=("membership",),
        note=joined(" ", filter(None, (*told, _note(answer)))),
        columns=_COLUMNS,
    )


def _series_choice(where: Here, currency: str) -> str | None:
    rows = where.ask("price_figures", currency=currency).dicts()
    names = list(dict.fromkeys(row.text("series") for row in rows))
    if not names:
        return None
    return link.choose(
        f"prices_{currency.lower()}",
        say("Prices ({currency})", currency=currency),
        {name: label("series", name) for name in names},
        names[0],
        width=360,
    )


def _kept_worth(answer: Answer) -> str:
    return say("Would have kept its worth of {year}", year=answer.dicts()[0]["base_year"])


def _measured(answer: Answer, currency: str) -> str:
    """What the lines are, and that the axis does not begin at zero."""
    if answer.dicts()[0]["series"] is None:
        return say(
            "Level of each year in million {currency}. No price index of {currency} is held here, so that nothing is "
            "said of what it buys.",
            currency=currency,
        )
    return say(
        "Level of each year, and what would have kept its worth of {base}, in million {currency}; the gap is shaded, "
        "and the axis does not begin at zero",
        base=answer.dicts()[0]["base_year"],
        currency=currency,
    )


def title(answer: Answer) -> str:
    """Whether the level kept up with prices from the base year to the last that can be told; without prices, or with
    one figure only, what became of it."""
    rows = figures(answer)
    values: dict[str, object] = {"currency": rows[0]["currency"], "base": rows[0]["base_year"]}
    if last := _last_real(answer):
        real = last.amount("real_change_since_base_pct")
        values |= {"year": last["year"], "real": percent(abs(real))}
        if abs(real) < _AS_GOOD_AS_NOTHING:
            return say("In {currency} the level kept up with prices from {base} to {year}", **values)
        if real > 0:
            return say("In {currency} the level has outgrown prices: it buys {real} more in {year} than in {base}",
                       **values)  # fmt: skip
        return say("In {currency} the level has not kept up with prices: it buys {real} less in {year} than in {base}",
                   **values)  # fmt: skip
    later = [row for row in rows if row.known("change_since_base_pct") and row.whole("year") > row.whole("base_year")]
    if not later:
        return say("In {currency} one figure is held, that of {year}, so nothing can be compared",
                   currency=values["currency"], year=rows[-1]["year"])  # fmt: skip
    change = as_shown(later[-1].amount("change_since_base_pct"))
    values |= {"year": later[-1]["year"], "change": percent(change, signed=True)}
    if not change:
        return say("In {currency} the level of {year} is that of {base}", **values)
    return say("In {currency} the level changed by {change} from {base} to {year}", **values)


def _last_real(answer: Answer) -> Row | None:
    """The last decided figure after the base year that can be told in its prices."""
    rows = [
        row
        for row in figures(answer)
        if row.known("real_change_since_base_pct") and row.whole("year") > row.whole("base_year")
    ]
    return rows[-1] if rows else None


def _widest(answer: Answer) -> Row | None:
    """The decided figure that lies furthest from what would have kept its worth: there the gap has its words."""
    rows = [row for row in figures(answer) if row.known("real_change_since_base_pct")]
    return max(rows, key=lambda row: abs(row.amount("real_change_since_base_pct")), default=None)


def _bands(answer: Answer) -> list[dict[str, object]]:
    """Runs of years under one stated growth policy: its name stands in the longest of each."""
    runs: list[dict[str, object]] = []
    before: Row | None = None
    for row in answer.dicts():
        if not row["growth_policy"]:
            before = None
            continue
        if before is not None and is_zero_growth(before) == is_zero_growth(row):
            runs[-1]["ends"] = row.whole("year") + 0.5
        else:
            year = row.whole("year")
            runs.append({"begins": year - 0.5, "ends": year + 0.5, "zero": is_zero_growth(row)})
        before = row
    frozen = [run for run in runs if run.pop("zero")]
    if frozen:
        longest = max(frozen, key=lambda run: float(str(run["ends"])) - float(str(run["begins"])))
        longest["policy"] = say("zero nominal growth")
    return frozen


def _drawn(answer: Answer) -> list[dict[str, object]]:
    """The figures in millions; a run of years without a gap has a number of its own."""
    labelled = {row["year"] for row in steep(answer)}
    widest, currency = _widest(answer), answer.dicts()[0].text("currency")
    rows: list[dict[str, object]] = []
    run, before = 0, None
    for row in answer.dicts():
        keeps = row.amount_or_none("zero_real_growth")
        drawn: dict[str, object] = {"year": row["year"], "keeps": None if keeps is None else keeps / _MILLION}
        if row.known("amount"):
            run += before != row.whole("year") - 1
            before = row.whole("year")
            drawn |= {
                "amount": row.amount("amount") / _MILLION,
                "run": f"n{run}",
                "part": say("Recovered from the dollars assessed")
                if row["basis"] == "recovered"
                else say("As stated in {currency}", currency=currency),
                "what": say(BASIS_WORDS[row.text("basis")]),
                "source": source_words(row["document"], row.text("evidence")),
                "rise": percent(row["change_since_pct"], signed=True) if row["year"] in labelled else None,
            }
            if widest and row["year"] == widest["year"]:
                drawn |= {"gap": _gap(row), "keeping": _kept_worth(answer)}
        rows.append(drawn)
    return rows


def _gap(row: Row) -> str | None:
    """The gap between the lines in words; none where there is none to be seen."""
    real = row.amount("real_change_since_base_pct")
    if abs(real) < _AS_GOOD_AS_NOTHING:
        return None
    share = percent(abs(real))
    values = {"share": share, "year": row["year"]}
    return (
        say("{share} above prices in {year}", **values) if real > 0 else say("{share} below prices in {year}", **values)
    )


def _note(answer: Answer) -> str:
    """What joins the dots and what does not, and which prices are computed."""
    told = [say("Only figures of years in a row are joined; dashes are an assumption.")]
    computed = [str(row.whole("year")) for row in answer.dicts() if row["price_evidence"] == "derived"]
    if computed:
        told.append(say("The price index of {years} is computed, not published.", years=joined(", ", computed)))
    return " ".join(told)
