-- One row per year and currency whose assessments and administrative budget are both known and are not the same.
-- Of several stages the last counts. A row may be off by half of the unit in which the year's rows are printed. Who
-- joins during the year is assessed on top of the budget: by the membership, or by what the budget says of it.
with budget as (
    select year, currency, stage, amount, coalesce(new_member_contributions, 0) as newcomers
    from budgets
    where part = 'administrative' and stage <> 'proposed'
    qualify row_number() over (
        partition by year, currency
        order by case stage when 'revised' then 1 when 'approved' then 2 else 3 end
    ) = 1
),
joined as (
    select state, year(first_day) as year
    from widest_spells
    where status = 'member' and first_day > make_date(year(first_day), 1, 1)
),
assessed as (
    select
        assessments.year,
        currency,
        sum(amount) as assessed,
        coalesce(sum(amount) filter (joined.state is not null), 0) as on_top,
        count(*) as members,
        count(*) * case when bool_and(amount = trunc(amount)) then 0.5 else 0.005 end as tolerance
    from assessments
    left join joined on joined.state = assessments.state and joined.year = assessments.year
    group by assessments.year, currency
)
select year, currency, stage, assessed, amount as budget, abs(assessed - amount)::decimal(18, 2) as gap
from assessed
join budget using (year, currency)
where abs(assessed - amount) > tolerance
    and abs(assessed - amount - newcomers) > tolerance
    and abs(assessed - amount - on_top) > tolerance
