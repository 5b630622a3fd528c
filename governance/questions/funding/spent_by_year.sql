-- One row per year and currency: all expenses together.
-- title: Expenses by year
-- columns: year, currency, spent, evidence, document
-- parameters: currency
-- delegations see: all
select
    year,
    currency,
    sum(amount) as spent,
    string_agg(distinct evidence, ';' order by evidence) as evidence,
    string_agg(distinct document, ';' order by document) as document
from expenses
join batches using (batch)
where ($currency::varchar is null or currency = $currency)
    and year <= year($as_of::date)
group by year, currency
order by year, currency
