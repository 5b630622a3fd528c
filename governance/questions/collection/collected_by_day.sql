-- One row per year, currency and day, with what came in that day for the year's own assessments.
-- title: Receipts applied to the current year, day by day
-- columns: year, currency, day, applied
-- parameters: year, currency, since_year
-- delegations see: totals
select year, currency, dated as day, applied
from collected_by_day($as_of)
where ($year::integer is null or year = $year)
    and ($currency::varchar is null or currency = $currency)
    and ($since_year::integer is null or year >= $since_year)
order by year, currency, dated
