"""Who gives: contributors of a year, how much the largest give together, for what, and one contributor's years."""

from __future__ import annotations

from decimal import Decimal

import streamlit as st

from governance.books import Answer
from governance.charts import curves, ranked, stacked, theme
from governance.money import share
from governance.names import name_of, short
from governance.questions.funding.contributor import recognised
from governance.questions.rows import Row
from governance.revenue_kinds import ASSESSED, EARMARKED, OTHER, UNEARMARKED, WORDS
from governance.ui.parts import show
from governance.ui.parts.folded import folded
from governance.ui.parts.named import named
from governance.ui.parts.numbers import money_short, percent
from governance.ui.parts.words import count, joined, mark, say
from governance.ui.shell import link
from governance.ui.shell.here import Here, states_in
from governance.words import in_order

_COLUMNS = ("party", "voluntary", "currency", "share_pct", "cumulative_share_pct")
_SHOWN = 12
_TOGETHER = 10
_CORRECTIONS = ("", "corrections")
_KINDS = {"government": mark("Governments"), "organization": mark("Organizations")}


def year_choice(answer: Answer) -> str:
    """The year in view: the last one with contributions unless another is chosen."""
    years = sorted({str(year) for year in answer.column("year")}, reverse=True)
    return str(link.choose("accounts_year", say("Year"), {year: year for year in years}, years[0], width=160))


def largest(where: Here, year: str, currency: str) -> None:
    """The year's contributors, and beside them what the largest give together."""
    answer = where.ask("contributors", year=year, currency=currency)
    rows = answer.dicts()
    given = [Row(row, label=percent(row["share_pct"])) for row in rows if row.known("share_pct")]
    left, right = st.columns(2)
    with left:
        show.chart(
            where,
            answer,
            ranked(
                [
                    Row(row, name=name_of(row.text("party"), short))
                    for place, row in enumerate(given)
                    if place < _SHOWN or row["party"] == where.state
                ],
                axis=say("Voluntary contributions ({currency})", currency=currency),
                y="voluntary",
                colour=theme.VOLUNTARY,
                front=short(where.state) if where.state else None,
                tips={"label": say("Share")},
            ),
            title=_largest_title(rows, year),
            subtitle=say(
                "Voluntary contributions of {year}, in {currency}, and the share of all", year=year, currency=currency
            ),
            key="contributors",
            columns=_COLUMNS,
            note=_contributors_note(where, year, currency),
        )
    with right:
        show.chart(
            where,
            answer,
            curves(
                [_place(row) for row in given],
                axis=say("Share of all voluntary contributions (%)"),
                x="place",
                across=say("Number of contributors, the largest first"),
                parts={"cumulative_share_pct": (say("Share"), theme.VOLUNTARY)},
                marked="told",
                label="told",
                share=True,
                number=".1f",
                tips={"name": " "},
            ),
            title=_together_title(given, year),
            subtitle=say("Share of all voluntary contributions by number of contributors, in per cent"),
            key="concentration",
            columns=_COLUMNS,
        )


def _place(row: Row) -> Row:
    told = percent(row["cumulative_share_pct"]) if row["place"] in (1, _TOGETHER) else ""
    return Row(row, name=name_of(row.text("party")), told=told)


def _together_title(given: list[Row], year: str) -> str:
    """What the largest give together: ten of them, or how many more than these give at all."""
    if len(given) <= _TOGETHER:
        return count("{number} contributor gave more than nothing", "{number} contributors gave more than nothing",
                     len(given))  # fmt: skip
    together = percent(given[_TOGETHER - 1]["cumulative_share_pct"])
    return say("The ten largest contributors gave {share} of what came in for {year}", share=together, year=year)


def _contributors_note(where: Here, year: str, currency: str) -> str:
    """What the shares are of, and by how much the contributors' sum and the total by type of revenue differ."""
    words = say("Shares are of all that is above zero; corrections stand at the end of the table without one.")
    rows = [row for row in where.ask("revenue_agreement", currency=currency).dicts() if row["year"] == int(year)]
    voluntary = [row for row in rows if row["revenue_kind"] != ASSESSED]
    if not voluntary or not all(row.known("difference") for row in voluntary):
        return words
    by_type, by_name = (
        sum((row.amount(name) for row in voluntary), Decimal(0)) for name in ("total_by_type", "sum_of_rows")
    )
    if by_type == by_name:
        return words
    told = say(
        "By contributor these add up to {by_name}, by type of revenue to {by_type}: {apart} apart. The table at the "
        "foot of the page has each year.",
        by_name=money_short(by_name, currency),
        by_type=money_short(by_type, currency),
        apart=money_short(abs(by_type - by_name), currency),
    )
    return f"{told} {words}"


