-- One row per year and currency: all assessments together.
-- title: Assessed contributions by year
-- columns: year, currency, states, assessed, evidence, document
-- parameters: currency
select
    year,
    assessments.currency,
    count(*)::integer as states,
    sum(assessments.amount) as assessed,
    string_agg(distinct evidence, ';' order by evidence) as evidence,
    string_agg(distinct document, ';' order by document) as document
from assessments
join batches using (batch)
join accounts on accounts.state = assessments.state and accounts.currency = assessments.currency
join assessments_due using (account, year)
where ($currency::varchar is null or assessments.currency = $currency)
    and assessments_due.dated <= $as_of
group by year, assessments.currency
order by year, assessments.currency
