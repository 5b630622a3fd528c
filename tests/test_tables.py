"""Tables are declared once; all else is derived from the declarations."""

from __future__ import annotations

import duckdb
import pytest

from governance.books.loading import ON_A_DATE
from governance.intake.checking.check import check as check_sheet
from governance.intake.understanding.sheet import Sheet
from governance.ledger.schema import table_ddl
from governance.questions import PARAMETERS
from governance.tables import TABLES, Kind, Table
from tests.ledgers import plain_sheets

# domain.md's list: the columns of each table; every table ends with document and note.
DOMAIN = """
membership               state kind status from to from_precision to_precision
scale                    year state rate_pct
un_scale                 state first_year last_year rate_pct
budgets                  year part stage amount currency growth_policy cost_increase new_member_contributions
assessments              year state amount currency due
recovered_assessments    year state amount currency booked booked_currency rate whole within
coverage                 covers from to
opening_balances         dated state year amount currency
receipts                 received state amount currency reference value_date paid_amount paid_currency rate charges for_year
adjustments              dated state amount currency for_year reason
sessions                 body session opens closes
council_actions          dated state action body session until condition
payment_instructions     account bank iban currency reference_rule valid_from creditor street house_number postcode town country_code
payment_plans            state plan agreed due amount currency
disputed                 dated state year amount currency settled
contribution_status      dated first_year last_year state printed agreed cash bilateral promissory_notes disputed unpaid currency
contribution_status_totals dated first_year last_year agreed cash bilateral promissory_notes disputed unpaid currency
committee_seats          body state from to role
staffing                 dated office country location category headcount
offices                  office country kind opened closed
membership_events        dated event state kind what members_after
state_lists              list state dated
voluntary_contributions  year contributor contributor_kind type service_area amount currency
fund_movements           year fund opening income spent currency
revenue                  year type amount currency
expenses                 year type amount currency
prices                   year series value
price_series             series currency
exchange_rates           year series value
headline_figures         dated indicator value unit qualifier paragraph quote
service_areas            area level main_area same_as paragraph
objectives               objective_set number objective paragraph
quotations               subject quote paragraph language dated
notices                  sent state kind letter_level received year due_days
cash                     dated account amount currency
spending_plan            month amount currency
reserves                 reserve from level ceiling order currency
expected_payments        state announced expected amount currency said_by
bank_entries             account reference booked_on value_date amount currency kind counterparty counterparty_iban remittance payer_reference charges paid_amount paid_currency rate statement part_of
"""
LISTED = {name: columns for name, *columns in (line.split() for line in DOMAIN.strip().splitlines())}

