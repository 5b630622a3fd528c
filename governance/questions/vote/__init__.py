"""Questions about the right to vote: lost or kept, at which session, and the least payment that keeps it."""
