"""Whole ledgers, taken from one place to another: copied, backed up, rebuilt."""
