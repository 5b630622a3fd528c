"""The one road by which a ledger is changed: preview, accept, revoke, assign, close; and what goes with it on
paper.
"""
