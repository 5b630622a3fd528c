"""What the ledger refuses, in words."""

from __future__ import annotations

from collections.abc import Sequence

from governance.ledger.chain import Event
from governance.problems import Problem
from governance.tables import SCHEMA, TABLES
from governance.words import count, mark, say

_REVOKE_FIRST = mark("Nothing was changed. To take these rows in again, revoke batch {batch} first.")
_OTHERS_ALIKE = mark(
    "Nothing was changed. If these are others that are alike, tell them apart by the column {column}; to take the same "
    "rows in again, revoke batch {batch} first."
)


def tampered(message: str) -> Problem:
    """What is said of a ledger that is not as it was recorded."""
    return Problem("tampered", message, suggestion=say("Restore the ledger from a copy that verifies."))


def described(event: Event) -> str:
    """An event as a refusal names it: its number, and of a batch what came in."""
    if event.batch is None:
        return str(event.seq)
    if event.table_name is None:
        return say("{seq} (batch {batch})", seq=event.seq, batch=event.batch)
    return say(
        "{seq} (batch {batch}, {table}, from {file})",
        seq=event.seq,
        batch=event.batch,
        table=event.table_name,
        file=event.file_name,
    )


def file_changed(event: Event) -> Problem:
    """What is kept of the file in which a batch came is damaged."""
    return tampered(say("The file of {described} is not the one handed in.", described=described(event)))


def missing(target: str) -> Problem:
    """There is no ledger at a target."""
    return Problem(
        "ledger-missing",
        say("There is no ledger at {target}.", target=target),
        suggestion=say("Make one with: python -m governance --ledger {target} init", target=target),
    )


AWAY = ("ledger-held", "ledger-busy", "ledger-unreachable", "ledger-connection-lost")
"""The refusals of a ledger that is not to be had for a while: what is asked of it may be asked again."""


def held(target: str, wait: float) -> Problem:
    """Others hold a ledger for too long."""
    return Problem(
        "ledger-held",
        say("Another program has held the ledger {target} for {wait} seconds.", target=target, wait=int(wait)),
        suggestion=say("Nothing was changed. Try again when it has finished."),
    )


def unreachable(target: str, reason: str) -> Problem:
    """A database that does not answer, or lets nobody in; `reason` in the words of its client."""
    return Problem(
        "ledger-unreachable",
        say("The database of the ledger {target} cannot be reached: {reason}", target=target, reason=reason),
        suggestion=say("See whether it runs, and whether it lets this user in from here with the password given."),
    )


def connection_lost(target: str) -> Problem:
    """A database that went away at work: whether a change was still recorded, nobody knows here."""
    return Problem(
        "ledger-connection-lost",
        say("The connection to the database of the ledger {target} was lost.", target=target),
        suggestion=say(
            "Look at the history whether the change was still recorded. If not, make it again: the same rows are "
            "never taken in twice."
        ),
    )


def read_only(target: str) -> Problem:
    """A database that lets itself be read alone: a standby, or one under maintenance."""
    return Problem(
        "ledger-read-only",
        say("The database of the ledger {target} can only be read, and takes no change.", target=target),
        suggestion=say(
            "Nothing was changed. It may be a copy that follows another server: name the server that it follows, or "
            "ask whoever runs the database."
        ),
    )


def never_first() -> Problem:
    """Somebody else was first at every turn."""
    return Problem(
        "ledger-busy",
        say("Others change this ledger all the time: for a minute somebody else was always first."),
        suggestion=say("Nothing was changed. Try again when they have finished."),
    )


def differs(part: str) -> Problem:
    """A copy that is not what it was copied from."""
    return Problem(
        "copy-differs",
        say("The copy differs from what it was copied from, in: {part}. It was not kept.", part=part),
        suggestion=say("What it was copied from was not changed. Prove it with verify, then copy it again."),
    )


def exists(target: str) -> Problem:
    return Problem(
        "ledger-exists",
        say("There is a ledger at {target} already; nothing was changed.", target=target),
        suggestion=say("Add --force to replace it with a new one: all that it holds is then lost."),
    )


def no_links(target: str) -> Problem:
    """A new ledger on a file system on which it cannot take its place without overwriting another."""
    return Problem(
        "ledger-no-links",
        say(
            "No ledger can be made at {target}: the disk or network folder there has no hard links, by which a new "
            "ledger takes its place without overwriting another. Nothing was changed.",
            target=target,
        ),
        suggestion=say(
            "Keep the ledgers in a folder of another disk, not formatted as FAT or exFAT: set GOVERNANCE_HOME to that "
            "folder and run the command again."
        ),
    )


def only_the_log(target: str) -> Problem:
    return Problem(
        "ledger-log-alone",
        say(
            "The ledger {target} is missing, but its log {target}.wal is there: a ledger was in use here.",
            target=target,
        ),
        suggestion=say(
            "Put its file back beside the log, or restore both from a copy. Nothing was built in its place."
        ),
    )


