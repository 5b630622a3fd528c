"""What may be asked of the money to come: what Members will pay, how wrong such forecasts were, how long cash lasts."""
