"""How a budget becomes assessments, and how recorded ones are held against what the scale predicts."""
