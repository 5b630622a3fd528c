-- One row per ledger: the last day that the ledger tells of, blank where an office keeps it to this day; and whether later days
-- are foreseen from it. A published ledger ends with the receipts that it declares complete, else with its last
-- balance, receipt or adjustment, else with the last year assessed; a story ends with its receipts, and since nothing
-- can happen in it afterwards, its accounts can be carried on.
with kinds as (
    select
        count(*) > 0 as any_batch,
        count(*) filter (evidence = 'demonstration') > 0 as story,
        count(*) filter (evidence = 'reported') > 0 as reported
    from kinds_of_evidence
),
money as (
    select dated from opening_balances
    union all
    select dated from adjustments
    union all
    select coalesce(value_date, received) from receipts
),
ends as (
    select coalesce(
        (select max(coalesce("to", date '9999-12-31')) from coverage where covers = 'receipts'),
        (select max(dated) from money),
        (select make_date(max(year), 12, 31) from assessments),
        date '9999-12-31'
    ) as last_day
)
select
    case when any_batch and (story or not reported) and last_day < date '9999-12-31' then last_day end as last_day,
    coalesce(story and last_day < date '9999-12-31', false) as foreseen
from kinds cross join ends
