"""The columns of answers: each term defined once, in the field's words, with what its cells hold.

A question may only answer in these terms; the data dictionary prints them.
"""

from __future__ import annotations

from dataclasses import dataclass

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
        return say(self.name.removesuffix("_pct").replace("_", " ").capitalize())


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
        "credit_applied",
        Kind.MONEY,
        mark("Credit of other years applied to this year; negative: credit moved away from it"),
    ),
    Term("outstanding", Kind.MONEY, mark("All that is due by the date and not yet paid")),
    Term("arrears", Kind.MONEY, mark("The part of outstanding that belongs to years that have ended")),
    Term("current_year", Kind.MONEY, mark("The part of outstanding that belongs to the current year")),
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
    Term("least_payment", Kind.MONEY, mark("The least to pay to be below the threshold")),
    Term("least_payment_by_31_december", Kind.MONEY, mark("The least to pay to be below the threshold on 1 January")),
    Term("payable", Kind.MONEY, mark("The larger of the two, rounded up to the whole unit")),
    Term("informed", Kind.DATE, mark("The day on which the Council was informed, if that still counts")),
    Term("no_vote_from", Kind.DATE, mark("First day without a vote, if the arrears are then still at the threshold")),
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
    Term("agreeing", Kind.COUNT, mark("Rows that agree with what was predicted, or with the rate")),
    Term("basis", Kind.CHOICE, mark("What the figure is: the stage of the budget, or what it was computed from")),
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
    Term("proved", Kind.CHOICE, mark("Whether the rows prove the rate: yes or no")),
    Term("budget_level", Kind.MONEY, mark("The part of the change that the level of the budget makes")),
    Term(
        "scale", Kind.MONEY, mark("The part that the United Nations scale makes: the State's own rate and the others'")
    ),
    Term("membership", Kind.MONEY, mark("The part that States make which joined or left, the State itself included")),
    Term("new_members", Kind.MONEY, mark("The part that the contributions of new Members make by raising the level")),
    Term("part_year", Kind.MONEY, mark("The part that assessments for a part of a year make")),
    Term("currency_effect", Kind.MONEY, mark("The part that the booking rate makes; blank: not known, in the level")),
    Term("other", Kind.MONEY, mark("What none of these explains: rounding, corrections, errors of recorded rows")),
    Term("measure", Kind.CHOICE, mark("What is counted")),
    Term(
        "index_value", Kind.RATE, mark("The figure in per cent of that of the base year; blank where that is not known")
    ),
    Term("per_member", Kind.MONEY, mark("The administrative budget divided by the Members")),
    Term("per_staff_member", Kind.MONEY, mark("The administrative budget divided by all staff")),
    Term("per_office", Kind.MONEY, mark("The administrative budget divided by the field offices")),
    Term("share_of_spending_pct", Kind.RATE, mark("The administrative budget in per cent of all spending of the year")),
    Term("spent", Kind.MONEY, mark("All expenses of the year")),
    Term("staff", Kind.COUNT, mark("Persons in service on the year's last count")),
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
    Term("evidence", Kind.CHOICE, mark("Where the figure comes from: published, reported, derived or demonstration")),
    Term("batch", Kind.COUNT, mark("The batch with which the row came in")),
    Term("table", Kind.TEXT, mark("The table")),
    Term("rows", Kind.COUNT, mark("How many rows")),
    Term("file", Kind.TEXT, mark("The file's name")),
    Term("accepted", Kind.DATE, mark("The day on which it was accepted")),
    Term("who", Kind.TEXT, mark("Who did it")),
    Term("rows_sha256", Kind.TEXT, mark("The hash of the batch's rows in their canonical form")),
    Term("file_sha256", Kind.TEXT, mark("The hash of the file as it was handed in")),
    Term("first_day", Kind.DATE, mark("First day")),
    Term("last_day", Kind.DATE, mark("Last day")),
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
