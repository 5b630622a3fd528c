-- One row per receipt of a State, each State's and currency's in the order in which they pay, with what it is in cents.
select
    state, currency, coalesce(value_date, received) as value_date, reference, amount, (100 * amount)::bigint as cents
from receipts
where state is not null
order by state, currency, coalesce(value_date, received), reference, batch
