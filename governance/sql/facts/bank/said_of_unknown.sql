-- One row per entry of the bank whose receipt, or a part of it, names no State, with what the bank said of the payer.
select reference, counterparty, counterparty_iban, remittance, payer_reference
from bank_entries
where reference in (select receipt_name(reference) from receipts where state is null)
order by account, reference
