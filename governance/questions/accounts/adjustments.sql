-- One row per adjustment by the date.
-- title: Adjustments
-- columns: dated, state, currency, amount, for_year, reason, batch, document
-- parameters: state, currency
-- picks: state, currency
-- delegations see: own rows by state
select dated, state, currency, amount, for_year, reason, batch, document
from adjustments
where dated <= $as_of
    and ($state::varchar is null or state = $state)
    and ($currency::varchar is null or currency = $currency)
order by dated, state
