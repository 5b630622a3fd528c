-- One row per row of the receipts that is not in bank_pairs, under the reference of the receipt that it was; `made`:
-- it takes a receipt back, gives it to a State or enters it anew.
select
    receipt_name(receipts.reference) as reference, coalesce(received, value_date) as received, receipts.amount,
    receipts.currency, receipts.state, paid_amount, paid_currency,
    coalesce(receipts.reference <> receipt_name(receipts.reference), false) as made
from receipts
anti join bank_pairs on bank_pairs.reference = receipt_name(receipts.reference)
order by batch, sheet_row
