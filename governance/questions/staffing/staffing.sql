-- One row per office and category of staff in the last count by the date: a count is taken to hold all offices.
-- title: Staff by office and category
-- columns: counted, office, country, location, category, headcount, document, batch
-- parameters: country
-- delegations see: all
select dated as counted, office, country, location, category, headcount, document, batch
from staffing
where dated = (select max(dated) from staffing where dated <= $as_of)
    and ($country::varchar is null or country = $country)
order by location desc, office, category
