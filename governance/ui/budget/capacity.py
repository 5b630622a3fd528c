"""What the page on zero nominal growth says and draws about all that the budget has to carry."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import streamlit as st

from governance.books import Answer
from governance.charts import Drawing, beside_core, stacked
from governance.money import rounded
from governance.questions.growth.capacity import BUDGET, WORDS
from governance.questions.rows import Row
from governance.ui.budget.zero_growth import source_words
from governance.ui.parts import show
from governance.ui.parts.numbers import hedged, money, number, percent
from governance.ui.parts.words import bare, joined, say
from governance.ui.shell import link
from governance.ui.shell.here import Here

_LEAST_MEASURES = 2
_RATIOS = ("per_member", "per_staff_member", "per_office", "share_of_spending_pct")
_WHOLE = 100
_HEADROOM = 1.1  # above the highest point


def choice(where: Here) -> Answer | None:
    """The year that counts as 100, and the answer about it; None where there is no year to compare with."""
    first = where.ask("capacity")
    options = _bases(first)
    if not options:
        return None
    default = str(first.dicts()[0].whole("base_year"))
    default = default if default in options else options[0]
    base = link.choose(
        "base_capacity", say("Year that counts as 100"), {year: year for year in options}, default, width=170
    )
    return first if base == str(first.dicts()[0].whole("base_year")) else where.ask("capacity", base_year=base)


def page(where: Here, answer: Answer | None) -> None:
    """What the budget has to carry, one thing beside it in each chart; the ratios, and what is left out."""
    measured = _last(answer) if answer else {}
    if answer and len(measured) > (BUDGET in measured):
        show.multiples(
            where,
            answer,
            _multiples(answer, measured),
            title=title(measured),
            subtitle=_measured(answer, measured),
            key="capacity",
            note=_note(answer),
            happened=("growth",),
        )
    elif answer:
        show.table(where, answer, key="capacity")
    _ratios(where)


def _multiples(answer: Answer, last: Mapping[str, Row]) -> dict[str, Drawing]:
    """A chart for each measure that has grown or not since the base year, all on one scale, by its words."""
    rows = [row for row in _indexed(answer) if row.whole("year") >= row.whole("base_year")]
    axis = say("Index, {year} = 100", year=rows[0]["base_year"])
    top = float(max(row.amount("index_value") for row in rows)) * _HEADROOM
    lines: dict[str, list[Row]] = {}
    for row in rows:
        measure = row.text("measure")
        column = "core" if measure == BUDGET else "other"
        lines.setdefault(measure, []).append(_drawn(row, column, last=row == last.get(measure)))
    core = lines.get(BUDGET, [])
    return {
        _caption(answer, row): beside_core(core + lines[measure], axis=axis, core=say(WORDS[BUDGET]), top=top)
        for measure, row in last.items()
        if measure != BUDGET
    }


def _bases(answer: Answer) -> list[str]:
    """The years in which several things are counted, so that they can be compared from there on."""
    by_year: dict[int, set[str]] = {}
    for row in answer.dicts():
        if row["measure"] != BUDGET:
            by_year.setdefault(row.whole("year"), set()).add(row.text("measure"))
    last = max(by_year, default=0)
    return [str(year) for year, found in sorted(by_year.items()) if len(found) > _LEAST_MEASURES and year < last]


def _indexed(answer: Answer) -> list[Row]:
    return [row for row in answer.dicts() if row.known("index_value")]


def _last(answer: Answer) -> dict[str, Row]:
    """The last indexed row of each measure that has one after the base year."""
    return {row.text("measure"): row for row in _indexed(answer) if row.whole("year") > row.whole("base_year")}


def title(last: Mapping[str, Row]) -> str:
    """What has grown the most, beside the budget where that is known; or that nothing outgrew it, or grew at all."""
    others = [row for measure, row in last.items() if measure != BUDGET]
    most = max(others, key=lambda row: row.amount("index_value"))
    core = last.get(BUDGET)
    values = {"base": most["base_year"], "what": say(WORDS[most.text("measure")]), "year": most["year"],
              "index": number(rounded(most.amount("index_value"), Decimal(1)))}  # fmt: skip
    if core is None:
        if most.amount("index_value") <= _WHOLE:
            return say("Nothing that is counted has grown since {base}", **values)
        return say("{what} has grown the most since {base}: to {index} in {year}", **values)
    values |= {"core": number(rounded(core.amount("index_value"), Decimal(1))), "then": core["year"]}
    if most.amount("index_value") <= core.amount("index_value"):
        return say("Nothing that is counted has outgrown the budget since {base}: it stands at {core} in {then}",
                   **values)  # fmt: skip
    return say("{what} has grown the most since {base}: to {index} in {year}, the budget to {core} in {then}", **values)


def _measured(answer: Answer, last: Mapping[str, Row]) -> str:
    """What is measured, and what became of the budget itself."""
    base = answer.dicts()[0]["base_year"]
    core = last.get(BUDGET)
    if core is None:
        return say(
            "Growth of what the budget carries, as an index: {base} is 100. No budget of {base} is held.", base=base
        )
    return say(
        "Growth as an index, {base} is 100. The line in each is the budget: {before} in {base}, {after} in {year}.",
        base=base,
        before=_figure(_at_base(answer, BUDGET)),
        after=_figure(core),
        year=core["year"],
    )


def _caption(answer: Answer, row: Row) -> str:
    """A measure's figure in the base year and its last one."""
    return say(
        "**{what}**: {before} → {after} ({year})",
        what=say(WORDS[row.text("measure")]),
        before=_figure(_at_base(answer, row["measure"])),
        after=_figure(row),
        year=row["year"],
    )


