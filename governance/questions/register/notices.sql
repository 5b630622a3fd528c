-- One row per letter that was sent by the date.
-- title: Register of notices
-- columns: sent, state, letter, letter_level, received_on, year, due_days, asked_by, batch, document
-- parameters: state
-- open to: finance, delegation
-- delegations see: own rows by state
select
    sent,
    state,
    kind as letter,
    letter_level,
    case when received <= $as_of then received end as received_on,
    year,
    due_days,
    case when received <= $as_of then (received + due_days)::date end as asked_by,
    batch,
    document
from notices
where sent <= $as_of
    and ($state::varchar is null or state = $state)
order by sent, state, kind
