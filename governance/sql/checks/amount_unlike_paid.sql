-- One row per receipt whose amount is not what was paid, at its rate and less charges.
-- tables: receipts
-- warning: yes
-- column: amount
-- says: {paid_currency} {paid_amount} at {rate}, less charges of {charges}, is {currency} {expected}, not {amount}.
-- fix: Make sure of the amounts, the rate and the charges; charges are in the currency of the amount.
-- The rate may be off by half of its last printed digit, and the amount by half of its last.
with money as (
    select
        *,
        coalesce(rate, 1.0) as at_rate,
        case
            when rate is null then 0
            else concat('0.', repeat('0', length(rtrim(split_part(rate::varchar, '.', 2), '0'))), '5')::decimal(18, 9)
        end as half
    from handed_in
    where paid_amount is not null and (rate is not null or coalesce(paid_currency, currency) = currency)
),
worked_out as (
    select *, paid_amount * at_rate - coalesce(charges, 0) as exact, 0.005 + abs(paid_amount) * half as margin
    from money
)
select
    batch, sheet_row, coalesce(paid_currency, currency) as paid_currency, paid_amount, at_rate as rate,
    coalesce(charges, 0)::decimal(18, 2) as charges, currency, exact::decimal(18, 2) as expected, amount
from worked_out
where abs(amount - exact) > margin
