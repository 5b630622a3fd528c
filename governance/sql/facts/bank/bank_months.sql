-- One row per account of the bank, currency and month in which it booked anything, with the first day of that.
select account, currency, strftime(booked_on, '%Y-%m') as month, min(booked_on) as first_booked
from bank_entries
group by account, currency, month
