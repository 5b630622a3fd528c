-- One row per date, kind of count and document that states it: the kinds count different things.
-- title: Offices, locations, programmes and projects, as documents state them
-- columns: stated_for, last_day, indicator, figure, unit, qualifier, document, paragraph, quote, note, batch
-- delegations see: all
select
    dated as stated_for, last_day, indicator, value as figure, unit, qualifier, document, paragraph, quote, note,
    batch
from stated_figures
where last_day <= $as_of
    and indicator in (
        'field_offices', 'field_locations', 'countries_with_offices', 'active_programmes', 'active_projects'
    )
order by indicator, last_day, document
