-- One row per account and year with anything due, or with money that names the year, by the date.
-- held: money that names a year of which nothing is due yet. It waits for that year and pays no other.
select
    account,
    year,
    sum(opening) as opening,
    sum(assessed) as assessed,
    sum(received) as received,
    sum(adjusted) as adjusted,
    sum(opening) + sum(assessed) - sum(received) - sum(adjusted) as net,
    net < 0 and year > year(as_of) and not bool_or(due) as held
from entries(as_of)
group by account, year
