-- One row per account, year of debt and entry by the date: what came due, and money that names the year.
select account, year, dated, amount as opening, 0 as assessed, 0 as received, 0 as adjusted, true as due
from opening_balances
join accounts using (state, currency)
join history_start(as_of) using (account)
where dated = starts
union all
select account, year, dated, 0, amount, 0, 0, true
from assessments_due
join history_start(as_of) using (account)
where dated <= as_of and (starts is null or dated >= starts)
union all
select account, named_year, dated, 0, 0, amount, 0, false
from money_in
join history_start(as_of) using (account)
where named_year is not null and dated <= as_of and (starts is null or dated >= starts)
union all
select account, named_year, dated, 0, 0, 0, amount, amount < 0
from money_adjusted
join history_start(as_of) using (account)
where named_year is not null and dated <= as_of and (starts is null or dated >= starts)
