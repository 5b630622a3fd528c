-- One row per year that has ended and currency: all revenue beside all expenses; a side that is not held is blank.
-- title: Revenue and expenses
-- columns: year, currency, revenue, expenses, difference
-- parameters: currency
-- delegations see: all
with earned as (
    select year, currency, sum(amount)::decimal(18, 2) as revenue from revenue group by year, currency
),
spent as (
    select year, currency, sum(amount)::decimal(18, 2) as expenses from expenses group by year, currency
)
select year, currency, revenue, expenses, (revenue - expenses)::decimal(18, 2) as difference
from earned
full join spent using (year, currency)
where make_date(year, 12, 31) <= $as_of and ($currency::varchar is null or currency = $currency)
order by year, currency
