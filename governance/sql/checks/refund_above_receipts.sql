-- One row per refund after which a State has been paid back more than was ever received from it.
-- tables: receipts
-- warning: yes
-- column: amount
-- says: With this refund {state} has been paid back {currency} {over} more than was ever received from it.
-- fix: Make sure of the sign and of the State.
select
    handed_in.batch, handed_in.sheet_row, handed_in.state, handed_in.currency,
    -sum(receipts.amount)::decimal(18, 2) as over
from handed_in
join receipts
    on receipts.state = handed_in.state
    and receipts.currency = handed_in.currency
    and coalesce(receipts.value_date, receipts.received) <= coalesce(handed_in.value_date, handed_in.received)
where handed_in.amount < 0
group by all
having sum(receipts.amount) < 0
