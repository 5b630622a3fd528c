-- One row per office that is open on the date.
-- title: Offices open
-- columns: office, country, office_kind, opened, closed, document, batch
-- parameters: country
-- delegations see: all
select office, country, kind as office_kind, opened, closed, document, batch
from offices
where coalesce(opened, date '0001-01-01') <= $as_of
    and coalesce(closed, date '9999-12-31') >= $as_of
    and ($country::varchar is null or country = $country)
order by country, office
