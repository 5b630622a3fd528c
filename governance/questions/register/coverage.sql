-- One row per table and period for which its rows are declared complete.
-- title: What is declared complete
-- columns: covers, first_day, last_day, document, batch
-- delegations see: all
select covers, "from" as first_day, "to" as last_day, document, batch
from coverage
order by covers, "from"
