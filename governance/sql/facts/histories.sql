-- One row per account and history: the days between one set of opening balances and the next.
-- A history starts with the account's own opening balances, the first one with the ledger's first. Where there are
-- none, or none yet, everything counts: a history without a start.
with openings as (
    select account, dated as starts from opening_balances join accounts using (state, currency)
    union
    select account, min(dated) from opening_balances cross join accounts group by account
    union
    select account, null from accounts
)
select
    account,
    starts,
    coalesce(starts, date '0001-01-01') as first_day,
    coalesce(lead(starts) over (partition by account order by starts nulls first) - 1, date '9999-12-31') as last_day
from openings
