-- One row per voluntary contribution that is negative: a correction of an earlier year, as published or handed in.
-- title: Corrections of earlier years
-- columns: year, party, contributor_kind, type, service_area, currency, voluntary, document, batch
-- parameters: year, currency
-- delegations see: all
select
    year, contributor as party, contributor_kind, type, service_area, currency, amount as voluntary, document, batch
from voluntary_contributions
where amount < 0
    and make_date(year, 12, 31) <= $as_of
    and ($year::integer is null or year = $year)
    and ($currency::varchar is null or currency = $currency)
order by year desc, amount
