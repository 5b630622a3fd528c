-- One row per account and year that its receipts name (blank: none): the days on which money came in or was given back,
-- what came in on each in cents, and those of the days on which any was given back.
with by_day as (
    select
        account, named_year, dated,
        (100 * sum(amount)::decimal(18, 2))::bigint as cents, bool_or(amount < 0) as refunded
    from money_in
    group by account, named_year, dated
)
select
    state, currency, named_year,
    list(dated order by dated) as days,
    list(cents order by dated) as cents,
    coalesce(list(dated order by dated) filter (refunded), []) as refund_days
from by_day
join accounts using (account)
group by state, currency, named_year
order by state, currency, named_year
