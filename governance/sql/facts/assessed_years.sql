-- One row per year and currency with an account in it by the date: what is assessed for the year, and whether the
-- receipts of all these accounts are known.
select year, currency, sum(assessed) as assessed, bool_and(known) as known
from entries
join known_accounts(as_of) using (account)
where year is not null and as_of between dated and last_day
group by year, currency
