"""What the page on zero nominal growth says and draws about budgets and prices."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

import pandas as pd
import streamlit as st

from governance.books import Answer
from governance.charts.growth import budget_against_prices
from governance.questions.growth_figures import BASIS_WORDS
from governance.rules.growth import nominal_growth
from governance.sources import sources
from governance.ui import link, show
from governance.ui.here import Here
from governance.ui.numbers import money, percent
from governance.words import count, mark, say

_STEEP_PCT = Decimal(8)
"""A rise from which a year is named in the sentence and labelled in the chart."""

_COLUMNS = (
    "year",
    "basis",
    "amount",
    "currency",
    "growth_policy",
    "change_pct",
    "real_change_pct",
    "amount_in_base_prices",
    "zero_real_growth",
    "purchasing_power_lost_pct",
    "price",
    "price_evidence",
    "evidence",
    "document",
)
_NOT_A_FIGURE = ("proposed",)

Row = Mapping[str, object]


def currencies(where: Here) -> list[str]:
    """The currencies in which budgets or assessments are held, that of assessment first."""
    found = {str(row["currency"]) for row in where.ask("zero_growth").dicts()}
    home = where.books.rulebook.currency
    return sorted(found, key=lambda code: (code != home, code))


def nothing(where: Here) -> None:
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
    first = where.ask("zero_growth", currency=currency).dicts()
    years = [str(row["year"]) for row in first if row["amount"] is not None and row["basis"] not in _NOT_A_FIGURE]
    if not years:
        return
    left, right = st.columns([1, 2])
    with left:
        base = link.choose(
            f"base_{currency.lower()}",
            say("Base year ({currency})", currency=currency),
            {year: year for year in reversed(years)},
            str(first[0]["base_year"]),
        )
    with right:
        series = _series_choice(where, currency)
    answer = where.ask("zero_growth", currency=currency, base_year=base, series=series)
    st.markdown(" ".join(part for part in (_lost(answer), _rises(answer), _elsewhere(where, answer, currency)) if part))
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


def _figures(answer: Answer) -> list[Row]:
    return [row for row in answer.dicts() if row["amount"] is not None and row["basis"] not in _NOT_A_FIGURE]


def _title(answer: Answer, currency: str) -> str:
    if all(row["basis"] == "assessed" for row in _figures(answer)):
        return say("Contributions assessed, in {currency}: nominal and in constant prices", currency=currency)
    return say("The administrative budget in {currency}: nominal and in constant prices", currency=currency)


def _lost(answer: Answer) -> str:
    """What a frozen budget would have lost, and what became of the recorded one: no more than the data proves."""
    rows = [row for row in answer.dicts() if row["purchasing_power_lost_pct"] is not None]
    if len(rows) < 2:
        return say("No prices are held for the years since the base year.")
    last = rows[-1]
    lost = _decimal(last["purchasing_power_lost_pct"])
    values = {"what": _frozen(answer), "base": last["base_year"], "year": last["year"], "share": percent(abs(lost))}
    if lost > 0:
        said = say("{what} frozen from {base} would have lost **{share} of its purchasing power by {year}**.", **values)
    else:
        said = say("{what} frozen from {base} would buy {share} more in {year}: prices have fallen.", **values)
    real = [row for row in rows if row["amount_in_base_prices"] is not None and row["basis"] not in _NOT_A_FIGURE]
    if len(real) < 2:
        return said
    return f"{said} {_recorded(real[0], real[-1])}"


def _frozen(answer: Answer) -> str:
    if all(row["basis"] == "assessed" for row in _figures(answer)):
        return say("A yearly sum")
    return say("A budget")


def _recorded(first: Row, last: Row) -> str:
    """What became of the recorded figures from the base to the last that can be told in its prices."""
    nominal = nominal_growth(_decimal(first["amount"]), _decimal(last["amount"]))
    real = nominal_growth(_decimal(first["amount"]), _decimal(last["amount_in_base_prices"]))
    assert nominal is not None
    assert real is not None
    return say(
        "What was recorded changed by {nominal} from {base} to {year}: {real} once prices are taken into account.",
        nominal=percent(100 * nominal, signed=True),
        real=percent(100 * real, signed=True),
        base=first["year"],
        year=last["year"],
    )


def _steep(answer: Answer) -> list[Row]:
    return [
        row for row in _figures(answer) if row["change_pct"] is not None and _decimal(row["change_pct"]) >= _STEEP_PCT
    ]


def _rises(answer: Answer) -> str:
    steep = sorted(_steep(answer), key=lambda row: -_decimal(row["change_pct"]))[:2]
    told = [
        say("{share} in {year}", share=percent(row["change_pct"], signed=True), year=row["year"])
        for row in sorted(steep, key=lambda row: int(str(row["year"])))
    ]
    if not told:
        return ""
    if len(told) == 1:
        return say("The steepest rise on a year before: **{first}**.", first=told[0])
    return say("The steepest rises on a year before: **{first}** and **{second}**.", first=told[0], second=told[1])


def _elsewhere(where: Here, answer: Answer, currency: str) -> str:
    """Which later years are held in another currency only, and how they rose there."""
    last = max(int(str(row["year"])) for row in _figures(answer))
    for other in currencies(where):
        later = [
            row
            for row in where.ask("zero_growth", currency=other).dicts()
            if row["amount"] is not None and int(str(row["year"])) > last and row["change_pct"] is not None
        ]
        if other != currency and later:
            return say(
                "No figure in {currency} is held after {last}; what was assessed in {other} changed by {changes}: "
                "see below.",
                currency=currency,
                last=last,
                other=other,
                changes=", ".join(
                    say("{share} in {year}", share=percent(row["change_pct"], signed=True), year=row["year"])
                    for row in later
                ),
            )
    return ""


def _drawn(answer: Answer, words: tuple[str, str, str, str]) -> pd.DataFrame:
    """The rows as dots and lines, in millions; a run of years without a gap has a number of its own."""
    steep = {row["year"] for row in _steep(answer)}
    rows: list[dict[str, object]] = []
    run, before = 0, None
    for row in answer.dicts():
        figure = row["amount"] is not None
        year = int(str(row["year"]))
        if figure:
            run += before != year - 1
            before = year
            source = source_words(row["document"], row["evidence"])
            what = say(BASIS_WORDS[str(row["basis"])])
            label = percent(row["change_pct"], signed=True) if year in steep else None
            part = words[1] if row["basis"] == "recovered" else words[0]
            rows.append(
                _point(row, part, "amount", f"n{run}", what, source, label) | _policy(row) | {"line": "nominal"}
            )
        if figure and row["amount_in_base_prices"] is not None:
            prices = say("computed with {series}", series=row["series"])
            real = _point(row, words[2], "amount_in_base_prices", f"r{run}", prices, source)
            rows.append(real | {"line": "real"})
        if row["zero_real_growth"] is not None:
            source = source_words(row["price_document"], row["price_evidence"])
            rows.append(_point(row, words[3], "zero_real_growth", "k", say("assumed: no document states it"), source))
    names = ("year", "part", "value", "line", "run", "what", "source", "label", "policy", "stated_policy")
    return pd.DataFrame(rows, columns=list(names))


def _point(
    row: Row, part: str, name: str, run: str, what: str, source: str, label: str | None = None
) -> dict[str, object]:
    value = _decimal(row[name]) / 1_000_000
    return {
        "year": row["year"],
        "part": part,
        "value": value,
        "run": run,
        "what": what,
        "source": source,
        "label": label,
    }


def _policy(row: Row) -> dict[str, object]:
    stated = row["growth_policy"]
    if stated is None:
        return {"policy": None, "stated_policy": None}
    zero = str(stated).lower().startswith("zero nominal growth")
    return {"policy": say("zero nominal growth") if zero else say("another growth policy"), "stated_policy": stated}


def source_words(document: object, evidence: object) -> str:
    """The document's title, if it is one of the register, and the kind of evidence."""
    known = sources()
    titles = [known[key].title if key in known else key for key in str(document or "").split(";") if key]
    return say(
        "{titles} ({evidence})",
        titles="; ".join(titles) or say("no document named"),
        evidence=say(EVIDENCE.get(str(evidence), str(evidence))),
    )


