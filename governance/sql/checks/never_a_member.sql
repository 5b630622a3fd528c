-- One row per row handed in about the dues of a State that never was a Member.
-- tables: receipts, adjustments, opening_balances, payment_plans, council_actions
-- needs: membership
-- column: state
-- says: {state} never was a Member.
-- fix: Correct the State, or hand in its membership first.
select batch, sheet_row, state
from handed_in
where state is not null
    and state not in (select state from widest_spells where status = 'member')
