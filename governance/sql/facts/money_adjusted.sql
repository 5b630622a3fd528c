-- One row per adjustment, with the year whose debt it changes.
-- An addition to the debt that names no year is a debt of the year in which it is dated.
select
    account,
    dated,
    amount,
    coalesce(for_year, case when amount < 0 then year(dated) end) as named_year
from adjustments
join accounts using (state, currency)
