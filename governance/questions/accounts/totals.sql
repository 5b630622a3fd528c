-- One row per year of debt and currency, all Members together; blank where the receipts of one of them are not known.
-- title: Totals by year
-- columns: year, currency, states, opening, assessed, received, adjusted, credit_applied, outstanding, known
-- parameters: currency, since_year
-- picks: currency
-- delegations see: totals
select
    year,
    currency,
    count(*)::integer as states,
    sum(opening) as opening,
    sum(assessed) as assessed,
    case when bool_and(outstanding.known) then sum(received) end as received,
    case when bool_and(outstanding.known) then sum(adjusted) end as adjusted,
    case when bool_and(outstanding.known) then sum(credit_applied) end as credit_applied,
    case when bool_and(outstanding.known) then sum(outstanding) end as outstanding,
    case when bool_and(outstanding.known) then 'yes' else 'no' end as known
from outstanding($as_of) as outstanding
where ($currency::varchar is null or currency = $currency)
    and ($since_year::integer is null or year >= $since_year)
group by year, currency
order by year, currency