def _largest_title(rows: list[Row], year: str) -> str:
    if not rows or rows[0]["share_pct"] is None:
        return say("Voluntary contributions of {year}", year=year)
    return say(
        "{name} gave the most in {year}: {share}",
        name=name_of(rows[0].text("party"), named),
        year=year,
        share=percent(rows[0]["share_pct"]),
    )


def core_and_voluntary() -> dict[str, tuple[str, str]]:
    """The columns of assessed and voluntary money, with their words and colours."""
    colours = {ASSESSED: theme.ASSESSED, UNEARMARKED: theme.FREE, EARMARKED: theme.EARMARKED}
    return {kind: (say(WORDS[kind]), colour) for kind, colour in colours.items()}


def by_kind(where: Here, currency: str) -> None:
    """Voluntary money by kind of contributor and earmarking, with corrections of earlier years below zero."""
    answer = where.ask("funding", currency=currency)
    there = {(row["contributor_kind"], row["earmarking"]) for row in answer.dicts()}
    parts = {
        (kind, what): (say("{who}: {what}", who=say(_KINDS[kind]), what=say(_EARMARKING[what])), colour((kind, what)))
        for kind in _KINDS
        for what in _EARMARKING
        if (kind, what) in there
    }
    stacks: list[Row] = []
    for row in answer.dicts():
        kind = (row.text("contributor_kind"), row.text("earmarking"))
        stacks += [Row(row, part_of=kind, amount=row["given"] or None)]
        stacks += [Row(row, part_of=_CORRECTIONS, amount=row["corrections"] or None)]
    if any(row["amount"] for row in stacks if row["part_of"] == _CORRECTIONS):
        parts[_CORRECTIONS] = (say("Corrections of earlier years"), theme.VERMILION)
    show.chart(
        where,
        answer,
        stacked(
            stacks,
            axis=say("Voluntary contributions ({currency})", currency=currency),
            parts=parts,
            y="amount",
            series="part_of",
        ),
        title=earmarking_title(answer.dicts()),
        subtitle=say(
            "Voluntary contributions by year, kind of contributor and earmarking, in {currency}; corrections of "
            "earlier years stand below zero",
            currency=currency,
        ),
        key="by_kind",
        happened=("growth",),
        columns=("year", "contributor_kind", "earmarking", "given", "currency"),
    )


def earmarking_title(rows: list[Row]) -> str:
    """How much of the last year's voluntary money is earmarked, or how much of it nobody classified."""
    last = max(row.whole("year") for row in rows)
    sums: dict[str, Decimal] = {}
    for row in rows:
        if row["year"] == last:
            kind = row.text("earmarking")
            sums[kind] = sums.get(kind, Decimal(0)) + (row["given"] or Decimal(0))
    whole = sum(sums.values(), Decimal(0))
    if not whole:
        return say("Nothing came in voluntarily for {year}", year=last)
    free, bound = sums.get(UNEARMARKED, Decimal(0)), sums.get(EARMARKED, Decimal(0))
    if not free and not bound:
        return say("Nobody classified what came in voluntarily for {year}", year=last)
    if not bound and free == whole:
        return say("Nothing that came in voluntarily for {year} is earmarked", year=last)
    if not free:
        return say("All that came in voluntarily for {year} and is classified is earmarked", year=last)
    title = say(
        "{share} of what came in voluntarily for {year} is earmarked, {free} is free to use",
        share=percent(share(bound, whole)),
        free=percent(share(free, whole)),
        year=last,
    )
    rest = whole - free - bound
    if not rest:
        return title
    return say("{title}, {rest} is neither or not classified", title=title, rest=percent(share(rest, whole)))


def colour(kind_and_earmarking: tuple[str, str]) -> str:
    """Free and earmarked money in their colours, those of organizations pale; grey for what is neither."""
    return {
        ("government", UNEARMARKED): theme.FREE,
        ("government", EARMARKED): theme.EARMARKED,
        ("organization", UNEARMARKED): theme.PALE_ORANGE,
        ("organization", EARMARKED): theme.PALE_GREEN,
        ("government", OTHER): theme.PURPLE,
        ("organization", OTHER): theme.SKY,
    }.get(kind_and_earmarking, theme.GREY)


_EARMARKING = {
    UNEARMARKED: mark("free to use"),
    EARMARKED: mark("earmarked"),
    OTHER: mark("other"),
    "not_classified": mark("not classified"),
}


