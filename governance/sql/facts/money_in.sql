-- One row per receipt of an identified State, on the day from which it counts. A refund names no year.
select
    account,
    coalesce(value_date, received) as dated,
    amount,
    case when honours_named_year and amount > 0 then for_year end as named_year
from receipts
join accounts using (state, currency)
cross join terms_of_the_rulebook
