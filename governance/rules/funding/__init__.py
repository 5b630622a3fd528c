"""Figures about revenue: how concentrated it is, and what it comes to in another currency."""