def _at_base(answer: Answer, measure: object) -> Row:
    return next(row for row in answer.dicts() if row["measure"] == measure and row["year"] == row["base_year"])


def _figure(row: Row) -> str:
    """The figure with the word with which its document hedges it."""
    value, unit = row.amount("value"), row.text("unit")
    text = money(value, unit) if unit.isupper() else number(value)
    return hedged(text, row.text("qualifier"))


def _drawn(row: Row, column: str, *, last: bool) -> Row:
    """A row with its figure and source in words, whether the figure is hedged, and its index at the end of the line."""
    return Row(
        year=row["year"],
        **{column: row["index_value"]},
        figure=bare(_figure(row)),
        source=_source(row),
        hedged=row["qualifier"] != "exact" or "derived" in row.text("evidence").split(";"),
        end=number(rounded(row.amount("index_value"), Decimal(1))) if last else None,
    )


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
    left_out = sorted(
        {row.text("measure") for row in answer.dicts()} - {row["measure"] for row in _indexed(answer)} - {BUDGET}
    )
    if left_out:
        told.append(
            say(
                "No figure of {year}, so not drawn: {measures}. Their figures are in the table.",
                year=answer.dicts()[0]["base_year"],
                measures=joined(", ", (say(WORDS[measure]) for measure in left_out)),
            )
        )
    return " ".join(told)


def _ratios(where: Here) -> None:
    """The budget per Member, staff member and office, and its share of all spending."""
    answer = where.ask("capacity_ratios")
    if not any(row.known(name) for row in answer.dicts() for name in _RATIOS):
        return
    shares = [row for row in answer.dicts() if row.known("share_of_spending_pct")]
    st.markdown(_ratio_sentence(answer))
    if shares:
        show.chart(
            where,
            answer,
            stacked(shares, axis=say("Per cent of all spending"), y="share_of_spending_pct"),
            title=share_title(shares),
            subtitle=say("The administrative budget in per cent of all spending of the year, in one currency"),
            key="ratios",
            happened=("growth",),
        )
    else:
        show.table(where, answer, key="ratios")


def share_title(shares: list[Row]) -> str:
    """What became of the budget's share of all spending."""
    first, last = shares[0], shares[-1]
    values = {"start": first["year"], "end": last["year"], "first": percent(first["share_of_spending_pct"]),
              "last": percent(last["share_of_spending_pct"])}  # fmt: skip
    if len(shares) == 1:
        return say("The budget was {last} of all spending in {end}", **values)
    if values["first"] == values["last"]:
        return say("The budget was the same share of all spending in {end} as in {start}: {last}", **values)
    if last.amount("share_of_spending_pct") < first.amount("share_of_spending_pct"):
        return say("The budget fell from {first} of all spending in {start} to {last} in {end}", **values)
    return say("The budget rose from {first} of all spending in {start} to {last} in {end}", **values)


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
    return text if row["qualifier"] == "exact" else hedged(text, "about")
