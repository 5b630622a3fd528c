"""What the page on zero nominal growth says and draws about budgets and prices: no more than the data proves."""

from __future__ import annotations

from decimal import Decimal

from governance.books import Answer
from governance.headings import choice
from governance.questions.rows import Row
from governance.sources import title_of
from governance.ui.parts.numbers import as_shown, money, percent
from governance.ui.parts.words import SEMICOLON, bare, joined, say
from governance.ui.shell.here import Here
from governance.wording import figure

_STEEP_PCT = Decimal(8)
"""A rise from which a year is named in the sentence and labelled in the chart."""

_NEAR_YEARS = 3
"""Over a longer gap than this a rise is no news of one decision."""

ZERO_GROWTH = "zero nominal growth"
"""How the growth policy of a year begins that froze the level."""

_NOT_A_FIGURE = ("proposed",)
"""What is only asked for is no figure of the budget."""


def recovered(row: Row) -> str:
    """What carried the rate at which a year's amounts were turned back."""
    rate = figure(row.amount("rate").normalize(), "f")
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
    lost = as_shown(last.amount("purchasing_power_lost_pct"))
    values = {"what": _frozen(answer), "base": last["base_year"], "year": last["year"], "share": percent(abs(lost))}
    if not lost:
        said = say("{what} frozen from {base} would buy as much in {year}: prices are the same.", **values)
    elif lost > 0:
        said = say("{what} frozen from {base} would have lost **{share} of its purchasing power by {year}**.", **values)
    else:
        said = say("{what} frozen from {base} would buy {share} more in {year}: prices have fallen.", **values)
    real = [row for row in rows if row.known("real_change_since_base_pct") and row["basis"] not in _NOT_A_FIGURE]
    return joined(" ", (said, _recorded(real[-1]))) if len(real) > 1 else said


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
        if row["change_without_pct"] is not None and row["change_pct"] and is_zero_growth(row)
    ]
    return " ".join(told)


def is_zero_growth(row: Row) -> bool:
    return (row.text_or_none("growth_policy") or "").lower().startswith(ZERO_GROWTH)


def elsewhere(where: Here, answer: Answer, currency: str) -> str:
    """Which later years are held in another currency only, and how they rose there."""
    last = max(row.whole("year") for row in figures(answer))
    for other in currencies(where):
        later = [
            row
            for row in where.ask("zero_growth", currency=other).dicts()
            if row["basis"] == "assessed" and row.whole("year") > last and row.known("change_pct")
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
    titles = map(title_of, filter(None, (document or "").split(";")))
    return bare(
        say(
            "{titles} ({evidence})",
            titles=joined(SEMICOLON, titles) or say("no document named"),
            evidence=choice("evidence", evidence),
        )
    )
