-- One row per receipt by the date whose payer is not known, unless it was assigned or sent back since.
-- title: Receipts of unknown payers
-- columns: value_date, currency, amount, paid_amount, paid_currency, rate, charges, for_year, reference, receipt, batch, sheet_row, note
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
),
-- What was sent back is a negative receipt: the first of an amount is that of the first receipt of that amount.
held as (
    select
        * replace (coalesce(value_date, received) as value_date),
        row_number() over (partition by currency, amount order by coalesce(value_date, received), receipt) as place
    from named
    where coalesce(value_date, received) <= $as_of
        and coalesce(reference, '') not like 'reversed %'
        and not exists (select 1 from receipts where receipts.reference = 'reversed ' || named.receipt)
)
select
    value_date, currency, amount, paid_amount, paid_currency, rate, charges, for_year, reference, receipt, batch,
    sheet_row, note
from held
where amount = 0 or not exists (
    select 1
    from held as other
    where other.currency = held.currency
        and other.amount = -held.amount
        and other.place = held.place
        and (other.value_date - held.value_date) * sign(held.amount) >= 0
)
order by value_date, reference, batch, receipt
