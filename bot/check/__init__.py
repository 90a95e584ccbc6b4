"""Whether it was said rightly: sayings held against the book. Knows no Rasa, no database, no web."""
