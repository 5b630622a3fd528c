-- One row per entry of the bank and receipt under its reference that agree: of which nothing else is held under the
-- reference, and of one amount in one currency. The rule pairs them like all others; since nearly all are such, it is
-- only shown the rest (see bank_apart.sql and held_apart.sql).
with booked as (
    select reference, count(*) as number
    from bank_entries
    where kind <> 'batch'
    group by reference
),
held as (
    select receipt_name(reference) as reference, count(*) as number
    from receipts
    where reference is not null
    group by all
),
alone as (
    select reference from booked join held using (reference) where booked.number = 1 and held.number = 1
)
select
    alone.reference, bank_entries.account, bank_entries.counterparty, bank_entries.counterparty_iban, bank_entries.kind,
    bank_entries.booked_on, bank_entries.amount, bank_entries.currency, coalesce(receipts.received, receipts.value_date) as received, receipts.state,
    greatest(bank_entries.booked_on, coalesce(receipts.received, receipts.value_date)) as known_on
from alone
join bank_entries on bank_entries.reference = alone.reference and bank_entries.kind <> 'batch'
join receipts on receipt_name(receipts.reference) = alone.reference
where receipts.amount = bank_entries.amount and receipts.currency = bank_entries.currency
