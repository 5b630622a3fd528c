-- One row per year and measure: Members, observers, staff and offices as the tables have them on the year's last day.
-- title: Members, observers, staff and offices by year
-- columns: year, measure, value, evidence
-- delegations see: all
-- A year's staff are those of its last count. Where it is not known since when an office is open, the year's offices are
-- not known either; on the date itself it is open.
with days as (
    select year::integer as year, least(make_date(year::integer, 12, 31), $as_of::date) as day
    from unnest(range(
        least(
            (select min(year("from")) from membership where "from" <= $as_of),
            (select min(year(opened)) from offices where opened <= $as_of),
            year($as_of::date)
        ),
        year($as_of::date) + 1
    )) as years (year)
),
states as (
    select days.year, if(status = 'member', 'members', 'observers') as measure, count(*) as value,
        string_agg(distinct evidence, ';' order by evidence) as evidence
    from days
    join membership on "from" <= day and coalesce("to", date '9999-12-31') >= day
    join batches using (batch)
    where membership.kind = 'state'
    group by days.year, status
),
last_counts as (
    select year(dated) as year, max(dated) as dated from staffing where dated <= $as_of group by year(dated)
),
persons as (
    select last_counts.year, 'staff' as measure, sum(headcount) as value,
        string_agg(distinct evidence, ';' order by evidence) as evidence
    from last_counts
    join staffing using (dated)
    join batches using (batch)
    group by last_counts.year
),
field_offices as (
    select days.year, 'offices' as measure, count(*) as value,
        string_agg(distinct evidence, ';' order by evidence) as evidence
    from days
    join offices on coalesce(opened, date '0001-01-01') <= day and coalesce(closed, date '9999-12-31') >= day
    join batches using (batch)
    where coalesce(offices.kind, '') not ilike 'headquarters'
    group by days.year, day
    having bool_and(opened is not null or day = $as_of::date)
)
select year::integer as year, measure, value::decimal(18, 0) as value, evidence
from (from states union all from persons union all from field_offices)
where value > 0
order by measure, year
