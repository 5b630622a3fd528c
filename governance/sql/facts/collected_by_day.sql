-- One row per year, currency and day on which receipts applied to the year's own assessments changed, with the change.
-- On every day the sum so far is what allocation shows as received for the current year: once all older debt is paid,
-- after other money, never below zero. Money received before the year counts on the contribution's due date.
with changes as (
    select
        account, year, dated, sum(assessed) as assessed, sum(received) as received,
        sum(opening + assessed - adjusted - case when disputed_outside then disputed else 0 end) as debt, bool_or(due) as due
    from entries
    cross join terms_of_the_rulebook
    where year is not null and as_of between dated and last_day
    group by account, year, dated
),
days as (
    select account, dated from changes
    union
    select account, make_date(year, 1, 1) from changes where make_date(year, 1, 1) <= as_of
),
years_on_days as (
    -- Each year's debt as it stood on each day on which a debt changed.
    select
        account, days.dated, changes.year, sum(assessed) as assessed, sum(debt) as debt,
        greatest(sum(received), 0) as named, sum(debt) - sum(received) as net,
        any_value(years_apart) or (changes.year > year(days.dated) and not bool_or(due)) as held
    from days
    join changes using (account)
    cross join terms_of_the_rulebook
    where changes.dated <= days.dated
    group by account, days.dated, changes.year
),
standing as (
    select
        account, dated,
        coalesce(sum(greatest(net, 0)) filter (year < year(dated)), 0) as before,
        coalesce(sum(greatest(net, 0)) filter (year = year(dated)), 0) as debt,
        coalesce(sum(least(named, greatest(debt, 0))) filter (year = year(dated)), 0) as named,
        coalesce(sum(assessed) filter (year = year(dated)), 0) as assessed,
        coalesce(sum(greatest(-net, 0)) filter (not held), 0) as overflow
    from years_on_days
    group by account, dated
),
money as (
    select account, dated, sum(received) as received, sum(adjusted) as adjusted
    from (
        select account, dated, amount as received, 0 as adjusted
        from money_in
        where named_year is null and as_of between dated and last_day
        union all
        select account, dated, 0, amount
        from money_adjusted
        where named_year is null and as_of between dated and last_day
        union all
        select account, dated, 0, 0 from days
    )
    group by account, dated
),
running as (
    select
        account, dated,
        sum(received) over until_then as received,
        sum(adjusted) over until_then as adjusted
    from money
    window until_then as (partition by account order by dated)
),
applied as (
    select
        account, year(running.dated) as year, running.dated,
        greatest(running.received + running.adjusted + overflow, 0) as pool,
        least(running.adjusted + overflow, pool) as other,
        named + least(greatest(pool - before, 0), debt) - least(greatest(other - before, 0), debt) as applied
    from running
    asof join standing using (account, dated)
    where assessed > 0 and year(running.dated) = year(standing.dated)
),
changed as (
    select *, applied - coalesce(lag(applied) over (partition by account, year order by dated), 0) as change
    from applied
)
select year, currency, dated, sum(change) as applied
from changed
join accounts using (account)
where change <> 0
group by year, currency, dated
having sum(change) <> 0
