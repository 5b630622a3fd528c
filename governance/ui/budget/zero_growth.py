"""What the page on zero nominal growth says and draws about budgets and prices: no more than the data proves."""

from __future__ import annotations

from decimal import Decimal

import streamlit as st

from governance.books import Answer
from governance.charts.against_prices import budget_against_prices
from governance.questions.growth.growth_figures import BASIS_WORDS
from governance.questions.rows import Row
from governance.sources import sources
from governance.ui.parts import show
from governance.ui.parts.numbers import money, percent
from governance.ui.parts.words import bare, joined, mark, say
from governance.ui.shell import link
from governance.ui.shell.here import Here

_STEEP_PCT = Decimal(8)
"""A rise from which a year is named in the sentence and labelled in the chart."""

_NEAR_YEARS = 3
"""Over a longer gap than this a rise is no news of one decision."""

ZERO_GROWTH = "zero nominal growth"
"""How the growth policy of a year begins that froze the level."""

_NOT_A_FIGURE = ("proposed",)
"""What is only asked for is no figure of the budget."""

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


def budget(where: Here, currency: str) -> None:
    """The choices, the answer in a sentence, and the chart of one currency."""
    first = where.ask("zero_growth", currency=currency)
    rows = first.dicts()
    years = [str(row.whole("year")) for row in figures(first)]
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
    told = (lost(answer), rises(answer), new_shares(answer), elsewhere(where, answer, currency))
    st.markdown(" ".join(filter(None, told)))
    words = _words(str(base), currency)
    show.chart(
        where,
        answer,
        budget_against_prices(
            _drawn(answer, words),
            axis=say("Million {currency}", currency=currency),
            words=words,
            policy=_policies(answer),
            recovered="recovered" in answer.column("basis"),
        ),
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
    rows = where.ask("price_figures", currency=currency).dicts()
    names = list(dict.fromkeys(row.text("series") for row in rows))
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
    if all(row["basis"] == "assessed" for row in figures(answer)):
        return say("Contributions assessed, in {currency}: nominal and in constant prices", currency=currency)
    return say("The administrative budget in {currency}: nominal and in constant prices", currency=currency)


def _drawn(answer: Answer, words: tuple[str, str, str, str]) -> list[dict[str, object]]:
    """The rows as dots and lines, in millions; a run of years without a gap has a number of its own."""
    labelled = {row["year"] for row in steep(answer)}
    rows: list[dict[str, object]] = []
    run, before = 0, None
    for row in answer.dicts():
        if row.known("amount"):
            run += before != row.whole("year") - 1
            before = row.whole("year")
            source = source_words(row["document"], row.text("evidence"))
            part = words[1] if row["basis"] == "recovered" else words[0]
            figure = _point(row, part, "amount", say(BASIS_WORDS[row.text("basis")]), source)
            label = percent(row["change_since_pct"], signed=True) if row["year"] in labelled else None
            rows.append(figure | {"line": "nominal", "run": f"n{run}", "label": label} | _policy(row))
            if row.known("amount_in_base_prices"):
                prices = bare(say("computed with {series}", series=row["series"]))
                real = _point(row, words[2], "amount_in_base_prices", prices, source)
                rows.append(real | {"line": "real", "run": f"r{run}"})
        if row.known("zero_real_growth"):
            source = source_words(row["price_document"], row.text("price_evidence"))
            rows.append(_point(row, words[3], "zero_real_growth", say("assumed: no document states it"), source))
    return rows


def _point(row: Row, part: str, name: str, what: str, source: str) -> dict[str, object]:
    return {"year": row["year"], "part": part, "value": row.amount(name) / 1_000_000, "what": what, "source": source}


def _policy(row: Row) -> dict[str, object]:
    stated = row["growth_policy"]
    said = say("zero nominal growth") if _is_zero_growth(row) else say("another growth policy")
    return {"policy": said if stated else None, "stated_policy": stated}


def _note(where: Here, answer: Answer, currency: str) -> str:
    """What joins the dots and what does not; how many rows prove the recovered francs; which prices are computed."""
    told = [say("Only figures of years in a row are joined; dashes are an assumption.")]
    for row in where.ask("booking_rates").dicts():
        if row["proved"] == "yes" and row["currency"] == currency:
            told.append(_recovered(row))
    computed = [str(row.whole("year")) for row in answer.dicts() if row["price_evidence"] == "derived"]
    if computed:
        told.append(say("The price index of {years} is computed, not published.", years=joined(", ", computed)))
    return " ".join(told)


def _recovered(row: Row) -> str:
    """What carried the rate at which a year's amounts were turned back."""
    rate = f"{row.amount('rate').normalize():f}"
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


def currencies(where: Here) -> list[str]:
    """The currencies in which budgets or assessments are held, that of assessment first."""
    found = {row.text("currency") for row in where.ask("zero_growth").dicts()}
    home = where.books.rulebook.currency
    return sorted(found, key=lambda code: (code != home, code))


def figures(answer: Answer) -> list[Row]:
    """The years with a figure, without what was only proposed."""
    return [row for row in answer.dicts() if row["amount"] is not None and row["basis"] not in _NOT_A_FIGURE]


def lost(answer: Answer) -> str:
    """What a frozen budget would have lost, and what became of the recorded one: no more than the data proves."""
    rows = [row for row in answer.dicts() if row.known("purchasing_power_lost_pct")]
    if len(rows) < 2:
        return say("No prices are held for a year after the base year, so nothing is said of what it would have lost.")
    last = rows[-1]
    lost = last.amount("purchasing_power_lost_pct")
    values = {"what": _frozen(answer), "base": last["base_year"], "year": last["year"], "share": percent(abs(lost))}
    if not lost:
        said = say("{what} frozen from {base} would buy as much in {year}: prices are the same.", **values)
    elif lost > 0:
        said = say("{what} frozen from {base} would have lost **{share} of its purchasing power by {year}**.", **values)
    else:
        said = say("{what} frozen from {base} would buy {share} more in {year}: prices have fallen.", **values)
    real = [row for row in rows if row.known("real_change_since_base_pct") and row["basis"] not in _NOT_A_FIGURE]
    return f"{said} {_recorded(real[-1])}" if len(real) > 1 else said


def _frozen(answer: Answer) -> str:
    if all(row["basis"] == "assessed" for row in figures(answer)):
        return say("A yearly sum")
    return say("A budget")


def _recorded(last: Row) -> str:
    """What became of the recorded figures from the base to the last that can be told in its prices."""
    return say(
        "What was recorded changed by {nominal} from {base} to {year}: {real} once prices are taken into account.",
        nominal=percent(last["change_since_base_pct"], signed=True),
        real=percent(last["real_change_since_base_pct"], signed=True),
        base=last["base_year"],
        year=last["year"],
    )


def steep(answer: Answer) -> list[Row]:
    """The years that rose steeply, on the year before or, over a gap, on the last earlier year that is held."""
    return [
        row
        for row in figures(answer)
        if row.known("change_since_pct")
        and (gap := row.whole("year") - row.whole("last_figure_year")) <= _NEAR_YEARS
        and row.amount("change_since_pct") >= _STEEP_PCT * gap
    ]


def rises(answer: Answer) -> str:
    """The steepest rises in words; nothing where none was steep."""
    largest = sorted(steep(answer), key=lambda row: -row.amount("change_since_pct"))[:2]
    told = [rise(row) for row in sorted(largest, key=lambda row: row.whole("year"))]
    if not told:
        return ""
    if len(told) == 1:
        return say("The steepest rise: **{first}**.", first=told[0])
    return say("The steepest rises: **{first}** and **{second}**.", first=told[0], second=told[1])


def rise(row: Row) -> str:
    """A change in words: in a year, or over a gap from the last year that is held."""
    share = percent(row["change_since_pct"], signed=True)
    if row["change_pct"] is None:
        return say("{share} from {first} to {year}", share=share, first=row["last_figure_year"], year=row["year"])
    return say("{share} in {year}", share=share, year=row["year"])


def new_shares(answer: Answer) -> str:
    """Growth in a year of zero nominal growth that is the first full year of States that joined in the year before."""
    told = [
        say(
            "Zero nominal growth in {year} all the same shows {change}: {amount} is the first full year of States that "
            "joined in {before}; without it {without}.",
            year=row["year"],
            change=percent(row["change_pct"], signed=True),
            amount=money(row["first_full_year"], row.text("currency")),
            before=row.whole("year") - 1,
            without=percent(row["change_without_pct"], signed=True),
        )
        for row in figures(answer)
        if row["change_without_pct"] is not None and row["change_pct"] and _is_zero_growth(row)
    ]
    return " ".join(told)


def _is_zero_growth(row: Row) -> bool:
    return (row.text_or_none("growth_policy") or "").lower().startswith(ZERO_GROWTH)


def elsewhere(where: Here, answer: Answer, currency: str) -> str:
    """Which later years are held in another currency only, and how they rose there."""
    last = max(row.whole("year") for row in figures(answer))
    for other in currencies(where):
        later = [
            row
            for row in where.ask("zero_growth", currency=other).dicts()
            if row["amount"] is not None and row.whole("year") > last and row["change_pct"] is not None
        ]
        if other != currency and later:
            return say(
                "No figure in {currency} is held after {last}; what was assessed in {other} changed by {changes}: "
                "see below.",
                currency=currency,
                last=last,
                other=other,
                changes=joined(
                    ", ",
                    (
                        say("{share} in {year}", share=percent(row["change_pct"], signed=True), year=row["year"])
                        for row in later
                    ),
                ),
            )
    return ""


def source_words(document: str | None, evidence: str) -> str:
    """The document's title, if it is one of the register, and the kind of evidence."""
    known = sources()
    titles = [known[key].title if key in known else key for key in (document or "").split(";") if key]
    return bare(
        say(
            "{titles} ({evidence})",
            titles=joined("; ", titles) or say("no document named"),
            evidence=joined(", ", (say(EVIDENCE.get(kind, kind)) for kind in evidence.split(";"))),
        )
    )


EVIDENCE = {
    "published": mark("published"),
    "derived": mark("derived"),
    "reported": mark("reported"),
    "demonstration": mark("fictional"),
}
