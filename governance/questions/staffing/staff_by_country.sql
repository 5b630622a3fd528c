-- One row per country of an office in the last count by the date, the most staff first.
-- title: Staff by country
-- columns: country, counted, offices_counted, headcount, share_pct
-- delegations see: all
select
    country,
    dated as counted,
    count(distinct office)::integer as offices_counted,
    sum(headcount)::integer as headcount,
    share_pct(sum(headcount), sum(sum(headcount)) over ()) as share_pct
from staffing
where dated = (select max(dated) from staffing where dated <= $as_of)
group by country, dated
order by sum(headcount) desc, country
