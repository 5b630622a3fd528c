-- One row per receipt of the same amount, State and day as another that has another reference.
-- tables: receipts
-- warning: yes
-- column: reference
-- says: {currency} {amount} from {state} on {day} is there under the reference {other} too.
-- fix: Make sure that these are two payments and not one under two references.
with days as (
    select batch, sheet_row, state, currency, amount, reference, coalesce(value_date, received) as day
    from receipts
    where state is not null and reference is not null
)
select
    new.batch, new.sheet_row, new.state, new.currency, new.amount, new.day, min(other.reference) as other
from days as new
semi join handed_in on handed_in.batch = new.batch and handed_in.sheet_row = new.sheet_row
join days as other
    on other.state = new.state
    and other.currency = new.currency
    and other.amount = new.amount
    and other.day = new.day
    and other.reference <> new.reference
    and (other.batch, other.sheet_row) < (new.batch, new.sheet_row)
group by all