EVIDENCE = {
    "published": mark("published"),
    "derived": mark("derived"),
    "reported": mark("reported"),
    "demonstration": mark("fictional"),
}


def _note(where: Here, answer: Answer, currency: str) -> str:
    """What joins the dots and what does not; how many rows prove the recovered francs; which prices are computed."""
    told = [say("Only figures of years in a row are joined; dashes are an assumption.")]
    for row in where.ask("recovered_by_year", currency=currency).dicts():
        told.append(
            say(
                "{year}: {agreeing} of {rows} published rows are whole {currency} at {rate}.",
                year=row["year"],
                agreeing=row["agreeing"],
                rows=row["rows"],
                currency=currency,
                rate=f"{_decimal(row['rate']).normalize():f}",
            )
        )
    computed = [str(row["year"]) for row in answer.dicts() if row["price_evidence"] == "derived"]
    if computed:
        told.append(say("The price index of {years} is computed, not published.", years=", ".join(computed)))
    return " ".join(told)


def costs(where: Here) -> None:
    """Cost increases as the Administration states them: its own figures, apart from any price index."""
    answer = where.ask("cost_increases")
    if not answer.rows:
        return
    st.subheader(say("Cost increases absorbed, in the Administration's own figures"), anchor=False)
    st.markdown(_costs_sentence(answer))
    show.table(where, answer, rows=answer.frame().iloc[::-1], key="costs")
    st.caption(
        say(
            "A cost increase that a document states (staff, rents, statutory increases) is not a price index, and "
            "the two are never mixed: a budget may absorb costs and still grow against consumer prices."
        )
    )


