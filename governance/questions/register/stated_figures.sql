-- One row per date, indicator and document.
-- title: Figures that documents state
-- columns: dated, indicator, value, unit, qualifier, evidence, document, paragraph, quote, note
-- delegations see: all
select dated, indicator, value, unit, qualifier, evidence, document, paragraph, quote, stated_figures.note
from stated_figures
join batches using (batch)
where year(last_day) <= year($as_of::date)
order by indicator, dated, document
