"""Measurements, each a command that prints its figures beside a floor or a peer in the same run. Never a test."""
