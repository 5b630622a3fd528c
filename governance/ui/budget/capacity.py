"""What the page on zero nominal growth says and draws about all that the budget has to carry."""

from __future__ import annotations

import streamlit as st

from governance.books import Answer
from governance.charts import dots, stacked
from governance.questions.growth.capacity import MEASURES
from governance.questions.rows import Row
from governance.ui.budget.zero_growth import source_words
from governance.ui.parts import show
from governance.ui.parts.numbers import money, number, percent
from governance.ui.parts.words import bare, joined, mark, say
from governance.ui.shell import link
from governance.ui.shell.here import Here

_HEDGES = {
    "exact": mark("{figure}"),
    "about": mark("about {figure}"),
    "more than": mark("more than {figure}"),
    "over": mark("over {figure}"),
}
_LEAST_MEASURES = 2


def page(where: Here) -> None:
    """The indexed chart, the ratios, and what is left out; nothing where nothing is counted."""
    first = where.ask("capacity")
    if not first.rows:
        return
    st.subheader(say("What the same budget has to carry"), anchor=False)
    options = _bases(first)
    if options:
        default = str(first.dicts()[0].whole("base_year"))
        base = link.choose(
            "base_capacity",
            say("Year that counts as 100"),
            {year: year for year in options},
            default if default in options else options[0],
            width=200,
        )
        answer = first if base == default else where.ask("capacity", base_year=base)
        st.markdown(_sentence(answer))
        show.chart(
            where,
            answer,
            dots(
                _drawn(answer),
                axis=say("Index, {year} = 100", year=base),
                y="index_value",
                series="measure",
                parts={row["measure"]: say(MEASURES[row.text("measure")][1]) for row in _indexed(answer)},
                hedged="hedged",
                tips={"figure": say("Figure"), "source": say("Source")},
            ),
            title=say("How much each has grown: {year} counts as 100", year=base),
            key="capacity",
            note=_note(answer),
        )
    _ratios(where)


def _bases(answer: Answer) -> list[str]:
    """The years in which several things are counted, so that they can be compared from there on."""
    by_year: dict[int, set[str]] = {}
    for row in answer.dicts():
        by_year.setdefault(row.whole("year"), set()).add(row.text("measure"))
    last = max(by_year, default=0)
    return [str(year) for year, found in sorted(by_year.items()) if len(found) > _LEAST_MEASURES and year < last]


def _indexed(answer: Answer) -> list[Row]:
    return [row for row in answer.dicts() if row.known("index_value")]


def _sentence(answer: Answer) -> str:
    """The last figure of each measure that has an index, as a multiple of the base."""
    last = {row.text("measure"): row for row in _indexed(answer)}
    base = answer.dicts()[0]["base_year"]
    told = [
        say(
            "{what}: {before} → **{after}** ({year})",
            what=say(MEASURES[measure][1]),
            before=_figure(_at_base(answer, measure)),
            after=_figure(row),
            year=row["year"],
        )
        for measure, row in last.items()
        if row["year"] != base
    ]
    return say("Since {base}: {changes}.", base=base, changes=joined("; ", told)) if told else ""


def _at_base(answer: Answer, measure: object) -> Row:
    return next(row for row in answer.dicts() if row["measure"] == measure and row["year"] == row["base_year"])


def _figure(row: Row) -> str:
    """The figure with the word with which its document hedges it."""
    value, unit = row.amount("value"), row.text("unit")
    text = money(value, unit) if unit.isupper() else number(value)
    return say(_HEDGES.get(row.text("qualifier"), "{figure}"), figure=text)


def _drawn(answer: Answer) -> list[Row]:
    """The indexed rows from the base year on, with their figure and source in words, and whether the figure is
    hedged."""
    return [
        Row(
            row,
            figure=_figure(row),
            source=_source(row),
            hedged=row["qualifier"] != "exact" or "derived" in row.text("evidence").split(";"),
        )
        for row in _indexed(answer)
        if row.whole("year") >= row.whole("base_year")
    ]


def _source(row: Row) -> str:
    """The document, and how loosely it dates the figure."""
    words = source_words(row["document"], row.text("evidence"))
    return bare(say("{source}; {note}", source=words, note=row["note"])) if row["note"] else words


def _note(answer: Answer) -> str:
    told = [
        say(
            "Each dot is a figure; an open one is hedged by its document (“about”, “more than”) or counted from the "
            "membership table. Dashes only join the dots: between them nothing is known."
        )
    ]
    left_out = sorted({row.text("measure") for row in answer.dicts()} - {row["measure"] for row in _indexed(answer)})
    if left_out:
        told.append(
            say(
                "No figure of {year}, so not drawn: {measures}. Their figures are in the table.",
                year=answer.dicts()[0]["base_year"],
                measures=joined(", ", (say(MEASURES[measure][1]) for measure in left_out)),
            )
        )
    return " ".join(told)


def _ratios(where: Here) -> None:
    """The budget per Member, staff member and office, and its share of all spending."""
    answer = where.ask("capacity_ratios")
    shares = [row for row in answer.dicts() if row.known("share_of_spending_pct")]
    st.markdown(_ratio_sentence(answer))
    if shares:
        drawing = stacked(shares, axis=say("Per cent of all spending"), y="share_of_spending_pct")
        show.chart(where, answer, drawing, title=_share_title(shares), key="ratios")
    else:
        show.table(where, answer, key="ratios")


def _share_title(shares: list[Row]) -> str:
    return say(
        "The administrative budget was {first} of all spending in {start} and {last} in {end}",
        first=percent(shares[0]["share_of_spending_pct"]),
        start=shares[0]["year"],
        last=percent(shares[-1]["share_of_spending_pct"]),
        end=shares[-1]["year"],
    )


def _ratio_sentence(answer: Answer) -> str:
    """The first and the last budget per staff member in the currency that has most of them."""
    by_currency: dict[str, list[Row]] = {}
    for row in answer.dicts():
        if row["per_staff_member"] is not None:
            by_currency.setdefault(row.text("currency"), []).append(row)
    told = [
        say(
            "In {currency}, {what} per staff member went from **{first}** ({start}) to **{last}** ({end}).",
            what=say("the contributions assessed")
            if rows[-1]["basis"] == "assessed"
            else say("the administrative budget"),
            currency=currency,
            first=_per_staff_member(rows[0], currency),
            start=rows[0]["year"],
            last=_per_staff_member(rows[-1], currency),
            end=rows[-1]["year"],
        )
        for currency, rows in by_currency.items()
        if len(rows) > 1
    ]
    return " ".join(told)


def _per_staff_member(row: Row, currency: str) -> str:
    """The ratio, as "about" where a document hedges the number of staff."""
    text = money(row["per_staff_member"], currency)
    return text if row["qualifier"] == "exact" else say(_HEDGES["about"], figure=text)
