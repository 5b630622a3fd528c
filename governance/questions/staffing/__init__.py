"""Questions about staff and offices."""
