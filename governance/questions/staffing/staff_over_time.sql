-- One row per count of staff by the date and category; headquarters is blank where the count does not tell it apart.
-- title: Staff over time, by category
-- columns: counted, category, headcount, headquarters
-- parameters: country
-- delegations see: all
select
    dated as counted,
    category,
    sum(headcount)::integer as headcount,
    case
        when bool_and(location is not null)
            then coalesce(sum(headcount) filter (location = 'headquarters'), 0)::integer
    end as headquarters
from staffing
where dated <= $as_of and ($country::varchar is null or country = $country)
group by dated, category
order by dated, category
