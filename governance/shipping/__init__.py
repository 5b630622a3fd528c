"""What comes with the software: ledgers built from the shipped facts, upgraded, and described."""
