-- One row per year, type of revenue and currency, of years that have ended by the date.
-- title: Revenue by type
-- columns: year, type, currency, revenue, document, note, batch
-- parameters: year, currency
-- delegations see: all
select year, type, currency, amount as revenue, document, note, batch
from revenue
where make_date(year, 12, 31) <= $as_of
    and ($year::integer is null or year = $year)
    and ($currency::varchar is null or currency = $currency)
order by year, batch, sheet_row
