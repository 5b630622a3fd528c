-- One row per receipt that would take the place of one of another amount or currency under the same reference.
-- Receipts only, for the reason given in reference_of_another_state.sql, which speaks where the State differs too.
-- tables: receipts
-- warning: yes
-- column: reference
-- says: The reference {reference} is that of {held_currency} {held} on {held_day} (batch {held_batch}); here it is {currency} {amount}, which would take its place.
-- fix: If the amount was corrected, all is well; give another receipt a reference of its own.
select
    new.batch, new.sheet_row, new.reference, new.currency, new.amount,
    old.batch as held_batch, old.currency as held_currency, old.amount as held,
    coalesce(old.value_date, old.received) as held_day
from handed_in as new
join before_receipts as old using (reference)
where (new.amount, new.currency) is distinct from (old.amount, old.currency)
    and (old.state is null or new.state is null or new.state = old.state)
