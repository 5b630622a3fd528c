-- One row per fund, year that has ended and currency; the gap is the opening less the closing of the year before.
-- title: Fund movements
-- columns: fund, year, currency, opening_balance, income, spent, closing_balance, opening_gap, document, batch
-- parameters: year, currency
-- delegations see: all
with closing as (
    select *, (opening + income - spent)::decimal(18, 2) as closing_balance
    from fund_movements
    where make_date(year, 12, 31) <= $as_of
)
select
    fund, year, currency, closing.opening as opening_balance, closing.income, closing.spent, closing.closing_balance,
    (closing.opening - earlier.closing_balance)::decimal(18, 2) as opening_gap, closing.document, closing.batch
from closing
left join (select fund, currency, year + 1 as year, closing_balance from closing) as earlier
    using (fund, currency, year)
where ($year::integer is null or year = $year) and ($currency::varchar is null or currency = $currency)
order by fund, currency, year
