-- One row per account and history, with the day of the first fact about the account and of its first assessment, whether
-- the history starts with opening balances of its own, and the day on which the State first became a Member.
with facts as (
    select account, dated, true as due from assessments_due
    union all
    select account, dated, false from money_in
    union all
    select account, dated, false from money_adjusted
    union all
    select account, dated, false from money_disputed
    union all
    select account, dated, false from opening_balances join accounts using (state, currency)
),
firsts as (
    select account, min(dated) as first_fact, min(dated) filter (due) as first_due
    from facts
    group by account
),
own as (
    select distinct account, dated as starts, true as opened
    from opening_balances
    join accounts using (state, currency)
),
joined as (
    select state, min("from") as joined from membership where status = 'member' group by state
)
select firsts.*, histories.* exclude (account), accounts.state, accounts.currency, coalesce(opened, false) as opened, joined
from firsts
join histories using (account)
join accounts using (account)
left join own using (account, starts)
left join joined using (state)
