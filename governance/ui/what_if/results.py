"""What comes out of the laboratory: the answer, two charts, every Member's assessment, and the papers to take along."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import partial

import pandas as pd
import streamlit as st

from governance.books import Answer
from governance.charts import Drawing, lines
from governance.names import printed
from governance.papers.evidence import in_words
from governance.papers.scenario_words import assumptions
from governance.papers.workbook import Book
from governance.questions.rows import Row
from governance.tables import Kind
from governance.ui.parts import cells, file_links, show, sourcing, tables
from governance.ui.parts.named import named
from governance.ui.parts.numbers import as_shown, money, money_short, number, percent
from governance.ui.parts.words import bare, joined, say
from governance.ui.shell import link
from governance.ui.shell.here import Here
from governance.ui.what_if import held_budgets
from governance.ui.what_if.assumptions import Scenario
from governance.words import in_order

YEARS = (
    "year",
    "assumed_growth",
    "amount",
    "change_pct",
    "amount_in_base_prices",
    "real_change_pct",
    "worth_lost_pct",
)


_WHOLE = cells.decimals("#,##0")
_REAL = "amount_in_base_prices"
_SHARE = "(%)"  # the end of a heading over shares


class Projection:
    """A scenario with the answers to it: its years, and every Member in the year that is asked about."""

    def __init__(self, where: Here, scenario: Scenario) -> None:
        self.scenario = scenario
        self.years: Answer = where.ask("scenario_years", **scenario.given)
        self.year = scenario.year
        self.members: Answer = where.ask("scenario", year=self.year, **scenario.given)
        self.rows = self.years.dicts()
        self.asked = next(row for row in self.rows if str(row["year"]) == self.year)
        self.by_state = {row.text("state"): row for row in self.members.dicts()}
        self.currency = self.rows[0].text("currency")


def names(projected: Sequence[Projection]) -> tuple[str, ...]:
    """The scenarios' names, told apart where they are the same."""
    found = [one.scenario.name for one in projected]
    return tuple(found) if len(set(found)) == len(found) else (found[0], bare(say("{name} (second)", name=found[-1])))


def sentence(projected: Sequence[Projection]) -> str:
    """Each scenario in the year that is asked about, how far the two are apart in it, and where they end."""
    told = [_bought(one, name, one.asked) for one, name in zip(projected, names(projected), strict=True)]
    first, last = projected[0], projected[0].rows[-1]
    ends = (first.asked,) if last is first.asked else (first.asked, last)
    if len(projected) == 1:
        return joined(" ", (*told, *(_bought(first, names(projected)[0], row) for row in ends[1:])))
    apart = (
        say("In {year} the two are {amount} apart.", year=row["year"], amount=money_short(gap, first.currency))
        for row in ends
        if (gap := _apart(projected, row["year"]))
    )
    return joined(" ", (*told, *apart))


def _bought(one: Projection, name: str, row: Row) -> str:
    """A scenario's budget of a year in a sentence, with what it buys."""
    lost = as_shown(row.amount("worth_lost_pct"))
    values = {
        "name": name,
        "year": row["year"],
        "amount": money_short(row["amount"], one.currency),
        "base": one.rows[0]["year"],
        "share": percent(abs(lost)),
    }
    if lost > 0:
        return say("**{name}**: {amount} in {year}, which buys **{share} less** than in {base}.", **values)
    if lost < 0:
        return say("**{name}**: {amount} in {year}, which buys **{share} more** than in {base}.", **values)
    return say("**{name}**: {amount} in {year}, which buys as much as in {base}.", **values)


def _apart(projected: Sequence[Projection], year: object) -> Decimal:
    """How far the two budgets of a year are apart."""
    first, second = (next(row for row in one.rows if row["year"] == year).amount("amount") for one in projected)
    return abs(second - first)


def budget(where: Here, projected: Sequence[Projection]) -> None:
    """The budget in the money of each year, one line for each scenario; a sentence where the two are the same."""
    if len(projected) == 2 and all(
        first["amount"] == second["amount"] for first, second in zip(*(one.rows for one in projected), strict=False)
    ):
        st.markdown(budget_title(projected))
        return
    _chart(where, projected, "amount", budget_title(projected), 0)


