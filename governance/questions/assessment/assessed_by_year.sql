-- One row per year and currency: all assessments together.
-- title: Assessed contributions by year
-- columns: year, currency, states, assessed, joined_year_before, evidence, document
-- parameters: currency
-- picks: currency
-- delegations see: totals
with joined as (
    select distinct state, year(first_day) as year
    from member_spells
    where first_day > make_date(year(first_day), 1, 1)
)
select
    assessments.year,
    assessments.currency,
    count(*)::integer as states,
    sum(assessments.amount) as assessed,
    coalesce(sum(assessments.amount) filter (joined.state is not null), 0)::decimal(18, 2) as joined_year_before,
    string_agg(distinct evidence, ';' order by evidence) as evidence,
    string_agg(distinct document, ';' order by document) as document
from assessments
join batches using (batch)
join accounts on accounts.state = assessments.state and accounts.currency = assessments.currency
join assessments_due on assessments_due.account = accounts.account and assessments_due.year = assessments.year
left join joined on joined.state = assessments.state and joined.year = assessments.year - 1
where ($currency::varchar is null or assessments.currency = $currency)
    and assessments_due.dated <= $as_of
group by assessments.year, assessments.currency
order by assessments.year, assessments.currency
