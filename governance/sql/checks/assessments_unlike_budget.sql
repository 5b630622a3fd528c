-- One row per year handed in whose assessments do not add up to the budget of the year.
-- tables: assessments
-- whole: yes
-- warning: yes
-- column: year
-- says: The assessments of {year} add up to {currency} {assessed}, the {stage} budget is {budget}: {gap} between them.
-- fix: Look for a Member that is missing or an amount that is mistyped, or note why the two differ.
select batch, min(sheet_row) as sheet_row, year, currency, stage, assessed, budget, gap
from handed_in
join budget_gaps using (year, currency)
group by all
