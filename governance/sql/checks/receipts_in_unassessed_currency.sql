-- One row per sheet and currency of receipts in which nothing is assessed, at the first of them.
-- tables: receipts
-- warning: yes
-- column: currency
-- says: Receipts in {currency}, in which nothing is assessed: {number} (first: {amount}). They pay nothing that is owed.
-- fix: If they were booked in the currency of the assessments, write that amount as amount, and what was paid as paid_amount and paid_currency.
with assessed as (
    select currency from assessments
    union all
    select currency from opening_balances
),
owed as (
    from assessed
    union all
    select $currency where not exists (from assessed)
)
select batch, min(sheet_row) as sheet_row, currency, count(*) as number, arg_min(amount, sheet_row) as amount
from handed_in
anti join owed using (currency)
group by batch, currency