def newer(schema: int) -> Problem:
    """A ledger with more steps than this version knows."""
    return Problem(
        "ledger-newer",
        say("This ledger was written by a newer version of the software (schema {found}).", found=schema),
        suggestion=say("Open it with that version; this one knows schema {known}.", known=SCHEMA),
    )


def older(target: str, schema: int) -> Problem:
    return Problem(
        "ledger-older",
        say(
            "The ledger {target} was written by an older version of the software (schema {schema}).",
            target=target,
            schema=schema,
        ),
        suggestion=say(
            "It can be read as it is. To change it, bring it up to date first, which keeps a copy: "
            "python -m governance --ledger {target} migrate",
            target=target,
        ),
    )


def no_batch(batch: int, last: int) -> Problem:
    return Problem(
        "no-such-batch",
        say("There is no batch {batch}.", batch=batch),
        suggestion=say("The ledger has batches 1 to {last}.", last=last) if last else say("The ledger has no batch."),
    )


def turned_already(batch: int, kind: str) -> Problem:
    if kind == "revoked":
        return Problem("revoked-already", say("Batch {batch} is revoked already.", batch=batch))
    return Problem("in-force-already", say("Batch {batch} is in force already.", batch=batch))


def in_force_already(event: Event, new: Event) -> Problem:
    table = TABLES[str(event.table_name)]
    advice = _OTHERS_ALIKE if table.identical_rows else _REVOKE_FIRST
    return Problem(
        "content-in-force",
        say(
            "The same rows are in force already: batch {batch}, {table}, from {file}, accepted on {day} by {who}.",
            batch=event.batch,
            table=event.table_name,
            file=event.file_name,
            day=event.recorded_at.date().isoformat(),
            who=event.who,
        ),
        file=new.file_name,
        suggestion=say(advice, batch=event.batch, column=table.told_apart_by),
    )


def handed_in_twice(event: Event, new: Event) -> Problem:
    return Problem(
        "content-twice",
        say(
            "The files {first} and {second} hold the same rows of {table}.",
            first=event.file_name,
            second=new.file_name,
            table=new.table_name,
        ),
        file=new.file_name,
        suggestion=say("Hand in one of the two."),
    )


def reason_missing(message: str) -> Problem:
    """Nothing is taken back without a reason."""
    return Problem("reason-missing", message)


def rules_adopted_already(rulebook: str) -> Problem:
    """Rules are adopted once."""
    message = say("The rules of {rulebook} are in force in this ledger as they are.", rulebook=rulebook)
    return Problem("rules-adopted-already", message)


def year_closed_already(year: int) -> Problem:
    """A year is closed once."""
    return Problem("year-closed-already", say("The year {year} is closed already.", year=year))


def year_not_closed(year: int, last: int | None) -> Problem:
    """Only the last closed year can be opened again."""
    if last is not None and year < last:
        message = say("A later year than {year} is closed: years are opened again from the last one back.", year=year)
    else:
        message = say("The year {year} is not closed.", year=year)
    hint = say("The last closed year is {last}.", last=last) if last else say("No year is closed.")
    return Problem("year-not-closed", message, suggestion=hint)


def note_twice() -> Problem:
    """A payment is told of once."""
    message = say("Finance was told of this payment already, and is looking into it.")
    return Problem("note-twice", message, suggestion=say("Nothing more is needed: the answer is shown here."))


def too_many_notes(most: int) -> Problem:
    """Each open note is a task of finance: there are not more of them than can be done."""
    message = count(
        "{number} note is open: no more can be left.", "{number} notes are open: no more can be left.", most
    )
    return Problem("notes-too-many", message, suggestion=say("Wait until finance has closed one of them."))


def note_not_open(number: int) -> Problem:
    """Only an open note is closed."""
    message = say("There is no open note {number}.", number=number)
    return Problem("note-not-open", message, suggestion=say("Look at the list again: it may be closed already."))


def proposal_not_pending(number: int) -> Problem:
    """What was decided is not decided again."""
    message = say("No proposal {number} waits for a decision.", number=number)
    return Problem(
        "proposal-not-pending", message, suggestion=say("Look at the list again: it may be decided already.")
    )


def proposal_not_whole(number: int) -> Problem:
    """Exactly what was proposed takes effect, or nothing."""
    message = say("What was kept of proposal {number} is not what was proposed.", number=number)
    return Problem("proposal-not-whole", message, suggestion=say("Reject it, and have it proposed again."))


def moved_on(since: Sequence[Event], after: int) -> Problem:
    """The ledger is no longer as it was when the author of a change looked at it."""
    last = since[-1]
    return Problem(
        "ledger-moved-on",
        say(
            "The ledger has changed since you looked at it: you saw version {seen}, it is at version {now}, by {who}.",
            seen=after,
            now=last.seq,
            who=last.who,
        ),
        suggestion=say("Nothing was changed. Look at the effect again, as it is now, and decide."),
    )
