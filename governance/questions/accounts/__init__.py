"""Questions about money owed: what is due, received, outstanding and in advance."""
