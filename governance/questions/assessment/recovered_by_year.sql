-- One row per year, currency and rate: what the amounts recovered from another currency add up to.
-- title: Assessments recovered from another currency, by year
-- columns: year, currency, assessed, joined_during_year, joined_year_before, rows, agreeing, rate, booked_currency, evidence, document
-- parameters: currency
-- delegations see: totals
with joined as (
    select distinct state, year(first_day) as year
    from member_spells
    where first_day > make_date(year(first_day), 1, 1)
)
select
    recovered_assessments.year,
    currency,
    sum(amount) as assessed,
    coalesce(sum(amount) filter (joined.state is not null), 0)::decimal(18, 2) as joined_during_year,
    coalesce(sum(amount) filter (earlier.state is not null), 0)::decimal(18, 2) as joined_year_before,
    count(*)::integer as "rows",
    count(*) filter (whole = 'yes')::integer as agreeing,
    rate,
    booked_currency,
    string_agg(distinct evidence, ';' order by evidence) as evidence,
    string_agg(distinct document, ';' order by document) as document
from recovered_assessments
join batches using (batch)
left join joined on joined.state = recovered_assessments.state and joined.year = recovered_assessments.year
left join joined as earlier
    on earlier.state = recovered_assessments.state and earlier.year = recovered_assessments.year - 1
where ($currency::varchar is null or currency = $currency)
    and recovered_assessments.year <= year($as_of::date)
group by recovered_assessments.year, currency, rate, booked_currency
order by recovered_assessments.year, currency
