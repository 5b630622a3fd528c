-- One row per assessment of a State for a year in which it was an observer and on no day a Member.
-- tables: assessments
-- needs: membership
-- column: state
-- documented: an organization's own document may assess an observer, as IOM's did San Marino
-- says: {state} was an observer in {year}: observers are not assessed.
-- fix: Correct the State or the year; if it became a Member in that year, hand that in first.
with held as (
    select distinct handed_in.year, handed_in.state, status
    from handed_in
    join widest_spells
        on widest_spells.state = handed_in.state
        and first_day <= make_date(year, 12, 31)
        and last_day >= make_date(year, 1, 1)
),
observed as (
    select year, state
    from held
    group by year, state
    having max(status) = 'observer' and min(status) = 'observer'
)
select batch, sheet_row, state, year::varchar as year
from handed_in
join observed using (year, state)
