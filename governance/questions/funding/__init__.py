"""Questions about revenue and spending: voluntary contributions, funds, and the core beside them."""
