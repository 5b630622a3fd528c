-- One row per State or organization that is an observer on the date.
-- title: Observers
-- columns: observer, kind, since, since_precision, document, note
-- parameters: kind
-- delegations see: all
select held.party as observer, held.kind, held.since, held.since_precision, spell.document, spell.note
from membership_on($as_of) as held
join membership as spell
    on spell.state = held.party
    and spell.status = held.status
    and spell."from" <= $as_of
    and coalesce(spell."to", date '9999-12-31') >= $as_of
where held.status = 'observer'
    and ($kind::varchar is null or held.kind = $kind)
order by held.kind desc, held.party
