-- One row per State and currency in which anything was ever due or paid.
with parties as (
    select state, currency from assessments
    union
    select state, currency from opening_balances
    union
    select state, currency from adjustments
    union
    select state, currency from disputed
    union
    select state, currency from receipts where state is not null
)
select cast(row_number() over (order by state, currency) as smallint) as account, state, currency
from parties
