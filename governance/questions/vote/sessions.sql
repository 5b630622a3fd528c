-- One row per session of a body.
-- title: Sessions
-- columns: body, session, opens, closes, document
-- parameters: body
-- delegations see: all
select body, session, opens, closes, document
from sessions
where ($body::varchar is null or lower(body) = lower($body))
order by opens, body
