-- One row per event that has happened by the date; those of the whole Organization name no party.
-- title: Events of membership
-- columns: period, first_day, event, state, what, members_after, document, note
-- parameters: state
-- delegations see: all
select dated as period, rpad(dated, 10, '-01-01')::date as first_day, event, state, what, members_after, document, note
from membership_events
where dated <= strftime($as_of::date, '%Y-%m-%d')
    and ($state::varchar is null or state = $state)
order by dated, event, state
