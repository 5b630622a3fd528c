"""Which rows count, which are none, and what each of them means."""
