-- One row per ledger: the last day that the ledger tells of, on which it opens; blank where an office keeps it to this day.
-- title: The last day that the ledger knows
-- columns: last_day, foreseen
-- delegations see: all
select last_day, case when foreseen then 'yes' else 'no' end as foreseen
from known_until
