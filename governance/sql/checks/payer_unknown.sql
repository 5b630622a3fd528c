-- One row per sheet with receipts that name no State, at the first of them; one that turns a receipt round is meant so.
-- Those that come of a bank's statement never name one: who paid is proposed, and confirmed afterwards. Of a receipt
-- that was divided a part may stay of an unknown payer.
-- tables: receipts
-- warning: yes
-- column: state
-- says: Receipts without a State: {number} (rows {rows}). They will stand as receipts of unknown payers.
-- fix: If the State stands in a merged cell or only in the first of its rows, write it in every row.
with unknown as (
    select batch, sheet_row, row_number() over (partition by batch order by sheet_row) as place
    from handed_in
    where state is null and amount > 0 and coalesce(reference, '') not like 'assigned %'
        and not exists (select 1 from bank_entries where bank_entries.reference = handed_in.reference)
)
select
    batch, min(sheet_row) as sheet_row, count(*) as number,
    string_agg(sheet_row, ', ' order by sheet_row) filter (where place <= 10)
    || case when count(*) > 10 then ' …' else '' end as rows
from unknown
group by batch
