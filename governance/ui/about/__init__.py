"""About: the mandate, the rules, the sources."""
