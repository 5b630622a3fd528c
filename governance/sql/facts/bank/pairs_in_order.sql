-- One row per pair of bank_pairs, in the order of the days from which both are known.
select
    account, reference, booked_on, amount, currency, counterparty, kind, counterparty_iban, received, state, known_on
from bank_pairs
order by known_on, booked_on, account, reference
