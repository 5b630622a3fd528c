-- One row per account, with the day of the first fact about it.
select account, min(dated) as first_day
from (
    select account, dated from assessments_due
    union all
    select account, dated from money_in
    union all
    select account, dated from money_adjusted
    union all
    select account, dated from opening_balances join accounts using (state, currency)
)
group by account
