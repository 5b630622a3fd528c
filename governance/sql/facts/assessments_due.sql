-- One row per year, State and currency, with the day on which the contribution is due.
-- Where the row does not say: the later of 1 January and the day on which the State became a Member.
with accessions as (
    select assessments.year, assessments.state, min(first_day) as first_day
    from assessments
    join member_spells
        on member_spells.state = assessments.state
        and first_day <= make_date(assessments.year, 12, 31)
        and last_day >= make_date(assessments.year, 1, 1)
    group by all
)
select
    account,
    year,
    amount,
    coalesce(due, greatest(make_date(year, 1, 1), first_day), make_date(year, 1, 1)) as dated
from assessments
join accounts using (state, currency)
left join accessions using (year, state)
