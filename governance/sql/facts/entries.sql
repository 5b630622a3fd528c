-- One row per change to an account, by the year of debt that it names (blank: none), from its day to the end of that
-- history. Receipts that name no year stand here once their year has ended, as its sum (refund_year: that year, if
-- money was paid back in it); until then, see money_in. So a question reads the receipts of one year only.
-- And an empty row for every history, so that each account has its row without a year. What is disputed lowers a debt
-- only where the rulebook keeps it outside of what is outstanding.
select
    account, year, dated, last_day,
    amount as opening, 0 as assessed, 0 as received, 0 as adjusted, 0 as disputed, true as due, null as refund_year
from opening_balances
join accounts using (state, currency)
join histories using (account)
where dated = starts
union all
select account, year, dated, last_day, 0, amount, 0, 0, 0, true, null
from assessments_due
join histories using (account)
where dated between first_day and last_day
union all
select account, named_year, dated, last_day, 0, 0, 0, amount, 0, amount < 0 and named_year is not null, null
from money_adjusted
union all
select account, year, dated, last_day, 0, 0, 0, 0, amount, amount < 0, null
from money_disputed
union all
select account, named_year, dated, last_day, 0, 0, amount, 0, 0, false, null
from money_in
where named_year is not null
union all
select
    account, null, make_date(year(dated) + 1, 1, 1), last_day,
    0, 0, sum(amount), 0, 0, false, max(year(dated)) filter (amount < 0)
from money_in
where named_year is null
group by account, year(dated), last_day
union all
select account, null, first_day, last_day, 0, 0, 0, 0, 0, false, null
from histories
