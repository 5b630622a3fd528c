-- One row per date, budget, expenditure or contribution of one Member, and document that states it.
-- title: Budgets, expenditure and contributions, as documents state them
-- columns: stated_for, last_day, indicator, figure, unit, qualifier, document, paragraph, quote, note, batch
-- delegations see: all
select
    dated as stated_for, last_day, indicator, value as figure, unit, qualifier, document, paragraph, quote, note,
    batch
from stated_figures
where last_day <= $as_of
    and (
        indicator like 'administrative_budget_%' or indicator like 'operational_budget_%'
        or indicator like 'total_budget_%' or indicator like 'programme_budget_%'
        or indicator like 'total_expenditure_%' or indicator like 'gross_%' or indicator like 'budget_surplus_%'
        or indicator like '%_assessed_contribution_%' or indicator like '%_assessed_share_%'
        or indicator like '%_voluntary_contribution_%'
    )
order by last_day, indicator, document
