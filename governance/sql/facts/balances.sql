-- One row per State and currency; blank where receipts are not known, never zero.
-- opening + assessed - received - adjusted = arrears + current_year - credit.
with lines as (
    select
        account,
        sum(opening) as opening,
        sum(assessed) as assessed,
        sum(outstanding) filter (year < year(as_of)) as arrears,
        sum(outstanding) filter (year >= year(as_of)) as current_year,
        min(year) filter (outstanding > 0) as oldest_year
    from allocation(as_of)
    group by account
),
named as (
    select account, sum(received) as received, sum(adjusted) as adjusted from debts(as_of) group by account
),
totals as (
    select
        account,
        coalesce(opening, 0) as opening,
        coalesce(assessed, 0) as assessed,
        coalesce(named.received, 0) + pools.received as received,
        coalesce(named.adjusted, 0) + pools.adjusted as adjusted,
        coalesce(arrears, 0) as arrears,
        coalesce(current_year, 0) as current_year,
        greatest(pool, 0) - least(greatest(pool, 0), owed) + held as credit,
        oldest_year
    from pools(as_of) as pools
    left join lines using (account)
    left join named using (account)
)
select
    state,
    currency,
    known,
    opening,
    assessed,
    case when known then received end as received,
    case when known then adjusted end as adjusted,
    case when known then arrears end as arrears,
    case when known then current_year end as current_year,
    case when known then arrears + current_year end as outstanding,
    case when known then credit end as credit,
    case when known then oldest_year end as oldest_year
from totals
join accounts using (account)
join known_accounts(as_of) using (account)
