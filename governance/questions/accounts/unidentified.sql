-- One row per receipt by the date whose payer is not known: those that were assigned since are not among them.
-- title: Receipts of unknown payers
-- columns: value_date, currency, amount, reference, receipt, batch, note
-- open to: finance
with unknown as (
    select
        *,
        left(sha256(to_json([
            received::varchar, value_date::varchar, amount::varchar, currency, paid_amount::varchar, paid_currency,
            rate::varchar, charges::varchar, for_year::varchar
        ])::varchar), 12) as content
    from receipts
    where state is null
),
named as (
    select
        *,
        coalesce(
            reference,
            content || '-' || row_number() over (partition by content, reference order by batch, sheet_row)
        ) as receipt
    from unknown
)
select coalesce(value_date, received) as value_date, currency, amount, named.reference, receipt, batch, note
from named
where coalesce(value_date, received) <= $as_of
    and coalesce(named.reference, '') not like 'reversed %'
    and not exists (select 1 from receipts where receipts.reference = 'reversed ' || named.receipt)
order by 1, named.reference, batch, receipt
