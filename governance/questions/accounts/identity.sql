-- One row per currency: opening + assessed - received - adjusted - disputed (where kept outside) = arrears + current
-- year - credit, all Members together.
-- title: Do the totals foot?
-- columns: currency, states, owing, owing_no_members, opening, assessed, received, adjusted, disputed, arrears, current_year, outstanding, credit, unidentified, known
-- parameters: currency
-- picks: currency
-- delegations see: totals
with unidentified as (
    select currency, sum(amount) as amount
    from receipts
    where state is null and coalesce(value_date, received) <= $as_of
    group by currency
),
present_members as (
    select party from membership_on($as_of) where status = 'member'
),
balanced as (
    select
        currency,
        count(*) as states,
        count(*) filter (arrears > 0) as owing,
        count(*) filter (arrears > 0 and state not in (select party from present_members)) as owing_no_members,
        sum(opening) as opening,
        sum(assessed) as assessed,
        sum(received) as received,
        sum(adjusted) as adjusted,
        sum(disputed) as disputed,
        sum(arrears) as arrears,
        sum(current_year) as current_year,
        sum(outstanding) as outstanding,
        sum(credit) as credit,
        bool_and(known) as known
    from balances($as_of)
    group by currency
),
together as (
    select * replace (coalesce(states, 0)::integer as states, coalesce(known, false) as known)
    from balanced
    full join unidentified using (currency)
)
select
    currency,
    states,
    case when known then owing::integer end as owing,
    case
        when known and exists (select * from member_spells) then owing_no_members::integer
    end as owing_no_members,
    coalesce(opening, 0) as opening,
    coalesce(assessed, 0) as assessed,
    case when known then received end as received,
    case when known then adjusted end as adjusted,
    case when known then disputed end as disputed,
    case when known then arrears end as arrears,
    case when known then current_year end as current_year,
    case when known then outstanding end as outstanding,
    case when known then credit end as credit,
    case when known then coalesce(amount, 0) else amount end as unidentified,
    case when known then 'yes' else 'no' end as known
from together
where ($currency::varchar is null or currency = $currency)
order by currency
