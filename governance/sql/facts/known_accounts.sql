-- One row per account with anything by the date, saying whether its receipts are known from its first debt to the date.
with first_debt as (
    select account, min(dated) as dated from assessments_due where dated <= as_of group by account
),
needed as (
    select account, coalesce(starts + 1, dated, as_of) as first_day
    from first_days
    join history_start(as_of) using (account)
    left join first_debt using (account)
    where first_days.first_day <= as_of
)
select account, bool_or(receipts_covered.first_day is not null) as known
from needed
left join receipts_covered
    on receipts_covered.first_day <= needed.first_day
    and last_day >= as_of
group by account
