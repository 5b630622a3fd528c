-- One row per account with anything by the date, saying whether its receipts are known from its first debt to the date.
select account, state, currency, receipts_covered.first_day is not null as known
from first_days
left join receipts_covered
    on receipts_covered.first_day <= coalesce(starts + 1, least(first_due, as_of))
    and receipts_covered.last_day >= as_of
where first_fact <= as_of and as_of between first_days.first_day and first_days.last_day