def rest(where: Here, projected: Sequence[Projection]) -> None:
    """What the budgets buy, and what the State in view would be assessed."""
    _chart(where, projected, _REAL, worth_title(projected), -1)
    if where.state:
        _state_chart(where, projected)


def budget_title(projected: Sequence[Projection]) -> str:
    """How far the two budgets are apart in the year asked about and in the end, or what becomes of the one."""
    first = projected[0]
    asked, last = first.asked, first.rows[-1]
    values = {
        "year": asked["year"],
        "last": last["year"],
        "base": first.rows[0]["year"],
        "amount": money_short(asked["amount"], first.currency),
        "before": money_short(first.rows[0]["amount"], first.currency),
    }
    if len(projected) == 2:
        apart, finally_apart = _apart(projected, asked["year"]), _apart(projected, last["year"])
        values["apart"] = money_short(apart, first.currency)
        values["in_the_end"] = money_short(finally_apart, first.currency)
        if not apart and not finally_apart:
            return say("In {year} both scenarios come to the same budget: {amount}", **values)
        if apart == finally_apart:
            return say("In {year} the two budgets are {apart} apart", **values)
        return say("In {year} the two budgets are {apart} apart, in {last} {in_the_end}", **values)
    if asked["amount"] == first.rows[0]["amount"]:
        return say("The budget of {year} is that of {base}: {amount}", **values)
    return say("The budget goes from {before} in {base} to {amount} in {year}", **values)


def worth_title(projected: Sequence[Projection]) -> str:
    """What the scenario that loses most, or gains most, buys in the end."""
    told = list(zip(projected, names(projected), strict=True))
    one, name = max(told, key=lambda pair: abs(pair[0].rows[-1].amount("worth_lost_pct")))
    last = one.rows[-1]
    lost = as_shown(last.amount("worth_lost_pct"))
    values = {"name": name, "year": last["year"], "base": one.rows[0]["year"], "share": percent(abs(lost))}
    if lost > 0:
        return say("In {year}, {name} buys {share} less than in {base}", **values)
    if lost < 0:
        return say("In {year}, {name} buys {share} more than in {base}", **values)
    return say("In {year} the budget buys as much as in {base}", **values)


def _chart(where: Here, projected: Sequence[Projection], column: str, title: str, which: int) -> None:
    base, currency = projected[0].rows[0]["year"], projected[0].currency
    told = {"year": base, "currency": currency}
    measured = {
        "amount": say("Budget in the money of each year, million {currency}; the axis does not begin at zero", **told),
        _REAL: say("Budget in prices of {year}, million {currency}; the axis does not begin at zero", **told),
    }
    show.chart(
        where,
        projected[which].years,
        _paths(projected, column),
        title=title,
        subtitle=measured[column],
        key=f"path_{column}",
        note=held_budgets.beside(where, projected[0].rows, names(projected)[which]),
        columns=YEARS,
    )


def _state_chart(where: Here, projected: Sequence[Projection]) -> None:
    """What the State in view would be assessed year by year, one line for each scenario."""
    state, currency = where.state or "", projected[0].currency
    rows = [
        Row(year=row["year"], scenario=name, amount=row["amount"])
        for one, name in zip(projected, names(projected), strict=True)
        for row in _all_members(where, one).dicts()
        if row["state"] == state and row.known("amount")
    ]
    years = _all_members(where, projected[0])
    frame = years.frame()
    show.chart(
        where,
        years,
        lines(
            rows,
            axis=say("Assessed ({currency})", currency=currency),
            y="amount",
            series="scenario",
            parts={name: name for name in names(projected)},
            number=",.0f",
            assumed=True,
        ),
        title=state_title(state, projected),
        subtitle=say(
            "What the scenarios would assess, in {currency}; the axis does not begin at zero", currency=currency
        ),
        key="path_state",
        columns=("year", "state", "currency", "amount_at_base", "amount", "change_since_base_pct"),
        nothing=say("{state} is no Member in the years of these scenarios.", state=named(state)),
        table_rows=frame[frame["state"] == state],
    )


