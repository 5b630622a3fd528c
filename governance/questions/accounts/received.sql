-- One row per receipt by the date, unidentified ones included.
-- title: Receipts
-- columns: value_date, state, currency, amount, reference, paid_amount, paid_currency, rate, charges, for_year, batch
-- parameters: state, currency
-- open to: finance, delegation
-- delegations see: own rows by state
select
    coalesce(value_date, received) as value_date, state, currency, amount, reference, paid_amount, paid_currency,
    rate, charges, for_year, batch
from receipts
where coalesce(value_date, received) <= $as_of
    and ($state::varchar is null or state = $state)
    and ($currency::varchar is null or currency = $currency)
order by 1, reference, batch
