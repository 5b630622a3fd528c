-- One row per year, type of expense and currency, of years that have ended by the date.
-- title: Expenses by type
-- columns: year, type, currency, expenses, document, note, batch
-- parameters: year, currency
-- delegations see: all
select year, type, currency, amount as expenses, document, note, batch
from expenses
where make_date(year, 12, 31) <= $as_of
    and ($year::integer is null or year = $year)
    and ($currency::varchar is null or currency = $currency)
order by year, batch, sheet_row
