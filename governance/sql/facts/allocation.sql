-- One row per account and year of debt, with the money applied to it: oldest debt first.
-- Applied in this order: what overflowed from other years, adjustments, receipts.
with usable as (
    select
        *,
        least(overflow, greatest(pool, 0)) as use_overflow,
        least(adjusted, greatest(pool, 0) - least(overflow, greatest(pool, 0))) as use_adjusted
    from pools(as_of)
),
queue as (
    select
        *,
        greatest(net, 0) as debt,
        coalesce(sum(greatest(net, 0)) over (
            partition by account order by year rows between unbounded preceding and 1 preceding
        ), 0) as before
    from debts(as_of)
),
applied as (
    select
        account, year, opening, assessed, queue.received, queue.adjusted, debt,
        least(net, 0) as surplus,
        least(debt, greatest(greatest(pool, 0) - before, 0)) as paid,
        greatest(least(before + debt, use_overflow) - before, 0) as paid_overflow,
        greatest(least(before + debt, use_overflow + use_adjusted) - greatest(before, use_overflow), 0) as paid_adjusted
    from queue
    join usable using (account)
),
refunded as (
    -- Refunds beyond all that was paid: a debt of the year of the last of them.
    select
        account, refund_year as year, 0 as opening, 0 as assessed, received,
        adjusted - use_adjusted as adjusted, overflow - use_overflow as credit_applied,
        greatest(-pool, 0) as outstanding
    from usable
    where received < 0
),
lines as (
    select
        account, year, opening, assessed,
        received + paid - paid_overflow - paid_adjusted as received,
        adjusted + paid_adjusted as adjusted,
        surplus + paid_overflow as credit_applied,
        debt - paid as outstanding
    from applied
    union all
    select account, year, opening, assessed, received, adjusted, credit_applied, outstanding from refunded
)
select
    account,
    year,
    sum(opening) as opening,
    sum(assessed) as assessed,
    sum(received) as received,
    sum(adjusted) as adjusted,
    sum(credit_applied) as credit_applied,
    sum(outstanding) as outstanding
from lines
group by account, year
