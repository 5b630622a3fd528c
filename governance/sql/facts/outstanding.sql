-- One row per State, year of debt and currency; blank where receipts are not known, never zero.
select
    state,
    year,
    currency,
    known,
    opening,
    assessed,
    case when known then received end as received,
    case when known then adjusted end as adjusted,
    case when known then credit_applied end as credit_applied,
    case when known then outstanding end as outstanding
from allocation(as_of)
join accounts using (account)
join known_accounts(as_of) using (account)
