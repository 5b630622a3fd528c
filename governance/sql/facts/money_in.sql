-- One row per receipt of an identified State, from the day on which it counts to the end of that history. A refund
-- names no year. In the order of the days, so that the receipts of one year are found without reading the others.
select
    account,
    coalesce(value_date, received) as dated,
    last_day,
    amount,
    case when honours_named_year and amount > 0 then for_year end as named_year
from receipts
join accounts using (state, currency)
join histories using (account)
cross join terms_of_the_rulebook
where coalesce(value_date, received) between first_day and last_day
order by dated
