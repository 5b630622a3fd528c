"""Statements of banks beside the ledger: what of them is new, and which receipts come of it."""