def state_title(state: str, projected: Sequence[Projection]) -> str:
    """What a State would be assessed in the year asked about under each scenario."""
    found = [one.by_state[state].amount("amount") if state in one.by_state else None for one in projected]
    currency = projected[0].currency
    values = {"state": named(state), "year": projected[0].year, "first": money(found[0], currency),
              "second": money(found[-1], currency)}  # fmt: skip
    if (found[0] is None) != (found[-1] is None):
        name = names(projected)[found.index(None)]
        values["amount"] = money(next(filter(None, found)), currency)
        return say("{state} would be assessed {amount} in {year}, and is no Member in {name}", **values, name=name)
    if len(found) == 1 or found[0] == found[-1]:
        return say("{state} would be assessed {first} in {year}", **values)
    return say("{state} would be assessed {first} or {second} in {year}", **values)


def _paths(projected: Sequence[Projection], column: str) -> Drawing:
    """A line for each scenario, in millions."""
    rows = [
        Row(year=row["year"], scenario=name, millions=row.amount(column) / 1_000_000)
        for one, name in zip(projected, names(projected), strict=True)
        for row in one.rows
    ]
    return lines(
        rows,
        axis=say("Million {currency}", currency=projected[0].currency),
        y="millions",
        series="scenario",
        parts={name: name for name in names(projected)},
        number=",.2f",
        assumed=True,
    )


def members(where: Here, projected: Sequence[Projection]) -> None:
    """Every Member's assessment in the year asked about, against the base and beside the second scenario."""
    st.header(say("Every Member's assessment in {year}", year=projected[0].year), anchor=False)
    _members_table(where, projected, key="lab_members")
    st.caption(held_budgets.not_assessed(projected[0].rows))
    sourcing.remember(projected[0].members)
    _downloads(where, projected)


def _members_table(where: Here, projected: Sequence[Projection], key: str | None = None) -> None:
    frame = _members_frame(projected)
    columns = [
        cells.Column(name, name, naming=True)
        if name == say("State")
        else cells.Column(name, name, _change if name.endswith(_SHARE) else _WHOLE, layout="figure")
        for name in frame.columns
    ]
    tables.draw(where, frame, columns, alt=say("Every Member's assessment"), key=key)


def _change(cell: object) -> str:
    """A change with its sign; one that reads as nothing has none."""
    shown = as_shown(Decimal(str(cell)))
    return cells.decimals("+#,##0.0;-#,##0.0" if shown else "0.0")(shown)


def _members_frame(projected: Sequence[Projection]) -> pd.DataFrame:
    """One row per Member: at the base, in each scenario, and the changes."""
    currency, base = projected[0].currency, projected[0].rows[0]["year"]
    rows = [one.by_state for one in projected]
    states = sorted({state for found in rows for state in found}, key=lambda state: in_order(printed(state)))
    columns: dict[str, list[object]] = {say("State"): list(states)}
    columns[say("{year} ({currency})", year=base, currency=currency)] = [
        next((found[state]["amount_at_base"] for found in rows if state in found), None) for state in states
    ]
    for found, name in zip(rows, names(projected), strict=True):
        columns[bare(say("{name} ({currency})", name=name, currency=currency))] = [
            found[state]["amount"] if state in found else None for state in states
        ]
        columns[bare(say("{name}: change (%)", name=name))] = [
            found[state]["change_since_base_pct"] if state in found else None for state in states
        ]
    if len(rows) == 2:
        columns[say("Second less first ({currency})", currency=currency)] = [
            rows[1][state].amount("amount") - rows[0][state].amount("amount")
            if state in rows[0] and state in rows[1]
            else None
            for state in states
        ]
    return pd.DataFrame(columns, dtype=object)


def _downloads(where: Here, projected: Sequence[Projection]) -> None:
    with st.container(horizontal=True, gap="small"):
        file_links.button(
            say("Download workbook"),
            partial(_workbook, where, projected),
            f"{where.ledger.key}-scenario-{projected[0].rows[0]['year']}-{projected[0].rows[-1]['year']}.xlsx",
            key="lab_workbook",
            type="tertiary",
            icon=":material/download:",
        )


