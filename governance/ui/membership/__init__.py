"""Membership and bodies."""
