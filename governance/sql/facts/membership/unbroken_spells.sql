-- One row per spell as a Member or an observer, with since when its party has been one without a break by then. Only
-- earlier spells tell that, so it is the same on every date.
with spells as (
    select
        *,
        "from" > 1 + max(coalesce("to", date '9999-12-30')) over (
            partition by state, status order by "from" rows between unbounded preceding and 1 preceding
        ) as breaks
    from membership
),
numbered as (
    select *, count(*) filter (breaks) over (partition by state, status order by "from") as unbroken
    from spells
)
select
    * exclude (breaks, unbroken),
    first_value("from") over spell as since,
    coalesce(first_value(from_precision) over spell, 'day') as since_precision
from numbered
window spell as (partition by state, status, unbroken order by "from")
