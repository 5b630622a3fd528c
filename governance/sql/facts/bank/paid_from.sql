-- One row per account at a bank and State, with the days of those receipts of the State that came from the account.
-- What a State has of a receipt once all that became of it is added up was paid by that State.
with paid as (
    select state, receipt_name(reference) as name, min(coalesce(value_date, received)) as dated
    from receipts
    where state is not null
    group by state, name
    having sum(amount) > 0
)
select counterparty_iban, state, list(paid.dated order by paid.dated) as days
from paid
join bank_entries on bank_entries.reference = name
where counterparty_iban is not null
group by counterparty_iban, state
order by counterparty_iban, state
