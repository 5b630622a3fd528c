-- One row per account, with the day on which its uploaded history starts, if opening balances set one.
-- Its own latest opening by the date; else the ledger's first, for an account that opened with nothing.
with own as (
    select state, currency, max(dated) as dated from opening_balances where dated <= as_of group by all
),
first_of_all as (
    select min(dated) as dated from opening_balances where dated <= as_of
)
select account, coalesce(own.dated, first_of_all.dated) as starts
from accounts
left join own using (state, currency)
cross join first_of_all
