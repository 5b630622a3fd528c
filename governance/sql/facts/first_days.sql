-- One row per account and history, with the day of the first fact about the account and of its first assessment.
with facts as (
    select account, dated, true as due from assessments_due
    union all
    select account, dated, false from money_in
    union all
    select account, dated, false from money_adjusted
    union all
    select account, dated, false from opening_balances join accounts using (state, currency)
),
firsts as (
    select account, min(dated) as first_fact, min(dated) filter (due) as first_due
    from facts
    group by account
)
select *
from firsts
join histories using (account)
join accounts using (account)
