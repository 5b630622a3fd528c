-- One row per period of several years, State (blank: the printed totals) and item that a publisher prints twice, by year
-- and for the whole period, wherever the two differ by more than five units: less is rounding.
-- title: What is printed twice and differs
-- columns: period, state, currency, item, by_year, by_triennium, difference, as_at, document
-- parameters: state, period, currency
-- delegations see: own rows by state
with sheets as (
    select dated, first_year, last_year, state, currency, document,
        agreed, cash, bilateral, promissory_notes, disputed, unpaid as outstanding
    from contribution_status
    union all
    select dated, first_year, last_year, '', currency, document,
        agreed, cash, bilateral, promissory_notes, disputed, unpaid as outstanding
    from contribution_status_totals
),
items as (
    unpivot (from sheets where dated = (select max(dated) from contribution_status where dated <= $as_of))
    on agreed, cash, bilateral, promissory_notes, disputed, outstanding
    into name item value amount
),
periods as (
    select distinct first_year, last_year from items where last_year > first_year
),
yearly as (
    select periods.first_year, periods.last_year, state, currency, item, sum(amount) as by_year, any_value(dated) as dated,
        any_value(document) as document
    from items
    join periods on items.first_year between periods.first_year and periods.last_year
    where items.first_year = items.last_year
    group by all
),
whole as (
    select first_year, last_year, state, currency, item, amount as by_period, dated, document
    from items
    where last_year > first_year
),
side_by_side as (
    select
        first_year, last_year, state, currency, item, by_year, by_period,
        coalesce(whole.dated, yearly.dated) as dated, coalesce(whole.document, yearly.document) as document
    from yearly
    full join whole using (first_year, last_year, state, currency, item)
)
select
    first_year || '-' || last_year as period,
    nullif(state, '') as state,
    currency,
    item,
    by_year,
    by_period as by_triennium,
    coalesce(by_year, 0) - coalesce(by_period, 0) as difference,
    dated as as_at,
    document
from side_by_side
where abs(coalesce(by_year, 0) - coalesce(by_period, 0)) > 5
    and ($state::varchar is null or state = $state)
    and ($period::varchar is null or first_year || '-' || last_year = $period)
    and ($currency::varchar is null or currency = $currency)
order by first_year, last_year, state, item
