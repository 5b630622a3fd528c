-- One row per account and year of debt by the date, and one without a year for the money that names none.
-- debt: due, and not paid by money for that year. pooled: money that pays the oldest debt first, which for a year is
-- what it was credited beyond its debt. held: kept for a year to come in which nothing is due yet, and where the
-- rulebook keeps the years apart, what a year was credited beyond its debt.
with entered as (
    select account, year, opening, assessed, received, adjusted, disputed, due, refund_year
    from entries
    where as_of between dated and last_day
    union all
    select account, null, 0, 0, amount, 0, 0, false, case when amount < 0 then year(dated) end
    from money_in
    where named_year is null and dated between make_date(year(as_of), 1, 1) and as_of and last_day >= as_of
),
summed as (
    select
        account,
        year,
        sum(opening) as opening,
        sum(assessed) as assessed,
        sum(received) as received,
        sum(adjusted) as adjusted,
        sum(disputed) as disputed,
        sum(opening) + sum(assessed) - sum(received) - sum(adjusted)
            - case when any_value(disputed_outside) then sum(disputed) else 0 end as net,
        any_value(years_apart) or (year > year(as_of) and not bool_or(due)) as ahead,
        max(refund_year) as refund_year
    from entered cross join terms_of_the_rulebook
    group by account, year
)
select
    account, year, opening, assessed, received, adjusted, disputed,
    case when year is null then 0 else greatest(net, 0) end as debt,
    case when year is null then -net when ahead then 0 else greatest(-net, 0) end as pooled,
    case when year is not null and ahead then greatest(-net, 0) else 0 end as held,
    case when year is null and received < 0 then refund_year end as refund_year
from summed
