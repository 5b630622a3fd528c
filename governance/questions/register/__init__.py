"""Questions about what the ledger holds: what was handed in, what documents say, and the States."""
