"""Questions about assessed contributions: scales, amounts, and how they came about and changed."""
