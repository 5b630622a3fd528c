-- One row per State, year of debt and currency; blank where receipts are not known, never zero.
-- A year's debt is paid first by what overflowed from other years, then by adjustments, then by receipts.
with pools as (
    select
        *,
        sum(case when is_pool then 0 else pooled end) over (partition by account) as pool_overflow,
        sum(case when is_pool then adjusted else 0 end) over (partition by account) as pool_adjusted
    from allocation(as_of)
),
reaching as (
    select
        *,
        least(pool_overflow, greatest(pool, 0)) as to_overflow,
        least(pool_overflow + pool_adjusted, greatest(pool, 0)) as to_adjusted
    from pools
),
sources as (
    select
        *,
        greatest(least(before + debt, to_overflow) - before, 0) as paid_overflow,
        greatest(least(before + debt, to_adjusted) - greatest(before, to_overflow), 0) as paid_adjusted
    from reaching
),
lines as (
    select
        account,
        year,
        sum(opening) as opening,
        sum(assessed) as assessed,
        sum(received + paid - paid_overflow - paid_adjusted) as received,
        sum(adjusted + case when is_pool then to_overflow - to_adjusted else paid_adjusted end) as adjusted,
        sum(case when is_pool then pool_overflow - to_overflow else paid_overflow - pooled - held end) as credit_applied,
        sum(disputed) as disputed,
        sum(outstanding) as outstanding
    from sources
    where year is not null
    group by account, year
)
select
    state,
    year,
    currency,
    known,
    opening,
    assessed,
    case when known then received end as received,
    case when known then adjusted end as adjusted,
    case when known then credit_applied end as credit_applied,
    case when known then disputed end as disputed,
    case when known then outstanding end as outstanding
from lines
join known_accounts(as_of) using (account)
