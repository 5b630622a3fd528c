-- One row per account in use on the date.
-- title: Where to pay
-- columns: account, bank, iban, currency, reference_rule, valid_from, creditor, street, house_number, postcode, town, country_code
-- parameters: currency
-- delegations see: all
with in_use as (
    select *
    from payment_instructions
    where coalesce(valid_from, date '0001-01-01') <= $as_of
    qualify row_number() over (partition by account order by valid_from desc nulls last) = 1
)
select
    account, bank, iban, currency, reference_rule, valid_from,
    creditor, street, house_number, postcode, town, country_code
from in_use
where $currency::varchar is null or currency = $currency
order by account
