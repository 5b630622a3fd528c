-- One row per State and currency.
-- title: Each Member's balance
-- columns: state, currency, opening, assessed, received, adjusted, disputed, arrears, current_year, outstanding, credit, oldest_year, known
-- parameters: state, currency
-- picks: state, currency
-- delegations see: own rows by state
select
    state, currency, opening, assessed, received, adjusted, disputed, arrears, current_year, outstanding, credit,
    oldest_year,
    case when known then 'yes' else 'no' end as known
from balances($as_of)
where ($state::varchar is null or state = $state)
    and ($currency::varchar is null or currency = $currency)
order by state, currency
