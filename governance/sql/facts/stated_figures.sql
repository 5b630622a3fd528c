-- One row per figure that a document states, with the last day that it may be about: of a year 31 December.
select
    *,
    case length(dated)
        when 4 then make_date(try_cast(dated as integer), 12, 31)
        when 7 then last_day(try_cast(dated || '-01' as date))
        else try_cast(dated as date)
    end as last_day
from headline_figures
