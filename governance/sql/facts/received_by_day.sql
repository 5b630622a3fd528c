-- One row per account and year that its receipts name (blank: none): the days on which money came in or was given back,
-- what had come in by the end of each, and those of the days on which any was given back.
with by_day as (
    select account, named_year, dated, sum(amount) as amount, bool_or(amount < 0) as refunded
    from money_in
    group by account, named_year, dated
),
running as (
    select
        account, named_year, dated, refunded,
        sum(amount) over (partition by account, named_year order by dated) as total
    from by_day
)
select
    state, currency, named_year,
    list(dated order by dated) as days,
    list(total order by dated) as totals,
    coalesce(list(dated order by dated) filter (refunded), []) as refund_days
from running
join accounts using (account)
group by state, currency, named_year
order by state, currency, named_year
