-- One row per receipt whose rate is more than a fifth away from the average of the year.
-- tables: receipts
-- warning: yes
-- column: rate
-- says: The rate {rate} is far from the year's average of {average} {currency} for one {paid_currency} ({year}).
-- fix: Make sure that it is so many {currency} for one {paid_currency}, and not the other way round.
-- Within a year the large currencies move by a tenth; a rate the wrong way round is nearly always further away. Of
-- several series of two currencies the one that holds most years is the average, as in every answer that converts.
with held as (
    select series, left(series, 11) as currencies, count(*) as years
    from exchange_rates
    where regexp_matches(series, '^[A-Z]{3} per [A-Z]{3}\b')
    group by series
),
one_series as (
    select series, currencies
    from held
    qualify row_number() over (partition by currencies order by years desc, series) = 1
)
select handed_in.batch, handed_in.sheet_row, rate, value as average, currency, paid_currency, exchange_rates.year
from handed_in
join one_series on currencies = concat(currency, ' per ', paid_currency)
join exchange_rates
    on exchange_rates.series = one_series.series
    and exchange_rates.year = year(coalesce(value_date, received))
where paid_currency <> currency and abs(rate - value) > value * 0.2
