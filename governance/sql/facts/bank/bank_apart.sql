-- One row per entry of the bank that is not in bank_pairs.
select account, reference, booked_on, amount, currency, kind, counterparty, counterparty_iban
from bank_entries
anti join bank_pairs using (reference)
where kind <> 'batch'
