-- One row per subject, document and words quoted, from the year of the document on.
-- title: Words of documents
-- columns: subject, quote, document, paragraph, language, dated, note, batch
-- parameters: subject
-- delegations see: all
select subject, quote, document, paragraph, language, dated, note, batch
from quotations
where left(dated, 4)::integer <= year($as_of::date)
    and ($subject is null or subject = replace(lower(trim($subject)), ' ', '_'))
order by subject, dated, batch, sheet_row
