-- One row per receipt by the date whose payer is not known.
-- title: Receipts of unknown payers
-- columns: value_date, currency, amount, reference, batch, sheet_row, note
-- open to: finance
select coalesce(value_date, received) as value_date, currency, amount, reference, batch, sheet_row, note
from receipts
where state is null and coalesce(value_date, received) <= $as_of
order by 1, reference, batch
