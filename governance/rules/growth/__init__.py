"""Budgets over time: prices, paths, and scenarios."""
