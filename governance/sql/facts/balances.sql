-- One row per State and currency; blank where receipts are not known, never zero.
-- opening + assessed - received - adjusted - disputed (where it is kept outside) = arrears + current_year - credit.
with totals as (
    select
        account,
        sum(opening) as opening,
        sum(assessed) as assessed,
        sum(received) as received,
        sum(adjusted) as adjusted,
        sum(disputed) as disputed,
        coalesce(sum(outstanding) filter (year < year(as_of)), 0) as arrears,
        coalesce(sum(outstanding) filter (year >= year(as_of)), 0) as current_year,
        sum(credit) as credit,
        min(year) filter (outstanding > 0) as oldest_year
    from allocation(as_of)
    group by account
)
select
    state,
    currency,
    known,
    opening,
    assessed,
    case when known then received end as received,
    case when known then adjusted end as adjusted,
    case when known then disputed end as disputed,
    case when known then arrears end as arrears,
    case when known then current_year end as current_year,
    case when known then arrears + current_year end as outstanding,
    case when known then credit end as credit,
    case when known then oldest_year end as oldest_year
from totals
join known_accounts(as_of) using (account)
