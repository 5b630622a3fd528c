"""The budget: assessed, whose assessment rises and falls, zero nominal growth."""
