-- One row per rate for a State that was not a Member on any day of the year.
-- tables: scale
-- needs: membership
-- warning: yes
-- column: state
-- says: {state} has a rate for {year}, but was no Member in that year.
-- fix: Make sure of the State; if it has joined, hand its membership in.
select batch, sheet_row, state, year
from handed_in
anti join widest_spells
    on widest_spells.state = handed_in.state
    and status = 'member'
    and first_day <= make_date(year, 12, 31)
    and last_day >= make_date(year, 1, 1)
