"""Questions about collection: how the money of a year comes in, and who has paid it."""
