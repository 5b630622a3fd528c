-- One row per State and currency assessed in the year or the year before.
-- title: Change of assessed contributions against the year before
-- columns: year, state, currency, assessed_before, assessed, change, change_pct
-- parameters: year, state, currency
-- delegations see: all
-- A State assessed in only one of the two years has no percentage, and no amount for the other: not zero.
with due as (
    select year, state, currency, assessments.amount as assessed
    from assessments
    join accounts using (state, currency)
    join assessments_due using (account, state, currency, year)
    where ($state::varchar is null or state = $state)
        and ($currency::varchar is null or currency = $currency)
        and assessments_due.dated <= $as_of
),
asked as (select coalesce($year::integer, max(year)) as year from due),
now as (select * from due semi join asked using (year)),
before as (select due.* from due join asked on due.year = asked.year - 1)
select
    (select year from asked) as year,
    state,
    currency,
    before.assessed as assessed_before,
    now.assessed as assessed,
    now.assessed - before.assessed as change,
    share_pct(now.assessed - before.assessed, before.assessed) as change_pct
from now
full join before using (state, currency)
order by state, currency
