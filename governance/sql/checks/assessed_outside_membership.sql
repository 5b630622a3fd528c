-- One row per assessment of a State for a year in which it was neither Member nor observer on any day.
-- tables: assessments
-- needs: membership
-- column: state
-- says: {state} was no Member in {year}: it owes nothing for that year.
-- fix: Correct the State or the year, or hand in its membership first.
select batch, sheet_row, state, year::varchar as year
from handed_in
anti join widest_spells
    on widest_spells.state = handed_in.state
    and first_day <= make_date(year, 12, 31)
    and last_day >= make_date(year, 1, 1)
