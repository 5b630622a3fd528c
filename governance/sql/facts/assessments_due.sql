-- One row per year, State and currency, with the day on which the contribution is due.
-- Where the row does not say: the later of 1 January and the day on which the State became a Member, and of the last day
-- of the term after its notice of assessment, where the rulebook has such a term. It is a day of the contribution itself:
-- when the notice is entered moves it on every day that is asked about, in this version and later ones.
-- The first notice of the year that the State received counts: one sent again gives no new term.
with terms as (
    select year, state, min(received) + any_value(days_after_notice) as term_ends
    from notices
    cross join terms_of_the_rulebook
    where kind = 'assessment_notice' and received is not null and days_after_notice is not null
    group by year, state
),
accessions as (
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
    state,
    currency,
    year,
    amount,
    coalesce(due, greatest(make_date(year, 1, 1), first_day, term_ends)) as dated
from assessments
join accounts using (state, currency)
left join accessions using (year, state)
left join terms using (year, state)
