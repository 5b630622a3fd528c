-- One row per year and State with a rate: the Organization's own scale, and the United Nations scale of that year.
-- title: Rates of assessment
-- columns: year, state, rate_pct, un_rate_pct
-- parameters: state, year
-- delegations see: all
with un as (
    select unnest(range(first_year, last_year + 1))::integer as year, state, rate_pct as un_rate_pct
    from un_scale
)
select year, state, scale.rate_pct, un_rate_pct
from scale
full join un using (year, state)
where ($state::varchar is null or state = $state)
    and ($year::integer is null or year = $year)
    and year <= year($as_of::date)
order by year, state
