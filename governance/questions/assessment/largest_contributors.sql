-- One row per State and currency in one year, the largest first.
-- title: The largest contributors
-- columns: place, year, state, currency, assessed, share_pct, cumulative_share_pct, smaller, smaller_share_pct
-- parameters: year, currency
-- delegations see: all
-- Shares are of the year's sum in the currency; without a year it is the last one with assessments.
with due as (
    select year, state, currency, assessments.amount as assessed
    from assessments
    join accounts using (state, currency)
    join assessments_due using (account, state, currency, year)
    where ($currency::varchar is null or currency = $currency)
        and assessments_due.dated <= $as_of
)
select
    row_number() over largest_first as place,
    year,
    state,
    currency,
    assessed,
    share_pct(assessed, sum(assessed) over (partition by currency)) as share_pct,
    share_pct(sum(assessed) over largest_first, sum(assessed) over (partition by currency)) as cumulative_share_pct,
    (sum(assessed) over (partition by currency) - sum(assessed) over largest_first)::decimal(18, 2) as smaller,
    share_pct(
        sum(assessed) over (partition by currency) - sum(assessed) over largest_first,
        sum(assessed) over (partition by currency)
    ) as smaller_share_pct
from due
where year = coalesce($year::integer, (select max(year) from due))
window largest_first as (partition by currency order by assessed desc, state rows unbounded preceding)
order by currency, place
