-- One row per receipt of at least ten times what its State was last assessed for a year.
-- tables: receipts
-- warning: yes
-- column: amount
-- says: {currency} {amount} is ten times what {state} was assessed for {year} ({assessed}), or more.
-- fix: Make sure that the point stands in the right place, and that the State is the right one.
with dated as (
    select batch, sheet_row, state, currency, amount, year(coalesce(value_date, received)) as paid_in
    from handed_in
    where state is not null
)
select dated.batch, dated.sheet_row, dated.state, dated.currency, dated.amount, year, assessments.amount as assessed
from dated
asof join assessments
    on assessments.state = dated.state
    and assessments.currency = dated.currency
    and dated.paid_in >= assessments.year
where assessments.amount > 0 and dated.amount >= 10 * assessments.amount
