-- One row per date, indicator and document.
-- title: Figures that documents state
-- columns: dated, indicator, value, unit, qualifier, evidence, document, paragraph, quote
select dated, indicator, value, unit, qualifier, evidence, document, paragraph, quote
from headline_figures
join batches using (batch)
where left(dated, 4)::integer <= year($as_of::date)
order by indicator, dated, document
