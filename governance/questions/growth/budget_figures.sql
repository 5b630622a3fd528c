-- One row per year, part of the budget, stage and currency; next year's budget is debated this year.
-- title: Budgets as documents state them
-- columns: year, part, stage, amount, currency, growth_policy, cost_increase, new_member_contributions, evidence, document
-- parameters: currency
-- delegations see: all
select
    year, part, stage, amount, currency, growth_policy, cost_increase, new_member_contributions, evidence, document
from budgets
join batches using (batch)
where ($currency::varchar is null or currency = $currency)
    and year <= year($as_of::date) + 1
order by year, part, stage, currency
