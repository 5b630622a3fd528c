-- One row per State that is a Member or an observer on the date.
-- title: Members and observer States
-- columns: state, status, since, since_precision
-- parameters: status, state
-- picks: status
-- delegations see: all
select party as state, status, since, since_precision
from membership_on($as_of)
where kind = 'state'
    and ($status::varchar is null or status = $status)
    and ($state::varchar is null or party = $state)
order by party