# A row that breaks each check, with the sentence that says so.
BROKEN = {
    ("scale", "rate_pct_is_a_percentage"): ("year,state,rate_pct\n2024,XAA,101", "A rate lies between 0 and 100 per cent."),
    ("un_scale", "rate_pct_is_a_percentage"): (
        "state,first_year,last_year,rate_pct\nXAA,2022,2024,-1", "A rate lies between 0 and 100 per cent."),
    ("un_scale", "first_year_before_last_year"): (
        "state,first_year,last_year,rate_pct\nXAA,2024,2022,1", "The period ends before it begins"),
    ("budgets", "amount_not_negative"): (
        "year,part,stage,amount\n2024,administrative,approved,-1", "The “amount” must not be negative."),
    ("assessments", "amount_not_negative"): ("year,state,amount\n2024,XAA,-0.01", "The “amount” must not be negative."),
    ("recovered_assessments", "amount_not_negative"): (
        "year,state,amount,booked,booked_currency,rate,whole\n2024,XAA,-1,1,USD,0.9,no", "The “amount” must not be negative."),
    ("recovered_assessments", "rate_positive"): (
        "year,state,amount,booked,booked_currency,rate,whole\n2024,XAA,1,1,USD,0,no", "The “rate” must be above zero."),
    ("coverage", "from_before_to"): ("covers,from,to\nreceipts,2024-02-01,2024-01-31", "The period ends before it begins"),
    ("receipts", "receipt_has_a_date"): ("state,amount\nXAA,1", "A receipt needs the day on which it was received"),
    ("receipts", "foreign_receipt_has_a_rate"): (
        "received,amount,paid_currency\n2024-01-31,1,USD", "A receipt in another currency needs its rate."),
    ("receipts", "rate_positive"): ("received,amount,rate,paid_currency\n2024-01-31,1,0,USD", "The “rate” must be above zero."),
    ("receipts", "amount_not_zero"): ("received,state,amount\n2024-01-31,XAA,0", "The “amount” is zero: nothing happened."),
    ("receipts", "charges_not_negative"): ("received,amount,charges\n2024-01-31,1,-1", "The “charges” must not be negative."),
    ("receipts", "paid_like_credited"): (
        "received,amount,paid_amount,paid_currency,rate\n2024-01-31,1,-1,USD,1", "The amount paid and the amount credited"),
    ("receipts", "rate_of_a_currency"): ("received,amount,rate\n2024-01-31,1,0.9", "There is a rate, but the currency"),
    ("receipts", "value_date_near_receipt"): (
        "received,value_date,amount\n2024-01-31,2023-01-31,1", "The value date and the day of receipt lie more"),
    ("receipts", "for_year_near"): (
        "received,amount,for_year\n2024-01-31,1,2026", "The year named is more than one year ahead."),
    ("adjustments", "amount_not_zero"): ("dated,state,amount\n2024-01-31,XAA,0.00", "The “amount” is zero: nothing happened."),
    ("adjustments", "for_year_near"): (
        "dated,state,amount,for_year\n2024-01-31,XAA,1,2042", "The year named is more than one year ahead."),
    ("assessments", "due_near_its_year"): (
        "year,state,amount,due\n2024,XAA,1,2042-01-01", "The due date lies more than a year from the year"),
    ("opening_balances", "debt_of_a_begun_year"): (
        "dated,state,year,amount\n2019-12-31,XAA,2020,1", "A debt of a year that had not begun"),
    ("budgets", "new_member_contributions_not_negative"): (
        "year,part,stage,amount,new_member_contributions\n2024,administrative,approved,1,-1",
        "The “new_member_contributions” must not be negative."),
    ("payment_instructions", "iban_adds_up"): (
        "account,bank,iban\nMain,A bank,CH93 0076 2011 6238 5295 8", "The check digits of this account number do not fit"),
    ("payment_instructions", "address_is_whole"): (
        "account,bank,iban,creditor,town\nMain,A bank,XX1,A creditor,Geneva", "Only a part of the account holder's address"),
    ("payment_instructions", "country_code_is_two_letters"): (
        "account,bank,iban,creditor,postcode,town,country_code\nMain,A bank,XX1,A creditor,1200,Geneva,Switzerland",
        "The country of an address is two capital letters."),
    ("payment_instructions", "address_fits_a_bill"): (
        "account,bank,iban,creditor,postcode,town,country_code\n"
        "Main,A bank,CH93 0076 2011 6238 5295 7,Кредитор,1200,Geneva,CH", "This address does not fit a Swiss QR bill"),
    ("council_actions", "until_of_maintained_only"): (
        "dated,state,action,until\n2024-11-28,XAA,suspended,2025-11-28", "Only a right to vote that was maintained"),
    ("disputed", "amount_positive"): ("dated,state,year,amount\n2024-01-31,XAA,2023,0", "The “amount” must be above zero."),
    ("disputed", "dated_before_settled"): (
        "dated,state,year,amount,settled\n2024-02-01,XAA,2023,1,2024-01-31", "The period ends before it begins"),
    ("contribution_status", "first_year_before_last_year"): (
        "dated,first_year,last_year,state,agreed,cash,bilateral,promissory_notes,disputed,unpaid\n"
        "2024-05-24,1993,1991,XAA,0,0,0,0,0,0", "The period ends before it begins"),
    ("contribution_status", "row_foots"): (
        "dated,first_year,last_year,state,agreed,cash,bilateral,promissory_notes,disputed,unpaid\n"
        "2024-05-24,1991,1993,XAA,100,50,0,0,0,40", "Agreed less what was paid and disputed is not"),
    ("contribution_status_totals", "first_year_before_last_year"): (
        "dated,first_year,last_year,agreed,cash,bilateral,promissory_notes,disputed,unpaid\n"
        "2024-05-24,1993,1991,0,0,0,0,0,0", "The period ends before it begins"),
    ("contribution_status_totals", "row_foots"): (
        "dated,first_year,last_year,agreed,cash,bilateral,promissory_notes,disputed,unpaid\n"
        "2024-05-24,1991,1993,100,50,0,0,0,40", "Agreed less what was paid and disputed is not"),
    ("payment_plans", "amount_positive"): ("state,plan,due,amount\nXAA,1,2024-01-31,0", "The “amount” must be above zero."),
    ("payment_plans", "agreed_before_due"): (
        "state,plan,agreed,due,amount\nXAA,1,2024-02-01,2024-01-31,1", "The period ends before it begins"),
    ("notices", "level_of_a_note_verbale"): (
        "sent,state,kind,letter_level\n2024-01-31,XAA,reminder,due", "Only a note verbale has a level."),
    ("notices", "received_after_sent"): (
        "sent,state,kind,received\n2024-01-31,XAA,reminder,2024-01-30", "The letter was received before it was sent."),
    ("notices", "due_days_not_negative"): (
        "sent,state,kind,due_days\n2024-01-31,XAA,reminder,-1", "The “due_days” must not be negative."),
    ("membership", "from_before_to"): (
        "state,status,from,to\nXAA,member,2024-02-01,2024-01-31", "The period ends before it begins"),
    ("membership", "organization_is_no_member"): (
        "state,kind,status,from\nRed Cross,organization,member,2024-02-01", "An organization can be an observer"),
    ("membership_events", "members_after_not_negative"): (
        "dated,event,state,members_after\n2024-02,membership,XAA,-1", "The “members_after” must not be negative."),
    ("sessions", "opens_before_closes"): (
        "body,session,opens,closes\nCouncil,115,2024-11-28,2024-11-27", "The period ends before it begins"),
    ("council_actions", "dated_before_until"): (
        "dated,state,action,until\n2024-11-28,XAA,maintained,2024-11-27", "The period ends before it begins"),
    ("committee_seats", "from_before_to"): (
        "body,state,from,to\nCouncil,XAA,2024-11-28,2024-11-27", "The period ends before it begins"),
    ("staffing", "headcount_not_negative"): (
        "dated,office,category,headcount\n2024-01-31,Headquarters,Professional,-1", "The “headcount” must not be negative."),
    ("offices", "opened_before_closed"): (
        "office,country,opened,closed\nNorth,XAA,2024-02-01,2024-01-31", "The period ends before it begins"),
    ("prices", "value_positive"): ("year,series,value\n2024,Prices,0", "The “value” must be above zero."),
    ("exchange_rates", "value_positive"): ("year,series,value\n2024,CHF per USD,-1", "The “value” must be above zero."),
    ("service_areas", "activity_has_a_main_area"): (
        "area,level\nBorder management,activity", "An activity needs the main area to which it belongs"),
    ("objectives", "number_not_negative"): (
        "objective_set,number,objective\n2004,-1,Publish", "The “number” must not be negative."),
    ("spending_plan", "month_is_a_month"): ("month,amount\n2026,1", "A spending plan tells months"),
    ("spending_plan", "amount_not_negative"): ("month,amount\n2026-01,-1", "The “amount” must not be negative."),
    ("reserves", "level_not_negative"): ("reserve,from,level\nFund,2026-01-01,-1", "The “level” must not be negative."),
    ("reserves", "level_within_ceiling"): (
        "reserve,from,level,ceiling\nFund,2026-01-01,2,1", "The reserve holds more than its ceiling."),
    ("expected_payments", "announced_before_expected"): (
        "state,announced,expected,amount\nXAA,2024-02-01,2024-01-31,1", "The period ends before it begins"),
    ("expected_payments", "amount_not_negative"): (
        "state,announced,expected,amount\nXAA,2024-01-01,2024-01-31,-1", "The “amount” must not be negative."),
    ("bank_entries", "amount_not_zero"): (
        "account,reference,booked_on,amount,currency,kind\nXX00,R1,2024-01-31,0,CHF,credit",
        "The “amount” is zero: nothing happened."),
    ("bank_entries", "entry_signed_as_its_kind"): (
        "account,reference,booked_on,amount,currency,kind\nXX00,R1,2024-01-31,1,CHF,debit",
        "The sign of the “amount” is not that of such an entry."),
    ("quotations", "quote_is_short"): (
        f"subject,quote,paragraph,dated\nfunds,{'word ' * 26},1,2004", "A quotation has at most 25 words."),
}  # fmt: skip

