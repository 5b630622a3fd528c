"""The write side: an append-only ledger of batches, and everything that depends on how it is stored."""

from governance.ledger.batches import Batch, Ledger, coming_in
from governance.ledger.chain import PUBLISHED, Event, closed_years, in_force, rules_of, seen
from governance.ledger.issued import Issued, issued_as, record_issued, reports
from governance.ledger.location import is_there, put_in_place, refuse_existing
from governance.ledger.notes import Note, Payment, close_note, notes, seen_notes, tell
from governance.ledger.opening import brought_up, opened
from governance.ledger.recording import changed_here
from governance.ledger.refusals import AWAY
from governance.ledger.threads import TOGETHER, briefly, in_memory
from governance.ledger.verifying import beside, loose_ends, missing, verify

__all__ = [
    "AWAY",
    "PUBLISHED",
    "TOGETHER",
    "Batch",
    "Event",
    "Issued",
    "Ledger",
    "Note",
    "Payment",
    "beside",
    "briefly",
    "brought_up",
    "changed_here",
    "close_note",
    "closed_years",
    "coming_in",
    "in_force",
    "in_memory",
    "is_there",
    "issued_as",
    "loose_ends",
    "missing",
    "notes",
    "opened",
    "put_in_place",
    "record_issued",
    "refuse_existing",
    "reports",
    "rules_of",
    "seen",
    "seen_notes",
    "tell",
    "verify",
]
