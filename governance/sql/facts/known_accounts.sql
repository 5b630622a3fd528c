-- One row per account with anything by the date, saying whether its receipts are known from its first debt to the date,
-- and what was owed before: by an opening balance of its own, or since the State joined afterwards, or because opening
-- balances are declared complete, so that whoever has none owed nothing.
with covered as (
    select
        account, starts, opened, joined,
        receipts_covered.first_day as covered_from,
        greatest(starts, covered_from) as history_from
    from first_days
    join receipts_covered
        on receipts_covered.first_day <= coalesce(starts + 1, least(first_due, as_of))
        and receipts_covered.last_day >= as_of
    where as_of between first_days.first_day and first_days.last_day
),
declared as (
    select "from" as first_day, coalesce("to", date '9999-12-31') as last_day
    from coverage
    where covers = 'opening_balances'
),
known as (
    select account
    from covered
    left join declared on declared.first_day <= history_from and declared.last_day >= least(starts, covered_from)
    where opened or coalesce(joined >= history_from, true) or declared.first_day is not null
)
select distinct account, state, currency, known.account is not null as known
from first_days
left join known using (account)
where first_fact <= as_of and as_of between first_day and last_day
