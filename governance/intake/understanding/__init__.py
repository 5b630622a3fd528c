"""From a sheet as the file holds it to a plain one: what it says itself is read, what it does not say is asked."""
