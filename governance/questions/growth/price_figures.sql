-- One row per price index and year, with the currency whose purchasing power the index measures.
-- title: Price indices
-- columns: series, currency, year, value, evidence, document
-- parameters: currency
-- delegations see: all
select prices.series, currency, prices.year, prices.value, evidence, prices.document
from prices
join price_series using (series)
join batches on batches.batch = prices.batch
where ($currency::varchar is null or currency = $currency)
    and prices.year <= year($as_of::date)
order by prices.series, prices.year
