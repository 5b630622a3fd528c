"""What the page on zero nominal growth says about budgets and prices: no more than the data proves."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from governance.books import Answer
from governance.rules.growth.prices import nominal_growth
from governance.sources import sources
from governance.ui.parts.numbers import money, percent
from governance.ui.parts.words import bare, joined, mark, say
from governance.ui.shell.here import Here

_STEEP_PCT = Decimal(8)
"""A rise from which a year is named in the sentence and labelled in the chart."""

_NEAR_YEARS = 3
"""Over a longer gap than this a rise is no news of one decision."""

ZERO_GROWTH = "zero nominal growth"
"""How the growth policy of a year begins that froze the level."""

_NOT_A_FIGURE = ("proposed",)
"""What is only asked for is no figure of the budget."""

Row = Mapping[str, object]


def currencies(where: Here) -> list[str]:
    """The currencies in which budgets or assessments are held, that of assessment first."""
    found = {str(row["currency"]) for row in where.ask("zero_growth").dicts()}
    home = where.books.rulebook.currency
    return sorted(found, key=lambda code: (code != home, code))


def figures(answer: Answer) -> list[Row]:
    """The years with a figure, without what was only proposed."""
    return [row for row in answer.dicts() if row["amount"] is not None and row["basis"] not in _NOT_A_FIGURE]


def lost(answer: Answer) -> str:
    """What a frozen budget would have lost, and what became of the recorded one: no more than the data proves."""
    rows = [row for row in answer.dicts() if row["purchasing_power_lost_pct"] is not None]
    if len(rows) < 2:
        return say("No prices are held for a year after the base year, so nothing is said of what it would have lost.")
    last = rows[-1]
    lost = decimal(last["purchasing_power_lost_pct"])
    values = {"what": _frozen(answer), "base": last["base_year"], "year": last["year"], "share": percent(abs(lost))}
    if not lost:
        said = say("{what} frozen from {base} would buy as much in {year}: prices are the same.", **values)
    elif lost > 0:
        said = say("{what} frozen from {base} would have lost **{share} of its purchasing power by {year}**.", **values)
    else:
        said = say("{what} frozen from {base} would buy {share} more in {year}: prices have fallen.", **values)
    real = [row for row in rows if row["amount_in_base_prices"] is not None and row["basis"] not in _NOT_A_FIGURE]
    if len(real) < 2 or not real[0]["amount"]:
        return said
    return f"{said} {_recorded(real[0], real[-1])}"


def _frozen(answer: Answer) -> str:
    if all(row["basis"] == "assessed" for row in figures(answer)):
        return say("A yearly sum")
    return say("A budget")


def _recorded(first: Row, last: Row) -> str:
    """What became of the recorded figures from the base to the last that can be told in its prices."""
    nominal = nominal_growth(decimal(first["amount"]), decimal(last["amount"]))
    real = nominal_growth(decimal(first["amount"]), decimal(last["amount_in_base_prices"]))
    assert nominal is not None
    assert real is not None
    return say(
        "What was recorded changed by {nominal} from {base} to {year}: {real} once prices are taken into account.",
        nominal=percent(100 * nominal, signed=True),
        real=percent(100 * real, signed=True),
        base=first["year"],
        year=last["year"],
    )


def steep(answer: Answer) -> list[Row]:
    """The years that rose steeply, on the year before or, over a gap, on the last earlier year that is held."""
    return [
        row
        for row in figures(answer)
        if row["change_since_pct"] is not None
        and decimal(row["change_since_pct"]) >= _STEEP_PCT * (_year(row) - int(str(row["last_figure_year"])))
        and _year(row) - int(str(row["last_figure_year"])) <= _NEAR_YEARS
    ]


def rises(answer: Answer) -> str:
    """The steepest rises in words; nothing where none was steep."""
    largest = sorted(steep(answer), key=lambda row: -decimal(row["change_since_pct"]))[:2]
    told = [rise(row) for row in sorted(largest, key=_year)]
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


def _year(row: Row) -> int:
    return int(str(row["year"]))


def new_shares(answer: Answer) -> str:
    """Growth in a year of zero nominal growth that is the first full year of States that joined in the year before."""
    told = [
        say(
            "Zero nominal growth in {year} all the same shows {change}: {amount} is the first full year of States that "
            "joined in {before}; without it {without}.",
            year=row["year"],
            change=percent(row["change_pct"], signed=True),
            amount=money(row["first_full_year"], str(row["currency"])),
            before=_year(row) - 1,
            without=percent(row["change_without_pct"], signed=True),
        )
        for row in figures(answer)
        if row["change_without_pct"] is not None
        and row["change_pct"]
        and str(row["growth_policy"] or "").lower().startswith(ZERO_GROWTH)
    ]
    return " ".join(told)


def elsewhere(where: Here, answer: Answer, currency: str) -> str:
    """Which later years are held in another currency only, and how they rose there."""
    last = max(int(str(row["year"])) for row in figures(answer))
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
                changes=joined(
                    ", ",
                    (
                        say("{share} in {year}", share=percent(row["change_pct"], signed=True), year=row["year"])
                        for row in later
                    ),
                ),
            )
    return ""


def source_words(document: object, evidence: object) -> str:
    """The document's title, if it is one of the register, and the kind of evidence."""
    known = sources()
    titles = [known[key].title if key in known else key for key in str(document or "").split(";") if key]
    return bare(
        say(
            "{titles} ({evidence})",
            titles=joined("; ", titles) or say("no document named"),
            evidence=joined(", ", (say(EVIDENCE.get(kind, kind)) for kind in str(evidence).split(";"))),
        )
    )


EVIDENCE = {
    "published": mark("published"),
    "derived": mark("derived"),
    "reported": mark("reported"),
    "demonstration": mark("fictional"),
}


def decimal(value: object) -> Decimal:
    """A cell as an exact number."""
    return Decimal(str(value))
