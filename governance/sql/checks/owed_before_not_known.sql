-- One row per row that declares receipts complete from a day on which States had been Members already, of which nobody
-- knows what they owed then: they have no opening balance, and opening balances are not declared complete.
-- tables: coverage
-- warning: yes
-- column: from
-- says: Receipts begin on {first_day}. Members that joined before and have no opening balance: {number}, such as {state}. What they owed before is not known, and so neither are their balances and votes.
-- fix: Hand in their opening balances (0 where nothing was owed). If whoever has none owed nothing, declare that with one more row in this table: opening_balances, from {first_day} to {first_day}.
with begun as (
    select batch, sheet_row, "from" as first_day
    from handed_in
    where covers = 'receipts' and not exists (
        select 1
        from coverage as earlier
        where earlier.covers = 'receipts'
            and earlier."from" < handed_in."from"
            and coalesce(earlier."to", date '9999-12-30') + 1 >= handed_in."from"
    )
),
opened as (
    select min(dated) as starts from opening_balances
),
histories as (
    select begun.*, greatest(first_day, starts) as latest, least(first_day, starts) as earliest
    from begun
    cross join opened
),
undeclared as (
    select *
    from histories
    where not exists (
        select 1
        from coverage
        where covers = 'opening_balances' and "from" <= latest and coalesce("to", date '9999-12-31') >= earliest
    )
)
select
    undeclared.batch, undeclared.sheet_row, first_day,
    count(distinct membership.state) as number, min(membership.state) as state
from undeclared
join membership
    on membership.status = 'member'
    and membership.kind = 'state'
    and membership."from" < latest
    and coalesce(membership."to", date '9999-12-31') >= latest
where membership.state not in (select state from opening_balances)
group by undeclared.batch, undeclared.sheet_row, first_day
