-- One row per closed year, total and currency.
-- title: Closed years
-- columns: year, closed, who, version, item, currency, ours, theirs, note
-- open to: finance
select year, closed, who, version, item, currency, ours, theirs, note
from closed_years
order by year, currency, item