def _costs_sentence(answer: Answer) -> str:
    rows = [row for row in answer.dicts() if row["not_granted"] is not None and _decimal(row["not_granted"]) > 0]
    if not rows:
        return say("In no year held here was less approved than proposed.")
    last = rows[-1]
    currency = str(last["currency"])
    told = say(
        "For {year}, {proposed} was proposed and {approved} approved: **{short} less**.",
        year=last["year"],
        proposed=money(last["proposed"], currency),
        approved=money(last["approved"], currency),
        short=money(last["not_granted"], currency),
    )
    often = count(
        "That is the one year held here in which less was approved than proposed.",
        "In {number} years held here less was approved than proposed.",
        len(rows),
    )
    return " ".join((told, often, *_absorbed(answer)))


def _absorbed(answer: Answer) -> Iterator[str]:
    """The last year in which a stated cost increase was not met by growth."""
    rows = [row for row in answer.dicts() if row["beyond_costs"] is not None and _decimal(row["beyond_costs"]) < 0]
    for row in rows[-1:]:
        yield say(
            "Of the cost increase of {cost} that was stated for {year}, **{part} was absorbed**.",
            cost=money(row["cost_increase"], str(row["currency"])),
            part=money(-_decimal(row["beyond_costs"]), str(row["currency"])),
            year=row["year"],
        )


def recovered(where: Here) -> None:
    """How the francs were recovered from the dollars, and for which years nothing is proved."""
    answer = where.ask("booking_rates")
    if not answer.rows:
        return
    with st.expander(say("How francs were recovered from the published dollars"), icon=":material/function:"):
        st.markdown(
            say(
                "Contributions are assessed in whole francs and published in dollars, booked at one rate a year. At "
                "the right rate every published amount is a whole number of francs; at a wrong one that is chance. A "
                "rate counts only where that chance is below one in a million; the other years stay in dollars."
            )
        )
        show.table(where, answer, ("year", "rate", "rows", "agreeing", "proved", "because"), key="rates")


def _decimal(value: object) -> Decimal:
    return Decimal(str(value))
