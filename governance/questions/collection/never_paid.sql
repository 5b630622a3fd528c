-- One row per State and currency that was assessed while receipts are recorded, and from which none is by the date.
-- title: Who has never paid
-- columns: state, currency, first_year, assessed, outstanding
-- parameters: state, currency
-- delegations see: own rows by state
-- A State whose receipts are not known is not among them; nor is one that only an opening balance says to owe.
with paying as (
    select distinct state, currency
    from receipts
    where state is not null and amount > 0 and coalesce(value_date, received) <= $as_of
),
years as (
    select state, currency, min(year) as first_year
    from outstanding($as_of)
    group by state, currency
)
select state, currency, first_year, assessed, outstanding
from balances($as_of)
join years using (state, currency)
anti join paying using (state, currency)
where known and assessed > 0 and outstanding > 0
    and ($state::varchar is null or state = $state)
    and ($currency::varchar is null or currency = $currency)
order by outstanding desc, state
