"""Statements of banks: each entry as the bank's own format tells it, and the balances it stands between."""
