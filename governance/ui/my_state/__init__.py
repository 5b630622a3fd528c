"""My State: one State's account."""
