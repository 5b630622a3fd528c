-- One row per spell handed in that overlaps another of the same State or organization, above it or in force.
-- tables: membership
-- whole: yes
-- column: from
-- says: {state} was {status} from {first_day} and {other_status} from {other_first_day}: the two spells overlap.
-- fix: End the earlier spell before the later one begins; a spell in force is ended by handing it in with its last day.
-- Of a date of which only the year is known any day may be meant: only what overlaps whatever is meant is told.
with surest as (
    select
        batch, sheet_row, state, status, "from" as printed,
        case when from_precision = 'year' then make_date(year("from"), 12, 31) else "from" end as first_day,
        case
            when "to" is null then date '9999-12-31'
            when to_precision = 'year' then make_date(year("to"), 1, 1)
            else "to"
        end as last_day
    from membership
)
select
    new.batch, new.sheet_row, new.state, new.status, new.printed as first_day,
    any_value(other.status order by other.printed) as other_status, min(other.printed) as other_first_day
from surest as new
join surest as other
    on other.state = new.state
    and other.first_day <= new.last_day
    and new.first_day <= other.last_day
    and (other.batch, other.sheet_row) < (new.batch, new.sheet_row)
where new.batch > 0
group by all
