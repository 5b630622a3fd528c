"""Questions about Members and observers: who is what, since when, and who joined and left."""
