"""What the Makefile calls where a line of it is not enough. Nothing of the software needs it."""
