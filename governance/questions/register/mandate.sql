-- One row per service area, main area, activity and objective, in the order of their documents.
-- title: The mandate
-- columns: level, main_area, objective_set, number, words_of_mandate, same_as, paragraph, document, note, batch
-- delegations see: all
with parts as (
    select
        level, main_area, null::integer as objective_set, null::integer as number, area as words_of_mandate, same_as,
        paragraph, document, note, batch, sheet_row
    from service_areas
    union all
    select
        'objective', null, objective_set, number, objective, null, paragraph, document, note, batch, sheet_row
    from objectives
)
select level, main_area, objective_set, number, words_of_mandate, same_as, paragraph, document, note, batch
from parts
order by
    list_position(['service_area', 'main_area', 'activity', 'cross_cutting', 'objective'], level),
    objective_set, batch, sheet_row
