-- One row per adjustment, with the year whose debt it changes, from its day to the end of that history.
-- An addition to the debt that names no year is a debt of the year in which it is dated.
select
    account,
    dated,
    last_day,
    amount,
    coalesce(for_year, case when amount < 0 then year(dated) end) as named_year
from adjustments
join accounts using (state, currency)
join histories using (account)
where dated between first_day and last_day
