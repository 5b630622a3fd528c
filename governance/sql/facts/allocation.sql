-- One row per account and year of debt, with what of it is paid: oldest debt first. And one row per account for its
-- money that names no year (is_pool): what is left of it is a credit, refunds beyond all that was paid are a debt.
with queue as (
    select
        *,
        coalesce(sum(debt) over (
            partition by account order by year nulls last rows between unbounded preceding and 1 preceding
        ), 0) as before,
        sum(pooled) over (partition by account) as pool
    from standing(as_of)
)
select
    account,
    coalesce(queue.year, refund_year) as year,
    queue.year is null as is_pool,
    opening, assessed, received, adjusted, disputed, debt, pooled, held, before, pool,
    least(debt, greatest(pool - before, 0)) as paid,
    case when queue.year is null then greatest(-pool, 0) else debt - paid end as outstanding,
    case when queue.year is null then greatest(pool - before, 0) else held end as credit
from queue
