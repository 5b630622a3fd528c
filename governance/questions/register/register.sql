-- One row per event of the ledger, in order.
-- title: Register of uploads
-- columns: version, recorded_at, event, who, batch, table, evidence, rows, file, in_force, year, note, file_sha256, rows_sha256, head
-- open to: finance
select
    version, strftime(recorded_at, '%Y-%m-%d %H:%M:%S') as recorded_at, event, who, batch, "table", evidence, "rows",
    file, case in_force when true then 'yes' when false then 'no' end as in_force, year, note, file_sha256,
    rows_sha256, head
from events
order by version
