-- One row per contributor and currency in one year, the largest first.
-- title: Contributors, the largest first
-- columns: place, year, party, contributor_kind, currency, voluntary, share_pct, cumulative_share_pct
-- parameters: year, currency
-- delegations see: all
-- A share of a sum that corrections lower can pass 100 per cent and fall back, which says nothing about concentration:
-- shares are of what was given by all whose year comes out above zero. The others stand at the end, without a share.
with given as (
    select year, contributor as party, contributor_kind, currency, sum(amount)::decimal(18, 2) as voluntary
    from voluntary_contributions
    where make_date(year, 12, 31) <= $as_of and ($currency::varchar is null or currency = $currency)
    group by all
),
of_year as (
    select *, sum(voluntary) filter (voluntary > 0) over (partition by currency) as whole
    from given
    where year = coalesce($year::integer, (select max(year) from given))
)
select
    row_number() over largest_first as place,
    year,
    party,
    contributor_kind,
    currency,
    voluntary,
    if(voluntary > 0, share_pct(voluntary, whole), null) as share_pct,
    if(voluntary > 0, share_pct(sum(voluntary) over largest_first, whole), null) as cumulative_share_pct
from of_year
window largest_first as (
    partition by currency order by voluntary desc, party, contributor_kind rows unbounded preceding
)
order by currency, place
