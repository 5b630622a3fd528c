-- One row per year handed in whose scale, with what is in force of it, does not add up to 100 per cent.
-- tables: scale
-- whole: yes
-- column: year
-- says: The rates of {year} add up to {total} per cent, not 100; rounding explains at most {tolerance} ({members} rows).
-- fix: Look for a Member that is missing or there twice, or for a rate that is mistyped.
-- A rate may be off by half of the last digit that is printed in that year.
with printed as (
    select year, rate_pct, length(rtrim(split_part(rate_pct::varchar, '.', 2), '0')) as decimals
    from scale
),
totals as (
    select
        year,
        sum(rate_pct) as total,
        count(*) as members,
        count(*) * concat('0.', repeat('0', max(decimals)), '5')::decimal(18, 9) as tolerance
    from printed
    group by year
)
select batch, min(sheet_row) as sheet_row, year, total, tolerance, members
from handed_in
join totals using (year)
where abs(total - 100) > tolerance
group by all
