-- One row per receipt whose rate is more than a fifth away from the average of the year.
-- tables: receipts
-- warning: yes
-- column: rate
-- says: The rate {rate} is far from the year's average of {average} {units} for one {other} ({year}).
-- fix: Make sure that it is so many {currency} for one {paid_currency}, and not the other way round.
-- Within a year the large currencies move by a tenth; a rate the wrong way round is nearly always further away. Of
-- several series of two currencies, whichever way round they are quoted, the one that holds most years is the average,
-- as in every answer that converts. It is told as it is quoted; the other way round the rate times it would be one.
with held as (
    select series, left(series, 3) as units, substr(series, 9, 3) as other, count(*) as years
    from exchange_rates
    where regexp_matches(series, '^[A-Z]{3} per [A-Z]{3}\b')
    group by series
),
either_way as (
    select *, units as currency, other as paid_currency from held
    union all
    select *, other, units from held
),
one_series as (
    select *
    from either_way
    qualify row_number() over (partition by currency, paid_currency order by years desc, series) = 1
),
compared as (
    select
        handed_in.batch, handed_in.sheet_row, rate, value as average, units, other, currency, paid_currency,
        exchange_rates.year,
        case when units = currency then rate - value else rate * value - 1 end as apart,
        case when units = currency then value else 1 end as whole
    from handed_in
    join one_series using (currency, paid_currency)
    join exchange_rates
        on exchange_rates.series = one_series.series
        and exchange_rates.year = year(coalesce(value_date, received))
    where paid_currency <> currency
)
select batch, sheet_row, rate, average, units, other, currency, paid_currency, year
from compared
where abs(apart) > whole * 0.2
