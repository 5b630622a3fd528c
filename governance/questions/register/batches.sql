-- One row per batch in force.
-- title: Batches in force
-- columns: batch, table, evidence, rows, file, accepted, who, note, rows_sha256, file_sha256
-- delegations see: all without file, who, note, file_sha256
select batch, "table", evidence, "rows", file, accepted, who, note, rows_sha256, file_sha256
from batches
order by batch
