-- One row per State and spell of a status, with the widest meaning of dates of which only the year is known.
select
    state,
    status,
    case when from_precision = 'year' then make_date(year("from"), 1, 1) else "from" end as first_day,
    case
        when "to" is null then date '9999-12-31'
        when to_precision = 'year' then make_date(year("to"), 12, 31)
        else "to"
    end as last_day
from membership
where kind = 'state'
