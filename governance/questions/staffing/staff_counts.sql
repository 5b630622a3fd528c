-- One row per count of staff by the date; what the count does not tell apart is blank.
-- title: Counts of staff
-- columns: counted, headcount, headquarters, field_offices, document
-- delegations see: all
select
    dated as counted,
    sum(headcount)::integer as headcount,
    case
        when bool_and(location is not null)
            then coalesce(sum(headcount) filter (location = 'headquarters'), 0)::integer
    end as headquarters,
    case
        when bool_and(location is not null)
            then (count(distinct office) filter (location = 'field'))::integer
    end as field_offices,
    min(document) as document
from staffing
where dated <= $as_of
group by dated
order by dated
