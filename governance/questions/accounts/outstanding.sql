-- One row per State, year of debt and currency.
-- title: What each Member owes for each year
-- columns: state, year, currency, opening, assessed, received, adjusted, credit_applied, disputed, outstanding, known
-- parameters: state, year, currency
-- picks: state, year, currency
-- delegations see: own rows by state
select
    state, year, currency, opening, assessed, received, adjusted, credit_applied, disputed, outstanding,
    case when known then 'yes' else 'no' end as known
from outstanding($as_of)
where ($state::varchar is null or state = $state)
    and ($year::integer is null or year = $year)
    and ($currency::varchar is null or currency = $currency)
order by state, currency, year
