"""A seeded simulator of all that goes wrong around a ledger: what was acknowledged is held against what is there."""
