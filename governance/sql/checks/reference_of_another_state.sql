-- One row per receipt that would take the place of another State's receipt under the same reference.
-- Receipts only: their reference comes from a bank, which may use it again; the keys of all other tables say whose
-- row it is (a scale's year and State, a plan's instalment), so that another row under a key corrects the first.
-- A receipt in force without a State is of an unknown payer, and naming the payer is what its reference is for.
-- tables: receipts
-- column: reference
-- says: The reference {reference} is that of {held_currency} {held} from {held_state} on {held_day} (batch {held_batch}); here it is a receipt from {state}, which would take its place.
-- fix: Give another receipt a reference of its own. If the State in batch {held_batch} is wrong, revoke that batch, or take its receipt back by one with a minus sign and a reference of its own.
select
    new.batch, new.sheet_row, new.reference, new.state,
    old.batch as held_batch, old.currency as held_currency, old.amount as held,
    old.state as held_state, coalesce(old.value_date, old.received) as held_day
from handed_in as new
join before_receipts as old using (reference)
where new.state <> old.state
