-- One row per year, State and currency.
-- title: Amounts and rates through the years
-- columns: year, state, currency, assessed, share_pct, rate_pct, un_rate_pct
-- parameters: state, currency
-- delegations see: all
-- The share is of the year's sum in the currency, in per cent to four places as rates are told.
with due as (
    select
        year, state, currency, assessments.amount as assessed,
        sum(assessments.amount) over (partition by year, currency) as whole
    from assessments
    join accounts using (state, currency)
    join assessments_due using (account, state, currency, year)
    where ($currency::varchar is null or currency = $currency)
        and assessments_due.dated <= $as_of
)
select
    due.year,
    due.state,
    currency,
    assessed,
    nearest_whole(1000000 * assessed, whole) * 0.0001 as share_pct,
    scale.rate_pct,
    if(due.year <= last_year, un_scale.rate_pct, null) as un_rate_pct
from due
left join scale using (year, state)
asof left join un_scale on un_scale.state = due.state and due.year >= first_year
where ($state::varchar is null or due.state = $state)
order by due.year, due.state, currency
