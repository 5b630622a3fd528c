-- One row per State or organization that is a Member or an observer on the date, and since when without a break.
with spells as (
    select
        *,
        "from" > 1 + max(coalesce("to", date '9999-12-30')) over (
            partition by state, status order by "from" rows between unbounded preceding and 1 preceding
        ) as breaks
    from membership
    where "from" <= as_of
),
numbered as (
    select *, count(*) filter (breaks) over (partition by state, status order by "from") as unbroken
    from spells
),
held as (
    select
        *,
        min("from") over (partition by state, status, unbroken) as since,
        first_value(from_precision) over (partition by state, status, unbroken order by "from") as since_precision
    from numbered
)
select
    state as party, kind, status, since, coalesce(since_precision, 'day') as since_precision, "to" as until, batch
from held
where coalesce("to", date '9999-12-31') >= as_of