def by_area(where: Here, year: str, currency: str) -> None:
    """The year's voluntary money by service area of the mandate, where contributions name one."""
    answer = where.ask("service_area_funding", year=year, currency=currency)
    if not answer.rows:
        st.markdown(say("The contributions held here for {year} do not name service areas.", year=year))
        return
    bars = [
        Row(row, name=row["service_area"] or say("No area named"), label=percent(row["share_pct"]))
        for row in answer.dicts()
    ]
    outside = [row.text("service_area") for row in answer.dicts() if row["in_mandate"] == "no"]
    show.chart(
        where,
        answer,
        ranked(
            bars,
            axis=say("Voluntary contributions ({currency})", currency=currency),
            y="voluntary",
            colour=theme.VOLUNTARY,
            tips={"label": say("Share")},
        ),
        title=_area_title(answer.dicts(), year),
        subtitle=say("Voluntary contributions of {year} by service area, in {currency}", year=year, currency=currency),
        key="by_area",
        note=say("Not named by the mandate: {areas}.", areas=joined(", ", outside)) if outside else None,
    )


def _area_title(rows: list[Row], year: str) -> str:
    """The service area for which the most was given."""
    named = [row for row in rows if row["service_area"] and row.known("share_pct")]
    if not named:
        return say("What was given for {year} names no service area", year=year)
    most = max(named, key=lambda row: row.amount("share_pct"))
    return say(
        "{area} was given the most for {year}: {share}",
        area=most["service_area"],
        year=year,
        share=percent(most["share_pct"]),
    )


def corrections(where: Here, currency: str) -> None:
    """Contributions that are negative amounts: corrections, shown as they were published or handed in."""
    answer = where.ask("corrections", currency=currency)
    if not answer.rows:
        return
    words = count(
        "Corrections of earlier years: {number} negative amount",
        "Corrections of earlier years: {number} negative amounts",
        len(answer.rows),
    )
    columns = ("year", "party", "type", "voluntary", "currency", "document")
    folded(
        words, lambda: show.table(where, answer, columns, key="corrections"), key="corrections", icon=":material/undo:"
    )


def other_choice(where: Here) -> str | None:
    """A contributor that the choice of States does not hold."""
    parties = _others(where)
    options = dict(sorted(((party, name_of(party)) for party in parties), key=lambda pair: in_order(pair[1])))
    return link.choose(
        "contributor",
        say("An organization or another contributor"),
        options,
        None,
        placeholder=say("Choose one"),
        width=360,
    )


def _others(where: Here) -> set[str]:
    listed = states_in(where.books, where.as_of, where.reader)
    return {row.text("party") for row in where.ask("voluntary").dicts()} - listed.keys()


def one(where: Here, party: str, currency: str) -> None:
    """What the State in view, or another contributor, pays year by year."""
    _years_of(where, recognised(party, _others(where)), currency)


def _years_of(where: Here, party: str, currency: str) -> None:
    answer = where.ask("contributor", name=party)
    if not answer.rows:
        st.markdown(say("{name} has neither been assessed nor given by this date.", name=name_of(party)))
        return
    currencies = {row.text("currency") for row in answer.dicts()}
    for used in sorted(currencies, key=lambda code: (code != currency, code)):
        rows = [row for row in answer.dicts() if row["currency"] == used]
        total = sum((row.amount("assessed_and_voluntary") for row in rows), Decimal(0))
        show.chart(
            where,
            answer,
            stacked(rows, axis=say("Amount ({currency})", currency=used), parts=core_and_voluntary()),
            title=_years_title(party, rows, total, used),
            key=f"one_{party}_{used}",
            happened=("growth", "membership"),
            subtitle=say(
                "Assessed and voluntary contributions by year, in {currency}: what is assessed must be paid, "
                "and need not have been",
                currency=used,
            ),
        )


def _years_title(party: str, rows: list[Row], total: Decimal, currency: str) -> str:
    """What a contributor paid over its years, with its negative corrections named where there are any."""
    values = {"name": name_of(party, named), "amount": money_short(total, currency),
              "first": rows[0]["year"], "last": rows[-1]["year"]}  # fmt: skip
    if values["first"] == values["last"]:
        title = say("{name}: {amount} assessed and voluntary in {last}", **values)
    else:
        title = say("{name}: {amount} assessed and voluntary, {first} to {last}", **values)
    taken = sum((row.amount("corrections") for row in rows if row["corrections"]), Decimal(0))
    if not taken:
        return title
    return say("{title}, after corrections of {amount}", title=title, amount=money_short(taken, currency))
