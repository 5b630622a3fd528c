"""Tables of other money, of prices and rates, and of figures that documents state."""

from governance.access import ALL
from governance.tables.declare import STATED_CURRENCY, YEAR, Column, Kind, amount, positive, table
from governance.words import mark

_TYPE = Column("type", Kind.TEXT, mark("The type, as the accounts name it"), required=True, example="Earmarked")
_SERIES = Column("series", Kind.TEXT, mark("The name of the series"), required=True, example="CHF per USD")

FIGURES = (
    table(
        "voluntary_contributions",
        mark("Voluntary contributions"),
        mark("One row per year, contributor, type and service area."),
        YEAR,
        Column(
            "contributor",
            Kind.PARTY,
            mark("The State, or the organization's name"),
            required=True,
            example="XAA",
            kind_in="contributor_kind",
            areas=True,
        ),
        Column(
            "contributor_kind",
            Kind.CHOICE,
            mark("Whether the contributor is a government or an organization"),
            choices=("government", "organization"),
            default="government",
        ),
        _TYPE,
        Column("service_area", Kind.TEXT, mark("The service area that the money is for")),
        amount(mark("The contribution; negative: a correction of an earlier year")),
        STATED_CURRENCY,
        key=("year", "contributor", "type", "service_area", "currency"),
        counts_in="year",
        delegations=ALL,
    ),
    table(
        "fund_movements",
        mark("Fund movements"),
        mark("One row per year and fund."),
        YEAR,
        Column("fund", Kind.TEXT, mark("The fund"), required=True, example="Operational fund"),
        amount(mark("Balance on 1 January"), "opening"),
        amount(mark("Income of the year"), "income"),
        amount(mark("Spending of the year"), "spent"),
        STATED_CURRENCY,
        key=("year", "fund", "currency"),
        counts_in="year",
        delegations=ALL,
    ),
    table(
        "revenue",
        mark("Revenue"),
        mark("One row per year and type of revenue."),
        YEAR,
        _TYPE,
        amount(mark("Revenue of the year")),
        STATED_CURRENCY,
        key=("year", "type", "currency"),
        counts_in="year",
        delegations=ALL,
    ),
    table(
        "expenses",
        mark("Expenses"),
        mark("One row per year and type of expense."),
        YEAR,
        _TYPE,
        amount(mark("Expenses of the year")),
        STATED_CURRENCY,
        key=("year", "type", "currency"),
        counts_in="year",
        delegations=ALL,
    ),
    table(
        "prices",
        mark("Price indices"),
        mark("One row per year and price index."),
        YEAR,
        _SERIES,
        Column(
            "value", Kind.RATE, mark("The index, annual average"), required=True, unit=mark("index"), example="107.1"
        ),
        key=("year", "series"),
        checks=(positive("value"),),
        delegations=ALL,
    ),
    table(
        "price_series",
        mark("Currencies of price indices"),
        mark("One row per price index: the currency whose purchasing power it measures."),
        _SERIES,
        STATED_CURRENCY,
        key=("series",),
        first_schema=2,
        delegations=ALL,
    ),
    table(
        "exchange_rates",
        mark("Exchange rates"),
        mark("One row per year and series."),
        YEAR,
        _SERIES,
        Column(
            "value", Kind.RATE, mark("The rate, annual average"), required=True, unit=mark("rate"), example="0.8988"
        ),
        key=("year", "series"),
        checks=(positive("value"),),
        delegations=ALL,
    ),
    table(
        "headline_figures",
        mark("Figures that documents state"),
        mark("One row per date, indicator and document."),
        Column("dated", Kind.PERIOD, mark("The day, month or year of the figure"), required=True, example="2014-07"),
        Column("indicator", Kind.TEXT, mark("What is counted"), required=True, example="member_states"),
        Column("value", Kind.NUMBER, mark("The figure"), required=True, unit=mark("unit"), example="156"),
        Column("unit", Kind.TEXT, mark("What the figure counts"), required=True, example="states"),
        Column(
            "qualifier",
            Kind.CHOICE,
            mark("The word with which the document hedges the figure"),
            choices=("exact", "about", "more than", "over"),
            default="exact",
        ),
        Column("paragraph", Kind.TEXT, mark("The paragraph or heading that states it")),
        Column("quote", Kind.TEXT, mark("The words that state it")),
        key=("dated", "indicator", "document"),
        delegations=ALL,
    ),
)
