-- One row per year, currency and day, with what came in that day for the year's own assessments.
-- title: Receipts applied to the current year, day by day
-- columns: year, currency, day, applied
select year, currency, dated as day, applied
from collected_by_day($as_of)
order by year, currency, dated
