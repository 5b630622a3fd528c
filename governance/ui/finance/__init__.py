"""Finance: hand in, register, closing, checks."""
