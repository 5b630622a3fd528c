-- One row per year, currency and day on which money for the year's own assessments came in.
-- title: How fast contributions come in
-- columns: year, currency, day, day_of_year, assessed, applied, collection_rate_pct
-- parameters: year, currency, since_year
-- picks: year, currency
-- delegations see: totals
-- A year in which the receipts of a Member are not known has no rows: a rate without them would be wrong.
with known as (
    select year, currency, assessed
    from assessed_years($as_of)
    where known and assessed <> 0
)
select
    year,
    currency,
    dated as day,
    dayofyear(dated)::integer as day_of_year,
    assessed,
    sum(applied) over so_far as applied,
    share_pct(sum(applied) over so_far, assessed) as collection_rate_pct
from collected_by_day($as_of)
join known using (year, currency)
where ($year::integer is null or year = $year)
    and ($currency::varchar is null or currency = $currency)
    and ($since_year::integer is null or year >= $since_year)
window so_far as (partition by year, currency order by dated)
order by year, currency, dated
