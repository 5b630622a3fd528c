-- One row per receipt whose rate is more than a fifth away from the average of the year.
-- tables: receipts
-- warning: yes
-- column: rate
-- says: The rate {rate} is far from the year's average of {average} {currency} for one {paid_currency} ({year}).
-- fix: Make sure that it is so many {currency} for one {paid_currency}, and not the other way round.
-- Within a year the large currencies move by a tenth; a rate the wrong way round is nearly always further away.
select handed_in.batch, handed_in.sheet_row, rate, value as average, currency, paid_currency, year
from handed_in
join exchange_rates
    on exchange_rates.year = year(coalesce(value_date, received))
    and starts_with(series, concat(currency, ' per ', paid_currency))
where paid_currency <> currency and abs(rate - value) > value * 0.2
