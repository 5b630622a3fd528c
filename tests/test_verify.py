"""`verify` names the first thing that was tampered with; with the head of an acknowledgement it finds a cut tail."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from governance.access import LOCAL
from governance.ledger import Ledger, audit, missing, verify
from governance.ledger.chain import START
from governance.ledger.recording import read_events
from governance.problems import Refused
from tests.ledgers import batches_of, hand_in, new_ledger, sheets
from tests.servers import straight
from tests.shell import Shell

PAGE = """
    membership: state | status | from
    XAA | member | 2000-01-01
    XAN | member | 2000-01-01
    receipts: received | state | amount | reference
    2024-02-01 | XAA | 100.00 | BK1
    2024-02-15 | XAN | 50.50 | BK2
"""


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    """Event 1: membership; event 2: receipts; event 3: receipts revoked; event 4: taken back."""
    made = new_ledger(tmp_path, PAGE)
    made.revoke(2, why="to see", who="test")
    made.reaccept(2, who="test")
    return made


def tamper(ledger: Ledger, *statements: str) -> None:
    with straight(ledger.target) as connection:
        for statement in statements:
            connection.execute(statement)


def test_a_ledger_that_nobody_touched_is_whole(ledger: Ledger) -> None:
    assert verify(ledger.target) is None
    for event in ledger.history():
        assert verify(ledger.target, head=event.hash) is None, "every head ever printed is still in the chain"


@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        ("update receipts set amount = 90 where reference = 'BK1'",
         "The rows of 2 (batch 2, receipts, from receipts.csv) were changed after they were recorded."),
        ("delete from receipts where reference = 'BK2'",
         "The rows of 2 (batch 2, receipts, from receipts.csv) were changed after they were recorded."),
        ("insert into receipts by name select 2 as batch, 9 as sheet_row, date '2024-03-01' as received, 1 as amount",
         "The rows of 2 (batch 2, receipts, from receipts.csv) were changed after they were recorded."),
        ("insert into receipts by name select 9 as batch, 9 as sheet_row, date '2024-03-01' as received, 1 as amount",
         "In the table receipts, rows that belong to no batch: 1."),
        ("update files set packed = 'x'::blob",
         "The file of 1 (batch 1, membership, from membership.csv) is not the one handed in."),
        ("update files set packed = packed[1:20]",
         "The file of 1 (batch 1, membership, from membership.csv) is not the one handed in."),
        ("delete from files",
         "The file of 1 (batch 1, membership, from membership.csv) is not the one handed in."),
        ("update receipts set batch = 1 where reference = 'BK1'",
         "The rows of 2 (batch 2, receipts, from receipts.csv) were changed after they were recorded."),
        ("update receipts set sheet_row = 7 where reference = 'BK1'",
         "The rows of 2 (batch 2, receipts, from receipts.csv) were changed after they were recorded."),
        ("delete from membership",
         "The rows of 1 (batch 1, membership, from membership.csv) were changed after they were recorded."),
        ("alter table receipts alter amount type double",
         "The rows of 2 (batch 2, receipts, from receipts.csv) were changed after they were recorded."),
        ("alter table receipts drop column note", "The ledger cannot be read:"),
        ("drop table receipts", "The table receipts was taken out of the ledger."),
        ("update events set who = 'nobody' where seq = 1",
         "Event 1 (batch 1, membership, from membership.csv) was changed after it was recorded."),
        ("update events set recorded_at = recorded_at + interval 1 day where seq = 3",
         "Event 3 (batch 2) was changed after it was recorded."),
        ("update events set note = 'another reason' where seq = 3", "Event 3 (batch 2) was changed after it was recorded."),
        ("update events set kind = 'reaccepted' where seq = 3", "Event 3 (batch 2) was changed after it was recorded."),
        ("update events set evidence = 'published' where seq = 2",
         "Event 2 (batch 2, receipts, from receipts.csv) was changed after it was recorded."),
        ("update events set details = '{}' where seq = 0", "Event 0 was changed after it was recorded."),
        ("delete from events where seq = 3", "Event 3 is missing from the chain."),
        ("delete from events where seq = 0", "Event 0 is missing from the chain."),
        ("insert into mappings values ('receipts', 'abc', '{}')",
         "What was said of the columns of receipts was changed after it was recorded."),
    ],
)  # fmt: skip
def test_what_was_tampered_with_is_named(ledger: Ledger, statement: str, sentence: str) -> None:
    tamper(ledger, statement)
    problem = verify(ledger.target)
    assert problem is not None
    assert problem.rule == "tampered"
    assert problem.message.startswith(sentence)


def test_a_file_that_was_kept_packed_by_zlib_is_still_whole(ledger: Ledger) -> None:
    """As files were packed before: what is handed out and proved is the file, however it lies in the ledger."""
    original = ledger.original(2, LOCAL)
    assert original is not None
    with straight(ledger.target) as connection:
        connection.execute(
            "update files set packed = $packed where file_sha256 = $hash",
            {"packed": zlib.compress(original), "hash": hashlib.sha256(original).hexdigest()},
        )
    assert ledger.original(2, LOCAL) == original
    assert verify(ledger.target) is None


def test_the_first_of_several_is_named(ledger: Ledger) -> None:
    tamper(ledger, "update events set who = 'x' where seq = 3", "delete from membership")
    problem = verify(ledger.target)
    assert problem is not None
    assert "batch 1, membership" in problem.message


def test_an_emptied_ledger_is_not_whole(ledger: Ledger) -> None:
    tamper(ledger, "delete from events")
    problem = verify(ledger.target)
    assert problem is not None
    assert problem.message == "The ledger has no events: even its opening is missing."


def test_a_tail_that_was_cut_is_found_with_the_head_of_an_acknowledgement(ledger: Ledger) -> None:
    """Without an anchor a shorter chain is as good as a longer one: that is why every acknowledgement prints the head."""
    (batch,) = batches_of(sheets("coverage: covers | from\nreceipts | 2000-01-01"))
    (acknowledged,) = ledger.append([batch], who="test")
    tamper(ledger, "delete from coverage", "delete from events where seq = 5")
    assert verify(ledger.target) is None
    problem = verify(ledger.target, head=acknowledged.hash)
    assert problem is not None
    assert problem.rule == "head-not-found"
    assert problem.message == f"The chain ends at event 4 without the head {acknowledged.hash}."


def test_rows_left_behind_by_a_cut_tail_belong_to_no_batch(ledger: Ledger) -> None:
    hand_in(ledger, "coverage: covers | from\nreceipts | 2000-01-01")
    tamper(ledger, "delete from events where seq = 5")
    problem = verify(ledger.target)
    assert problem is not None
    assert problem.message == "In the table coverage, rows that belong to no batch: 1."


def test_a_chain_that_was_forged_throughout_is_found_with_the_head(ledger: Ledger) -> None:
    """Whoever can write the file can seal every event anew: only what was printed outside gives them away."""
    head = ledger.history()[-1].hash
    with duckdb.connect() as connection:
        connection.execute(f"attach '{ledger.target}' as ledger")
        previous = START
        for event in read_events(connection):
            forged = event if event.seq == 0 else event.__class__(**(vars(event) | {"who": "somebody else"}))
            forged = forged.sealed(previous)
            connection.execute(
                "update ledger.events set who = ?, previous = ?, hash = ? where seq = ?",
                [forged.who, forged.previous, forged.hash, forged.seq],
            )
            previous = forged.hash
    assert verify(ledger.target) is None
    problem = verify(ledger.target, head=head)
    assert problem is not None
    assert problem.rule == "head-not-found"


def test_the_hash_of_rows_takes_the_written_form(ledger: Ledger) -> None:
    """One JSON array a row, cells as text in the declared order, sorted, joined by line feeds: anyone can compute it."""
    rows = [
        ["2024-02-01", "XAA", "100.00", "CHF", "BK1", *[None] * 6, None, None],
        ["2024-02-15", "XAN", "50.50", "CHF", "BK2", *[None] * 6, None, None],
    ]
    lines = sorted(json.dumps(row, separators=(",", ":"), ensure_ascii=False) for row in rows)
    assert ledger.history()[2].rows_sha256 == hashlib.sha256("\n".join(lines).encode()).hexdigest()


@pytest.mark.parametrize("use", [Ledger.history, lambda ledger: hand_in(ledger, PAGE)])
def test_a_ledger_without_events_is_refused_in_words(ledger: Ledger, use: Callable[[Ledger], object]) -> None:
    tamper(ledger, "delete from events")
    with pytest.raises(Refused, match="even its opening is missing"):
        use(ledger)


def test_heads_that_were_signed_are_looked_for_in_every_chain_and_each_that_is_missing_is_named(
    filled: Shell,
) -> None:
    """An auditor's list: heads of acknowledgements, of a status report, and of the record of what was done."""
    ledger = Ledger("books.duckdb")
    done = audit.add(ledger.target, "issued", "Ana", {"number": "N-1"})
    heads = [event.hash for event in ledger.history()]
    listed = filled("verify")
    assert f"Beside the facts, audit: number 1, head {done.hash}" in listed.output
    signed = Path("signed.txt")
    signed.write_text(
        f"# of 2024\n\n2024-01-31, External Auditor: version 1 · head {heads[1]}\n{done.hash}  # record\n"
    )
    whole = filled("verify", "--head", heads[0], "--head", heads[2], "--heads", "signed.txt")
    assert whole.exit_code == 0
    assert "It holds all 4 heads that were named." in whole.output
    with signed.open("a") as file:
        file.write("0" * 64 + "\n")
    refused = filled("verify", "--head", "1" * 64, "--head", heads[0], "--heads", "signed.txt")
    assert refused.exit_code == 1
    last = len(heads) - 1
    assert f"The chain ends at event {last} without the head {'1' * 64}." in refused.output
    assert f"signed.txt, row 5: The chain ends at event {last} without the head {'0' * 64}." in refused.output
    assert "Refused: 2 problems." in refused.output


def test_a_record_that_was_cut_off_is_found_with_a_head_of_its_own_chain(ledger: Ledger) -> None:
    kept, cut = (audit.add(ledger.target, "issued", "Ana", {"number": number}) for number in ("N-1", "N-2"))
    tamper(ledger, "delete from audit where seq = 1")
    assert verify(ledger.target) is None
    assert missing(ledger.target, [kept.hash]) == []
    assert [one.value for one in missing(ledger.target, [kept.hash, cut.hash])] == [cut.hash]


def test_every_line_of_a_list_that_holds_no_head_is_named(filled: Shell) -> None:
    Path("signed.txt").write_text(f"{'a' * 63}\n{'b' * 64}\n{'c' * 64} {'d' * 64}\n")
    told = json.loads(filled("verify", "--heads", "signed.txt", "--format", "json").stdout)
    assert [(one["rule"], one["row"]) for one in told] == [("head-unreadable", 1), ("head-unreadable", 3)]
    refused = filled("verify", "--heads", "signed.txt")
    assert refused.exit_code == 1
    assert "signed.txt, row 1: The line does not hold one head." in refused.output
    assert "signed.txt, row 3: The line does not hold one head." in refused.output
    assert "row 2" not in refused.output