every_table = pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)


def test_every_table_of_the_domain_is_there_and_no_other() -> None:
    assert {name: [*columns, "document", "note"] for name, columns in LISTED.items()} == {
        table.name: list(table.names) for table in TABLES.values()
    }


@every_table
def test_no_column_is_named_like_a_macro_parameter(table: Table) -> None:
    """In a macro, a parameter named like a column *is* the column: `as_of <= as_of` is always true."""
    assert not {"as_of", "version", "reader", *ON_A_DATE} & set(table.names)


def test_a_parameter_filters_the_column_of_its_name() -> None:
    """In a question, `$state` is marked: there a parameter may be named like a column, and always is one's filter."""
    columns = {name for table in TABLES.values() for name in table.names}
    own = {"budget", "name", "since", "since_year", "states", "notice", "accession", "base_year", "method", "period",
           "growth", "inflation", "exchange", "joining", "joins", "leaves", "newcomers", "cap", "floor",
           "late", "cut", "surplus", "returned", "shares", "pool", "pays", "pays_on",
           "interest", "interest_later"}  # fmt: skip
    assert set(PARAMETERS) - columns == own


@every_table
def test_a_table_says_what_it_is(table: Table) -> None:
    assert table.title
    assert table.grain.startswith("One row per ")
    assert table.grain.endswith(".")
    assert table.key or table.identical_rows, "something must name a row"
    for column in table.columns:
        assert column.meaning, column.name
        assert bool(column.choices) == (column.kind is Kind.CHOICE) or column.kind is Kind.TABLE, column.name
        assert not (column.required and column.default), f"{column.name}: a default makes it optional"


