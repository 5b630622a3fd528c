"""Today: what the committee sees first."""
