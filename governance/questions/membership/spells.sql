-- One row per State or organization and spell that has begun by the date; a last day after it is not told.
-- title: Spells of membership and observer status
-- columns: state, kind, status, first_day, last_day, from_precision, to_precision, document, note
-- parameters: state, status, kind
select
    state,
    kind,
    status,
    "from" as first_day,
    case when "to" <= $as_of then "to" end as last_day,
    coalesce(from_precision, 'day') as from_precision,
    case when "to" <= $as_of then coalesce(to_precision, 'day') end as to_precision,
    document,
    note
from membership
where "from" <= $as_of
    and ($state::varchar is null or state = $state)
    and ($status::varchar is null or status = $status)
    and ($kind::varchar is null or kind = $kind)
order by state, "from"
