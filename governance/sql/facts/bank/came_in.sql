-- One row per currency and day on which money came in or was given back, of whomever: what it came to.
select currency, coalesce(value_date, received) as dated, sum(amount)::decimal(18, 2) as amount
from receipts
group by currency, dated
order by dated, currency