def _workbook(where: Here, projected: Sequence[Projection]) -> bytes:
    """The assumptions first, then each scenario's years and Members."""
    columns, kinds, rows = _assumed(where, projected)
    rows.append((say("Head of the chain of events"), *(where.books.head for _ in projected)))
    book = Book(say("What if"))
    book.sheet(say("Assumptions")).table(columns, kinds, rows)
    for place, (one, name) in enumerate(zip(projected, names(projected), strict=True), start=1):
        for answer, what in ((one.years, say("budget")), (_all_members(where, one), say("Members"))):
            kinds = [term.kind for term in answer.question.terms]
            sheet = book.sheet(say("{place} {what}", place=place, what=what))
            heading = say("{name}: assumed, not recorded; from {data}", name=name, data=in_words(answer.evidence))
            sheet.line(bare(heading), bold=True)
            sheet.table(answer.columns, kinds, answer.rows)
    return book.content()


def _all_members(where: Here, one: Projection) -> Answer:
    return where.ask("scenario", **one.scenario.given)


def _assumed(
    where: Here, projected: Sequence[Projection]
) -> tuple[tuple[str, ...], list[Kind], list[tuple[object, ...]]]:
    """The table of assumptions: a word, and what each scenario assumes."""
    columns = (say("Assumption"), *names(projected))
    rules = where.books.rulebook.assessment
    own = rules.new_member_effect if rules else None
    told = [
        assumptions({**one.scenario.given, "newcomers": one.scenario.given["newcomers"] or own}, one.years)
        for one in projected
    ]
    rows: list[tuple[object, ...]] = [(word, *(each[word] for each in told)) for word in told[0]]
    rows.append((say("Ledger"), *(say(where.ledger.title) for _ in projected)))
    rows.append((say("Version"), *(str(where.books.version) for _ in projected)))
    return columns, [Kind.TEXT] * len(columns), rows


def assumed_table(where: Here, projected: Sequence[Projection]) -> None:
    """The assumptions written out, those left to defaults included."""
    columns, _, rows = _assumed(where, projected)
    with st.expander(say("All assumptions in words"), icon=":material/list:"):
        show.words(pd.DataFrame(rows, columns=list(columns)), alt=say("Assumptions"))


def layout_asked() -> bool:
    """Whether plain tables are asked for, which a browser prints whole."""
    return link.get("print") == "yes"


def layout() -> None:
    """The switch to plain tables."""
    widget = "choose_print"
    st.session_state[widget] = layout_asked()
    st.toggle(
        say("Plain layout for printing"),
        key=widget,
        on_change=lambda: link.put("print", "yes" if st.session_state[widget] else None),
    )


def plain(where: Here, projected: Sequence[Projection]) -> None:
    """Everything as plain tables, which a browser prints whole."""
    columns, _, rows = _assumed(where, projected)
    st.header(say("Assumptions"), anchor=False)
    show.words(pd.DataFrame(rows, columns=list(columns)), alt=say("Assumptions"))
    for one, name in zip(projected, names(projected), strict=True):
        st.header(say("{name}: the budget", name=name), anchor=False)
        show.words(_printed_years(one), alt=say("{name}: the budget", name=name))
    st.header(say("Every Member's assessment in {year}", year=projected[0].year), anchor=False)
    _members_table(where, projected)


def _printed_years(one: Projection) -> pd.DataFrame:
    rows = one.rows
    return pd.DataFrame(
        {
            say("Year"): [str(row.whole("year")) for row in rows],
            say("Growth"): [row["assumed_growth"] or say("base") for row in rows],
            say("Budget"): [money(row["amount"], one.currency) for row in rows],
            say("In prices of {year}", year=rows[0]["year"]): [
                money(row["amount_in_base_prices"], one.currency) for row in rows
            ],
            say("Buys less by"): [percent(as_shown(row.amount("worth_lost_pct"))) for row in rows],
            say("Members"): [number(row["members"]) for row in rows],
        }
    )
