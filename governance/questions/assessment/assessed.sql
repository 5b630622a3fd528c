-- One row per year, State and currency.
-- title: Assessed contributions
-- columns: year, state, currency, assessed, due, batch, document
-- parameters: state, year, currency
-- picks: state, year, currency
-- delegations see: all
select
    year, state, currency, assessments.amount as assessed, assessments_due.dated as due, batch, document
from assessments
join accounts using (state, currency)
join assessments_due using (account, state, currency, year)
where ($state::varchar is null or state = $state)
    and ($year::integer is null or year = $year)
    and ($currency::varchar is null or currency = $currency)
    and assessments_due.dated <= $as_of
order by year, state, currency
