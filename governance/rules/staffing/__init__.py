"""Figures about staff and offices."""
