-- One row per receipt dated before its State first was a Member.
-- tables: receipts
-- needs: membership
-- column: received
-- says: {state} became a Member on {first_day}, after this receipt of {day}.
-- fix: Correct the date or the State; money that came before has no contribution to pay.
with accessions as (
    select state, min(first_day) as first_day
    from widest_spells
    where status = 'member'
    group by state
)
select batch, sheet_row, state, first_day, coalesce(value_date, received) as day
from handed_in
join accessions using (state)
where coalesce(value_date, received) < first_day
