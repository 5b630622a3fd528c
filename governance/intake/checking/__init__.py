"""From plain sheets to rows or problems: each cell, each row, each sheet by itself; and, in `beside`, all of it
beside the ledger.
"""
