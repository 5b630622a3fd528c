"""The columns of answers: each term defined once, in the field's words, with what its cells hold.

A question may only answer in these terms; the data dictionary prints them.
"""

from __future__ import annotations

from dataclasses import dataclass

from governance.headings import HEADS
from governance.tables import TABLES, Kind
from governance.words import mark, say


@dataclass(frozen=True)
class Term:
    """One column of an answer: its name, what its cells hold, and what that means."""

    name: str
    kind: Kind
    meaning: str

    @property
    def label(self) -> str:
        """The term as the head of a column, without its unit."""
        return say(HEADS.get(self.name) or self.name.removesuffix("_pct").replace("_", " ").capitalize())


_OWN = (
    Term("party", Kind.PARTY, mark("The State's code, or the organization's name")),
    Term(
        "known", Kind.CHOICE, mark("Whether receipts are declared complete from the first debt to the date: yes or no")
    ),
    Term("opening", Kind.MONEY, mark("Outstanding on the day on which the recorded history starts")),
    Term("assessed", Kind.MONEY, mark("Assessed contributions due by the date")),
    Term("received", Kind.MONEY, mark("Receipts by the date, less refunds")),
    Term("adjusted", Kind.MONEY, mark("Adjustments by the date: waivers, surpluses credited, corrections")),
    Term(
        "credit_applied", Kind.MONEY, mark("Credit of other years applied to this year; negative: moved away from it")
    ),
    Term("outstanding", Kind.MONEY, mark("All that is due by the date and not yet paid")),
    Term("arrears", Kind.MONEY, mark("The part of outstanding that belongs to years that have ended")),
    Term("current_year", Kind.MONEY, mark("The part of outstanding that belongs to the current year")),
    Term(
        "disputed",
        Kind.MONEY,
        mark("What the State contests; the rulebook says whether it is inside or outside of what is outstanding"),
    ),
    Term(
        "credit",
        Kind.MONEY,
        mark("Money received beyond all that is due: it pays the next contribution on its due date"),
    ),
    Term("oldest_year", Kind.YEAR, mark("The oldest year of which a part is outstanding")),
    Term("one_year", Kind.MONEY, mark("Outstanding for the year before the current one")),
    Term("two_years", Kind.MONEY, mark("Outstanding for the second year before the current one")),
    Term("three_years", Kind.MONEY, mark("Outstanding for the third year before the current one")),
    Term("four_years", Kind.MONEY, mark("Outstanding for the fourth year before the current one")),
    Term("five_years_and_more", Kind.MONEY, mark("Outstanding for the fifth year before the current one and older")),
    Term("since", Kind.DATE, mark("The day since when the status is held without a break")),
    Term("since_precision", Kind.CHOICE, mark("Whether that day is known, or only its year")),
    Term("members", Kind.COUNT, mark("Members on the date")),
    Term("observers", Kind.COUNT, mark("Observer States on the date")),
    Term("observer_organizations", Kind.COUNT, mark("Observer organizations on the date")),
    Term("applied", Kind.MONEY, mark("Receipts applied to the year's own assessments")),
    Term(
        "collection_rate_pct", Kind.RATE, mark("Receipts applied to the year's own assessments, in per cent of these")
    ),
    Term("day", Kind.DATE, mark("The day")),
    Term("day_of_year", Kind.COUNT, mark("The day's number within its year: 1 January is 1")),
    Term("share_pct", Kind.RATE, mark("The share of the whole, in per cent")),
    Term("cumulative_share_pct", Kind.RATE, mark("The share of this State and all before it, in per cent")),
    Term("place", Kind.COUNT, mark("The place in the order, the largest first")),
    Term("states", Kind.COUNT, mark("How many States")),
    Term("unidentified", Kind.MONEY, mark("Receipts whose payer is not known yet: counted for no State")),
    Term("owing", Kind.COUNT, mark("How many States have arrears")),
    Term("assessed_before", Kind.MONEY, mark("The assessed contribution of the year before")),
    Term("change", Kind.MONEY, mark("The change against the year before, or the first year")),
    Term("change_pct", Kind.RATE, mark("The change against the year before, in per cent")),
    Term("un_rate_pct", Kind.RATE, mark("The rate in the United Nations scale of that year")),
    Term("page", Kind.TEXT, mark("The page that shows it")),
    Term("words", Kind.TEXT, mark("The finding in words")),
    Term("may_vote", Kind.CHOICE, mark("Whether the Member may vote: yes or no; blank: not known")),
    Term("threshold", Kind.MONEY, mark("The contributions with which the arrears are compared")),
    Term("ratio", Kind.RATE, mark("The first amount divided by the one that it is compared with")),
    Term("least_payment", Kind.MONEY, mark("The least to pay to be below the threshold on the date")),
    Term("least_payment_by_31_december", Kind.MONEY, mark("The least to pay to be below the threshold on 1 January")),
    Term("least_payment_for_vote", Kind.MONEY, mark("The least that, come in by that day, keeps or regains the vote")),
    Term("payable", Kind.MONEY, mark("The largest of these, rounded up to the whole unit")),
    Term("informed", Kind.DATE, mark("The day on which the Council was informed, if that still counts")),
    Term("no_vote_from", Kind.DATE, mark("First day without a vote, if the arrears then still reach the threshold")),
    Term("reaches_threshold_on", Kind.DATE, mark("The day on which the threshold is reached if nothing is paid")),
    Term("ends", Kind.DATE, mark("Last day of the decision in force")),
    Term("because", Kind.TEXT, mark("The reason, with the article")),
    Term("pay_by", Kind.DATE, mark("The day by which a payment must have come in")),
    Term("due_so_far", Kind.MONEY, mark("Instalments due by the date")),
    Term("paid", Kind.MONEY, mark("Paid so far")),
    Term("paid_on", Kind.DATE, mark("The day on which it was paid in full")),
    Term("missed", Kind.MONEY, mark("Instalments whose due date has passed and that are not paid")),
    Term("with_vote", Kind.COUNT, mark("Members with a vote, those whose vote is not known included")),
    Term("unknown", Kind.COUNT, mark("Members whose vote is not known")),
    Term("present", Kind.COUNT, mark("Members present")),
    Term("present_and_voting", Kind.COUNT, mark("Members present who vote for or against")),
    Term("simple_majority", Kind.COUNT, mark("Votes that carry a decision by simple majority")),
    Term("two_thirds_majority", Kind.COUNT, mark("Votes that carry a decision by two thirds")),
    Term("blocks_simple", Kind.COUNT, mark("Votes against that prevent a simple majority")),
    Term("blocks_two_thirds", Kind.COUNT, mark("Votes against that prevent two thirds")),
    Term("full_year", Kind.MONEY, mark("The assessment for a whole year")),
    Term("joined", Kind.DATE, mark("The day on which the State joined during the year")),
    Term("finding", Kind.CHOICE, mark("What was found")),
    Term("recorded", Kind.MONEY, mark("The amount recorded")),
    Term("predicted", Kind.MONEY, mark("The amount that the scale predicts")),
    Term("implied_accession", Kind.DATE, mark("The day of accession that a part of a year implies")),
    Term("stated_for", Kind.PERIOD, mark("The day, month or year that the figure is about")),
    Term("figure", Kind.NUMBER, mark("The figure, as the document states it")),
    Term("counted", Kind.DATE, mark("The day of the count")),
    Term("counted_before", Kind.DATE, mark("The day of the earlier count")),
    Term("headcount_before", Kind.COUNT, mark("Persons at the earlier count; blank: the office is not in it")),
    Term("headcount_change", Kind.COUNT, mark("Persons more (or fewer) than at the earlier count")),
    Term("office_change", Kind.CHOICE, mark("What changed: opened, closed, grown, shrunk, or in one count only")),
    Term("office_kind", Kind.TEXT, mark("Regional office, country office, sub-office or another kind")),
    Term("offices_counted", Kind.COUNT, mark("How many offices have staff in the count")),
    Term("staff", Kind.NUMBER, mark("All staff, at headquarters and in the field")),
    Term("headquarters", Kind.NUMBER, mark("Staff at headquarters; blank: not told apart")),
    Term("headquarters_share_pct", Kind.RATE, mark("Staff at headquarters in per cent of all staff")),
    Term("field_offices", Kind.NUMBER, mark("Offices in the field, for the same date")),
    Term("offices_qualifier", Kind.CHOICE, mark("The word with which the number of offices is hedged")),
    Term("staff_per_office", Kind.RATE, mark("All staff, headquarters included, for each field office")),
    Term(
        "members_basis",
        Kind.CHOICE,
        mark("Whether a document states the Members, or membership gives them"),
    ),
    Term("members_then", Kind.NUMBER, mark("Member States, as stated for the same year or else on the day")),
    Term("staff_per_member", Kind.RATE, mark("All staff for each Member State")),
    Term("staff_per_million", Kind.RATE, mark("All staff for each million of the year's administrative budget")),
    Term("dates_combined", Kind.TEXT, mark("The dates of the figures that are divided by each other")),
    Term("administrative_budget", Kind.MONEY, mark("The administrative part of the year's budget")),
    Term("operational_budget", Kind.MONEY, mark("The operational part of the year's budget")),
    Term("operational_currency", Kind.CURRENCY, mark("The currency of the operational part")),
    Term("operational_qualifier", Kind.CHOICE, mark("The word with which the operational part is hedged")),
    Term("average_rate", Kind.NUMBER, mark("The average exchange rate of the year, as the series quotes it")),
    Term("rate_year", Kind.YEAR, mark("The year of the exchange rate")),
    Term(
        "administrative_converted",
        Kind.MONEY,
        mark("The administrative part at that rate, in the operational part's currency: for the share alone"),
    ),
    Term("voluntary", Kind.MONEY, mark("Voluntary contributions, less corrections of earlier years")),
    Term("given", Kind.MONEY, mark("Voluntary contributions before corrections of earlier years")),
    Term("corrections", Kind.MONEY, mark("Corrections of earlier years, which are negative amounts in the accounts")),
    Term("earmarking", Kind.CHOICE, mark("Whether the giver sets the purpose: earmarked, unearmarked, or other")),
    Term("unearmarked", Kind.MONEY, mark("Voluntary contributions that the Organization is free to use")),
    Term("earmarked", Kind.MONEY, mark("Voluntary contributions for a purpose that the giver sets")),
    Term("assessed_and_voluntary", Kind.MONEY, mark("Assessed and voluntary together, in this currency")),
    Term("core_share_pct", Kind.RATE, mark("The assessed core in per cent of the core and voluntary money together")),
    Term("rests_on", Kind.CHOICE, mark("Whether the figures are totals by type of revenue, or sums of single rows")),
    Term("revenue", Kind.MONEY, mark("Revenue of the year")),
    Term("revenue_kind", Kind.CHOICE, mark("Assessed, voluntary (unearmarked or earmarked), other, or not classified")),
    Term("other_revenue", Kind.MONEY, mark("Revenue from other activities")),
    Term("not_classified", Kind.MONEY, mark("Revenue of types that are not known here")),
    Term("total_by_type", Kind.MONEY, mark("The year's total of this kind in the accounts by type of revenue")),
    Term("sum_of_rows", Kind.MONEY, mark("What the rows of single contributors add up to")),
    Term("difference", Kind.MONEY, mark("The difference of the two amounts before it")),
    Term("difference_pct", Kind.RATE, mark("The difference in per cent of the total")),
    Term("in_mandate", Kind.CHOICE, mark("Whether the mandate names the area: yes or no")),
    Term("expenses", Kind.MONEY, mark("Expenses of the year")),
    Term("opening_balance", Kind.MONEY, mark("The fund's balance on 1 January")),
    Term("closing_balance", Kind.MONEY, mark("The fund's balance on 31 December: opening, plus income, less spending")),
    Term("opening_gap", Kind.MONEY, mark("The opening less the last year's closing; blank: that year is not held")),
    Term("words_of_mandate", Kind.TEXT, mark("The area, activity or objective")),
    Term("agreeing", Kind.COUNT, mark("Rows that agree with what was predicted, or with the rate")),
    Term("but_for_rounding", Kind.COUNT, mark("The rows that would agree but for the rounding of a rate")),
    Term(
        "basis",
        Kind.CHOICE,
        mark("What the figure rests on: a document, a count, a stage of the budget, or what it is computed from"),
    ),
    Term("base_year", Kind.YEAR, mark("The year in whose prices amounts are told, and with which they are compared")),
    Term("price", Kind.RATE, mark("The price index of the year, annual average")),
    Term("amount_in_base_prices", Kind.MONEY, mark("The amount in prices of the base year")),
    Term("real_change_pct", Kind.RATE, mark("The change against the year before beyond that of prices, in per cent")),
    Term("zero_real_growth", Kind.MONEY, mark("What would buy as much as the base year's amount bought in its year")),
    Term(
        "purchasing_power_lost_pct",
        Kind.RATE,
        mark("What an amount unchanged since the base year has lost of its purchasing power, in per cent"),
    ),
    Term("price_evidence", Kind.CHOICE, mark("Where the price index comes from: published, reported, derived")),
    Term("price_document", Kind.TEXT, mark("The document that states the price index")),
    Term("proposed", Kind.MONEY, mark("The budget that the Administration proposed")),
    Term("approved", Kind.MONEY, mark("The budget as it was approved or last revised")),
    Term("not_granted", Kind.MONEY, mark("How far the approved budget stays below the proposed one")),
    Term(
        "beyond_costs",
        Kind.MONEY,
        mark("Growth beyond the stated cost increase; zero: zero real growth; negative: costs absorbed"),
    ),
    Term(
        "joined_during_year", Kind.MONEY, mark("The part of States that joined during the year, on top of the budget")
    ),
    Term("joined_year_before", Kind.MONEY, mark("The part of States that joined during the year before")),
    Term(
        "first_full_year",
        Kind.MONEY,
        mark("What of it States are assessed that joined during the year before: their first full year; blank: none"),
    ),
    Term("change_without_pct", Kind.RATE, mark("The change against the year before without that, in per cent")),
    Term("last_figure_year", Kind.YEAR, mark("The last earlier year of which a figure is held")),
    Term("change_since_pct", Kind.RATE, mark("The change against that year, in per cent")),
    Term("printed_name", Kind.TEXT, mark("The State's name as the sheet prints it, marks included")),
    Term("agreed", Kind.MONEY, mark("The contribution agreed for the period")),
    Term("cash", Kind.MONEY, mark("What of it was paid in cash")),
    Term("bilateral", Kind.MONEY, mark("What of it was paid by bilateral assistance")),
    Term("promissory_notes", Kind.MONEY, mark("What of it was paid by promissory notes")),
    Term("as_at", Kind.DATE, mark("The day as at which the figures are published")),
    Term("by_year", Kind.MONEY, mark("What the sheets of single years add up to")),
    Term("by_triennium", Kind.MONEY, mark("What the sheet of the whole period prints")),
    Term("proved", Kind.CHOICE, mark("Whether the rows prove the rate: yes or no")),
    Term(
        "carried_by",
        Kind.TEXT,
        mark("What proved it: whole_units, a stated_total (with another kind), the scale at one level; blank: nothing"),
    ),
    Term("recovered_total", Kind.MONEY, mark("What all rows add up to as recovered at the rate")),
    Term("different", Kind.COUNT, mark("Different amounts above zero: equal ones are no further evidence")),
    Term("whole", Kind.COUNT, mark("Different amounts that are whole units at the best rate by whole units")),
    Term("whole_rate", Kind.RATE, mark("The rate at which that is least by chance")),
    Term("whole_next", Kind.COUNT, mark("Different amounts that are whole at the next best rate that is no multiple")),
    Term("whole_next_rate", Kind.RATE, mark("That next best rate")),
    Term("on_scale_rows", Kind.COUNT, mark("Rows that are what the scale makes of one budget, to the unit")),
    Term("on_scale", Kind.COUNT, mark("Different amounts that are what the scale makes of one budget")),
    Term("scale_rate", Kind.RATE, mark("The rate at which most are")),
    Term("scale_next", Kind.COUNT, mark("Different amounts that are at the next best rate that is no multiple")),
    Term("scale_next_rate", Kind.RATE, mark("That next best rate")),
    Term("stated_total", Kind.MONEY, mark("What a document states as the year's administrative budget")),
    Term(
        "stated_rate", Kind.RATE, mark("The one rate at which the rows add up to exactly that; blank: none, or several")
    ),
    Term("stated_missed", Kind.MONEY, mark("How far the sum at the next best rate lies from it")),
    Term("budget_level", Kind.MONEY, mark("The part of the change that the level of the budget makes")),
    Term(
        "scale", Kind.MONEY, mark("The part that the United Nations scale makes: the State's own rate and the others'")
    ),
    Term("membership", Kind.MONEY, mark("The part that States make which joined or left, the State itself included")),
    Term("new_members", Kind.MONEY, mark("The part that the contributions of new Members make by raising the level")),
    Term("part_year", Kind.MONEY, mark("The part that assessments for a part of a year make")),
    Term("currency_effect", Kind.MONEY, mark("The part that the booking rate makes; blank: not known, in the level")),
    Term(
        "change_at_one_rate",
        Kind.MONEY,
        mark("The change had both years been booked at the first one's rate; blank where a rate is not known"),
    ),
    Term(
        "asked_change", Kind.MONEY, mark("The change of what the State is asked for: without the booking rate's part")
    ),
    Term("asked_change_pct", Kind.RATE, mark("That change in per cent of the first year's amount")),
    Term("pays", Kind.CHOICE, mark("What the State is asked for, but for rounding: more, less, the same")),
    Term("explained", Kind.CHOICE, mark("Whether any cause explains the change: yes, or no for an error of the rows")),
    Term(
        "not_recorded",
        Kind.MONEY,
        mark("The difference of all States that have no row in one of the years, though they were assessed; not split"),
    ),
    Term("other", Kind.MONEY, mark("What none of these explains: rounding, corrections, errors of recorded rows")),
    Term("measure", Kind.CHOICE, mark("What is counted")),
    Term(
        "index_value", Kind.RATE, mark("The figure in per cent of that of the base year; blank where that is not known")
    ),
    Term("per_member", Kind.MONEY, mark("The administrative budget divided by the Members")),
    Term("per_staff_member", Kind.MONEY, mark("The administrative budget divided by all staff")),
    Term("per_office", Kind.MONEY, mark("The administrative budget divided by the field offices")),
    Term("share_of_spending_pct", Kind.RATE, mark("The administrative budget in per cent of all spending of the year")),
    Term("offices", Kind.COUNT, mark("Field offices open on the year's last day; headquarters is none")),
    Term("assumed_growth", Kind.TEXT, mark("The growth assumed for the year")),
    Term("on_top", Kind.MONEY, mark("What States that joined during the year are assessed besides the budget")),
    Term("inflation_pct", Kind.RATE, mark("The inflation assumed for the year, in per cent")),
    Term("price_level", Kind.RATE, mark("The prices assumed for the year; the base year is 100")),
    Term("worth_lost_pct", Kind.RATE, mark("How much less the budget buys than that of the base year, in per cent")),
    Term("converted", Kind.MONEY, mark("The budget in another currency at the rate assumed for the year")),
    Term("converted_currency", Kind.CURRENCY, mark("That other currency")),
    Term("assumed_inflation", Kind.TEXT, mark("The inflation assumed, as it is written")),
    Term("amount_at_base", Kind.MONEY, mark("The assessment of a whole year at the base")),
    Term("change_since_base", Kind.MONEY, mark("The change against the base year")),
    Term("change_since_base_pct", Kind.RATE, mark("The change against the base year, in per cent")),
    Term(
        "real_change_since_base_pct",
        Kind.RATE,
        mark("The change against the base year beyond that of prices, in per cent"),
    ),
    Term("evidence", Kind.CHOICE, mark("Where the figure comes from: published, reported, derived or demonstration")),
    Term("batch", Kind.COUNT, mark("The batch with which the row came in")),
    Term("receipt", Kind.TEXT, mark("The receipt's name: its reference, or one made of what it says")),
    Term("table", Kind.TEXT, mark("The table")),
    Term("rows", Kind.COUNT, mark("How many rows")),
    Term("file", Kind.TEXT, mark("The file's name")),
    Term("accepted", Kind.DATE, mark("The day on which it was accepted")),
    Term("who", Kind.TEXT, mark("Who did it")),
    Term("rows_sha256", Kind.TEXT, mark("The hash of the batch's rows in their canonical form")),
    Term("file_sha256", Kind.TEXT, mark("The hash of the file as it was handed in")),
    Term("version", Kind.COUNT, mark("The number of the event: the ledger as it stood after it")),
    Term("recorded_at", Kind.TEXT, mark("When it was recorded, in universal time")),
    Term(
        "event", Kind.CHOICE, mark("What happened: opened, accepted, revoked, reaccepted, closed, reopened or adopted")
    ),
    Term("in_force", Kind.CHOICE, mark("Whether the batch counts now: yes or no")),
    Term("head", Kind.TEXT, mark("The hash of the event, in which all before it are sealed")),
    Term("closed", Kind.DATE, mark("The day on which the year was closed")),
    Term("item", Kind.CHOICE, mark("What the amount is: which total of which books, or which column of a status")),
    Term("ours", Kind.MONEY, mark("The total as recorded here")),
    Term("theirs", Kind.MONEY, mark("The total in the other books")),
    Term("first_day", Kind.DATE, mark("First day")),
    Term("last_day", Kind.DATE, mark("Last day")),
    Term("foreseen", Kind.CHOICE, mark("Whether accounts are carried on after it, as nothing more happens")),
    Term("observer", Kind.PARTY, mark("The State, or the organization's name")),
    Term("held_since", Kind.PERIOD, mark("Since when the status is held: a day, or the year where only that is known")),
    Term("period", Kind.PERIOD, mark("The day, month, year or years, as well as it is known")),
    Term("count_of", Kind.CHOICE, mark("What is counted: Members, observer States or observer organizations")),
    Term("stated", Kind.COUNT, mark("The number that the document states")),
    Term("reconstructed", Kind.COUNT, mark("The number that the recorded spells give, on the last day of the period")),
    Term("count_difference", Kind.COUNT, mark("The reconstructed number less the stated one")),
    Term("low", Kind.COUNT, mark("The least number that days known by their year only allow")),
    Term("high", Kind.COUNT, mark("The largest number that days known by their year only allow")),
    Term("turn", Kind.CHOICE, mark("What happened")),
    Term("became_members", Kind.COUNT, mark("States that became Members without having been observers until then")),
    Term("from_observers", Kind.COUNT, mark("Observers that became Members")),
    Term("returned", Kind.COUNT, mark("States that became Members again")),
    Term("left", Kind.COUNT, mark("Members that left")),
    Term("new_observers", Kind.COUNT, mark("States that became observers")),
    Term("observers_ended", Kind.COUNT, mark("Observers that ceased to be recorded without becoming Members")),
    Term("outcome", Kind.CHOICE, mark("Whether it became a Member, still is an observer, or ended")),
    Term("years_at_least", Kind.COUNT, mark("Whole years, at the least that the known days allow")),
    Term("years_at_most", Kind.COUNT, mark("Whole years, at the most that the known days allow")),
    Term("region", Kind.CHOICE, mark("The region of the world, as the United Nations groups States for statistics")),
    Term("members_share_pct", Kind.RATE, mark("The region's share of all Members, in per cent")),
    Term("seats_share_pct", Kind.RATE, mark("The region's share of the body's seats, in per cent")),
    Term("listed", Kind.DATE, mark("The day on which the list was made")),
    Term("then", Kind.CHOICE, mark("The status on that day: member, observer or neither")),
    Term("article", Kind.TEXT, mark("The article of the rulebook")),
    Term("exists", Kind.CHOICE, mark("Whether the body exists on the date: yes or no")),
    Term("seats_set", Kind.COUNT, mark("Seats that the article sets; blank: open to all Members")),
    Term("most_seats", Kind.COUNT, mark("Seats that it may have at most, with the Members of the date")),
    Term("term_years", Kind.COUNT, mark("The length of a term in years")),
    Term("seats", Kind.COUNT, mark("Seats held on the date")),
    Term("running", Kind.CHOICE, mark("Whether the term runs on the date: yes or no")),
    Term("term_ends", Kind.DATE, mark("Last day of the term: as recorded, else as the rulebook limits it")),
    Term("ends_within_a_year", Kind.CHOICE, mark("Whether the term ends within a year of the date: yes or no")),
    Term("notice", Kind.DATE, mark("The day on which the notice of withdrawal arrives")),
    Term("effective", Kind.DATE, mark("The last day of membership")),
    Term("accession", Kind.DATE, mark("The day on which the State joins")),
    Term("budget_year", Kind.YEAR, mark("The year of the budget by which the contribution is worked out")),
    Term("first_tested", Kind.YEAR, mark("The first year for which the vote can be tested")),
)


def _of_tables() -> dict[str, Term]:
    """The columns of tables are terms too; where tables share a name, the first declaration is the term."""
    terms: dict[str, Term] = {}
    for table in TABLES.values():
        for column in table.columns:
            terms.setdefault(column.name, Term(column.name, column.kind, column.meaning))
    return terms


TERMS: dict[str, Term] = _of_tables() | {term.name: term for term in _OWN}
"""Every term by its name."""
