-- One row per State or organization that is a Member or an observer on the date, and since when without a break.
select state as party, kind, status, since, since_precision, "to" as until, batch
from unbroken_spells
where "from" <= as_of and coalesce("to", date '9999-12-31') >= as_of
