-- One row per sheet (of one year or several) and State of the last published status by the date; and one without a State
-- for the total that the sheet prints.
-- title: Status of contributions, as published
-- columns: period, state, printed_name, currency, agreed, cash, bilateral, promissory_notes, disputed, outstanding, as_at, document
-- parameters: state, period, currency
-- delegations see: own rows by state
with sheets as (
    select
        dated, first_year, last_year, state, printed, agreed, cash, bilateral, promissory_notes, disputed,
        unpaid as outstanding,
        currency, document
    from contribution_status
    union all
    select
        dated, first_year, last_year, null, null, agreed, cash, bilateral, promissory_notes, disputed,
        unpaid as outstanding,
        currency, document
    from contribution_status_totals
),
named as (
    select *, case when first_year = last_year then first_year::varchar else first_year || '-' || last_year end as period
    from sheets
    where dated = (select max(dated) from contribution_status where dated <= $as_of)
)
select
    period, state, printed as printed_name, currency, agreed, cash, bilateral, promissory_notes, disputed, outstanding,
    dated as as_at, document
from named
where ($state::varchar is null or state = $state)
    and ($period::varchar is null or period = $period)
    and ($currency::varchar is null or currency = $currency)
order by first_year, last_year, state nulls last
