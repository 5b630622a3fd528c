-- One row per receipt of a State of which just so much was taken back by a payer who is not known.
select state, coalesce(value_date, received) as dated, currency, amount, reference
from receipts
where state is not null
    and (currency, -amount) in (select (currency, amount) from receipts where state is null and amount < 0)
order by dated, state, reference
