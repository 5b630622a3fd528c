"""How money comes in and how long it lasts: forecasts from habits, cash and reserves, what late payment costs."""
