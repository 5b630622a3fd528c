-- One row per year, contributor, type, service area and currency, of years that have ended by the date.
-- title: Voluntary contributions
-- columns: year, party, contributor_kind, type, service_area, currency, voluntary, document, batch
-- parameters: year, currency
-- delegations see: all
select
    year, contributor as party, contributor_kind, type, service_area, currency, amount as voluntary, document, batch
from voluntary_contributions
where make_date(year, 12, 31) <= $as_of
    and ($year::integer is null or year = $year)
    and ($currency::varchar is null or currency = $currency)
order by year, contributor_kind, contributor, type, service_area, currency
