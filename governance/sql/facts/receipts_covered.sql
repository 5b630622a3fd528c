-- One row per unbroken period for which receipts are declared complete; one that ends with a story goes on after it.
with declared as (
    select
        "from" as first_day,
        case when "to" is null or (foreseen and "to" = last_day) then date '9999-12-30' else "to" end as last_day
    from coverage cross join known_until
    where covers = 'receipts'
),
joined as (
    select *, first_day > 1 + max(last_day) over (
        order by first_day, last_day rows between unbounded preceding and 1 preceding
    ) as breaks
    from declared
),
numbered as (
    select *, count(*) filter (breaks) over (order by first_day, last_day) as period
    from joined
)
select min(first_day) as first_day, max(last_day) as last_day
from numbered
group by period
