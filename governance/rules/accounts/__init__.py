"""How money pays debts: accounts, balances and payment plans."""
