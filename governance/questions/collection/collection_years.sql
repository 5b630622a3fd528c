-- One row per year and currency with assessments by the date, and whether what came in of them is known.
-- title: Of which years it is known how much has come in
-- columns: year, currency, assessed, known
-- parameters: currency, since_year
-- picks: currency
-- delegations see: totals
select year, currency, assessed, case when known then 'yes' else 'no' end as known
from assessed_years($as_of)
where assessed <> 0
    and ($currency::varchar is null or currency = $currency)
    and ($since_year::integer is null or year >= $since_year)
order by year, currency
