"""What a cell says: amounts, dates, currencies, choices and multipliers as offices write them."""
