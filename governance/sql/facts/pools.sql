-- One row per account: the money by the date that names no year, and so pays the oldest debt first.
-- overflow: what was credited to a year beyond its debt. pool: all of it together, negative after large refunds.
with paid as (
    select account, sum(amount) as received, max(dated) filter (amount < 0) as last_refund
    from money_in
    join history_start(as_of) using (account)
    where named_year is null and dated <= as_of and (starts is null or dated >= starts)
    group by account
),
adjusted as (
    select account, sum(amount) as adjusted
    from money_adjusted
    join history_start(as_of) using (account)
    where named_year is null and dated <= as_of and (starts is null or dated >= starts)
    group by account
),
overflowing as (
    select
        account,
        sum(-net) filter (net < 0 and not held) as overflow,
        sum(-net) filter (held) as held,
        sum(net) filter (net > 0) as owed
    from debts(as_of)
    group by account
)
select
    account,
    coalesce(received, 0) as received,
    coalesce(adjusted, 0) as adjusted,
    coalesce(overflow, 0) as overflow,
    coalesce(held, 0) as held,
    coalesce(owed, 0) as owed,
    year(last_refund) as refund_year,
    coalesce(received, 0) + coalesce(adjusted, 0) + coalesce(overflow, 0) as pool
from accounts
left join paid using (account)
left join adjusted using (account)
left join overflowing using (account)
