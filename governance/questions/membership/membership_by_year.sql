-- One row per year since the first spell, on its last day (for the year of the date, on the date itself).
-- title: Members and observers year by year
-- columns: year, members, observers, observer_organizations
-- delegations see: all
with years as (
    select unnest(range(
        (select min(year("from")) from membership where "from" <= $as_of), year($as_of::date) + 1
    ))::integer as year
),
days as (
    select year, least(make_date(year, 12, 31), $as_of::date) as day from years
)
select
    days.year,
    count(*) filter (kind = 'state' and status = 'member')::integer as members,
    count(*) filter (kind = 'state' and status = 'observer')::integer as observers,
    count(*) filter (kind = 'organization')::integer as observer_organizations
from days
left join membership on "from" <= day and coalesce("to", date '9999-12-31') >= day
group by days.year
order by days.year
