-- One row: how many Members and observers there are on the date.
-- title: Number of Members and observers
-- columns: members, observers, observer_organizations
-- delegations see: all
select
    count(*) filter (kind = 'state' and status = 'member')::integer as members,
    count(*) filter (kind = 'state' and status = 'observer')::integer as observers,
    count(*) filter (kind = 'organization')::integer as observer_organizations
from membership_on($as_of)
