"""Questions about the budget over time: prices, zero nominal growth, and what a scenario would bring."""
