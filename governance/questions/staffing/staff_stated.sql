-- One row per date, count of staff and document that states it.
-- title: Staff, as documents state it
-- columns: stated_for, last_day, indicator, figure, unit, qualifier, document, paragraph, quote, note, batch
-- delegations see: all
select
    dated as stated_for, last_day, indicator, value as figure, unit, qualifier, document, paragraph, quote, note,
    batch
from stated_figures
where last_day <= $as_of and indicator in ('staff_total', 'staff_headquarters', 'staff_operational')
order by last_day, indicator, document
