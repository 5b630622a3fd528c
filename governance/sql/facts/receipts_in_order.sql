-- One row per receipt of a State, each State's and currency's in the order in which they pay, with what it is in cents
-- and, where the rulebook honours it, the year that the payer named. A refund names no year.
select
    state, currency, coalesce(value_date, received) as value_date, reference, amount, (100 * amount)::bigint as cents,
    case when honours_named_year and amount > 0 then for_year end as named_year
from receipts cross join terms_of_the_rulebook
where state is not null
order by state, currency, coalesce(value_date, received), reference, batch