@every_table
def test_money_is_never_a_float(table: Table) -> None:
    with duckdb.connect() as connection:
        connection.execute("attach ':memory:' as ledger")
        connection.execute(table_ddl(table))
        stored = dict(
            connection.execute(f"select column_name, column_type from (describe ledger.{table.name})").fetchall()
        )
    assert list(stored) == ["batch", "sheet_row", *table.names]
    assert all(stored[c.name] == "DECIMAL(18,2)" for c in table.columns if c.kind is Kind.MONEY)
    assert not {"DOUBLE", "FLOAT"} & set(stored.values())


@every_table
def test_a_key_is_of_columns_and_unique_within_a_batch(table: Table) -> None:
    assert set(table.key) <= set(table.names)
    always_filled = table.key and all(table.column(name).required for name in table.key)
    assert ("unique (batch" in table_ddl(table)) == bool(always_filled)


def test_a_row_check_is_broken_by_its_example() -> None:
    assert set(BROKEN) == {(table.name, check.name) for table in TABLES.values() for check in table.checks}


def example_of(table: str, check: str) -> tuple[Sheet, str]:
    """The sheet that breaks a check, and how its sentence begins."""
    page, sentence = BROKEN[table, check]
    (sheet,) = plain_sheets(f"{table}.csv", page.encode())
    return sheet, sentence


@pytest.mark.parametrize(("table", "check"), BROKEN, ids=lambda part: part)
def test_a_row_that_breaks_a_check_is_told_with_its_sentence(table: str, check: str) -> None:
    """An error keeps the sheet out; a warning lets it in."""
    sheet, sentence = example_of(table, check)
    checked = check_sheet(sheet, TABLES[table], {"currency": "CHF", "body": "Council"})
    (problem,) = checked.problems
    assert problem.rule == check.replace("_", "-")
    assert problem.message.startswith(sentence)
    assert problem.row == 2
    assert problem.suggestion, "how to fix it"
    assert (checked.rows is None) == (not problem.warning)
