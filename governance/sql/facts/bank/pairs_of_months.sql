-- One row per month, currency and day from which it is known: how many of the pairs of bank_pairs the bank booked then,
-- and what they come to.
select strftime(booked_on, '%Y-%m') as month, currency, known_on, count(*) as number, sum(amount)::decimal(18, 2) as amount
from bank_pairs
group by month, currency, known_on
