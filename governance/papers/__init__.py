"""What leaves the software: exports now, papers later."""
