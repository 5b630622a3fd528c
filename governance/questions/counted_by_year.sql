-- One row per year since the first spell: Members, observers, staff and offices as the tables have them on its last day.
-- title: Members, observers, staff and offices by year
-- columns: year, members, observers, staff_in_service, offices, evidence
with years as (
    select unnest(range(
        (select min(year("from")) from membership where "from" <= $as_of), year($as_of::date) + 1
    ))::integer as year
),
days as (
    select year, least(make_date(year, 12, 31), $as_of::date) as day from years
),
counted as (
    select
        days.year,
        count(*) filter (kind = 'state' and status = 'member')::integer as members,
        count(*) filter (kind = 'state' and status = 'observer')::integer as observers,
        string_agg(distinct evidence, ';' order by evidence) as evidence
    from days
    left join membership on "from" <= day and coalesce("to", date '9999-12-31') >= day
    left join batches using (batch)
    group by days.year
),
last_counts as (
    select days.year, max(dated) as dated
    from days
    join staffing on dated <= day and year(dated) = days.year
    group by days.year
),
staff_counted as (
    select last_counts.year, sum(headcount)::integer as staff_in_service
    from last_counts
    join staffing using (dated)
    group by last_counts.year
),
field_offices as (
    select days.year, count(*)::integer as offices
    from days
    join offices on coalesce(opened, date '1900-01-01') <= day and coalesce(closed, date '9999-12-31') >= day
    where coalesce(offices.kind, '') not ilike 'headquarters'
    group by days.year
)
select year, members, observers, staff_in_service, offices, evidence
from counted
left join staff_counted using (year)
left join field_offices using (year)
order by year
