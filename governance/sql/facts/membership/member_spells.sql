-- One row per State and spell of membership, without an end while it lasts.
select state, "from" as first_day, coalesce("to", date '9999-12-31') as last_day
from membership
where status = 'member' and kind = 'state'
