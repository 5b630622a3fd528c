-- One row per budget handed in to which the assessments in force of its year do not add up.
-- tables: budgets
-- whole: yes
-- warning: yes
-- column: amount
-- says: The assessments of {year} add up to {currency} {assessed}, this {stage} budget is {budget}: {gap} between them.
-- fix: Look for a mistyped amount, or note why the two differ.
-- Where the year's assessments come in too, it is told there.
select batch, min(sheet_row) as sheet_row, year, currency, stage, assessed, budget, gap
from handed_in
join budget_gaps using (year, currency, stage)
anti join coming_assessments as coming_too on coming_too.year = handed_in.year
where part = 'administrative'
group by all
