"""The demonstration ledger: a complete fictional organization with fictional States, made from a seed."""
