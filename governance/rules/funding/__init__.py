"""What revenue comes to in another currency."""
