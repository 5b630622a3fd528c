"""Which column of the table each column of a sheet is, and what other columns can change."""
