"""What is meant: text normalised, intents recognised, clauses found. Trained once, read everywhere."""
