-- One row per amount that a State begins to contest (positive) or no longer contests (negative), from that day to the
-- end of that history.
with turns as (
    select state, currency, year, dated, amount from disputed
    union all
    select state, currency, year, settled, -amount from disputed where settled is not null
)
select account, year, dated, last_day, amount
from turns
join accounts using (state, currency)
join histories using (account)
where dated between first_day and last_day
