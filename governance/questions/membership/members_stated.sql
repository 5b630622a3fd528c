-- One row per date and document that states how many Member States there are.
-- title: Member States, as documents state them
-- columns: stated_for, last_day, indicator, figure, unit, qualifier, document, paragraph, quote, note, batch
-- delegations see: all
select
    dated as stated_for, last_day, indicator, value as figure, unit, qualifier, document, paragraph, quote, note, batch
from stated_figures
where last_day <= $as_of and indicator = 'member_states'
order by last_day, document
