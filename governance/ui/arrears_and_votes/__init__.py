"""Arrears and votes: who owes what, and whose vote is lost or at risk."""
