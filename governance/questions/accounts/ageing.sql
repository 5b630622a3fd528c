-- One row per State and currency.
-- title: Outstanding by age
-- columns: state, currency, current_year, one_year, two_years, three_years, four_years, five_years_and_more, outstanding, disputed, credit, known
-- parameters: state, currency
-- picks: state, currency
-- delegations see: own rows by state
with aged as (
    select state, currency, year($as_of::date) - year as age, outstanding
    from outstanding($as_of)
),
buckets as (
    select
        state,
        currency,
        sum(outstanding) filter (age <= 0) as current_year,
        sum(outstanding) filter (age = 1) as one_year,
        sum(outstanding) filter (age = 2) as two_years,
        sum(outstanding) filter (age = 3) as three_years,
        sum(outstanding) filter (age = 4) as four_years,
        sum(outstanding) filter (age >= 5) as five_years_and_more
    from aged
    group by state, currency
)
select
    state,
    currency,
    case when known then coalesce(buckets.current_year, 0) end as current_year,
    case when known then coalesce(one_year, 0) end as one_year,
    case when known then coalesce(two_years, 0) end as two_years,
    case when known then coalesce(three_years, 0) end as three_years,
    case when known then coalesce(four_years, 0) end as four_years,
    case when known then coalesce(five_years_and_more, 0) end as five_years_and_more,
    outstanding,
    disputed,
    credit,
    case when known then 'yes' else 'no' end as known
from balances($as_of)
left join buckets using (state, currency)
where ($state::varchar is null or state = $state)
    and ($currency::varchar is null or currency = $currency)
order by state, currency
